// Generated from the OpenAPI document by `npm run generate`.
export interface paths {
    "/api/v1/admin/audit-log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the audit log: changes to accounts and rights, newest first. */
        get: operations["get_api_v1_admin_audit_log"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/ingest/all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Run over all sources. */
        post: operations["post_api_v1_admin_ingest_all"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/ingest/trigger": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Start a run over one source or all of them, without waiting for it. */
        post: operations["post_api_v1_admin_ingest_trigger"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/ingest/{source_name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Run over one source. */
        post: operations["post_api_v1_admin_ingest_source_name"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/jobs/{id}/distinctions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that two jobs are not the same. The verdict is kept for ever. */
        post: operations["post_api_v1_admin_jobs_id_distinctions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/jobs/{id}/enrich": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Enrich one job again. */
        post: operations["post_api_v1_admin_jobs_id_enrich"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/mock-interviews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All mock interviews, last begun first. */
        get: operations["get_api_v1_admin_mock_interviews"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/mock-interviews/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A mock interview, with its transcript, scorecard and review. */
        get: operations["get_api_v1_admin_mock_interviews_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/mock-interviews/{id}/review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Review an interview whose seeker has asked for it, or correct one's own review. */
        put: operations["put_api_v1_admin_mock_interviews_id_review"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/reenrich": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Enrich all open jobs again. Unchanged texts reuse their enrichment and cost nothing. */
        post: operations["post_api_v1_admin_reenrich"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/scraping-logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Runs over sources, newest first. */
        get: operations["get_api_v1_admin_scraping_logs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All conversations, last used first. */
        get: operations["get_api_v1_admin_sessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A conversation with its last messages. */
        get: operations["get_api_v1_admin_sessions_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/sessions/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Close a conversation for good. */
        post: operations["post_api_v1_admin_sessions_id_close"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/sessions/{id}/intercept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a conversation over from the assistant. */
        post: operations["post_api_v1_admin_sessions_id_intercept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/sessions/{id}/message": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a message as an operator; takes the conversation over if the assistant owns it. */
        post: operations["post_api_v1_admin_sessions_id_message"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/sessions/{id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All messages of a conversation, in order. */
        get: operations["get_api_v1_admin_sessions_id_messages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/sessions/{id}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hand a conversation back to the assistant. */
        post: operations["post_api_v1_admin_sessions_id_release"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/sources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The configured sources, and what their last runs say about them. */
        get: operations["get_api_v1_admin_sources"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/sources/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Read the first page of a source and keep nothing. */
        post: operations["post_api_v1_admin_sources_preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tasks, newest first. */
        get: operations["get_api_v1_admin_tasks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/tasks/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Retry a dead letter. */
        post: operations["post_api_v1_admin_tasks_id_retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List all accounts, newest first. */
        get: operations["get_api_v1_admin_users"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Count the accounts by role. */
        get: operations["get_api_v1_admin_users_stats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users/{id}/ban": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Ban an account and end its sessions, or lift the ban. */
        put: operations["put_api_v1_admin_users_id_ban"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users/{id}/role": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change the role of an account. Ends its sessions. */
        put: operations["put_api_v1_admin_users_id_role"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ai/ats-score": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** How software that reads applications may judge my resume by these words. An estimate: every point is explained. */
        post: operations["post_api_v1_ai_ats_score"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ai/match-jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The jobs that fit a resume best, best first, without an account and without keeping anything: a document as a form, or its
         *     text as JSON.
         */
        post: operations["post_api_v1_ai_match_jobs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ai/parse-resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Read a document without an account, and without keeping anything. */
        post: operations["post_api_v1_ai_parse_resume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ai/predict-salary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What comparable postings of the catalogue pay for work that somebody describes: by title, place, level and skills. Needs no
         *     account and keeps nothing.
         */
        post: operations["post_api_v1_ai_predict_salary"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/applications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My applications, last sent first. */
        get: operations["get_api_v1_applications"];
        put?: never;
        /**
         * Apply for a job: name, address, resume and posting are copied, with how well they fit. Applying again is the same
         *     application; one that was withdrawn is sent anew.
         */
        post: operations["post_api_v1_applications"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/applications/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An application with what was sent and what has happened: one of mine, or, for administrators, any. */
        get: operations["get_api_v1_applications_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Note how far my application has come. With `If-Match` only if it is still in that version. */
        patch: operations["patch_api_v1_applications_id"];
        trace?: never;
    };
    "/api/v1/applications/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take an application back. It stays in the list, and I may apply again. */
        post: operations["post_api_v1_applications_id_withdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the caller's API keys, newest first. */
        get: operations["get_api_v1_auth_api_keys"];
        put?: never;
        /** Create an API key for a program that acts for the caller. */
        post: operations["post_api_v1_auth_api_keys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/api-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete one of the caller's API keys. */
        delete: operations["delete_api_v1_auth_api_keys_id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/change-email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Request a change of the caller's address. The link in the mail to the new address confirms it. */
        post: operations["post_api_v1_auth_change_email"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/change-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change the caller's password. Ends all other sessions. */
        post: operations["post_api_v1_auth_change_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/forgot-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mail a link and a code to set a new password. The response is the same for every address. */
        post: operations["post_api_v1_auth_forgot_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in. An account with a second factor must then verify it. */
        post: operations["post_api_v1_auth_login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign out. */
        post: operations["post_api_v1_auth_logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/mfa": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the caller's second factors. */
        get: operations["get_api_v1_auth_mfa"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/mfa/enroll": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add a second factor. Sign-in requires it once its first code is verified. */
        post: operations["post_api_v1_auth_mfa_enroll"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/mfa/recover": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Use a recovery code in place of the second factor. It works once. */
        post: operations["post_api_v1_auth_mfa_recover"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/mfa/recovery-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Replace the recovery codes. */
        post: operations["post_api_v1_auth_mfa_recovery_codes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/mfa/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Verify a code of a second factor. */
        post: operations["post_api_v1_auth_mfa_verify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/mfa/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove a second factor. */
        delete: operations["delete_api_v1_auth_mfa_id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/oauth/{provider}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Start a sign-in at an issuer. */
        get: operations["get_api_v1_auth_oauth_provider"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/oauth/{provider}/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Start linking an identity at an issuer to the caller's account. */
        post: operations["post_api_v1_auth_oauth_provider_link"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/reauthenticate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Verify the password again, before a sensitive operation. Returns new tokens and revokes the old ones. */
        post: operations["post_api_v1_auth_reauthenticate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Exchange a refresh token for the next pair of tokens. */
        post: operations["post_api_v1_auth_refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Register and sign in. */
        post: operations["post_api_v1_auth_register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/reset-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set a new password with the link or the code of the mail. Ends all sessions. */
        post: operations["post_api_v1_auth_reset_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the caller's active sessions, newest first. */
        get: operations["get_api_v1_auth_sessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End one of the caller's sessions. */
        delete: operations["delete_api_v1_auth_sessions_id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/signin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in (CV contract). */
        post: operations["post_api_v1_auth_signin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/signout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign out (CV contract). */
        post: operations["post_api_v1_auth_signout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/signup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Register (CV contract). */
        post: operations["post_api_v1_auth_signup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/verify-email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Verify an address with a link. Browsers are redirected to a page that asks for confirmation. */
        get: operations["get_api_v1_auth_verify_email"];
        put?: never;
        /** Verify an address with the link or the code of the mail, and sign in. */
        post: operations["post_api_v1_auth_verify_email"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chat/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My conversations, last used first. */
        get: operations["get_api_v1_chat_sessions"];
        put?: never;
        /** Open a conversation, or go on with the open one about this job. */
        post: operations["post_api_v1_chat_sessions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chat/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of my conversations with its last messages. */
        get: operations["get_api_v1_chat_sessions_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chat/sessions/{id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All messages of one of my conversations, in order. */
        get: operations["get_api_v1_chat_sessions_id_messages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chat/sessions/{id}/person": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask for a person to join one of my conversations. The assistant answers until one does. */
        post: operations["post_api_v1_chat_sessions_id_person"];
        /** No longer wait for a person. */
        delete: operations["delete_api_v1_chat_sessions_id_person"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chat/sessions/{id}/ticket": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A ticket for the WebSocket, for clients that cannot send a header: good once, within half a minute. */
        post: operations["post_api_v1_chat_sessions_id_ticket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Active jobs: all of them, newest first, or those that fit words and filters, the best match first. */
        get: operations["get_api_v1_jobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/recommendations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The jobs that fit my resume best, best first, on one page. */
        get: operations["get_api_v1_jobs_recommendations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/suggest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Titles, skills, places and employers of active jobs that go on as the text begins. */
        get: operations["get_api_v1_jobs_suggest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One job in any state, with tips and questions. */
        get: operations["get_api_v1_jobs_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The changes of a job, newest first. */
        get: operations["get_api_v1_jobs_id_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/match-score": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** How my resume fits one job. */
        post: operations["post_api_v1_jobs_id_match_score"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/predict-salary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What comparable postings of the catalogue pay: the same work at the same level in the same city or country. */
        post: operations["post_api_v1_jobs_id_predict_salary"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/similar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Active jobs near to this one in meaning, nearest first, on one page. The job itself may be closed. */
        get: operations["get_api_v1_jobs_id_similar"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/mock-interviews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My mock interviews, last begun first. */
        get: operations["get_api_v1_mock_interviews"];
        put?: never;
        /** Start a mock interview: five questions about a job, or five that go with every job. */
        post: operations["post_api_v1_mock_interviews"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/mock-interviews/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of my mock interviews, with its transcript, scorecard and review. */
        get: operations["get_api_v1_mock_interviews_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/mock-interviews/{id}/answers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Answer the open question. After the last one the interview ends, with a scorecard. */
        post: operations["post_api_v1_mock_interviews_id_answers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/mock-interviews/{id}/request-review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask for an expert's review of an interview that has ended. */
        post: operations["post_api_v1_mock_interviews_id_request_review"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/mock-interviews/{id}/submit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End the interview and get its scorecard. Questions without an answer earn nothing. */
        post: operations["post_api_v1_mock_interviews_id_submit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/mock-interviews/{id}/transcript": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Replace the transcript, for clients that ask the questions themselves: at most 200 turns. */
        put: operations["put_api_v1_mock_interviews_id_transcript"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/mock-interviews/{id}/view": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Note that I have seen the review. */
        post: operations["post_api_v1_mock_interviews_id_view"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/numerology/compatibility": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** How the numbers of two people stand to each other. Nothing is kept. */
        post: operations["post_api_v1_numerology_compatibility"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/numerology/profile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The numbers of a birth date and a full birth name, with every step. Nothing is kept. */
        post: operations["post_api_v1_numerology_profile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/profile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My profile. */
        get: operations["get_api_v1_profile"];
        /** Replace my profile. */
        put: operations["put_api_v1_profile"];
        /** Store my profile, in place of the one before. Keys that are not known are kept. */
        post: operations["post_api_v1_profile"];
        /** Delete my profile. */
        delete: operations["delete_api_v1_profile"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/profiles/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The profiles of all accounts as one array, streamed. The audit log says who asked for it. */
        get: operations["get_api_v1_profiles_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/provider/applications/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Decide about an application for a job that I have posted. Steps may be left out; none is undone. With `If-Match` only if it is
         *     still in that version. The seeker sees it.
         */
        patch: operations["patch_api_v1_provider_applications_id"];
        trace?: never;
    };
    "/api/v1/provider/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The jobs that I have posted, last posted first, closed ones among them. */
        get: operations["get_api_v1_provider_jobs"];
        put?: never;
        /** Post a job. It is read for skills, tips and questions in the background and shown after that. */
        post: operations["post_api_v1_provider_jobs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/provider/jobs/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** See a posting as it would be in the catalogue, with what is read in its text. Nothing is stored. */
        post: operations["post_api_v1_provider_jobs_preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/provider/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A job that I have posted; for administrators, any. */
        get: operations["get_api_v1_provider_jobs_id"];
        /** Replace the posting of an open job. With `If-Match` only if it is still in that version. */
        put: operations["put_api_v1_provider_jobs_id"];
        post?: never;
        /** Close a job that I have posted; for administrators, any. Nobody can apply any more, and everything stays readable. */
        delete: operations["delete_api_v1_provider_jobs_id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/provider/jobs/{id}/applications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who has applied for a job that I have posted, last sent first; for administrators, for any. */
        get: operations["get_api_v1_provider_jobs_id_applications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/resumes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload my resume as a new version: PDF, DOCX, ODT, RTF, HTML, Markdown or plain text, at most 10 MiB. It is in use from now
         *     on unless it is a draft.
         */
        post: operations["post_api_v1_resumes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/resumes/current": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The version of my resume that is in use. */
        get: operations["get_api_v1_resumes_current"];
        /**
         * Change my resume: its fields as JSON Resume, as `content` of the version in use has them. It is a new version, in use from now
         *     on; the versions before stay.
         */
        put: operations["put_api_v1_resumes_current"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/resumes/current/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * My resume in print, or for another program. What is printed is read again before it is handed out, so that no field is lost.
         *     Of the files for programs only our own archive has everything, and the document with it.
         */
        get: operations["get_api_v1_resumes_current_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/resumes/current/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A link to the file of the version in use. */
        get: operations["get_api_v1_resumes_current_file"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/resumes/current/optimize": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * My resume, tailored to a posting by rules that invent nothing. Nothing is stored: `content` can be edited and put as the next
         *     version.
         */
        post: operations["post_api_v1_resumes_current_optimize"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/resumes/current/proof": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How my resume fits the pages of a template, and what a machine reads of them. */
        get: operations["get_api_v1_resumes_current_proof"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/resumes/current/proof/pages/{page}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The picture of a page of my resume in print. */
        get: operations["get_api_v1_resumes_current_proof_pages_page"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/resumes/current/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The versions of my resume, newest first, those in the bin among them. */
        get: operations["get_api_v1_resumes_current_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/resumes/current/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A version of my resume. */
        get: operations["get_api_v1_resumes_current_versions_version"];
        put?: never;
        post?: never;
        /** Put a version into the bin. It can be restored for 30 days. */
        delete: operations["delete_api_v1_resumes_current_versions_version"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/resumes/current/versions/{version}/pages/{page}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The picture of a page of a version's document. */
        get: operations["get_api_v1_resumes_current_versions_version_pages_page"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/resumes/current/versions/{version}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Use this version from now on. One in the bin is taken out of it. */
        post: operations["post_api_v1_resumes_current_versions_version_restore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/resumes/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import my resume from another program as a new version: JSON Resume, a `LinkedIn` data archive, Europass XML or a PDF with
         *     one attached, an archive of ours.
         */
        post: operations["post_api_v1_resumes_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/resumes/parse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Read a document without keeping anything: its text, its fields with their places, its skills. */
        post: operations["post_api_v1_resumes_parse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/resumes/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What resumes can be printed with. */
        get: operations["get_api_v1_resumes_templates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/saved-jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The jobs that I keep for later, last saved first. */
        get: operations["get_api_v1_saved_jobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/saved-jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether I keep a job for later. */
        get: operations["get_api_v1_saved_jobs_id"];
        /** Keep a job for later. A job that is kept already keeps its time. */
        put: operations["put_api_v1_saved_jobs_id"];
        post?: never;
        /** Keep a job no longer. Nothing happens when it is not kept. */
        delete: operations["delete_api_v1_saved_jobs_id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My credits. */
        get: operations["get_api_v1_tokens"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens/add": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add credits to the balance of an account. */
        post: operations["post_api_v1_tokens_add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens/deduct": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Use some of my credits. */
        post: operations["post_api_v1_tokens_deduct"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get an account: the caller's own, or, for administrators, any. */
        get: operations["get_api_v1_users_id"];
        put?: never;
        post?: never;
        /** Delete an account and all its data: the caller's own, or, for super administrators, any. */
        delete: operations["delete_api_v1_users_id"];
        options?: never;
        head?: never;
        /** Change the caller's account. With `If-Match` only if it is still in that version. */
        patch: operations["patch_api_v1_users_id"];
        trace?: never;
    };
    "/api/v1/users/{id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Export all data of the caller's account as JSON. */
        get: operations["get_api_v1_users_id_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/accept-invitation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set the password of an invited administrator and sign in. Works once. */
        post: operations["post_auth_accept_invitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/v1/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The enabled sign-in methods and settings. */
        get: operations["get_auth_v1_settings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The server can do its work: the database answers and its schema is as new as the program, the storage answers, and
         *     nobody has told the server to stop. What is optional may be away.
         */
        get: operations["get_readyz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description The number of accounts. */
        AccountCounts: {
            /** Format: int64 */
            admins: number;
            /** Format: int64 */
            providers: number;
            /** Format: int64 */
            seekers: number;
            /** Format: int64 */
            total: number;
        };
        AddTokensRequest: {
            /**
             * Format: int32
             * @example 10
             */
            amount: number;
            /**
             * Format: uuid
             * @description To whom; to the caller where nobody is named.
             */
            user_id?: string | null;
        };
        /** @description An account, for administrators. */
        AdminUser: {
            /** Format: date-time */
            banned_until?: string | null;
            /** Format: date-time */
            created_at: string;
            email: string;
            full_name?: string | null;
            /** Format: uuid */
            id: string;
            is_verified: boolean;
            /** Format: date-time */
            last_sign_in_at?: string | null;
            role: components["schemas"]["Role"];
        };
        /** @description Runs over all sources. */
        AllRunOutcomes: {
            sources: components["schemas"]["RunOutcome"][];
        };
        /** @description Runs over all sources. */
        AllRuns: {
            /** @description The sum over all sources. */
            result: components["schemas"]["RunCounts"];
            /** @example all */
            source: string;
            sources: components["schemas"]["SourceRun"][];
        };
        /** @description An API key, without its secret. */
        ApiKeyItem: {
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            expires_at?: string | null;
            /** Format: uuid */
            id: string;
            name: string;
            scopes: components["schemas"]["KeyScope"][];
        };
        ApiKeyRequest: {
            /**
             * Format: int32
             * @description The default is 90.
             */
            expires_in_days?: number | null;
            /** @example my spreadsheet */
            name: string;
            /**
             * @description `read`, or `read` and `write`
             * @example [
             *       "read"
             *     ]
             */
            scopes: components["schemas"]["KeyScope"][];
        };
        /** @description An application for a job that the caller has posted. */
        Applicant: components["schemas"]["ApplicationItem"] & {
            email: string;
            full_name?: string | null;
        };
        /** @description Something that has happened to an application. */
        ApplicationChangeItem: {
            /** Format: date-time */
            changed_at: string;
            note?: string | null;
            party: components["schemas"]["ApplicationParty"];
            /**
             * Format: int32
             * @description 1 for the first.
             */
            revision: number;
            /** @description The status from then on. */
            status: components["schemas"]["ApplicationStatus"];
        };
        /** @description What becomes of an application: a status, a note about it, or both. */
        ApplicationChangeRequest: {
            /**
             * @description What is said about it: at most 2,000 characters. The other party reads it, too.
             * @example They called: we meet on Thursday.
             */
            note?: string | null;
            status?: components["schemas"]["ApplicationStatus"] | null;
        };
        /** @description An application. */
        ApplicationEntry: {
            company_name: string;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            job_id: string;
            job_title: string;
            /** @description What the score is made of. */
            screening_feedback?: string | null;
            /**
             * Format: int32
             * @description 0 to 100; `null` when too little was known.
             */
            screening_score?: number | null;
            seeker_email: string;
            seeker_name?: string | null;
            /**
             * @description `applied`, `mock_interview_pending`, `mock_interview_completed`, `human_interview_pending`,
             *     `human_interview_scheduled`, `rejected` or `hired`.
             * @example applied
             */
            status: string;
            /** Format: date-time */
            updated_at: string;
        };
        /** @description An application in a list. */
        ApplicationItem: {
            /** Format: date-time */
            created_at: string;
            /** @description Who decides: the employer, who has posted the job here, or the seeker, who notes what an employer elsewhere decides. */
            decided_by: components["schemas"]["ApplicationParty"];
            /** Format: uuid */
            id: string;
            /** @description The job as it is now. One that has closed stays here. */
            job: components["schemas"]["JobItem"];
            /**
             * Format: int32
             * @description How well it fitted when it was sent, 0 to 100; `null` when too little was known.
             */
            screening_score?: number | null;
            status: components["schemas"]["ApplicationStatus"];
            /** Format: date-time */
            updated_at: string;
        };
        /** @enum {string} */
        ApplicationParty: "seeker" | "employer";
        /** @description An application with what was sent and what has happened. */
        ApplicationResource: components["schemas"]["ApplicationItem"] & {
            /** @description Oldest first. */
            history: components["schemas"]["ApplicationChangeItem"][];
            screening?: components["schemas"]["ScreeningResource"] | null;
            sent: components["schemas"]["SentResource"];
        };
        /** @enum {string} */
        ApplicationStatus: "applied" | "mock_interview_pending" | "mock_interview_completed" | "interview_pending" | "interview_scheduled" | "hired" | "rejected" | "withdrawn";
        /** @enum {string} */
        AtsPartKind: "keywords" | "density" | "structure" | "readability";
        /** @description A part of the score. */
        AtsPartResource: {
            kind: components["schemas"]["AtsPartKind"];
            /** @description Why it does not count more. */
            lacks: string[];
            /** Format: double */
            points: number;
            /** Format: int32 */
            possible: number;
        };
        AtsRequest: {
            /**
             * @description What is looked for, at most 40.
             * @example [
             *       "Kubernetes",
             *       "Terraform"
             *     ]
             */
            keywords: string[];
        };
        /** @description An estimate of what software that reads applications makes of a resume. */
        AtsScoreResource: {
            keywords: components["schemas"]["KeywordResource"][];
            /** @description Its parts; one that cannot be judged is not among them. */
            parts: components["schemas"]["AtsPartResource"][];
            /**
             * Format: double
             * @description From 0 to 100.
             */
            score: number;
        };
        /** @enum {string} */
        AuditAction: "registered" | "signed_in" | "signed_out" | "token_reused" | "password_changed" | "recovery_asked" | "password_reset" | "email_verified" | "email_changed" | "factor_verified" | "factor_removed" | "recovery_codes_made" | "identity_linked" | "api_key_made" | "api_key_deleted" | "admin_invited" | "role_changed" | "ban_changed" | "credits_added" | "credits_deducted" | "profiles_exported" | "exported" | "erased";
        /** @description An entry of the audit log. */
        AuditItem: {
            action: components["schemas"]["AuditAction"];
            /**
             * Format: uuid
             * @description The account that acted; null for the operator and for unauthenticated callers.
             */
            actor?: string | null;
            /** Format: date-time */
            at: string;
            note: string;
            outcome: components["schemas"]["AuditOutcome"];
            /** Format: int64 */
            seq: number;
            /** Format: uuid */
            subject?: string | null;
        };
        /** @enum {string} */
        AuditOutcome: "done" | "refused";
        AuthAdminUpdate: {
            /** @description The duration of the ban, for example `24h` or `1h30m`; `none` lifts it. */
            ban_duration?: string | null;
        };
        /** @description The PKCE code challenge of a client that expects a redirect. */
        AuthChallenge: {
            code_challenge?: string | null;
            code_challenge_method?: components["schemas"]["AuthChallengeMethod"] | null;
        };
        /** @enum {string} */
        AuthChallengeMethod: "s256" | "S256" | "plain";
        AuthEnrolRequest: {
            factor_type: components["schemas"]["AuthFactorType"];
            friendly_name?: string | null;
        };
        /** @description An unverified factor with its secret, which cannot be read again. */
        AuthEnrolment: {
            friendly_name: string;
            /** Format: uuid */
            id: string;
            totp: components["schemas"]["AuthTotpSecret"];
            type: components["schemas"]["AuthFactorType"];
        };
        AuthFactor: {
            /** Format: date-time */
            created_at: string;
            factor_type: components["schemas"]["AuthFactorType"];
            friendly_name: string;
            /** Format: uuid */
            id: string;
            status: components["schemas"]["AuthFactorStatus"];
            /** Format: date-time */
            updated_at: string;
        };
        /** @description A challenge. It needs no state: a code works once, and attempts are counted per account. */
        AuthFactorChallenge: {
            /** Format: int64 */
            expires_at: number;
            /** Format: uuid */
            id: string;
            type: components["schemas"]["AuthFactorType"];
        };
        AuthFactorRemoved: {
            /** Format: uuid */
            id: string;
        };
        /** @enum {string} */
        AuthFactorStatus: "verified" | "unverified";
        /** @enum {string} */
        AuthFactorType: "totp";
        AuthFactorVerifyRequest: {
            /** @example 123456 */
            code: string;
        };
        AuthHealth: {
            description: string;
            name: string;
            version: string;
        };
        /** @description An identity with which the user signs in. */
        AuthIdentity: {
            /** Format: date-time */
            created_at: string;
            id: string;
            identity_data: Record<string, never>;
            /** Format: uuid */
            identity_id: string;
            /** Format: date-time */
            last_sign_in_at?: string | null;
            provider: string;
            /** Format: uuid */
            user_id: string;
        };
        /** @description The settings for the SDK of an external identity provider. */
        AuthIdentityProvider: {
            /** @description The publishable key. */
            anon_key: string;
            /** @example supabase */
            name: string;
            /** @example https://abc.supabase.co */
            url: string;
        };
        AuthInviteRequest: {
            /** @example ada@example.org */
            email: string;
            /**
             * Format: password
             * @description Refused: the invited user sets it with the link in the mail.
             */
            password?: string | null;
        };
        /** @enum {string} */
        AuthLinkType: "signup" | "invite" | "recovery" | "magiclink" | "email" | "email_change";
        AuthMailRequest: components["schemas"]["AuthChallenge"] & {
            /** @example ada@example.org */
            email: string;
        };
        /** @description An empty response. */
        AuthNothing: Record<string, never>;
        /** @description An error in the format of Supabase Auth. */
        AuthProblem: {
            /**
             * Format: int32
             * @description The status.
             */
            code: number;
            /**
             * @description The kind of problem, for programs.
             * @example invalid_credentials
             */
            error_code: string;
            /** @description What is wrong and what to do, in a sentence. */
            msg: string;
            /** @description Names the request in the log. */
            request_id: string;
            weak_password?: components["schemas"]["AuthWeakPassword"] | null;
        };
        AuthResendRequest: components["schemas"]["AuthChallenge"] & {
            /** @example ada@example.org */
            email: string;
            type: components["schemas"]["AuthResendType"];
        };
        /** @enum {string} */
        AuthResendType: "signup";
        /** @description A session with its tokens. */
        AuthSession: {
            access_token: string;
            /** Format: int64 */
            expires_at: number;
            /**
             * Format: int64
             * @example 900
             */
            expires_in: number;
            refresh_token: string;
            /** @example bearer */
            token_type: string;
            user: components["schemas"]["AuthUser"];
        };
        /** @description The enabled sign-in methods and settings. */
        AuthSettings: {
            disable_signup: boolean;
            /** @description The enabled sign-in methods. */
            external: Record<string, never>;
            identity_provider?: components["schemas"]["AuthIdentityProvider"] | null;
            /** @description Whether a registration opens a session at once. */
            mailer_autoconfirm: boolean;
            phone_autoconfirm: boolean;
            sms_provider: string;
        };
        /** @description A session, or only the user when the address must be verified first. */
        AuthSignUp: components["schemas"]["AuthSession"] | components["schemas"]["AuthUser"];
        AuthSignUpRequest: components["schemas"]["AuthChallenge"] & {
            /** @description The user's metadata. `role` (`seeker` or `provider`) and `full_name` set the account's role and name. */
            data?: Record<string, never>;
            /** @example ada@example.org */
            email: string;
            /**
             * Format: password
             * @example correct horse battery
             */
            password: string;
        };
        AuthTokenRequest: {
            auth_code?: string | null;
            code_verifier?: string | null;
            /** @example ada@example.org */
            email?: string | null;
            /**
             * Format: password
             * @example correct horse battery
             */
            password?: string | null;
            refresh_token?: string | null;
        };
        AuthTotpSecret: {
            /** @description The URI as a QR code, SVG. */
            qr_code: string;
            /** @description The secret, for typing. */
            secret: string;
            uri: string;
        };
        /** @description A user of the protocol. */
        AuthUser: {
            /** @description `provider`, `providers`, `role` */
            app_metadata: Record<string, never>;
            /** @example authenticated */
            aud: string;
            /** Format: date-time */
            banned_until?: string | null;
            /** Format: date-time */
            confirmed_at?: string | null;
            /** Format: date-time */
            created_at: string;
            email: string;
            /** Format: date-time */
            email_confirmed_at?: string | null;
            factors: components["schemas"]["AuthFactor"][];
            /** Format: uuid */
            id: string;
            identities: components["schemas"]["AuthIdentity"][];
            is_anonymous: boolean;
            /** Format: date-time */
            last_sign_in_at?: string | null;
            phone: string;
            /**
             * @description The role of the protocol. The account's role is in `app_metadata.role`.
             * @example authenticated
             */
            role: string;
            /** Format: date-time */
            updated_at: string;
            /** @description The user's own metadata. */
            user_metadata: Record<string, never>;
        };
        /** @description Changes to the caller's account. Other fields are ignored (AZ-02). */
        AuthUserUpdate: components["schemas"]["AuthChallenge"] & {
            /**
             * Format: password
             * @description Required for a new password without a recent sign-in.
             */
            current_password?: string | null;
            /** @description Merged into the metadata; null removes a member. `full_name` sets the name; a role is ignored. */
            data?: Record<string, never> | null;
            /** @description The new address, which the link in the mail to it confirms. */
            email?: string | null;
            /** Format: password */
            password?: string | null;
        };
        AuthUsers: {
            aud: string;
            users: components["schemas"]["AuthUser"][];
        };
        AuthVerifyRequest: {
            /** @example ada@example.org */
            email?: string | null;
            /** @description The code of the mail, with `email`. */
            token?: string | null;
            /** @description The secret of the link, alone. */
            token_hash?: string | null;
            type: components["schemas"]["AuthLinkType"];
        };
        /** @description The reason why a password is weak. */
        AuthWeakPassword: {
            /** @description `length` or `pwned` */
            reasons: string[];
        };
        Ban: {
            /**
             * Format: date-time
             * @description The end of the ban; null lifts it.
             */
            until?: string | null;
        };
        /** @enum {string} */
        ChangeKind: "updated" | "closed" | "relisted";
        /** @description A change. */
        ChangeResource: {
            after: string;
            before: string;
            /** @description What of the resume proves it. */
            evidence: components["schemas"]["EvidenceResource"][];
            /** @description By which it is refused. */
            id: string;
            path: string;
            rule: components["schemas"]["ChangeRule"];
        };
        /** @enum {string} */
        ChangeRule: "termed" | "listed" | "reordered" | "trimmed";
        /** @enum {string} */
        ChatStatus: "active_ai" | "waiting" | "active_human" | "closed";
        /** @enum {string} */
        ChosenRole: "seeker" | "provider";
        /** @description A frame that a client sends. */
        ClientFrame: {
            /** Format: uuid */
            client_msg_id?: string | null;
            content: string;
            /** @enum {string} */
            type: "message";
        } | {
            /** Format: int64 */
            from_seq: number;
            /** @enum {string} */
            type: "resume";
        } | {
            /** @enum {string} */
            type: "typing";
        } | {
            /** @enum {string} */
            type: "read";
        };
        CoachAdminReview: {
            improvements: string[];
            next_steps: string;
            overall_summary: string;
            strengths: string[];
            topics_to_work_on: string[];
        };
        CoachInterviewJob: {
            company_name?: string | null;
            title?: string | null;
        };
        CoachInterviewPerson: {
            email: string;
            full_name?: string | null;
        };
        /**
         * @description Who said a turn of the transcript.
         * @enum {string}
         */
        CoachInterviewRole: "assistant" | "system" | "user";
        /** @description A mock interview. */
        CoachMockInterview: {
            ai_scorecard?: components["schemas"]["CoachScorecard"] | null;
            /** Format: date-time */
            created_at: string;
            /** @description The expert's overall impression. */
            expert_feedback?: string | null;
            /** Format: uuid */
            id: string;
            job?: components["schemas"]["CoachInterviewJob"] | null;
            /** Format: uuid */
            job_id?: string | null;
            /** @description What is asked, in order. */
            questions: string[];
            /** Format: date-time */
            reviewed_at?: string | null;
            status: components["schemas"]["MockInterviewStatus"];
            transcript: components["schemas"]["CoachTranscriptEntry"][];
            /** Format: date-time */
            updated_at: string;
            user: components["schemas"]["CoachInterviewPerson"];
            /** Format: uuid */
            user_id: string;
            /** Format: date-time */
            viewed_at?: string | null;
        };
        CoachNewInterview: {
            /**
             * Format: uuid
             * @description The job to prepare for, if any.
             */
            job_id?: string | null;
        };
        /** @enum {string} */
        CoachRunStatus: "running" | "success" | "partial" | "failed";
        /** @description The scorecard with the record that it was made from, and the review. */
        CoachScorecard: {
            admin_review?: components["schemas"]["CoachAdminReview"] | null;
            ai_transcript: string[];
            /** Format: int32 */
            clarity?: number | null;
            combined_transcript: components["schemas"]["CoachTranscriptEntry"][];
            /** Format: int32 */
            confidence?: number | null;
            /** Format: int64 */
            duration_minutes: number;
            /** @description `rules`, or `model:` and its name. */
            generated_by: string;
            summary_notes: string;
            /**
             * Format: int32
             * @description From 0 to 10; `null` when it cannot be told.
             */
            technical_accuracy?: number | null;
            user_transcript: string[];
        };
        /** @description A turn of the transcript. Further members are left out. */
        CoachTranscriptEntry: {
            content: string;
            role: components["schemas"]["CoachInterviewRole"];
        };
        CodeProof: {
            /** @example 123456 */
            code: string;
            /**
             * Format: uuid
             * @description Optional when the account has one factor.
             */
            factor_id?: string | null;
        };
        /** @description A part of a match, as lists show it. */
        CompactPart: {
            /** @enum {string} */
            kind: "meaning" | "skills" | "level" | "place" | "pay";
            /**
             * Format: float
             * @description What it could count.
             */
            max: number;
            /**
             * Format: float
             * @description What it counts; `null` when that cannot be known.
             */
            points?: number | null;
        };
        /** @description Two people, and how. */
        CompatibilityRequest: {
            methods?: components["schemas"]["MethodsBody"];
            /** @description Must be true: nothing is computed unasked. */
            opt_in?: boolean;
            other: components["schemas"]["Person"];
            you: components["schemas"]["Person"];
        };
        /** @description How the numbers of two people stand to each other. */
        CompatibilityResponse: {
            aspects: components["schemas"]["NumberAspect"][];
            limit: string;
        };
        /** @description The address must be verified first. */
        ConfirmFirst: {
            email: string;
            /** @example open the link in the mail we sent you, and sign in then */
            message: string;
        };
        /** @description A conversation with its last messages. */
        Conversation: components["schemas"]["ConversationItem"] & {
            /** @description The last 100, in order. */
            messages: components["schemas"]["ConversationMessage"][];
        };
        /** @description A conversation of mine in a list. */
        ConversationItem: {
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            id: string;
            job?: components["schemas"]["ConversationJob"] | null;
            /** Format: date-time */
            last_message_at?: string | null;
            /**
             * Format: int64
             * @description The `seq` of the newest message.
             */
            last_seq: number;
            status: components["schemas"]["ChatStatus"];
            /** Format: uuid */
            user_id: string;
            waiting?: components["schemas"]["WaitingForPerson"] | null;
        };
        /** @description The job that a conversation is about. */
        ConversationJob: {
            /** Format: uuid */
            id: string;
            title?: string | null;
        };
        /** @description A message of a conversation. */
        ConversationMessage: {
            content: string;
            /** Format: date-time */
            created_at: string;
            /** @description How the assistant made the text: `rules`, or `model:` and its name. */
            generated_by?: string | null;
            kind: components["schemas"]["MessageKind"];
            sender: components["schemas"]["Sender"];
            /**
             * Format: int64
             * @description Its number in the conversation: from 1, without gaps.
             */
            seq: number;
        };
        /** @description The state of a conversation after it was put into the queue, taken over, released or closed. */
        ConversationState: {
            /** Format: uuid */
            id: string;
            /**
             * Format: int64
             * @description The `seq` of the newest message.
             */
            last_seq: number;
            /**
             * Format: uuid
             * @description The administrator who answers, if any.
             */
            operator_id?: string | null;
            status: components["schemas"]["ChatStatus"];
        };
        /** @description An estimate of how an applicant tracking system scores a profile. The three parts add up to the score. */
        CvAtsScore: {
            /**
             * Format: double
             * @description Of 10.
             */
            density_score: number;
            /** @description How often each matched keyword occurs. */
            keyword_density: {
                [key: string]: number;
            };
            /**
             * Format: double
             * @description Of 55.
             */
            keyword_match_score: number;
            matched_keywords: string[];
            missing_keywords: string[];
            /** @description Shown in what was done, and not too often. */
            optimal_density_keywords: string[];
            /** @description So often that it reads as keyword stuffing. */
            over_represented: string[];
            recommendations: string[];
            /**
             * Format: double
             * @description From 0 to 100.
             */
            score: number;
            /**
             * Format: double
             * @description Of 35: structure, and whether a machine reads what the page says.
             */
            structure_score: number;
            /** @description Only listed, or there in other words only. */
            under_represented: string[];
        };
        CvEducation: {
            degree: string;
            description?: string | null;
            grade?: string | null;
            institution: string;
            location: string;
            /** @description `Sep 2020 - Jul 2023` */
            year: string;
        };
        CvExperience: {
            company: string;
            description?: string | null;
            /** @description The same, spelt right. It is read where the other one is not there; both are answered. */
            description_list?: string[] | null;
            /** @description What was done. Misspelt, as clients send it. */
            descrition_list?: string[] | null;
            location: string;
            reference?: string | null;
            reference_letter_url?: string | null;
            skills?: string[] | null;
            title: string;
            /** @description `Jan 2025 - Present` */
            years: string;
        };
        CvPersonalInfo: {
            /** Format: int32 */
            age?: number | null;
            email: string;
            github?: string | null;
            /** @description `German (B2)` */
            languages?: string[] | null;
            linkedin?: string | null;
            name: string;
            nationality?: string | null;
            phone: string;
        };
        /**
         * @description What CVs are made of.
         * @example {
         *       "education": [],
         *       "experience": [],
         *       "personal_info": {
         *         "email": "ada@example.org",
         *         "name": "Ada Lovelace",
         *         "phone": "+44 20 7946 0321"
         *       },
         *       "projects": [],
         *       "skills": [
         *         "Analysis"
         *       ],
         *       "summary": "Analyst of engines."
         *     }
         */
        CvProfile: {
            /** @example [] */
            education: components["schemas"]["CvEducation"][];
            /** @example [] */
            experience: components["schemas"]["CvExperience"][];
            personal_info: components["schemas"]["CvPersonalInfo"];
            /** @example [] */
            projects: components["schemas"]["CvProject"][];
            /**
             * @example [
             *       "Analysis"
             *     ]
             */
            skills: string[];
            /** @example Analyst of engines. */
            summary: string;
        };
        CvProject: {
            description: string;
            name: string;
            role: string;
            skills?: string[] | null;
            url?: string | null;
            year: string;
        };
        /** @description A profile that was read, tailored or optimised. */
        CvResponse: {
            /** @example CV successfully generated! ATS Score: 92.5% (Iterations: 2) */
            message: string;
            /** @description What the posting asks for and the profile does not show: to be added if it is true. */
            missing_keywords: string[];
            profile: components["schemas"]["CvProfile"];
            success: boolean;
        };
        /** @description That the profile was stored. */
        CvSaved: {
            message: string;
            success: boolean;
        };
        /** @description A session in the format of the contract. */
        CvSignIn: {
            access_token: string;
            refresh_token: string;
            /**
             * Format: int64
             * @description How many credits the account has.
             */
            token: number;
            user: components["schemas"]["CvUser"];
        };
        CvUser: {
            /** Format: date-time */
            created_at: string;
            email: string;
            /** Format: uuid */
            id: string;
        };
        /** @description What an applicant tracking system may misread. */
        CvValidation: {
            is_valid: boolean;
            warnings: string[];
        };
        /** @description How many accounts were registered on a day (UTC). */
        DayCount: {
            /** Format: int64 */
            count: number;
            /** Format: date */
            date: string;
        };
        DeductTokensRequest: {
            /**
             * Format: int32
             * @example 1
             */
            amount: number;
        };
        /** @description A mock interview at the review desk, with everything. */
        DeskInterview: components["schemas"]["MockInterviewResource"] & {
            user: components["schemas"]["DeskPerson"];
        };
        /** @description A mock interview at the review desk. */
        DeskItem: components["schemas"]["MockInterviewItem"] & {
            user: components["schemas"]["DeskPerson"];
        };
        /** @description The seeker of an interview. */
        DeskPerson: {
            email: string;
            full_name?: string | null;
            /** Format: uuid */
            id: string;
        };
        /** @description The verdict that a job differs from another. */
        DistinctionRequest: {
            /**
             * Format: uuid
             * @description The other job.
             */
            job_id: string;
        };
        /** @description The operation succeeded. */
        Done: {
            /** @description What was done, as a sentence for people. */
            message: string;
        };
        /** @description Where a file can be downloaded without signing in. */
        DownloadLink: {
            /**
             * Format: int64
             * @description Seconds.
             * @example 900
             */
            expires_in: number;
            url: string;
        };
        EmailChange: {
            /** @example ada@example.net */
            email: string;
        };
        EmailVerification: {
            /** @description The code in the mail, with `email`. */
            code?: string | null;
            email?: string | null;
            /** @description The secret of the link in the mail. Alternatively `code` and `email`. */
            token?: string | null;
        };
        /** @enum {string} */
        EmploymentType: "full_time" | "part_time" | "contractor" | "temporary" | "intern" | "volunteer" | "per_diem" | "other";
        /** @description How many jobs are of an employment type. */
        EmploymentTypeCount: {
            /** Format: int32 */
            jobs: number;
            value?: components["schemas"]["EmploymentType"] | null;
        };
        EnrollRequest: {
            /**
             * @description A name of your choice.
             * @example my phone
             */
            name?: string | null;
        };
        /** @description An unverified factor with its secret, which cannot be read again. */
        Enrollment: {
            /** Format: uuid */
            id: string;
            /** @description The URI as a QR code, SVG. */
            qr_code: string;
            /** @description The secret, for typing into an authenticator. */
            secret: string;
            uri: string;
        };
        /** @description An estimate in quartiles, to three digits, where each employer counts the same. */
        EstimatedSalary: {
            /** @enum {string} */
            area: "city" | "country" | "anywhere";
            /** @enum {string} */
            confidence: "low" | "medium" | "high";
            /**
             * @description ISO 4217.
             * @example EUR
             */
            currency: string;
            /**
             * Format: int64
             * @description A quarter pays less. In hundredths of the currency's unit.
             */
            p25_hundredths: number;
            /**
             * Format: int64
             * @description Half of them pay less.
             */
            p50_hundredths: number;
            /**
             * Format: int64
             * @description A quarter pays more.
             */
            p75_hundredths: number;
            period: components["schemas"]["SalaryPeriod"];
        };
        /** @description Words of a resume that prove something. */
        EvidenceResource: {
            /** @description Where they stand: `experience[0].positions[1].highlights[2]`. */
            path: string;
            /** @description The words. */
            text: string;
        };
        /** @enum {string} */
        ExchangeFormat: "json-resume" | "linkedin" | "europass" | "archive";
        /** @description The tokens of a session with the higher assurance level. The old ones are revoked. */
        FactorProved: components["schemas"]["Tokens"] & {
            /** @description Only after the first code: recovery codes for a lost factor, which cannot be read again. */
            recovery_codes?: string[];
        };
        /** @description A job in a list. */
        FeedItem: {
            category?: string | null;
            company_name: string;
            /** Format: date-time */
            created_at: string;
            employment_type?: components["schemas"]["EmploymentType"] | null;
            external_apply_url?: string | null;
            /** Format: uuid */
            id: string;
            key_skills: string[];
            location?: string | null;
            /** Format: date-time */
            posted_at?: string | null;
            salary_range?: string | null;
            /** @description How the description begins. */
            short_description: string;
            skills_required: string[];
            status: components["schemas"]["JobStatus"];
            title: string;
            work_mode?: components["schemas"]["Workplace"] | null;
        };
        /** @description What an expert says about an interview. */
        FeedbackBody: {
            improvements?: string[];
            next_steps?: string;
            /**
             * @description The overall impression.
             * @example You know the field; say more about your own part.
             */
            overall_summary: string;
            /** @description The expert's own points, beside those of the scorecard. */
            points?: components["schemas"]["PointsBody"];
            strengths?: string[];
            topics_to_work_on?: string[];
        };
        FetchRequest: {
            /** @example https://jobs.example.org/1 */
            url: string;
        };
        /** @description How many fields are in which state. */
        FieldCounts: {
            check: number;
            clear: number;
            missing: number;
        };
        /** @description A field of a resume. */
        FieldResource: {
            /**
             * @description The JSON pointer of the value in `content`.
             * @example /work/0/position
             */
            path: string;
            /** @description The places it was read from, in reading order. */
            quotes: components["schemas"]["QuoteResource"][];
            state: components["schemas"]["FieldState"];
            value?: string | null;
            /** @description Why it is not `clear`, in a sentence. */
            why?: string | null;
        };
        /** @enum {string} */
        FieldState: "clear" | "check" | "missing";
        /** @description Something that was counted, or why nothing was. */
        FindingBody: {
            /** Format: int32 */
            count: number;
            kind: components["schemas"]["FindingKind"];
            /**
             * Format: int32
             * @description How many there could be.
             */
            of: number;
        };
        /** @enum {string} */
        FindingKind: "on_subject" | "concrete" | "own_part" | "fair_length" | "reasoned" | "plain_sentence" | "assured" | "hedged" | "no_posting" | "too_little" | "unknown_language";
        ForgottenPassword: {
            /** @example ada@example.org */
            email: string;
        };
        GenerateAuthenticatedFromUrlRequest: {
            /** @example https://jobs.example.org/1 */
            job_url: string;
            template?: string | null;
        };
        GenerateAuthenticatedRequest: {
            /**
             * @example Requirements
             *     - Rust
             */
            job_description: string;
            template?: string | null;
        };
        GenerateFromFileRequest: {
            profile_path?: string;
        };
        GenerateFromUrlRequest: {
            /** @example https://jobs.example.org/1 */
            job_url: string;
            profile: components["schemas"]["CvProfile"];
            template?: string | null;
        };
        GenerateRequest: {
            /**
             * @example Requirements
             *     - Rust
             */
            job_description: string;
            profile: components["schemas"]["CvProfile"];
            /** @description `tech`, `business`, `modern`, or another one of `GET /api/v1/resumes/templates`. */
            template?: string | null;
        };
        /** @description Resume tips and interview questions for a job. */
        Guide: {
            /** @description `rules`, or `model:` and its name. */
            generated_by: string;
            interview_questions: components["schemas"]["Question"][];
            resume_tips: string[];
        };
        Health: {
            /** @description `jobwright` */
            service: string;
            /** @description `healthy` */
            status: string;
        };
        /** @description One change of a job. */
        HistoryItem: {
            /** @description The posting before the change. */
            before: components["schemas"]["PostingSnapshot"];
            /** Format: date-time */
            changed_at: string;
            /** @description The fields that differ. */
            fields: string[];
            kind: components["schemas"]["ChangeKind"];
            /**
             * Format: int32
             * @description The revision that the change made.
             */
            revision: number;
        };
        /** @description A resume that was imported. */
        ImportedResume: {
            format: components["schemas"]["ExchangeFormat"];
            /** @description What is in the file and not in the resume. */
            left_out: components["schemas"]["LeftOutResource"][];
            resume: components["schemas"]["ResumeResource"];
        };
        /** @description The job of an interview. */
        InterviewJob: {
            company?: string | null;
            /** Format: uuid */
            id: string;
            title?: string | null;
        };
        InvitationRequest: {
            /** Format: password */
            password: string;
            /** @description As `jobwright admin create` prints it. */
            token: string;
        };
        /** @description A change of a job. */
        JobChangeItem: {
            before: components["schemas"]["PostingVersion"];
            /** Format: date-time */
            changed_at: string;
            /** @description The fields that differ. */
            fields: string[];
            kind: components["schemas"]["ChangeKind"];
            /**
             * Format: int32
             * @description The revision that the change made.
             */
            revision: number;
        };
        /** @description One job with its tips and questions. */
        JobDetail: components["schemas"]["FeedItem"] & {
            description_raw: string;
            /** @description How both were made: `rules`, or `model:` and its name. */
            guides_generated_by?: string | null;
            /** @description Five questions; none while the job is being processed. */
            prep_guide_generated: components["schemas"]["PrepItem"][];
            /** @description Five tips for the resume; none while the job is being processed. */
            resume_guide_generated: string[];
            /** @description What the person will do, as the posting says it. */
            role_overview: string[];
        };
        /** @description Counts of jobs by value. */
        JobFacets: {
            /** @description The employers with most jobs. */
            company: components["schemas"]["ValueCount"][];
            /** @description By the title, the least senior first. */
            level: components["schemas"]["LevelCount"][];
            /** @description The places with most jobs, as printed. */
            location: components["schemas"]["ValueCount"][];
            /** @description By the least that is paid in a year. */
            pay: components["schemas"]["PayCount"][];
            /** @description The countries with most jobs, as codes of ISO 3166-1. */
            residence: components["schemas"]["ValueCount"][];
            /** @description `null` is unknown. */
            type: components["schemas"]["EmploymentTypeCount"][];
            /**
             * Format: int32
             * @description Jobs whose pay is not known.
             */
            unknown_pay: number;
            /**
             * Format: int32
             * @description Jobs that name no country.
             */
            unknown_residence: number;
            /** @description `null` is unknown. */
            workplace: components["schemas"]["WorkplaceCount"][];
        };
        /** @enum {string} */
        JobFilterName: "location" | "workplace" | "type" | "company" | "pay" | "posted_since" | "level" | "residence";
        /** @description A job in a list, and where it shows what was looked for. */
        JobFound: components["schemas"]["JobItem"] & {
            highlights?: components["schemas"]["JobHighlights"] | null;
        };
        /** @description Where a job shows what was looked for. */
        JobHighlights: {
            description?: components["schemas"]["MarkedText"] | null;
            title?: components["schemas"]["MarkedText"] | null;
        };
        /** @description What a posting says. What it does not say is empty. */
        JobInfo: {
            company: string;
            /** @description What it asks for in its own words, the most needed first. */
            keywords: string[];
            location: string;
            requirements: string[];
            responsibilities: string[];
            summary: string;
            title: string;
        };
        JobInfoResponse: {
            job_info: components["schemas"]["JobInfo"];
            raw_text: string;
            success: boolean;
        };
        /** @description A job in a list. */
        JobItem: {
            apply_url?: string | null;
            company: string;
            department?: string | null;
            employment_type?: components["schemas"]["EmploymentType"] | null;
            /** Format: date-time */
            first_seen_at: string;
            /** Format: uuid */
            id: string;
            /** @description As printed, one entry for each place. */
            locations: string[];
            /**
             * Format: date-time
             * @description When the employer published it, as the posting states.
             */
            posted_at?: string | null;
            salary?: components["schemas"]["Pay"] | null;
            /** @description Skills the job asks for, most telling first. */
            skills: string[];
            status: components["schemas"]["JobStatus"];
            title: string;
            workplace?: components["schemas"]["Workplace"] | null;
        };
        /** @description A job with its enrichment. */
        JobResource: components["schemas"]["JobItem"] & {
            /** Format: date-time */
            closed_at?: string | null;
            description: string;
            guide?: components["schemas"]["Guide"] | null;
            /** @description All postings of this job, its own among them, first seen first. Empty when there is no other. */
            listings: components["schemas"]["ListingItem"][];
            /**
             * Format: int32
             * @description Incremented with each change of the posting; see its history.
             */
            revision: number;
            /** @description The posting at its source. */
            url?: string | null;
            /** Format: date-time */
            valid_through?: string | null;
        };
        /** @enum {string} */
        JobStatus: "processing" | "active" | "closed";
        /** @description A page of jobs. */
        JobsPage: {
            /** @description Words that were taken for misspelt. */
            corrections: components["schemas"]["SpellingCorrection"][];
            facets?: components["schemas"]["JobFacets"] | null;
            items: components["schemas"]["JobFound"][];
            /** @description Gets the next page as the parameter `cursor`; `null` on the last page. */
            next_cursor?: string | null;
            /**
             * Format: int32
             * @description How many jobs fit in all; `null` where all are listed.
             */
            total?: number | null;
            /** @description For each filter in use, how many jobs fit without it. */
            without_filter: components["schemas"]["WithoutFilter"][];
        };
        /** @enum {string} */
        KeyScope: "read" | "write";
        /** @description A keyword and how the resume has it. */
        KeywordResource: {
            /**
             * Format: double
             * @description How much the score would rise if something that was done showed it.
             */
            adds: number;
            /** @description How often it stands there in these words. */
            count: number;
            /** @description What shows it. */
            evidence: components["schemas"]["EvidenceResource"][];
            is_overused: boolean;
            keyword: string;
            need: components["schemas"]["SkillNeed"];
            state: components["schemas"]["KeywordState"];
        };
        /** @enum {string} */
        KeywordState: "shown" | "listed" | "supported" | "missing";
        /** @description Where a missing skill can be learnt. */
        Learning: {
            provider: string;
            skill: string;
            /** @description The same as `skill`. */
            skill_name: string;
            title: string;
            url: string;
        };
        /** @description Where a missing skill can be learnt. */
        LearningResource: {
            provider: string;
            skill: string;
            title: string;
            url: string;
        };
        /** @description Something in an imported file that is not in the resume. */
        LeftOutResource: {
            /**
             * @description Its path in the file.
             * @example Profile.csv: Birth Date
             */
            path: string;
            why: components["schemas"]["Omission"];
        };
        /** @description How many postings are of a level. */
        Level: {
            /** Format: int32 */
            A: number;
            /**
             * Format: int32
             * @description The postings that it is a part of.
             */
            fullMark: number;
            subject: string;
        };
        /** @description How many jobs are of a level. */
        LevelCount: {
            /** Format: int32 */
            jobs: number;
            value: components["schemas"]["Seniority"];
        };
        /**
         * @description How a birth date becomes a number.
         * @enum {string}
         */
        LifePathMethodName: "parts_keeping_masters" | "parts_to_one_digit" | "all_digits" | "whole_numbers";
        /** @description A line of the document. */
        LineResource: {
            /** @description Left, top, right, bottom in points from the top left corner of the page. */
            box?: number[] | null;
            /** @description Did it become a field, or is it a heading? */
            is_used: boolean;
            /**
             * Format: int32
             * @description 1 for the first page; `null` in a format without pages.
             */
            page?: number | null;
            text: string;
        };
        Link: {
            /** @description Works for 15 minutes. */
            download_url: string;
        };
        LinkForm: {
            /**
             * Format: password
             * @description The new password, for `recovery`.
             */
            password?: string | null;
            /** @description Whether the password is visible while typing: `yes`. */
            show?: string | null;
            /** @description The secret of the link. */
            token?: string;
            /** @description The purpose of the link. */
            type?: components["schemas"]["LinkPurpose"];
        };
        /** @enum {string} */
        LinkPurpose: "signup" | "recovery" | "magiclink" | "email_change";
        /** @description A started link flow. */
        LinkStart: {
            /** @description The issuer's page, to be opened in the same browser. */
            url: string;
        };
        /** @description A page of a list. */
        ListPage_AdminUser: {
            items: {
                /** Format: date-time */
                banned_until?: string | null;
                /** Format: date-time */
                created_at: string;
                email: string;
                full_name?: string | null;
                /** Format: uuid */
                id: string;
                is_verified: boolean;
                /** Format: date-time */
                last_sign_in_at?: string | null;
                role: components["schemas"]["Role"];
            }[];
            /** @description Gets the next page as the parameter `cursor`; `null` on the last page. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        ListPage_ApiKeyItem: {
            items: {
                /** Format: date-time */
                created_at: string;
                /** Format: date-time */
                expires_at?: string | null;
                /** Format: uuid */
                id: string;
                name: string;
                scopes: components["schemas"]["KeyScope"][];
            }[];
            /** @description Gets the next page as the parameter `cursor`; `null` on the last page. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        ListPage_Applicant: {
            items: (components["schemas"]["ApplicationItem"] & {
                email: string;
                full_name?: string | null;
            })[];
            /** @description Gets the next page as the parameter `cursor`; `null` on the last page. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        ListPage_ApplicationItem: {
            items: {
                /** Format: date-time */
                created_at: string;
                /** @description Who decides: the employer, who has posted the job here, or the seeker, who notes what an employer elsewhere decides. */
                decided_by: components["schemas"]["ApplicationParty"];
                /** Format: uuid */
                id: string;
                /** @description The job as it is now. One that has closed stays here. */
                job: components["schemas"]["JobItem"];
                /**
                 * Format: int32
                 * @description How well it fitted when it was sent, 0 to 100; `null` when too little was known.
                 */
                screening_score?: number | null;
                status: components["schemas"]["ApplicationStatus"];
                /** Format: date-time */
                updated_at: string;
            }[];
            /** @description Gets the next page as the parameter `cursor`; `null` on the last page. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        ListPage_AuditItem: {
            items: {
                action: components["schemas"]["AuditAction"];
                /**
                 * Format: uuid
                 * @description The account that acted; null for the operator and for unauthenticated callers.
                 */
                actor?: string | null;
                /** Format: date-time */
                at: string;
                note: string;
                outcome: components["schemas"]["AuditOutcome"];
                /** Format: int64 */
                seq: number;
                /** Format: uuid */
                subject?: string | null;
            }[];
            /** @description Gets the next page as the parameter `cursor`; `null` on the last page. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        ListPage_ConversationItem: {
            items: {
                /** Format: date-time */
                created_at: string;
                /** Format: uuid */
                id: string;
                job?: components["schemas"]["ConversationJob"] | null;
                /** Format: date-time */
                last_message_at?: string | null;
                /**
                 * Format: int64
                 * @description The `seq` of the newest message.
                 */
                last_seq: number;
                status: components["schemas"]["ChatStatus"];
                /** Format: uuid */
                user_id: string;
                waiting?: components["schemas"]["WaitingForPerson"] | null;
            }[];
            /** @description Gets the next page as the parameter `cursor`; `null` on the last page. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        ListPage_ConversationMessage: {
            items: {
                content: string;
                /** Format: date-time */
                created_at: string;
                /** @description How the assistant made the text: `rules`, or `model:` and its name. */
                generated_by?: string | null;
                kind: components["schemas"]["MessageKind"];
                sender: components["schemas"]["Sender"];
                /**
                 * Format: int64
                 * @description Its number in the conversation: from 1, without gaps.
                 */
                seq: number;
            }[];
            /** @description Gets the next page as the parameter `cursor`; `null` on the last page. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        ListPage_DeskItem: {
            items: (components["schemas"]["MockInterviewItem"] & {
                user: components["schemas"]["DeskPerson"];
            })[];
            /** @description Gets the next page as the parameter `cursor`; `null` on the last page. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        ListPage_JobChangeItem: {
            items: {
                before: components["schemas"]["PostingVersion"];
                /** Format: date-time */
                changed_at: string;
                /** @description The fields that differ. */
                fields: string[];
                kind: components["schemas"]["ChangeKind"];
                /**
                 * Format: int32
                 * @description The revision that the change made.
                 */
                revision: number;
            }[];
            /** @description Gets the next page as the parameter `cursor`; `null` on the last page. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        ListPage_JobItem: {
            items: {
                apply_url?: string | null;
                company: string;
                department?: string | null;
                employment_type?: components["schemas"]["EmploymentType"] | null;
                /** Format: date-time */
                first_seen_at: string;
                /** Format: uuid */
                id: string;
                /** @description As printed, one entry for each place. */
                locations: string[];
                /**
                 * Format: date-time
                 * @description When the employer published it, as the posting states.
                 */
                posted_at?: string | null;
                salary?: components["schemas"]["Pay"] | null;
                /** @description Skills the job asks for, most telling first. */
                skills: string[];
                status: components["schemas"]["JobStatus"];
                title: string;
                workplace?: components["schemas"]["Workplace"] | null;
            }[];
            /** @description Gets the next page as the parameter `cursor`; `null` on the last page. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        ListPage_MockInterviewItem: {
            items: {
                /** Format: date-time */
                completed_at?: string | null;
                /** Format: uuid */
                id: string;
                job?: components["schemas"]["InterviewJob"] | null;
                /** @description The points of the scorecard, once there is one. */
                points: components["schemas"]["PointsBody"];
                /** Format: date-time */
                reviewed_at?: string | null;
                /** Format: date-time */
                started_at: string;
                status: components["schemas"]["MockInterviewStatus"];
                /**
                 * Format: date-time
                 * @description When somebody at the usual pace is done. Nothing ends then.
                 */
                suggested_end: string;
                /**
                 * Format: date-time
                 * @description When the seeker saw the review.
                 */
                viewed_at?: string | null;
            }[];
            /** @description Gets the next page as the parameter `cursor`; `null` on the last page. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        ListPage_PostedJobItem: {
            items: (components["schemas"]["PostedJobResource"] & {
                /**
                 * Format: int32
                 * @description How many have applied and not withdrawn.
                 */
                applications: number;
            })[];
            /** @description Gets the next page as the parameter `cursor`; `null` on the last page. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        ListPage_RecommendedJob: {
            items: {
                /** @description Whether the score is 0.7 or more. */
                fits: boolean;
                job: components["schemas"]["JobItem"];
                matched_skills: string[];
                missing_licence?: string | null;
                /** @description What would add most first. */
                missing_skills: string[];
                /** @description Meaning, skills, level, place and pay. */
                parts: components["schemas"]["CompactPart"][];
                /** @description How many required skills the posting names. */
                required: number;
                /**
                 * Format: float
                 * @description 0 to 1, comparable between models; `null` when too little is known for a number.
                 * @example 0.81
                 */
                score?: number | null;
                /** @description How many of them the resume shows. */
                shown: number;
            }[];
            /** @description Gets the next page as the parameter `cursor`; `null` on the last page. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        ListPage_RunResource: {
            items: {
                counts: components["schemas"]["RunCounts"];
                /** Format: date-time */
                finished_at?: string | null;
                /** Format: uuid */
                id: string;
                /** @description What went wrong, if anything. */
                message?: string | null;
                source_name: string;
                /** Format: date-time */
                started_at: string;
                status: components["schemas"]["RunStatus"];
            }[];
            /** @description Gets the next page as the parameter `cursor`; `null` on the last page. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        ListPage_SavedJobItem: {
            items: (components["schemas"]["JobItem"] & {
                /** Format: date-time */
                saved_at: string;
            })[];
            /** @description Gets the next page as the parameter `cursor`; `null` on the last page. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        ListPage_SecondFactor: {
            items: {
                /** Format: date-time */
                created_at: string;
                /** Format: uuid */
                id: string;
                is_verified: boolean;
                name: string;
            }[];
            /** @description Gets the next page as the parameter `cursor`; `null` on the last page. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        ListPage_SignInSession: {
            items: {
                /** @description The network address that opened it. */
                address?: string | null;
                /** Format: date-time */
                created_at: string;
                /** Format: date-time */
                expires_at: string;
                has_second_factor: boolean;
                /** Format: uuid */
                id: string;
                /** @description Whether it is the session of this request. */
                is_current: boolean;
                /** Format: date-time */
                last_used_at: string;
                /** @description The `User-Agent` of the client. */
                user_agent?: string | null;
            }[];
            /** @description Gets the next page as the parameter `cursor`; `null` on the last page. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        ListPage_SuggestionItem: {
            items: {
                /**
                 * Format: int32
                 * @description How many active jobs have it.
                 */
                jobs: number;
                kind: components["schemas"]["SuggestionKind"];
                text: string;
            }[];
            /** @description Gets the next page as the parameter `cursor`; `null` on the last page. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        ListPage_TaskResource: {
            items: {
                /**
                 * Format: int32
                 * @description The number of attempts.
                 */
                attempts: number;
                /**
                 * Format: int32
                 * @description The maximum number of attempts before it becomes a dead letter.
                 */
                attempts_allowed: number;
                /** @description `enrich`, `embed_resume`, `ingest` or `mail`; newer programs may know others. */
                class: string;
                /** Format: date-time */
                created_at: string;
                /** Format: date-time */
                finished_at?: string | null;
                /** Format: uuid */
                id: string;
                /** @description Ids by name of what it is about. */
                payload: {
                    [key: string]: string;
                };
                /** @description Why the last attempt failed. */
                reason?: string | null;
                /**
                 * Format: date-time
                 * @description Not before this time.
                 */
                run_at: string;
                state: components["schemas"]["TaskState"];
            }[];
            /** @description Gets the next page as the parameter `cursor`; `null` on the last page. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        ListPage_TowerItem: {
            items: {
                /** Format: date-time */
                created_at: string;
                /** Format: uuid */
                id: string;
                job?: components["schemas"]["ConversationJob"] | null;
                /** Format: date-time */
                last_message_at?: string | null;
                /**
                 * Format: int64
                 * @description The `seq` of the newest message.
                 */
                last_seq: number;
                /**
                 * Format: uuid
                 * @description The administrator who answers, if any.
                 */
                operator_id?: string | null;
                status: components["schemas"]["ChatStatus"];
                /**
                 * Format: int32
                 * @description Messages of the user since the last answer.
                 */
                unread: number;
                user: components["schemas"]["TowerPerson"];
                waiting?: components["schemas"]["WaitingForPerson"] | null;
            }[];
            /** @description Gets the next page as the parameter `cursor`; `null` on the last page. */
            next_cursor?: string | null;
        };
        /** @description A page of a list. */
        ListPage_VersionResource: {
            items: {
                /** Format: date-time */
                created_at: string;
                /**
                 * Format: date-time
                 * @description Since when it is in the bin.
                 */
                deleted_at?: string | null;
                /** @description `pdf`, `docx`, `odt`, `rtf`, `html`, `md` or `txt` */
                document_type?: string | null;
                /** @description `null` for a resume that was imported from data instead of a document. */
                file_name?: string | null;
                /** @description Is it the version in use? */
                is_current: boolean;
                origin: components["schemas"]["ResumeOrigin"];
                /**
                 * Format: date-time
                 * @description When it is deleted for good, if it is in the bin.
                 */
                purged_after?: string | null;
                /**
                 * Format: int32
                 * @description 1 for the first version of an account.
                 */
                version: number;
            }[];
            /** @description Gets the next page as the parameter `cursor`; `null` on the last page. */
            next_cursor?: string | null;
        };
        /** @description One posting of a job that is posted in several places or on several boards. */
        ListingItem: {
            /** Format: date-time */
            first_seen_at: string;
            /**
             * Format: uuid
             * @description The job as this posting has it.
             */
            job_id: string;
            /** Format: date-time */
            last_seen_at: string;
            locations: string[];
            /**
             * @description Where it was read; `provider` when the employer posted it here.
             * @example greenhouse:acme
             */
            source: string;
            status: components["schemas"]["JobStatus"];
            url?: string | null;
        };
        LoginRequest: {
            /** @example ada@example.org */
            email: string;
            /**
             * Format: password
             * @example correct horse battery
             */
            password: string;
        };
        /** @description A text with marked parts. */
        MarkedText: {
            /** @description Each from a character to before another. */
            ranges: [
                number,
                number
            ][];
            text: string;
        };
        /** @description What the active postings ask for, where, from whom, and what they pay. At most ten minutes old. */
        MarketFigures: {
            /** @description By what the titles say. */
            experience_levels: components["schemas"]["Level"][];
            /** @description New postings of each of the last 30 days. */
            hiring_trends: components["schemas"]["DayCount"][];
            /**
             * @description The currency of `salary_trends`: the one most postings state. Pay in others is left out.
             * @example EUR
             */
            salary_currency?: string | null;
            /** @description By occupation, the best paid first; empty when no posting states its pay. */
            salary_trends: components["schemas"]["SalaryTrend"][];
            top_companies: components["schemas"]["NameCount"][];
            /** @description Cities; a posting in several counts in each. */
            top_locations: components["schemas"]["NameCount"][];
            top_skills: components["schemas"]["NameCount"][];
            /**
             * Format: int32
             * @description The postings that all counts are of.
             */
            total_jobs: number;
            /** @description `Remote`, `Hybrid`, `Onsite` and `Not stated`. */
            work_styles: components["schemas"]["NameValue"][];
        };
        /** @description Words of the resume or of the posting, to the letter. */
        MatchEvidence: {
            /** @description Where they end. */
            end: number;
            /** @description In which line of that text, from 0. */
            line: number;
            /** @enum {string} */
            source: "resume" | "posting";
            /** @description Where the words begin in the text of the resume or in the description of the job, in bytes of UTF-8. */
            start: number;
            text: string;
        };
        /** @description A part of a match, with its reason. */
        MatchPart: {
            evidence: components["schemas"]["MatchEvidence"][];
            /** @enum {string} */
            kind: "meaning" | "skills" | "level" | "place" | "pay";
            /**
             * Format: float
             * @description What it could count.
             */
            max: number;
            /**
             * Format: float
             * @description What it counts; `null` when that cannot be known, and then it is left out of the sum.
             */
            points?: number | null;
            /** @description The reason. */
            sentence: string;
        };
        /** @description The match of a resume with one job. */
        MatchResult: {
            /**
             * Format: int32
             * @description `null`: aspirations are not compared.
             */
            aspirations_score?: number | null;
            /**
             * Format: int32
             * @description Occupation, licence, education and experience, of 100; `null` when unknown.
             */
            experience_score?: number | null;
            /** @description The comparison in words. */
            gap_analysis: string;
            gap_detected: boolean;
            /**
             * Format: int32
             * @description `null`: interests are not compared.
             */
            interests_score?: number | null;
            /** Format: uuid */
            job_id: string;
            learning_recommendations: components["schemas"]["Learning"][];
            /**
             * Format: int32
             * @description The same of 100.
             */
            match_score: number;
            /** @description The same as `matching_skills`. */
            matched_skills: string[];
            /** @description Skills of both job and resume. */
            matching_skills: string[];
            /** @description What would add most to the score first. */
            missing_skills: string[];
            /** @description What the score is made of: meaning, skills, level, place and pay. */
            parts: components["schemas"]["MatchPart"][];
            /**
             * Format: float
             * @description 0 to 1, comparable between models; 0.7 and more counts as a fit.
             * @example 0.64
             */
            similarity_score: number;
            /**
             * Format: int32
             * @description How much of the skills asked for the resume shows, of 100; `null` when the posting names none.
             */
            skills_score?: number | null;
            /**
             * Format: int32
             * @description How the place of work and of living agree, of 100; `null` when unknown.
             */
            work_preference_score?: number | null;
        };
        /** @description The match of a resume with one job. */
        MatchScore: {
            /** Format: date-time */
            computed_at: string;
            /** @description The comparison in words. */
            explanation: string;
            /** @description Whether the score is 0.7 or more. */
            fits: boolean;
            /**
             * @description The model whose vectors were compared; the rest is rules.
             * @example all-MiniLM-L6-v2
             */
            generated_by: string;
            /** Format: uuid */
            job_id: string;
            learning_recommendations: components["schemas"]["LearningResource"][];
            /** @description Skills of both job and resume. */
            matched_skills: string[];
            /** @description The licence that the work needs and the resume does not show; without it no job fits. */
            missing_licence?: string | null;
            /** @description Skills of the job that the resume lacks, what would add most first. */
            missing_skills: string[];
            /** @description Meaning, skills, level, place and pay. */
            parts: components["schemas"]["MatchPart"][];
            /**
             * Format: float
             * @description The sum of the parts that are known.
             */
            points: number;
            /**
             * Format: float
             * @description What that sum could be.
             */
            possible: number;
            /**
             * Format: int32
             * @description The version of the resume that was compared.
             */
            resume_version: number;
            /**
             * Format: float
             * @description 0 to 1, comparable between models: `points` of `possible`. `null` when too little is known for a number.
             * @example 0.64
             */
            score?: number | null;
            /** @description What the posting asks for, required skills first. */
            skills: components["schemas"]["MatchSkill"][];
        };
        /** @description A skill that the posting asks for. */
        MatchSkill: {
            /**
             * Format: float
             * @description What showing it would add to the score, of 100.
             */
            adds: number;
            evidence: components["schemas"]["MatchEvidence"][];
            name: string;
            /** @enum {string} */
            need: "required" | "preferred" | "named";
            /** @description Whether the resume shows it. */
            shown: boolean;
        };
        /** @description One's own account. */
        Me: {
            aspirations: string[];
            avatar_url?: string | null;
            /** Format: date-time */
            created_at: string;
            dob?: string | null;
            email: string;
            experience?: string | null;
            full_name?: string | null;
            /** Format: uuid */
            id: string;
            /** @description With commas between them. */
            interests?: string | null;
            location?: string | null;
            phone?: string | null;
            /** @description Whether the privacy policy was accepted. */
            privacy_policy_accepted: boolean;
            resume_file_name?: string | null;
            /** @description Where it can be downloaded, for 15 minutes. */
            resume_file_url?: string | null;
            /** @description The resume as it was read. */
            resume_text?: string | null;
            role: components["schemas"]["Role"];
            /** @description Those of the profile, or else those recognised in the resume. */
            skills: string[];
            work_experience_description?: string | null;
            work_experience_position?: string | null;
            work_preference?: string | null;
        };
        /** @description What of my account is to change. There is no field for anything else (AZ-02); unknown members are ignored. */
        MeUpdate: components["schemas"]["ProfileFields"] & {
            /** @example Ada Lovelace */
            full_name?: string | null;
        };
        /** @description A message of a conversation. */
        Message: {
            content: string;
            /** @description How the assistant made the text: `rules`, or `model:` and its name. */
            generated_by?: string | null;
            role: components["schemas"]["Sender"];
            /**
             * Format: int64
             * @description Its number in the conversation: from 1, without gaps.
             */
            seq: number;
            /** Format: date-time */
            timestamp: string;
        };
        /** @enum {string} */
        MessageKind: "text" | "takeover" | "release" | "close" | "waiting" | "resumed";
        /** @description How the numbers are computed. */
        MethodsBody: {
            /** @default parts_keeping_masters */
            life_path: components["schemas"]["LifePathMethodName"];
            /** @default word_by_word */
            name: components["schemas"]["NameMethodName"];
            /** @default by_syllable */
            y: components["schemas"]["YRuleName"];
            /**
             * @description What Y is in single words of the name.
             * @default {}
             */
            y_in: {
                [key: string]: components["schemas"]["YRuleName"];
            };
        };
        /** @description A mock interview in a list. */
        MockInterviewItem: {
            /** Format: date-time */
            completed_at?: string | null;
            /** Format: uuid */
            id: string;
            job?: components["schemas"]["InterviewJob"] | null;
            /** @description The points of the scorecard, once there is one. */
            points: components["schemas"]["PointsBody"];
            /** Format: date-time */
            reviewed_at?: string | null;
            /** Format: date-time */
            started_at: string;
            status: components["schemas"]["MockInterviewStatus"];
            /**
             * Format: date-time
             * @description When somebody at the usual pace is done. Nothing ends then.
             */
            suggested_end: string;
            /**
             * Format: date-time
             * @description When the seeker saw the review.
             */
            viewed_at?: string | null;
        };
        /** @description A mock interview with its transcript, scorecard and review. */
        MockInterviewResource: components["schemas"]["MockInterviewItem"] & {
            /**
             * Format: int32
             * @description The number of the turn that is to be answered; `null` when all is answered or the interview has ended.
             */
            open_turn?: number | null;
            /** @description How many questions are planned; follow-ups come on top. */
            question_count: number;
            /** @description What was asked and what a good answer covers, once the interview has ended. */
            questions: components["schemas"]["QuestionBody"][];
            review?: components["schemas"]["ReviewBody"] | null;
            scorecard?: components["schemas"]["ScorecardBody"] | null;
            transcript: components["schemas"]["TurnBody"][];
        };
        /** @enum {string} */
        MockInterviewStatus: "in_progress" | "completed" | "pending_review" | "reviewed";
        NameCount: {
            /** Format: int32 */
            count: number;
            name: string;
        };
        /**
         * @description How the words of a name are put together.
         * @enum {string}
         */
        NameMethodName: "word_by_word" | "all_letters";
        NameValue: {
            name: string;
            /** Format: int32 */
            value: number;
        };
        /** @description A registration. The role can only be seeker or provider, and other fields are refused (AZ-02). */
        NewAccount: {
            /** @example ada@example.org */
            email: string;
            full_name?: string | null;
            /**
             * Format: password
             * @description At least 8 characters, none of which is removed.
             * @example correct horse battery
             */
            password: string;
            role?: components["schemas"]["ChosenRole"] | null;
        };
        NewAnswer: {
            /** @example Last spring I moved twelve services to a new cluster, because the old one had no room left. */
            text: string;
            /**
             * Format: int32
             * @description The number of the turn that is answered: `open_turn` of the interview.
             * @example 1
             */
            turn: number;
        };
        /** @description A new API key with its secret, which cannot be read again. */
        NewApiKeyItem: components["schemas"]["ApiKeyItem"] & {
            /** @description Send it as `Authorization: Bearer jw_…`. */
            secret: string;
        };
        /** @description The job to apply for. */
        NewApplication: {
            /** Format: uuid */
            job_id: string;
        };
        NewConversation: {
            /**
             * Format: uuid
             * @description The job to talk about, if any.
             */
            job_id?: string | null;
        };
        /** @description A job to post. Fields that are not named here are ignored. */
        NewJob: {
            /** @description The account's name when it is missing. */
            company_name?: string | null;
            /**
             * @description At least 20 characters.
             * @example You look after twelve patients with a team of four.
             */
            description_raw: string;
            /** @description Words about experience, which are added to the description. */
            experience?: string | null;
            /** @description Where to apply, when that is not here. */
            external_apply_url?: string | null;
            location?: string | null;
            skills_required?: string[];
            /**
             * @description At least 3 characters.
             * @example Registered nurse
             */
            title: string;
            /** @description `remote`, `hybrid` or `onsite`, in any spelling; what is none of them is ignored. */
            work_mode?: string | null;
        };
        NewMockInterview: {
            /**
             * Format: uuid
             * @description The job to prepare for, if any.
             */
            job_id?: string | null;
        };
        /** @description What has become of an application. */
        NewStatus: {
            /** Format: uuid */
            id: string;
            /**
             * @description As applications name it.
             * @example human_interview_pending
             */
            status: string;
        };
        NewTranscript: {
            turns: components["schemas"]["NewTurn"][];
        };
        /** @description A turn of a client that asks the questions itself. */
        NewTurn: {
            kind: components["schemas"]["TurnKind"];
            text: string;
        };
        /** @description One number of both people. */
        NumberAspect: {
            of: string;
            relation: string;
            /** Format: int32 */
            theirs: number;
            /** Format: int32 */
            yours: number;
        };
        /** @description A number with the steps that led to it. */
        NumberReading: {
            /** Format: int32 */
            number: number;
            trace: string[];
        };
        /** @enum {string} */
        Omission: "no_field" | "unclear_date" | "private" | "repeated";
        OpenRequest: {
            /**
             * Format: uuid
             * @description The job to talk about, if any.
             */
            job_id?: string | null;
        };
        OperatorMessage: {
            /** @example Good morning, how can I help? */
            content: string;
        };
        /** @description A conversation in the list of its owner. */
        OwnSession: components["schemas"]["Session"] & {
            job_title?: string | null;
        };
        /** @description A page of the document. */
        PageResource: {
            /**
             * Format: float
             * @description In points.
             */
            height: number;
            /** @description Were its lines recognised in its picture (OCR)? Then letters may be wrong. */
            is_recognised: boolean;
            /**
             * Format: float
             * @description In points.
             */
            width: number;
        };
        /** @enum {string} */
        Paper: "a4" | "letter";
        /** @description What was read in a document that is not kept. */
        ParsedDocument: components["schemas"]["Reading"] & {
            /** @description `pdf`, `docx`, `odt`, `rtf`, `html`, `md` or `txt` */
            document_type: string;
        };
        PasswordChange: {
            /** Format: password */
            new_password: string;
            /** Format: password */
            old_password: string;
        };
        PasswordProof: {
            /** Format: password */
            password: string;
        };
        PasswordReset: {
            /** @description The code in the mail, with `email`. */
            code?: string | null;
            email?: string | null;
            /** Format: password */
            password: string;
            /** @description The secret of the link in the mail. Alternatively `code` and `email`. */
            token?: string | null;
        };
        /** @description Pay as printed, never converted. */
        Pay: {
            /** @description ISO 4217, when known. */
            currency?: string | null;
            /**
             * Format: int64
             * @description In hundredths of the currency's unit; never below the minimum.
             */
            max_hundredths?: number | null;
            /**
             * Format: int64
             * @description In hundredths of the currency's unit.
             */
            min_hundredths?: number | null;
            period?: components["schemas"]["SalaryPeriod"] | null;
            /**
             * @description The salary as text.
             * @example EUR 21.50 per hour
             */
            text: string;
        };
        /** @description How many jobs pay so much in a year. */
        PayCount: {
            /** @description ISO 4217, when known. */
            currency?: string | null;
            /** Format: int64 */
            from: number;
            /** Format: int32 */
            jobs: number;
            /**
             * Format: int64
             * @description `null` in the last bar, which has no end.
             */
            to?: number | null;
        };
        /** @description How many accounts there are of each kind. */
        PeopleStats: components["schemas"]["AccountCounts"] & {
            /** @description Of the last 30 days, oldest first. */
            daily_registration_rates: components["schemas"]["DayCount"][];
            daily_seeker_registration_rates: components["schemas"]["DayCount"][];
            /** Format: int64 */
            total_admins: number;
            /** Format: int64 */
            total_providers: number;
            /** Format: int64 */
            total_seekers: number;
            /**
             * Format: int64
             * @description The same as `total`, `seekers`, `providers` and `admins`, as older clients read them.
             */
            total_users: number;
        };
        Person: {
            /** Format: date-time */
            created_at: string;
            email: string;
            full_name?: string | null;
            /** Format: uuid */
            id: string;
            role: components["schemas"]["Role"];
        };
        /** @description Points from 0 to 10. */
        PointsBody: {
            /** Format: int32 */
            clarity?: number | null;
            /** Format: int32 */
            confidence?: number | null;
            /** Format: int32 */
            technical_accuracy?: number | null;
        };
        /** @description That a job was posted. */
        Posted: {
            /** Format: uuid */
            id: string;
            message: string;
        };
        /** @description A job that I have posted, in a list. */
        PostedJobItem: components["schemas"]["PostedJobResource"] & {
            /**
             * Format: int32
             * @description How many have applied and not withdrawn.
             */
            applications: number;
        };
        /** @description A job that I have posted. */
        PostedJobResource: components["schemas"]["JobItem"] & {
            /** Format: date-time */
            closed_at?: string | null;
            description: string;
            /** @description Whether its text is still to be read for skills, tips and questions. A new job is not shown before. */
            needs_enrichment: boolean;
            /**
             * Format: int32
             * @description Incremented with each change; see the job's history.
             */
            revision: number;
            /** Format: date-time */
            valid_through?: string | null;
        };
        /** @description A posting as its employer writes it. */
        PostingRequest: {
            /**
             * @description Where to apply, when that is not here.
             * @example https://rivet.example/apply
             */
            apply_url?: string | null;
            /** @description The employer, at most 200 characters. The account's name when it is missing. */
            company?: string | null;
            department?: string | null;
            /**
             * @description What is to be done and who is looked for, as plain text: 20 to 50,000 characters. List items begin with `- `.
             * @example You look after twelve patients with a team of four.
             *
             *     Requirements
             *     - Wound care
             */
            description: string;
            employment_type?: components["schemas"]["EmploymentType"] | null;
            /** @description One entry for each place, at most 20. */
            locations?: string[];
            salary?: components["schemas"]["SalaryRequest"] | null;
            /** @description Skills that are asked for: at most 50. Those that the description does not name are added to it. */
            skills?: string[];
            /**
             * @description 3 to 300 characters.
             * @example Registered nurse, surgical ward
             */
            title: string;
            /**
             * Format: date-time
             * @description The last moment to apply. The job closes then.
             */
            valid_through?: string | null;
            workplace?: components["schemas"]["Workplace"] | null;
        };
        /** @description A posting at some time. */
        PostingSnapshot: {
            description_raw: string;
            external_apply_url?: string | null;
            location: string;
            salary_range?: string | null;
            title: string;
            work_mode?: components["schemas"]["Workplace"] | null;
        };
        /** @description A posting before a change. */
        PostingVersion: {
            apply_url?: string | null;
            company: string;
            department?: string | null;
            description: string;
            employment_type?: components["schemas"]["EmploymentType"] | null;
            locations: string[];
            /** Format: date-time */
            posted_at?: string | null;
            salary?: components["schemas"]["Pay"] | null;
            title: string;
            url?: string | null;
            /** Format: date-time */
            valid_through?: string | null;
            workplace?: components["schemas"]["Workplace"] | null;
        };
        /** @description What comparable postings pay. The pay that the job itself states is no part of it. */
        PredictedSalary: {
            /** @description How many employers they are from. */
            employers: number;
            estimate?: components["schemas"]["EstimatedSalary"] | null;
            /** @description So many are needed for an estimate. */
            least_employers: number;
            /**
             * @description How many comparable postings state plausible pay. A job that is listed twice and an employer's postings for one amount
             *     count once.
             */
            sample_size: number;
        };
        /** @description An interview question with a strategy for the answer. */
        PrepItem: {
            answer_strategy: string;
            question: string;
        };
        /** @description What to look at. */
        PreviewRequest: {
            /**
             * @description A configured source's name, or the address of a board or page.
             * @example acme
             */
            source: string;
        };
        /** @enum {string} */
        PrintFormat: "pdf" | "docx" | "txt" | "md" | "json";
        /** @description How a resume fits its pages, and what a machine reads of them. */
        PrintProof: {
            /** @description How many fields were read again. */
            fields: number;
            /**
             * Format: float
             * @description How much of the last page is filled, from 0 to 1.
             */
            last_page_filled: number;
            /** @description Fields that a machine finds, but takes for something else. */
            misread: string[];
            /** Format: int32 */
            pages: number;
        };
        /** @description A problem, as RFC 9457 writes it. */
        Problem: {
            /**
             * @description The kind of problem, for programs.
             * @example not_found
             */
            code: string;
            /** @description What is wrong and what to do, in a sentence. */
            detail: string;
            /** @description Names the request in the log. */
            request_id: string;
            /** Format: int32 */
            status: number;
            /** @description The status in words. */
            title: string;
            /** @description Names the kind of problem; nothing is found there. */
            type: string;
        };
        /** @description The profile. A member that is left out stays as it is; an empty text removes it. */
        ProfileFields: {
            /** @default null */
            aspirations: string[] | null;
            /** @default null */
            avatar_url: string | null;
            /**
             * @description The date of birth.
             * @default null
             * @example 1994-05-17
             */
            dob: string | null;
            /** @default null */
            experience: string | null;
            /**
             * @description With commas between them.
             * @default null
             */
            interests: string | null;
            /** @default null */
            location: string | null;
            /** @default null */
            phone: string | null;
            /**
             * @description Whether the privacy policy was accepted.
             * @default null
             */
            privacy_policy_accepted: boolean | null;
            /** @default null */
            skills: string[] | null;
            /** @default null */
            work_experience_description: string | null;
            /** @default null */
            work_experience_position: string | null;
            /** @default null */
            work_preference: string | null;
        };
        /** @description Whose numbers, and how. */
        ProfileRequest: {
            /**
             * Format: date
             * @example 1990-05-14
             */
            birth_date: string;
            /**
             * @description The full name at birth.
             * @example Mary Ann Lynch
             */
            full_name: string;
            methods?: components["schemas"]["MethodsBody"];
            /** @description Must be true: nothing is computed unasked. */
            opt_in?: boolean;
        };
        /** @description The numbers of a person. */
        ProfileResponse: {
            expression: components["schemas"]["NumberReading"];
            /** @description The letters that count, word by word. */
            letters: string[];
            life_path: components["schemas"]["NumberReading"];
            limit: string;
            methods: components["schemas"]["UsedMethods"];
            personality?: components["schemas"]["NumberReading"] | null;
            soul_urge?: components["schemas"]["NumberReading"] | null;
        };
        /** @description An interview question. */
        Question: {
            /** @description What a good answer covers. */
            answer_strategy: string;
            question: string;
        };
        /** @description A question and what a good answer covers. */
        QuestionBody: {
            answer_strategy: string;
            question: string;
        };
        /** @description The number of jobs that were queued for enrichment. */
        QueuedJobs: {
            /** Format: int32 */
            jobs: number;
        };
        /** @description A sentence of the seeker, word for word. */
        QuotationBody: {
            text: string;
            /**
             * Format: int32
             * @description The number of the answer in the transcript.
             */
            turn: number;
        };
        /** @description A part of a line. */
        QuoteResource: {
            /** @description Left, top, right, bottom in points from the top left corner of the page. */
            box?: number[] | null;
            /**
             * Format: int32
             * @description The index of the line in `lines`.
             */
            line: number;
            /**
             * Format: int32
             * @description 1 for the first page; `null` in a format without pages.
             */
            page?: number | null;
            quote: string;
        };
        /** @description A job and how well it fits. */
        RankedItem: components["schemas"]["FeedItem"] & {
            gap_analysis: string;
            gap_detected: boolean;
            matching_skills: string[];
            missing_skills: string[];
            /** @description What the score is made of: meaning, skills, level, place and pay. */
            parts: components["schemas"]["CompactPart"][];
            /**
             * Format: float
             * @example 0.81
             */
            similarity_score: number;
        };
        /** @description A rating, the sentence behind it and what was counted. */
        RatingBody: {
            /** @description What the rules counted. */
            findings: components["schemas"]["FindingBody"][];
            /** @description What a model says about it. */
            note?: string | null;
            /**
             * Format: int32
             * @description From 0 to 10; `null` when it cannot be told.
             */
            points?: number | null;
            quotation?: components["schemas"]["QuotationBody"] | null;
        };
        /** @description What a document says, and where. */
        Reading: {
            /** @description The fields as JSON Resume 1.0. */
            content: Record<string, never>;
            /** @description How many fields are in which state. */
            counts: components["schemas"]["FieldCounts"];
            /** @description Each field with its state and the places it was read from. */
            fields: components["schemas"]["FieldResource"][];
            /** @description Text that is invisible on the page. It is ignored. */
            hidden_text: string[];
            /** @description The lines of the document in reading order. */
            lines: components["schemas"]["LineResource"][];
            /** @description The pages of the document; none for a format without pages. */
            pages: components["schemas"]["PageResource"][];
            /** @description Canonical names of the skills recognised in the text. */
            skills: string[];
            /** @description In reading order. */
            text: string;
        };
        Ready: {
            /** @description What is optional and does not answer: `embeddings`, `completions`, `broadcast`. */
            degraded: string[];
            /** @description `jobwright` */
            service: string;
            /** @description `ok` */
            status: string;
        };
        /** @description A job and how well it fits. */
        RecommendedJob: {
            /** @description Whether the score is 0.7 or more. */
            fits: boolean;
            job: components["schemas"]["JobItem"];
            matched_skills: string[];
            missing_licence?: string | null;
            /** @description What would add most first. */
            missing_skills: string[];
            /** @description Meaning, skills, level, place and pay. */
            parts: components["schemas"]["CompactPart"][];
            /** @description How many required skills the posting names. */
            required: number;
            /**
             * Format: float
             * @description 0 to 1, comparable between models; `null` when too little is known for a number.
             * @example 0.81
             */
            score?: number | null;
            /** @description How many of them the resume shows. */
            shown: number;
        };
        /** @description Recovery codes for a lost factor, which cannot be read again. */
        RecoveryCodes: {
            recovery_codes: string[];
        };
        RecoveryProof: {
            /** @example 01234-56789-abcde-f0123 */
            code: string;
        };
        /** @description The rewards that somebody got for coins. */
        Redemptions: {
            redemptions: Record<string, never>[];
        };
        RefreshRequest: {
            /** @description Optional in browsers, which send it as a cookie. */
            refresh_token?: string | null;
        };
        /** @description Profile data, stored for display. Unknown members are ignored. */
        RegisterMetadata: components["schemas"]["ProfileFields"] & {
            full_name?: string | null;
            role?: components["schemas"]["ChosenRole"] | null;
        };
        /**
         * @description The registration of a new account. There is no field for anything else: a role stands in `metadata`, and can only be
         *     seeker or provider (AZ-02).
         */
        RegisterRequest: {
            /** @example ada@example.org */
            email: string;
            metadata?: components["schemas"]["RegisterMetadata"];
            /**
             * Format: password
             * @description At least 8 characters; every one of them counts.
             * @example correct horse battery
             */
            password: string;
        };
        /** @description What of a resume matters for a posting. */
        RelevanceResource: {
            path: string;
            /** @description What of the posting it proves, in the posting's words. */
            proves: string[];
            /** @description Words that it shares with the posting. */
            shares: string[];
        };
        /** @enum {string} */
        ResumeOrigin: "upload" | "edit" | "import";
        ResumeProcessed: {
            /** @example 2847 */
            characters_extracted: number;
            /** @example Resume processed successfully */
            message: string;
            skills: string[];
        };
        /** @description A version of a resume as it was read. */
        ResumeResource: components["schemas"]["VersionResource"] & components["schemas"]["Reading"];
        /** @description The resume of a guest: its text, and what was read from it. */
        ResumeText: {
            /**
             * @description Where he or she lives, when the text does not say so.
             * @example Utrecht, Netherlands
             */
            location?: string | null;
            /** @description Skills besides those that the text names. */
            skills?: string[];
            /**
             * @description The text of the resume.
             * @example Registered nurse on a surgical ward since 2016. Wound care, IV therapy.
             */
            text: string;
        };
        /** @description An expert's review. */
        ReviewBody: {
            improvements: string[];
            next_steps: string;
            overall_summary: string;
            /** @description The expert's own points, beside those of the scorecard. */
            points: components["schemas"]["PointsBody"];
            /** Format: date-time */
            reviewed_at: string;
            strengths: string[];
            topics_to_work_on: string[];
        };
        /** @description What an expert says. Further members, such as the name of the reviewer, are not read: the sign-in says who reviews. */
        ReviewRequest: {
            improvements?: string[];
            next_steps?: string;
            /** @example You know the field; say more about your own part. */
            overall_summary: string;
            strengths?: string[];
            topics_to_work_on?: string[];
        };
        /** @enum {string} */
        RobotsDecision: "unknown" | "allowed" | "disallowed";
        /** @enum {string} */
        Role: "seeker" | "provider" | "admin" | "super_admin";
        RoleChange: {
            role: components["schemas"]["Role"];
        };
        /** @description Work that somebody asks the pay of. */
        RoleDescription: {
            /** @description How senior. Without it, what the title says. */
            level?: ("trainee" | "regular" | "senior" | "leader") | null;
            /**
             * @description Where: a city, a country, or both. Without a country, postings from anywhere are compared.
             * @example Utrecht, Netherlands
             */
            location?: string | null;
            /** @description What it asks for. Postings that ask for the same count a little more. */
            skills?: string[];
            /**
             * @description What it is called.
             * @example Registered nurse
             */
            title: string;
        };
        /** @description The counts of a run. */
        RunCounts: {
            /**
             * Format: int32
             * @description No longer open.
             */
            closed: number;
            /**
             * Format: int32
             * @description New or changed, with a text that the catalogue already has.
             */
            dedup_hits: number;
            /**
             * Format: int32
             * @description Unreadable.
             */
            errors: number;
            /**
             * Format: int32
             * @description Listed by the source.
             */
            fetched: number;
            /**
             * Format: int32
             * @description Seen for the first time.
             */
            new: number;
            /**
             * Format: int32
             * @description Known and unchanged.
             */
            skipped: number;
            /**
             * Format: int32
             * @description Known, and changed.
             */
            updated: number;
        };
        /** @description The outcome of a run over one of several sources. */
        RunOutcome: {
            /** @description Why there was no run, or it could not read the source. */
            error?: string | null;
            run?: components["schemas"]["RunResource"] | null;
            source_name: string;
        };
        /** @description An ingestion run over a source. */
        RunResource: {
            counts: components["schemas"]["RunCounts"];
            /** Format: date-time */
            finished_at?: string | null;
            /** Format: uuid */
            id: string;
            /** @description What went wrong, if anything. */
            message?: string | null;
            source_name: string;
            /** Format: date-time */
            started_at: string;
            status: components["schemas"]["RunStatus"];
        };
        /** @enum {string} */
        RunStatus: "running" | "complete" | "partial" | "empty" | "failed";
        /** @enum {string} */
        SalaryPeriod: "hour" | "day" | "week" | "two_weeks" | "month" | "year" | "once";
        /** @description Pay of a posting. */
        SalaryRequest: {
            /**
             * @description ISO 4217.
             * @example EUR
             */
            currency?: string | null;
            /** Format: double */
            max?: number | null;
            /**
             * Format: double
             * @description Above zero, and at most `max`.
             */
            min?: number | null;
            period?: components["schemas"]["SalaryPeriod"] | null;
        };
        /** @description What an occupation pays in a year, on average, in whole units of the currency. */
        SalaryTrend: {
            /** Format: int64 */
            avg_max: number;
            /** Format: int64 */
            avg_min: number;
            /**
             * Format: int32
             * @description The postings that it is the average of.
             */
            count: number;
            role: string;
        };
        /** @description Whether a job is kept. */
        Saved: {
            saved: boolean;
        };
        /** @description A job that I keep for later. It stays in the list when it closes. */
        SavedJobItem: components["schemas"]["JobItem"] & {
            /** Format: date-time */
            saved_at: string;
        };
        /** @description Whether I keep a job for later. */
        SavedState: {
            saved: boolean;
            /** Format: date-time */
            saved_at?: string | null;
        };
        SayRequest: {
            content: string;
        };
        /** @description Three ratings, and who gave them. */
        ScorecardBody: {
            clarity: components["schemas"]["RatingBody"];
            confidence: components["schemas"]["RatingBody"];
            /** @description `rules`, or `model:` and its name. */
            generated_by: string;
            technical_accuracy: components["schemas"]["RatingBody"];
        };
        /** @description An ingestion run over a source. Some facts are repeated under the names that different clients read. */
        ScrapingLogItem: {
            /** Format: date-time */
            completed_at?: string | null;
            error_message?: string | null;
            /** Format: int32 */
            errors: number;
            /** Format: date-time */
            finished_at?: string | null;
            /** Format: uuid */
            id: string;
            /** Format: int32 */
            jobs_closed: number;
            /** Format: int32 */
            jobs_fetched: number;
            /** Format: int32 */
            jobs_found: number;
            /** Format: int32 */
            jobs_new: number;
            /** Format: int32 */
            jobs_skipped: number;
            /** Format: int32 */
            jobs_updated: number;
            source_name: string;
            /** Format: date-time */
            started_at: string;
            status: components["schemas"]["CoachRunStatus"];
        };
        /** @description A part of the score, with its reason. */
        ScreeningPartItem: {
            /** @enum {string} */
            kind: "meaning" | "skills" | "level" | "place" | "pay";
            /**
             * Format: float
             * @description What it could count.
             */
            max: number;
            /**
             * Format: float
             * @description What it counts; `null` when that cannot be known, and then it is left out of the sum.
             */
            points?: number | null;
            /** @description The reason. */
            sentence: string;
        };
        /** @description How the resume that was sent fitted the job. A number for people who decide: nothing is decided by it. */
        ScreeningResource: {
            /** @description The model whose vectors were compared; the rest is rules. */
            generated_by: string;
            matched_skills: string[];
            /** @description The licence that the work needs and the resume does not show. */
            missing_licence?: string | null;
            missing_skills: string[];
            parts: components["schemas"]["ScreeningPartItem"][];
        };
        /** @description A second factor. */
        SecondFactor: {
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            id: string;
            is_verified: boolean;
            name: string;
        };
        /** @enum {string} */
        Sender: "user" | "assistant" | "admin" | "system";
        /** @enum {string} */
        Seniority: "trainee" | "regular" | "senior" | "leader";
        /** @description What was sent, as it was then. */
        SentResource: {
            email: string;
            full_name?: string | null;
            /**
             * Format: int32
             * @description The revision of the job; its history has the posting.
             */
            job_revision: number;
            /** @description The SHA-256 of the posting's title and description. */
            posting_digest: string;
            /** @description The text of that version. */
            resume_text?: string | null;
            /**
             * Format: int32
             * @description The version of the resume.
             */
            resume_version?: number | null;
        };
        /** @description A frame that the server sends. */
        ServerFrame: {
            messages: components["schemas"]["Message"][];
            session_status?: components["schemas"]["ChatStatus"] | null;
            /** @enum {string} */
            type: "history_replay";
        } | {
            /** Format: uuid */
            client_msg_id?: string | null;
            /** Format: int64 */
            seq: number;
            /** @enum {string} */
            type: "ack";
        } | {
            content: string;
            message: string;
            /** @enum {string} */
            type: "queued";
        } | {
            /** Format: uuid */
            client_msg_id?: string | null;
            content: string;
            /** Format: int64 */
            seq: number;
            /** @enum {string} */
            type: "user_message";
        } | {
            content: string;
            /** @description `rules`, or `model:` and its name. */
            generated_by?: string | null;
            /** Format: int64 */
            seq: number;
            /** @enum {string} */
            type: "ai_reply";
        } | {
            content: string;
            /** Format: int64 */
            seq: number;
            /** @enum {string} */
            type: "admin_message";
        } | {
            /** @description `admin_takeover`, as old clients read it. */
            event: string;
            note: string;
            /** Format: int64 */
            seq: number;
            /** @enum {string} */
            type: "admin_takeover";
        } | {
            content: string;
            /** Format: int64 */
            seq: number;
            /** @enum {string} */
            type: "system_notification";
        } | {
            code: string;
            message: string;
            /** @enum {string} */
            type: "error";
        };
        /** @description A conversation. */
        Session: {
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            job_id?: string | null;
            /** Format: date-time */
            last_message_at?: string | null;
            /**
             * Format: int64
             * @description The `seq` of the newest message.
             */
            last_seq: number;
            status: components["schemas"]["ChatStatus"];
            /** Format: uuid */
            user_id: string;
        };
        /** @description A conversation with its messages. */
        SessionWithMessages: components["schemas"]["TowerSession"] & {
            /** @description The same as `messages`, as older clients read it. */
            conversation_log: components["schemas"]["Message"][];
            messages: components["schemas"]["Message"][];
        };
        /** @description An active session. */
        SignInSession: {
            /** @description The network address that opened it. */
            address?: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            expires_at: string;
            has_second_factor: boolean;
            /** Format: uuid */
            id: string;
            /** @description Whether it is the session of this request. */
            is_current: boolean;
            /** Format: date-time */
            last_used_at: string;
            /** @description The `User-Agent` of the client. */
            user_agent?: string | null;
        };
        /** @enum {string} */
        SkillNeed: "required" | "preferred" | "named";
        Skills: {
            skills: string[];
        };
        SocketTicket: {
            /**
             * Format: int32
             * @example 30
             */
            expires_in: number;
            /** @description Opens `/ws/chat/{session_id}?ticket=…` once. */
            ticket: string;
        };
        /** @enum {string} */
        SourceHealth: "unread" | "healthy" | "suspect" | "failing";
        /** @description The configured sources. */
        SourceList: {
            items: components["schemas"]["SourceResource"][];
        };
        /** @description What a source would give. */
        SourcePreview: {
            /** @description Whether there are more pages. */
            has_more: boolean;
            /** @description Postings on its first page. */
            listed: number;
            /** @description The first five that can be read, as they would be kept. */
            postings: components["schemas"]["PostingVersion"][];
            /** @description Those that cannot be read, and why. */
            unreadable: string[];
        };
        /** @description A source, and what its last runs say about it. */
        SourceResource: {
            /** @description The `ETag` that the next read is conditional on. */
            etag?: string | null;
            health: components["schemas"]["SourceHealth"];
            /**
             * @description Its permanent key, under which its jobs are kept.
             * @example greenhouse:acme
             */
            key: string;
            /** Format: date-time */
            last_complete_at?: string | null;
            last_error?: string | null;
            /** Format: date-time */
            last_error_at?: string | null;
            /** @description The `Last-Modified` that the next read is conditional on. */
            last_modified?: string | null;
            last_run?: components["schemas"]["RunResource"] | null;
            /**
             * Format: int32
             * @description The size of the last list that was read whole.
             */
            listed?: number | null;
            name: string;
            robots: components["schemas"]["RobotsDecision"];
            /**
             * Format: int32
             * @description The runs that this is drawn from.
             */
            runs: number;
            /**
             * Format: int32
             * @description The runs whose list had not changed (304).
             */
            unchanged_runs: number;
        };
        /** @description An ended ingestion run over a source. */
        SourceRun: {
            /** @description What went wrong, if anything. */
            message?: string | null;
            result: components["schemas"]["RunCounts"];
            source: string;
        };
        /** @description A word that was taken for misspelt. */
        SpellingCorrection: {
            meant: string;
            typed: string;
        };
        /** @description Runs that have been started. */
        StartedRuns: {
            /** @description The names of the sources. */
            sources: string[];
        };
        Status: {
            /** @description `jobwright` */
            service: string;
            /** @description `ok` */
            status: string;
        };
        /** @description A stored profile. */
        StoredProfile: {
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            id: string;
            profile_data: components["schemas"]["CvProfile"];
            /** Format: date-time */
            updated_at: string;
            /** Format: uuid */
            user_id: string;
        };
        /** @description What resumes can be printed with. */
        Studio: {
            formats: components["schemas"]["PrintFormat"][];
            /** @description Languages of the headings (BCP 47). */
            languages: string[];
            papers: components["schemas"]["Paper"][];
            templates: components["schemas"]["TemplateResource"][];
        };
        /** @description The whole transcript, or none when it was sent before. Further members are left out: the server rates the interview. */
        SubmitRequest: {
            /**
             * @description The client's own record, which is not read. With one, an expert's review is asked for as well: the client has one
             *     button for both.
             */
            ai_scorecard?: {
                [key: string]: unknown;
            } | null;
            transcript?: components["schemas"]["CoachTranscriptEntry"][];
        };
        /** @description What people may mean who have typed so much. */
        SuggestionItem: {
            /**
             * Format: int32
             * @description How many active jobs have it.
             */
            jobs: number;
            kind: components["schemas"]["SuggestionKind"];
            text: string;
        };
        /** @enum {string} */
        SuggestionKind: "title" | "skill" | "place" | "company";
        TailorRequest: {
            /** @description The text of the posting. */
            description?: string;
            /**
             * Format: uuid
             * @description A job of the catalogue. Without it `description` is the posting.
             */
            job_id?: string | null;
            /**
             * Format: int32
             * @description How many pages there may be; 2 where nothing is said.
             */
            pages?: number | null;
            /** @description `id`s of changes that are not wanted. */
            refused?: string[];
            /** @description The title of the posting. */
            title?: string;
        };
        /** @description A resume, tailored to a posting. */
        TailoredResume: {
            after: components["schemas"]["AtsScoreResource"];
            before: components["schemas"]["AtsScoreResource"];
            changes: components["schemas"]["ChangeResource"][];
            /** @description The fields as JSON Resume 1.0. */
            content: Record<string, never>;
            /** @description What the posting asks for and the resume does not show: to be added only if it is true. */
            missing: string[];
            /** @description What of the resume matters for the posting, most first. */
            relevant: components["schemas"]["RelevanceResource"][];
            /** Format: int32 */
            rounds: number;
        };
        Takeover: {
            /** @example Takeover successful */
            message: string;
            /** Format: uuid */
            session_id: string;
        };
        TakeoverRequest: {
            /** Format: uuid */
            session_id: string;
        };
        /** @description A task of the queue. */
        TaskResource: {
            /**
             * Format: int32
             * @description The number of attempts.
             */
            attempts: number;
            /**
             * Format: int32
             * @description The maximum number of attempts before it becomes a dead letter.
             */
            attempts_allowed: number;
            /** @description `enrich`, `embed_resume`, `ingest` or `mail`; newer programs may know others. */
            class: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            finished_at?: string | null;
            /** Format: uuid */
            id: string;
            /** @description Ids by name of what it is about. */
            payload: {
                [key: string]: string;
            };
            /** @description Why the last attempt failed. */
            reason?: string | null;
            /**
             * Format: date-time
             * @description Not before this time.
             */
            run_at: string;
            state: components["schemas"]["TaskState"];
        };
        /** @enum {string} */
        TaskState: "ready" | "running" | "done" | "dead";
        /** @description A template. */
        TemplateResource: {
            /** @description What it is made for. */
            description: string;
            name: string;
        };
        Ticket: {
            /**
             * Format: int32
             * @example 30
             */
            expires_in: number;
            /** @description Opens `/ws/chat/{session_id}?ticket=…` once. */
            ticket: string;
        };
        /** @description What is left of somebody's credits. */
        TokenBalance: {
            /**
             * Format: int64
             * @description How many credits there are.
             */
            token: number;
            /**
             * Format: date-time
             * @description When that changed last.
             */
            updated_at?: string | null;
        };
        /** @description A session with its tokens. */
        Tokens: {
            /** @description Valid for 15 minutes. */
            access_token: string;
            email: string;
            /** @description Whether the second factor must be verified before anything else. */
            mfa_required?: boolean;
            /** @description Valid for 7 days, for the next pair of tokens. */
            refresh_token: string;
            role: components["schemas"]["Role"];
            /** Format: uuid */
            user_id: string;
        };
        /** @description A conversation in the control tower with its last messages. */
        TowerConversation: components["schemas"]["TowerItem"] & {
            /** @description The last 100, in order. */
            messages: components["schemas"]["ConversationMessage"][];
        };
        /** @description A conversation in the list of the control tower. */
        TowerItem: {
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            id: string;
            job?: components["schemas"]["ConversationJob"] | null;
            /** Format: date-time */
            last_message_at?: string | null;
            /**
             * Format: int64
             * @description The `seq` of the newest message.
             */
            last_seq: number;
            /**
             * Format: uuid
             * @description The administrator who answers, if any.
             */
            operator_id?: string | null;
            status: components["schemas"]["ChatStatus"];
            /**
             * Format: int32
             * @description Messages of the user since the last answer.
             */
            unread: number;
            user: components["schemas"]["TowerPerson"];
            waiting?: components["schemas"]["WaitingForPerson"] | null;
        };
        /** @description The job of a conversation. */
        TowerJob: {
            /** Format: uuid */
            id: string;
            title?: string | null;
        };
        /** @description The owner of a conversation. */
        TowerPerson: {
            email: string;
            full_name?: string | null;
            /** Format: uuid */
            id: string;
        };
        /** @description A conversation in the control tower. */
        TowerSession: {
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            id: string;
            job?: components["schemas"]["TowerJob"] | null;
            /** Format: date-time */
            last_message_at?: string | null;
            /**
             * Format: uuid
             * @description The administrator who answers, if any.
             */
            operator_id?: string | null;
            status: components["schemas"]["ChatStatus"];
            /**
             * Format: int32
             * @description Messages of the user since the last answer.
             */
            unread: number;
            user: components["schemas"]["TowerUser"];
            /**
             * Format: date-time
             * @description Since when the user waits for a person, if so.
             */
            waiting_since?: string | null;
        };
        /** @description The owner of a conversation. */
        TowerUser: {
            email: string;
            full_name?: string | null;
            /** Format: uuid */
            id: string;
        };
        /** @description The transcript so far. Further members are left out: they are the same words once more. */
        TranscriptRequest: {
            transcript: components["schemas"]["CoachTranscriptEntry"][];
        };
        Triggered: {
            message: string;
            /** @example processing_in_background */
            status: string;
        };
        /** @description A turn of the transcript. */
        TurnBody: {
            /** Format: date-time */
            at: string;
            kind: components["schemas"]["TurnKind"];
            text: string;
            /**
             * Format: int32
             * @description Its number, from 1.
             */
            turn: number;
        };
        /** @enum {string} */
        TurnKind: "question" | "follow_up" | "answer";
        /** @description The form of an upload. */
        UploadForm: {
            /**
             * Format: binary
             * @description A document: PDF, DOCX, ODT, RTF, HTML, Markdown or plain text.
             */
            file: string;
        };
        /** @description The methods that were used. */
        UsedMethods: {
            life_path: string;
            name: string;
            y: string;
        };
        /** @description Changes to an account. Other fields are refused (AZ-02). */
        UserChange: {
            /**
             * @description Not changed when it is missing.
             * @example Ada Lovelace
             */
            full_name?: string | null;
        };
        /** @description An account. */
        UserResource: {
            /** Format: date-time */
            created_at: string;
            email: string;
            full_name?: string | null;
            /** Format: uuid */
            id: string;
            /** @description Whether the address is verified. */
            is_verified: boolean;
            role: components["schemas"]["Role"];
        };
        /** @description How many jobs have a value. */
        ValueCount: {
            /** Format: int32 */
            jobs: number;
            value: string;
        };
        /** @description A version of a resume. */
        VersionResource: {
            /** Format: date-time */
            created_at: string;
            /**
             * Format: date-time
             * @description Since when it is in the bin.
             */
            deleted_at?: string | null;
            /** @description `pdf`, `docx`, `odt`, `rtf`, `html`, `md` or `txt` */
            document_type?: string | null;
            /** @description `null` for a resume that was imported from data instead of a document. */
            file_name?: string | null;
            /** @description Is it the version in use? */
            is_current: boolean;
            origin: components["schemas"]["ResumeOrigin"];
            /**
             * Format: date-time
             * @description When it is deleted for good, if it is in the bin.
             */
            purged_after?: string | null;
            /**
             * Format: int32
             * @description 1 for the first version of an account.
             */
            version: number;
        };
        /** @description A seeker waits for a person. The assistant answers until one takes over. */
        WaitingForPerson: {
            /**
             * Format: date-time
             * @description By when a person should have joined.
             */
            answer_due_at: string;
            reason: components["schemas"]["WaitingReason"];
            /** Format: date-time */
            since: string;
        };
        /** @enum {string} */
        WaitingReason: "asked" | "repeated" | "unhappy" | "unsure";
        /** @description Why an application is taken back. */
        Withdrawal: {
            /** @description What is said about it: at most 2,000 characters. */
            note?: string | null;
        };
        /** @description How many jobs fit without a filter. */
        WithoutFilter: {
            filter: components["schemas"]["JobFilterName"];
            /** Format: int32 */
            total: number;
        };
        /** @enum {string} */
        Workplace: "on_site" | "hybrid" | "remote";
        /** @description How many jobs have a workplace. */
        WorkplaceCount: {
            /** Format: int32 */
            jobs: number;
            value?: components["schemas"]["Workplace"] | null;
        };
        /**
         * @description Whether Y is a vowel.
         * @enum {string}
         */
        YRuleName: "by_syllable" | "vowel" | "consonant";
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    get_api_v1_admin_audit_log: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description How many at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListPage_AuditItem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not as described here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_api_v1_admin_ingest_all: {
        parameters: {
            query?: never;
            header?: {
                /** @description Sent again under the same key within a day, the request gets the first answer, marked `Idempotent-Replayed: true`, and has no second effect. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AllRunOutcomes"];
                };
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a request under the same `Idempotency-Key` is being answered */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the `Idempotency-Key` came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_api_v1_admin_ingest_trigger: {
        parameters: {
            query?: {
                /** @description One source; without it, all of them. */
                scraper_name?: string;
            };
            header?: {
                /** @description Sent again under the same key within a day, the request gets the first answer, marked `Idempotent-Replayed: true`, and has no second effect. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StartedRuns"];
                };
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no source of this name is configured */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a request under the same `Idempotency-Key` is being answered */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not as described here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_api_v1_admin_ingest_source_name: {
        parameters: {
            query?: never;
            header?: {
                /** @description Sent again under the same key within a day, the request gets the first answer, marked `Idempotent-Replayed: true`, and has no second effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                source_name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunResource"];
                };
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no source of this name is configured */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a run over it is under way */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the `Idempotency-Key` came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the source does not answer as it should */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_api_v1_admin_jobs_id_distinctions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DistinctionRequest"];
            };
        };
        responses: {
            /** @description kept */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such job */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a job does not differ from itself */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_api_v1_admin_jobs_id_enrich: {
        parameters: {
            query?: never;
            header?: {
                /** @description Sent again under the same key within a day, the request gets the first answer, marked `Idempotent-Replayed: true`, and has no second effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueuedJobs"];
                };
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is nothing of this name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a request under the same `Idempotency-Key` is being answered */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the `Idempotency-Key` came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_api_v1_admin_mock_interviews: {
        parameters: {
            query?: {
                /** @description Only those in this state. */
                status?: "in_progress" | "completed" | "pending_review" | "reviewed";
                /** @description Only where this is part of the seeker's name or address, the job's title or its company. */
                search?: string;
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description How many at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListPage_DeskItem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not as described here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_api_v1_admin_mock_interviews_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeskInterview"];
                };
            };
            /** @description as `If-None-Match` knows it */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is nothing of this name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_api_v1_admin_mock_interviews_id_review: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FeedbackBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeskInterview"];
                };
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is nothing of this name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody has asked for a review, or another expert has written one */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not as described here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_api_v1_admin_reenrich: {
        parameters: {
            query?: never;
            header?: {
                /** @description Sent again under the same key within a day, the request gets the first answer, marked `Idempotent-Replayed: true`, and has no second effect. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueuedJobs"];
                };
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a request under the same `Idempotency-Key` is being answered */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the `Idempotency-Key` came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_api_v1_admin_scraping_logs: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the previous page. */
                cursor?: string;
                /** @description The maximum number of items. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListPage_RunResource"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not as described here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_api_v1_admin_sessions: {
        parameters: {
            query?: {
                /** @description Only those in this state. */
                status?: "active_ai" | "waiting" | "active_human" | "closed";
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description How many at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListPage_TowerItem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not as described here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_api_v1_admin_sessions_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TowerConversation"];
                };
            };
            /** @description as `If-None-Match` knows it */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is nothing of this name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_api_v1_admin_sessions_id_close: {
        parameters: {
            query?: never;
            header?: {
                /** @description Sent again under the same key within a day, the request gets the first answer, marked `Idempotent-Replayed: true`, and has no second effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConversationState"];
                };
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is nothing of this name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is closed already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the `Idempotency-Key` came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_api_v1_admin_sessions_id_intercept: {
        parameters: {
            query?: never;
            header?: {
                /** @description Sent again under the same key within a day, the request gets the first answer, marked `Idempotent-Replayed: true`, and has no second effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConversationState"];
                };
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is nothing of this name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description another administrator answers, or the conversation is closed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the `Idempotency-Key` came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_api_v1_admin_sessions_id_message: {
        parameters: {
            query?: never;
            header?: {
                /** @description Sent again under the same key within a day, the request gets the first answer, marked `Idempotent-Replayed: true`, and has no second effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OperatorMessage"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConversationMessage"];
                };
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is nothing of this name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description another administrator answers, or the conversation is closed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not as described here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_api_v1_admin_sessions_id_messages: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description How many at most. */
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListPage_ConversationMessage"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is nothing of this name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not as described here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_api_v1_admin_sessions_id_release: {
        parameters: {
            query?: never;
            header?: {
                /** @description Sent again under the same key within a day, the request gets the first answer, marked `Idempotent-Replayed: true`, and has no second effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConversationState"];
                };
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is nothing of this name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody has taken it over, or another administrator has */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the `Idempotency-Key` came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_api_v1_admin_sources: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SourceList"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_api_v1_admin_sources_preview: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PreviewRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SourcePreview"];
                };
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no source of this name is configured */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not as described here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the source does not answer as it should */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_api_v1_admin_tasks: {
        parameters: {
            query?: {
                /** @description Only tasks in this state. */
                state?: "ready" | "running" | "done" | "dead";
                /** @description Only tasks of this class. */
                class?: "enrich" | "embed_resume" | "ingest" | "mail";
                /** @description `next_cursor` of the previous page. */
                cursor?: string;
                /** @description The maximum number of items. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListPage_TaskResource"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not as described here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_api_v1_admin_tasks_id_retry: {
        parameters: {
            query?: never;
            header?: {
                /** @description Sent again under the same key within a day, the request gets the first answer, marked `Idempotent-Replayed: true`, and has no second effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskResource"];
                };
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is nothing of this name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not dead, or another task does the same by now */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the `Idempotency-Key` came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_api_v1_admin_users: {
        parameters: {
            query?: {
                /** @description Only accounts with this role. */
                role?: "seeker" | "provider" | "admin" | "super_admin";
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description How many at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListPage_AdminUser"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not as described here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_api_v1_admin_users_stats: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountCounts"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_api_v1_admin_users_id_ban: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Ban"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminUser"];
                };
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, or a recent proof is missing, or an API key asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is nothing of this name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the last super administrator */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not as described here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_api_v1_admin_users_id_role: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RoleChange"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminUser"];
                };
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, or a recent proof is missing, or an API key asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is nothing of this name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the last super administrator */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not as described here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_api_v1_ai_ats_score: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AtsRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AtsScoreResource"];
                };
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no resume yet */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not as described here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_api_v1_ai_match_jobs: {
        parameters: {
            query?: {
                /** @description The maximum number of items. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResumeText"];
                "multipart/form-data": components["schemas"]["UploadForm"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListPage_RecommendedJob"];
                };
            };
            /** @description no document that can be read, or one without text */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no file and no text, or a file that is encrypted, damaged or a scan */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_api_v1_ai_parse_resume: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["UploadForm"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ParsedDocument"];
                };
            };
            /** @description no document that can be read, or one without text */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no file, or one that is encrypted, damaged or a scan */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_api_v1_ai_predict_salary: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RoleDescription"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PredictedSalary"];
                };
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no title, or too many skills */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_api_v1_applications: {
        parameters: {
            query?: {
                /** @description Those that have come so far. */
                status?: "applied" | "mock_interview_pending" | "mock_interview_completed" | "interview_pending" | "interview_scheduled" | "hired" | "rejected" | "withdrawn";
                /** @description The one for this job. */
                job_id?: string;
                /** @description `next_cursor` of the previous page. */
                cursor?: string;
                /** @description The maximum number of items. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListPage_ApplicationItem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not as described here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_api_v1_applications: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewApplication"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApplicationResource"];
                };
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such job */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the job is closed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not as described here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_api_v1_applications_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApplicationResource"];
                };
            };
            /** @description as `If-None-Match` knows it */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is nothing of this name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patch_api_v1_applications_id: {
        parameters: {
            query?: never;
            header?: {
                /** @description the `ETag` of the expected version */
                "If-Match"?: string | null;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApplicationChangeRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApplicationResource"];
                };
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such application of mine */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it was changed at the same time */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it has changed since the version in `If-Match` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description neither a status nor a note, or the note is too long */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_api_v1_applications_id_withdraw: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Withdrawal"] | null;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApplicationResource"];
                };
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such application of mine */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it was decided already, or changed at the same time */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not as described here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_api_v1_auth_api_keys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListPage_ApiKeyItem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a second factor is still to be proved, or an API key asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_api_v1_auth_api_keys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApiKeyRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewApiKeyItem"];
                };
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, or a recent proof is missing, or an API key asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not as described here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_api_v1_auth_api_keys_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it is gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a second factor is still to be proved, or an API key asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is nothing of this name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_api_v1_auth_change_email: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EmailChange"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, or a recent proof is missing, or an API key asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not as described here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_api_v1_auth_change_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordChange"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a second factor is still to be proved, or an API key asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not as described here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_api_v1_auth_forgot_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ForgottenPassword"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not as described here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_api_v1_auth_login: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LoginRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tokens"];
                };
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not as described here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_api_v1_auth_logout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_api_v1_auth_mfa: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListPage_SecondFactor"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_api_v1_auth_mfa_enroll: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EnrollRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Enrollment"];
                };
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, or a recent proof is missing, or an API key asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not as described here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_api_v1_auth_mfa_recover: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecoveryProof"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tokens"];
                };
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not as described here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_api_v1_auth_mfa_recovery_codes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryCodes"];
                };
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, or a recent proof is missing, or an API key asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_api_v1_auth_mfa_verify: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CodeProof"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FactorProved"];
                };
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the code is wrong, expired or used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_api_v1_auth_mfa_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it is gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, or a recent proof is missing, or an API key asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is nothing of this name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_api_v1_auth_oauth_provider: {
        parameters: {
            query?: {
                /** @description The role of a new account. */
                role?: "seeker" | "provider";
                /** @description The page to which the browser is redirected, with tokens in the fragment. */
                redirect_to?: string;
            };
            header?: never;
            path: {
                /** @example google */
                provider: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description to the issuer, which redirects back to `redirect_to` with tokens in the fragment */
            303: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the issuer is not configured */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not as described here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the issuer cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_api_v1_auth_oauth_provider_link: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example google */
                provider: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinkStart"];
                };
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, or a recent proof is missing, or an API key asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the issuer is not configured */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_api_v1_auth_reauthenticate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordProof"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tokens"];
                };
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not as described here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_api_v1_auth_refresh: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefreshRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tokens"];
                };
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not as described here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_api_v1_auth_register: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAccount"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tokens"];
                };
            };
            /** @description the address must be verified first; the same response whether or not it is taken */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfirmFirst"];
                };
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the address is taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not as described here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_api_v1_auth_reset_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordReset"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not as described here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_api_v1_auth_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListPage_SignInSession"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a second factor is still to be proved, or an API key asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_api_v1_auth_sessions_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it has ended */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a second factor is still to be proved, or an API key asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is nothing of this name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_api_v1_auth_signin: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LoginRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CvSignIn"];
                };
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not as described here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_api_v1_auth_signout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_api_v1_auth_signup: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LoginRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CvSignIn"];
                };
            };
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfirmFirst"];
                };
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not as described here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_api_v1_auth_verify_email: {
        parameters: {
            query: {
                /** @description The secret of the link in the mail. */
                token: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tokens"];
                };
            };
            /** @description to the page, for browsers */
            303: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not as described here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_api_v1_auth_verify_email: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EmailVerification"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tokens"];
                };
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not as described here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_api_v1_chat_sessions: {
        parameters: {
            query?: {
                /** @description Only those in this state. */
                status?: "active_ai" | "waiting" | "active_human" | "closed";
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description How many at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListPage_ConversationItem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not as described here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_api_v1_chat_sessions: {
        parameters: {
            query?: never;
            header?: {
                /** @description Sent again under the same key within a day, the request gets the first answer, marked `Idempotent-Replayed: true`, and has no second effect. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewConversation"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such job */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a request under the same `Idempotency-Key` is being answered */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not as described here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_api_v1_chat_sessions_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            /** @description as `If-None-Match` knows it */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is nothing of this name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_api_v1_chat_sessions_id_messages: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description How many at most. */
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListPage_ConversationMessage"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is nothing of this name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not as described here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_api_v1_chat_sessions_id_person: {
        parameters: {
            query?: never;
            header?: {
                /** @description Sent again under the same key within a day, the request gets the first answer, marked `Idempotent-Replayed: true`, and has no second effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConversationState"];
                };
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is nothing of this name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the conversation is closed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the `Idempotency-Key` came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_api_v1_chat_sessions_id_person: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConversationState"];
                };
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is nothing of this name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the conversation is closed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_api_v1_chat_sessions_id_ticket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SocketTicket"];
                };
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is nothing of this name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_api_v1_jobs: {
        parameters: {
            query?: {
                /**
                 * @description Words of the job, in any language; a `"phrase"`, a word to `-exclude`.
                 * @example "night shift" nurse -manager
                 */
                q?: string;
                /** @description Another name of `q`. */
                keyword?: string;
                /**
                 * @description A place; with commas, all of its parts.
                 * @example Munich, Germany
                 */
                location?: string;
                /**
                 * @description Or so many kilometres around it: `location` is a city of 15,000 inhabitants or more, with its country or state where
                 *     others have the same name. A job whose place is not known passes by its name alone.
                 */
                radius_km?: number;
                /** @description `on_site`, `hybrid`, `remote`; several with commas between them. */
                workplace?: string;
                /** @description `true` is `workplace=remote`, `false` is `workplace=on_site,hybrid`. */
                remote?: boolean;
                /**
                 * @description Where those who work may live: a country, by its name or its code of ISO 3166-1. Jobs pass with a place there, and
                 *     remote ones that name the country.
                 * @example DE
                 */
                residence?: string;
                /** @description With `residence`: whether jobs count that name no country. */
                unknown_residence?: boolean;
                /** @description How senior, by the title: `trainee`, `regular`, `senior`, `leader`; several with commas between them. */
                level?: string;
                /** @description Employment types such as `full_time`; several with commas between them. */
                type?: string;
                /** @description An employer; several with `|` between them. */
                company?: string;
                /**
                 * @description The job may pay so much in a year, in units of its currency. Pay by the hour, day, week or month is compared as if for a
                 *     full year.
                 */
                min_salary?: number;
                /** @description The job may pay so little. */
                max_salary?: number;
                /** @description Pay in this currency alone, as ISO 4217. */
                currency?: string;
                /** @description With a condition on pay: whether jobs count whose pay is not known. */
                unknown_salary?: boolean;
                /** @description Published on this day or later, as `2026-11-28` or `2026-11-28T08:00:00Z`. */
                posted_since?: string;
                /**
                 * @description `relevance` where there are words, `date` otherwise. `match`: first the jobs that fit my resume best, then the
                 *     others; without a sign-in or a resume as if it were left out.
                 */
                sort?: "relevance" | "date" | "match";
                /** @description Whether values are counted. Without words and filters they are counted only where this is `true`. */
                facets?: boolean;
                /** @description `next_cursor` of the previous page. */
                cursor?: string;
                /** @description The maximum number of items. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobsPage"];
                };
            };
            /** @description not as described here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_api_v1_jobs_recommendations: {
        parameters: {
            query?: {
                /** @description The maximum number of items. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListPage_RecommendedJob"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no resume yet */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_api_v1_jobs_suggest: {
        parameters: {
            query: {
                /** @description What has been typed so far. */
                q: string;
                /** @description The maximum number of suggestions of each kind. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListPage_SuggestionItem"];
                };
            };
            /** @description not as described here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_api_v1_jobs_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobResource"];
                };
            };
            /** @description as `If-None-Match` knows it */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description there is nothing of this name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_api_v1_jobs_id_history: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the previous page. */
                cursor?: string;
                /** @description The maximum number of items. */
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListPage_JobChangeItem"];
                };
            };
            /** @description there is nothing of this name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not as described here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_api_v1_jobs_id_match_score: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MatchScore"];
                };
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is nothing of this name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no resume yet, or the job is still being processed */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_api_v1_jobs_id_predict_salary: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PredictedSalary"];
                };
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is nothing of this name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the job is still being processed */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_api_v1_jobs_id_similar: {
        parameters: {
            query?: {
                /** @description The maximum number of items. */
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListPage_JobItem"];
                };
            };
            /** @description there is nothing of this name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not as described here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_api_v1_mock_interviews: {
        parameters: {
            query?: {
                /** @description Only those in this state. */
                status?: "in_progress" | "completed" | "pending_review" | "reviewed";
                /** @description `next_cursor` of the page before. */
                cursor?: string;
                /** @description How many at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListPage_MockInterviewItem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not as described here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_api_v1_mock_interviews: {
        parameters: {
            query?: never;
            header?: {
                /** @description Sent again under the same key within a day, the request gets the first answer, marked `Idempotent-Replayed: true`, and has no second effect. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["NewMockInterview"] | null;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MockInterviewResource"];
                };
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such job */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a request under the same `Idempotency-Key` is being answered */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not as described here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_api_v1_mock_interviews_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MockInterviewResource"];
                };
            };
            /** @description as `If-None-Match` knows it */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is nothing of this name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_api_v1_mock_interviews_id_answers: {
        parameters: {
            query?: never;
            header?: {
                /** @description Sent again under the same key within a day, the request gets the first answer, marked `Idempotent-Replayed: true`, and has no second effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAnswer"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MockInterviewResource"];
                };
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is nothing of this name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description another question is open, or the interview has ended */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not as described here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_api_v1_mock_interviews_id_request_review: {
        parameters: {
            query?: never;
            header?: {
                /** @description Sent again under the same key within a day, the request gets the first answer, marked `Idempotent-Replayed: true`, and has no second effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MockInterviewResource"];
                };
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is nothing of this name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the interview has not ended, or has a review */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the `Idempotency-Key` came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_api_v1_mock_interviews_id_submit: {
        parameters: {
            query?: never;
            header?: {
                /** @description Sent again under the same key within a day, the request gets the first answer, marked `Idempotent-Replayed: true`, and has no second effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MockInterviewResource"];
                };
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is nothing of this name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nothing has been answered yet */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the `Idempotency-Key` came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_api_v1_mock_interviews_id_transcript: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTranscript"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MockInterviewResource"];
                };
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is nothing of this name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the interview has ended */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not as described here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_api_v1_mock_interviews_id_view: {
        parameters: {
            query?: never;
            header?: {
                /** @description Sent again under the same key within a day, the request gets the first answer, marked `Idempotent-Replayed: true`, and has no second effect. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MockInterviewResource"];
                };
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is nothing of this name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a request under the same `Idempotency-Key` is being answered */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the `Idempotency-Key` came with another request before */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_api_v1_numerology_compatibility: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CompatibilityRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CompatibilityResponse"];
                };
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not asked for by `opt_in`, or a name has no Latin letter */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_api_v1_numerology_profile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProfileRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProfileResponse"];
                };
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not asked for by `opt_in`, or the name has no Latin letter */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_api_v1_profile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoredProfile"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none yet */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_api_v1_profile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CvProfile"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoredProfile"];
                };
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none yet */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not as described here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_api_v1_profile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CvProfile"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoredProfile"];
                };
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not as described here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_api_v1_profile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_api_v1_profiles_export: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoredProfile"][];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patch_api_v1_provider_applications_id: {
        parameters: {
            query?: never;
            header?: {
                /** @description the `ETag` of the expected version */
                "If-Match"?: string | null;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApplicationChangeRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApplicationResource"];
                };
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such application for a job of mine */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it does not become that, or was changed at the same time */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it has changed since the version in `If-Match` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description neither a status nor a note, or the note is too long */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_api_v1_provider_jobs: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the previous page. */
                cursor?: string;
                /** @description The maximum number of items. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListPage_PostedJobItem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not as described here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_api_v1_provider_jobs: {
        parameters: {
            query?: never;
            header?: {
                /** @description Sent again under the same key within a day, the request gets the first answer, marked `Idempotent-Replayed: true`, and has no second effect. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostingRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostedJobResource"];
                };
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a request under the same `Idempotency-Key` is being answered */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something is missing; all of it is named */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_api_v1_provider_jobs_preview: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostingRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostingVersion"];
                };
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something is missing; all of it is named */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_api_v1_provider_jobs_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostedJobResource"];
                };
            };
            /** @description as `If-None-Match` knows it */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is nothing of this name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_api_v1_provider_jobs_id: {
        parameters: {
            query?: never;
            header?: {
                /** @description the `ETag` of the expected version */
                "If-Match"?: string | null;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostingRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostedJobResource"];
                };
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such job of mine */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is closed, or was changed at the same time */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it has changed since the version in `If-Match` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something is missing; all of it is named */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_api_v1_provider_jobs_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostedJobResource"];
                };
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such job of mine */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it was changed at the same time */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_api_v1_provider_jobs_id_applications: {
        parameters: {
            query?: {
                /** @description Those that have come so far. */
                status?: "applied" | "mock_interview_pending" | "mock_interview_completed" | "interview_pending" | "interview_scheduled" | "hired" | "rejected" | "withdrawn";
                /** @description `next_cursor` of the previous page. */
                cursor?: string;
                /** @description The maximum number of items. */
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListPage_Applicant"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such job of mine */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not as described here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_api_v1_resumes: {
        parameters: {
            query?: {
                /** @description Keep it without using it, until `restore` is asked for? */
                draft?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["UploadForm"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResumeResource"];
                };
            };
            /** @description no document that can be read, or one without text */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no file, or one that is encrypted, damaged or a scan */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_api_v1_resumes_current: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResumeResource"];
                };
            };
            /** @description as `If-None-Match` knows it */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none yet */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_api_v1_resumes_current: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description JSON Resume 1.0 */
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResumeResource"];
                };
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none yet */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it was changed at the same moment */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the version in use is not the one of `If-Match` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not as described here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_api_v1_resumes_current_export: {
        parameters: {
            query: {
                /** @description In print: `pdf`, `docx`, `txt`, `md`, `json`. For programs: the others; `linkedin` is read only. */
                format: "pdf" | "docx" | "txt" | "md" | "json" | "json-resume" | "linkedin" | "europass" | "archive";
                /**
                 * @description Of a PDF: one of `resumes/templates`; `classic` where nothing is said.
                 * @example classic
                 */
                template?: string;
                /** @description Of a PDF: `a4` where nothing is said. */
                paper?: "a4" | "letter";
                /**
                 * @description Of the headings (BCP 47); one that suits the script of the text where nothing is said.
                 * @example en
                 */
                language?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none yet, or no such template */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a format that is read only, a field that a machine would not read again, a character that no font has, or too long */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_api_v1_resumes_current_file: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DownloadLink"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is none yet */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_api_v1_resumes_current_optimize: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TailorRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TailoredResume"];
                };
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no resume yet, or no such job */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not as described here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_api_v1_resumes_current_proof: {
        parameters: {
            query?: {
                /**
                 * @description One of `resumes/templates`; `classic` where nothing is said.
                 * @example classic
                 */
                template?: string;
                /** @description `a4` where nothing is said. */
                paper?: "a4" | "letter";
                /**
                 * @description Of the headings (BCP 47).
                 * @example en
                 */
                language?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PrintProof"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no resume yet, or no such template */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a field that a machine would not read again, a character that no font has, or too long */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_api_v1_resumes_current_proof_pages_page: {
        parameters: {
            query?: {
                /**
                 * @description One of `resumes/templates`; `classic` where nothing is said.
                 * @example classic
                 */
                template?: string;
                /** @description `a4` where nothing is said. */
                paper?: "a4" | "letter";
                /**
                 * @description Of the headings (BCP 47).
                 * @example en
                 */
                language?: string;
                /** @description How many pixels wide; 800 where nothing is said. */
                width?: number;
            };
            header?: never;
            path: {
                /**
                 * @description 1 for the first one
                 * @example 1
                 */
                page: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the picture */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/png": unknown;
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no resume yet, no such template, or no such page */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not as described here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_api_v1_resumes_current_versions: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListPage_VersionResource"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not as described here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_api_v1_resumes_current_versions_version: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 1 */
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResumeResource"];
                };
            };
            /** @description as `If-None-Match` knows it */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such version */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_api_v1_resumes_current_versions_version: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 1 */
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it is in the bin */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such version */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is in use */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_api_v1_resumes_current_versions_version_pages_page: {
        parameters: {
            query?: {
                /** @description How many pixels wide; 800 where nothing is said. */
                width?: number;
            };
            header?: never;
            path: {
                /** @example 1 */
                version: number;
                /**
                 * @description 1 for the first one
                 * @example 1
                 */
                page: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the picture */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/png": unknown;
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such version, or no such page */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not as described here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_api_v1_resumes_current_versions_version_restore: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 1 */
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResumeResource"];
                };
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such version */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_api_v1_resumes_import: {
        parameters: {
            query?: {
                /** @description Keep it without using it, until `restore` is asked for? */
                draft?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["UploadForm"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportedResume"];
                };
            };
            /** @description a file of no known format, or without a resume */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no file, or one that is encrypted, damaged or not as its format says */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_api_v1_resumes_parse: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["UploadForm"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ParsedDocument"];
                };
            };
            /** @description no document that can be read, or one without text */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description no file, or one that is encrypted, damaged or a scan */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_api_v1_resumes_templates: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Studio"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_api_v1_saved_jobs: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the previous page. */
                cursor?: string;
                /** @description The maximum number of items. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListPage_SavedJobItem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not as described here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_api_v1_saved_jobs_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedState"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is nothing of this name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_api_v1_saved_jobs_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description kept */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such job */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_api_v1_saved_jobs_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description not kept */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is nothing of this name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_api_v1_tokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenBalance"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_api_v1_tokens_add: {
        parameters: {
            query?: never;
            header?: {
                /** @description Sent again under the same key within a day, the request gets the first answer, marked `Idempotent-Replayed: true`, and has no second effect. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddTokensRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenBalance"];
                };
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is no such account */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a request under the same `Idempotency-Key` is being answered */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not as described here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_api_v1_tokens_deduct: {
        parameters: {
            query?: never;
            header?: {
                /** @description Sent again under the same key within a day, the request gets the first answer, marked `Idempotent-Replayed: true`, and has no second effect. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeductTokensRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenBalance"];
                };
            };
            /** @description there are not so many */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a request under the same `Idempotency-Key` is being answered */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not as described here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_api_v1_users_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example me */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserResource"];
                };
            };
            /** @description as `If-None-Match` knows it */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is nothing of this name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_api_v1_users_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example me */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it is gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, or a recent proof is missing, or an API key asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is nothing of this name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the last super administrator */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patch_api_v1_users_id: {
        parameters: {
            query?: never;
            header?: {
                /** @description the `ETag` of the expected version */
                "If-Match"?: string | null;
            };
            path: {
                /** @example me */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserChange"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserResource"];
                };
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description a second factor is still to be proved, or an API key is not for this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it belongs to another account */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it has changed since the version in `If-Match` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not as described here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_api_v1_users_id_export: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example me */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description account, sessions, resume, conversations */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description nobody is signed in, or the token is not good any more */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not for this role, or a recent proof is missing, or an API key asks */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description there is nothing of this name */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_auth_accept_invitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InvitationRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tokens"];
                };
            };
            /** @description the body cannot be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body did not come within half a minute */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description the body is compressed, or of another kind */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not as described here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_auth_v1_settings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthSettings"];
                };
            };
            /** @description too often; `Retry-After` says when to come back */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthProblem"];
                };
            };
            /** @description something that is needed for it is busy or away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthProblem"];
                };
            };
        };
    };
    get_readyz: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ready"];
                };
            };
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
