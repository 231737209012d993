-- Who may do what, as the database itself sees it. Applied anew by every `jobwright migrate` that finds anything else;
-- {user} is whom the program signs in as.
--
--   {user}              whatever is public, and the right to enter the roles below: a person's for one transaction each,
--                       the program's for connections that nobody else is served on
--   jobwright_person    a seeker or a provider: its own rows; me() is its account
--   jobwright_admin     the control tower
--   jobwright_system    the program itself where no person asks
--
-- A table that is not named here belongs to the program alone.

DO $$
DECLARE
    role text;
BEGIN
    FOREACH role IN ARRAY ARRAY['jobwright_person', 'jobwright_admin', 'jobwright_system'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN NOINHERIT', role);
        END IF;
        IF NOT pg_has_role(to_regrole('{user}'), role, 'MEMBER') THEN
            EXECUTE format('GRANT %I TO {user}', role);
        END IF;
    END LOOP;
END $$;

REVOKE ALL ON SCHEMA jobwright FROM PUBLIC;
GRANT USAGE ON SCHEMA jobwright TO {user}, jobwright_person, jobwright_admin, jobwright_system;

-- The account a transaction speaks for. Without one there is none, and nothing is anybody's.
CREATE OR REPLACE FUNCTION me() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
    $$ SELECT nullif(current_setting('jobwright.account', true), '')::uuid $$;

-- The source of the jobs that this account has posted, as `SourceKey::posted_by` writes it.
CREATE OR REPLACE FUNCTION my_source() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
    $$ SELECT 'provider:' || jobwright.me()::text $$;

-- Every table is closed, but for the program itself, and for its owner's backups.
DO $$
DECLARE
    each record;
BEGIN
    FOR each IN
        SELECT p.tablename, p.policyname FROM pg_policies p WHERE p.schemaname = 'jobwright'
    LOOP
        EXECUTE format('DROP POLICY %I ON %I', each.policyname, each.tablename);
    END LOOP;
    FOR each IN
        SELECT c.relname AS name, pg_get_userbyid(c.relowner) AS owner
        FROM pg_class c WHERE c.relnamespace = 'jobwright'::regnamespace AND c.relkind IN ('r', 'p')
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', each.name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', each.name);
        EXECUTE format('REVOKE ALL ON %I FROM PUBLIC, {user}, jobwright_person, jobwright_admin', each.name);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO jobwright_system', each.name);
        EXECUTE format('CREATE POLICY system ON %I TO jobwright_system USING (true) WITH CHECK (true)', each.name);
        EXECUTE format('CREATE POLICY owner ON %I TO %I USING (true) WITH CHECK (true)', each.name, each.owner);
    END LOOP;
END $$;

-- The program may see whether the schema is as new as itself.
GRANT SELECT ON seaql_migrations TO {user};
CREATE POLICY everybody ON seaql_migrations FOR SELECT TO {user} USING (true);

-- The catalogue is public, whatever state a job is in: details and history answer for closed jobs, too. Lists show
-- active jobs by their own condition. Only the program writes.
GRANT SELECT ON jobs, job_history, job_embeddings, enrichments TO {user}, jobwright_person, jobwright_admin;
CREATE POLICY everybody ON jobs FOR SELECT TO {user}, jobwright_person, jobwright_admin USING (true);
CREATE POLICY everybody ON job_history FOR SELECT TO {user}, jobwright_person, jobwright_admin USING (true);
CREATE POLICY everybody ON job_embeddings FOR SELECT TO {user}, jobwright_person, jobwright_admin USING (true);
CREATE POLICY everybody ON enrichments FOR SELECT TO {user}, jobwright_person, jobwright_admin USING (true);

-- Which jobs are the same is public as they are; who has found two to differ is not.
GRANT SELECT ON job_clusters TO {user}, jobwright_person, jobwright_admin;
CREATE POLICY everybody ON job_clusters FOR SELECT TO {user}, jobwright_person, jobwright_admin USING (true);

-- The audit log and the ledger of credits only grow, whoever asks. That an account is erased is the database's own work.
REVOKE UPDATE, DELETE ON audit_log, credit_entries FROM jobwright_system;

-- An account, its role and its resume are its own. Admins may look.
GRANT SELECT ON accounts, account_roles TO jobwright_person, jobwright_admin;
CREATE POLICY own ON accounts FOR SELECT TO jobwright_person USING (id = (SELECT me()));
CREATE POLICY own ON account_roles FOR SELECT TO jobwright_person USING (account_id = (SELECT me()));
CREATE POLICY admin ON accounts FOR SELECT TO jobwright_admin USING (true);
CREATE POLICY admin ON account_roles FOR SELECT TO jobwright_admin USING (true);

-- The program keeps the ledger; its owner may look.
GRANT SELECT ON credit_entries TO jobwright_person, jobwright_admin;
CREATE POLICY own ON credit_entries FOR SELECT TO jobwright_person, jobwright_admin USING (account_id = (SELECT me()));

GRANT SELECT, INSERT, UPDATE, DELETE ON resumes, resume_embeddings TO jobwright_person, jobwright_admin;
CREATE POLICY own ON resumes TO jobwright_person, jobwright_admin
    USING (account_id = (SELECT me())) WITH CHECK (account_id = (SELECT me()));
CREATE POLICY own ON resume_embeddings TO jobwright_person, jobwright_admin
    USING (account_id = (SELECT me())) WITH CHECK (account_id = (SELECT me()));
CREATE POLICY admin ON resumes FOR SELECT TO jobwright_admin USING (true);
CREATE POLICY admin ON resume_embeddings FOR SELECT TO jobwright_admin USING (true);

-- A profile is its owner's. Admins export them all.
GRANT SELECT, INSERT, UPDATE, DELETE ON cv_profiles TO jobwright_person, jobwright_admin;
CREATE POLICY own ON cv_profiles TO jobwright_person, jobwright_admin
    USING (account_id = (SELECT me())) WITH CHECK (account_id = (SELECT me()));
CREATE POLICY admin ON cv_profiles FOR SELECT TO jobwright_admin USING (true);

-- What somebody keeps for later is nobody else's business.
GRANT SELECT, INSERT, DELETE ON saved_jobs TO jobwright_person, jobwright_admin;
CREATE POLICY own ON saved_jobs TO jobwright_person, jobwright_admin
    USING (account_id = (SELECT me())) WITH CHECK (account_id = (SELECT me()));

-- An application is its seeker's, and is seen and decided by the account that has posted the job. Admins may look. Whose it is
-- never changes. Its history only grows, and nobody writes in it in another's name.
GRANT SELECT, INSERT ON applications TO jobwright_person, jobwright_admin;
GRANT UPDATE (status, revision, full_name, email, resume_version, resume_text, job_revision, posting_digest, screening, updated_at)
    ON applications TO jobwright_person, jobwright_admin;
GRANT SELECT, INSERT ON application_changes TO jobwright_person, jobwright_admin;
CREATE POLICY own ON applications TO jobwright_person, jobwright_admin
    USING (account_id = (SELECT me())) WITH CHECK (account_id = (SELECT me()));
CREATE POLICY admin ON applications FOR SELECT TO jobwright_admin USING (true);
-- What was taken back is the seeker's alone again.
CREATE POLICY employer_reads ON applications FOR SELECT TO jobwright_person
    USING (status <> 'withdrawn' AND EXISTS (SELECT FROM jobs j WHERE j.id = job_id AND j.source = (SELECT my_source())));
CREATE POLICY employer_decides ON applications FOR UPDATE TO jobwright_person
    USING (status <> 'withdrawn' AND EXISTS (SELECT FROM jobs j WHERE j.id = job_id AND j.source = (SELECT my_source())))
    WITH CHECK (status <> 'withdrawn' AND EXISTS (SELECT FROM jobs j WHERE j.id = job_id AND j.source = (SELECT my_source())));
CREATE POLICY own_reads ON application_changes FOR SELECT TO jobwright_person
    USING (EXISTS (SELECT FROM applications a WHERE a.id = application_id AND a.account_id = (SELECT me())));
CREATE POLICY own_notes ON application_changes FOR INSERT TO jobwright_person, jobwright_admin
    WITH CHECK (party = 'seeker'
        AND EXISTS (SELECT FROM applications a WHERE a.id = application_id AND a.account_id = (SELECT me())));
CREATE POLICY employer_reads ON application_changes FOR SELECT TO jobwright_person
    USING (EXISTS (SELECT FROM applications a JOIN jobs j ON j.id = a.job_id
        WHERE a.id = application_id AND j.source = (SELECT my_source())));
CREATE POLICY employer_notes ON application_changes FOR INSERT TO jobwright_person
    WITH CHECK (party = 'employer' AND EXISTS (SELECT FROM applications a JOIN jobs j ON j.id = a.job_id
        WHERE a.id = application_id AND j.source = (SELECT my_source())));
CREATE POLICY admin_reads ON application_changes FOR SELECT TO jobwright_admin USING (true);

-- Whoever uploads a file says so, and gives up the one before. Only the program deletes.
GRANT SELECT, INSERT, UPDATE ON objects TO jobwright_person, jobwright_admin;
CREATE POLICY own ON objects TO jobwright_person, jobwright_admin
    USING (account_id = (SELECT me())) WITH CHECK (account_id = (SELECT me()));

-- Whoever changes something says that it has happened, in nobody else's name. Only the program hears it.
GRANT INSERT ON outbox TO jobwright_person, jobwright_admin;
CREATE POLICY own ON outbox FOR INSERT TO jobwright_person, jobwright_admin
    WITH CHECK (account_id = (SELECT me()));

-- A conversation is its owner's, and admins speak in every one. Nobody signs as somebody else; that its owner waits for a
-- person, or no longer does, is noted in the owner's transaction.
GRANT SELECT, INSERT, UPDATE ON chat_sessions TO jobwright_person, jobwright_admin;
GRANT SELECT, INSERT ON chat_messages TO jobwright_person, jobwright_admin;
CREATE POLICY own ON chat_sessions TO jobwright_person, jobwright_admin
    USING (account_id = (SELECT me())) WITH CHECK (account_id = (SELECT me()));
CREATE POLICY admin_reads ON chat_sessions FOR SELECT TO jobwright_admin USING (true);
CREATE POLICY admin_leads ON chat_sessions FOR UPDATE TO jobwright_admin USING (true) WITH CHECK (true);
CREATE POLICY own_reads ON chat_messages FOR SELECT TO jobwright_person
    USING (EXISTS (SELECT FROM chat_sessions s WHERE s.id = session_id AND s.account_id = (SELECT me())));
CREATE POLICY own_says ON chat_messages FOR INSERT TO jobwright_person, jobwright_admin
    WITH CHECK ((sender = 'user' OR (sender = 'system' AND kind IN ('waiting', 'resumed')))
        AND EXISTS (SELECT FROM chat_sessions s WHERE s.id = session_id AND s.account_id = (SELECT me())));
CREATE POLICY admin_reads ON chat_messages FOR SELECT TO jobwright_admin USING (true);
CREATE POLICY admin_says ON chat_messages FOR INSERT TO jobwright_admin WITH CHECK (sender IN ('admin', 'system'));

-- A mock interview is its seeker's, and administrators look at each. Only they review, and nobody in another's name: that an
-- interview is reviewed is noted in the reviewer's transaction.
GRANT SELECT, INSERT, UPDATE ON mock_interviews TO jobwright_person, jobwright_admin;
GRANT SELECT ON mock_interview_reviews TO jobwright_person;
GRANT SELECT, INSERT, UPDATE ON mock_interview_reviews TO jobwright_admin;
CREATE POLICY own ON mock_interviews TO jobwright_person, jobwright_admin
    USING (account_id = (SELECT me())) WITH CHECK (account_id = (SELECT me()));
CREATE POLICY admin_reads ON mock_interviews FOR SELECT TO jobwright_admin USING (true);
CREATE POLICY admin_reviews ON mock_interviews FOR UPDATE TO jobwright_admin USING (true) WITH CHECK (true);
CREATE POLICY own_reads ON mock_interview_reviews FOR SELECT TO jobwright_person
    USING (EXISTS (SELECT FROM mock_interviews i WHERE i.id = interview_id AND i.account_id = (SELECT me())));
CREATE POLICY admin_reads ON mock_interview_reviews FOR SELECT TO jobwright_admin USING (true);
CREATE POLICY own_says ON mock_interview_reviews FOR INSERT TO jobwright_admin
    WITH CHECK (reviewer = (SELECT me()));
CREATE POLICY own_corrects ON mock_interview_reviews FOR UPDATE TO jobwright_admin
    USING (reviewer = (SELECT me())) WITH CHECK (reviewer = (SELECT me()));
