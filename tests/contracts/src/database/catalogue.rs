//! Jobs, their history, enrichments and embeddings.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use domain_model::catalogue::enrichment::{Enrichment, EnrichmentKey, GeneratedBy, InterviewQuestion};
use domain_model::catalogue::job::{ChangeKind, Job, JobStatus};
use domain_model::kernel::id::JobId;
use domain_model::kernel::page::PageRequest;
use ports::{Actor, Database, EnrichedJob, IndexPosition, PortErrorKind};
use uuid::Uuid;

use super::{TablePrivileges, embedding, insert_jobs, job, later, model, now, stored};

pub(super) const PRIVILEGES: &[TablePrivileges] = &[
    TablePrivileges::new("enrichments", "s", "s", "s"),
    TablePrivileges::new("job_embeddings", "s", "s", "s"),
    TablePrivileges::new("job_history", "s", "s", "s"),
    TablePrivileges::new("jobs", "s", "s", "s"),
];

/// The rules, as tests of every database.
#[macro_export]
macro_rules! catalogue_rules {
    ($made:expr) => {
        $crate::database_rules!(
            catalogue,
            $made,
            a_job_is_read_as_it_was_written,
            ss_14_one_opening_of_a_source_is_one_job,
            known_postings_are_found_by_their_ids,
            known_words_are_found,
            a_change_is_written_with_its_history,
            the_public_reads_a_job_with_its_history_in_every_state,
            a_change_of_an_older_revision_is_refused,
            ss_12_a_job_is_given_up_after_missing_several_lists_in_a_row,
            an_unchanged_list_has_what_it_had,
            jobs_that_end_by_their_own_word_are_listed,
            only_active_jobs_are_listed_by_their_ids,
            every_job_of_the_backlog_is_listed,
            an_enriched_job_becomes_visible,
            a_job_that_changed_meanwhile_is_not_completed,
            a_job_without_a_vector_is_visible_and_waits,
            jobs_without_a_vector_of_the_model_wait_again,
            jobs_can_be_enriched_again,
            an_enrichment_is_kept_once,
            lm_09_vectors_of_another_model_do_not_exist,
            an_index_can_follow_every_change,
            a_search_index_can_follow_every_change,
        );
    };
}

fn id(n: u128) -> JobId {
    JobId(Uuid::from_u128(n))
}

fn key() -> EnrichmentKey {
    EnrichmentKey("k1".to_owned())
}

fn enrichment(tip: &str) -> Enrichment {
    let item = InterviewQuestion { question: "Why?".to_owned(), answer_strategy: "Because.".to_owned() };
    Enrichment {
        resume_tips: vec![tip.to_owned(); 5],
        interview_questions: vec![item; 5],
        skills: vec!["Welding".to_owned()],
        generated_by: GeneratedBy::Model("m".to_owned()),
    }
}

/// Completes a job as a worker would.
pub(super) async fn complete(database: &dyn Database, job: &Job, model: Option<&str>, at: DateTime<Utc>) -> bool {
    let vector = model.map(|name| embedding(name, 2.0));
    let skills = ["Welding".to_owned()];
    let mut uow = database.begin(Actor::System).await.unwrap();
    uow.enrichments().insert(&key(), &enrichment("tip"), at).await.unwrap();
    let outcome = EnrichedJob { job, key: &key(), skills: &skills, embedding: vector.as_ref() };
    let done = uow.jobs().complete(outcome, at).await.unwrap();
    uow.commit().await.unwrap();
    done
}

pub(super) async fn activate(database: &dyn Database, n: u128) {
    insert_jobs(database, &[job(n)]).await;
    assert!(complete(database, &job(n), Some("m"), later(1_000)).await);
}

/// Every field.
pub async fn a_job_is_read_as_it_was_written(database: &dyn Database) {
    insert_jobs(database, &[job(1)]).await;
    assert_eq!(stored(database, 1).await, job(1));
    assert_eq!(database.read(Actor::System).jobs().get(id(2)).await.unwrap(), None);
}

/// Twice is a conflict, and then none of the batch is there.
pub async fn ss_14_one_opening_of_a_source_is_one_job(database: &dyn Database) {
    insert_jobs(database, &[job(1)]).await;
    let mut twin = job(1);
    twin.id = id(2);
    let mut uow = database.begin(Actor::System).await.unwrap();
    let outcome = uow.jobs().insert(&[job(3), twin.clone()], &["a".to_owned(), "b".to_owned()]).await;
    assert_eq!(outcome.unwrap_err().kind, PortErrorKind::Conflict);
    drop(uow);
    assert_eq!(database.read(Actor::System).jobs().get(id(3)).await.unwrap(), None);
    // The same number at another source is another opening.
    twin.source = "lever:bolt".parse().unwrap();
    insert_jobs(database, &[twin]).await;
}

/// Of this source only.
pub async fn known_postings_are_found_by_their_ids(database: &dyn Database) {
    insert_jobs(database, &[job(1), job(2), job(3)]).await;
    let source = "lever:acme".parse().unwrap();
    let found = database.read(Actor::System).jobs().find_by_external_ids(&source, &["1", "3", "nope"]).await.unwrap();
    let found: HashSet<JobId> = found.iter().map(|job| job.id).collect();
    assert_eq!(found, HashSet::from([id(1), id(3)]));
    let other = "lever:bolt".parse().unwrap();
    assert!(database.read(Actor::System).jobs().find_by_external_ids(&other, &["1"]).await.unwrap().is_empty());
    assert!(database.read(Actor::System).jobs().find_by_external_ids(&source, &[]).await.unwrap().is_empty());
}

/// By their key.
pub async fn known_words_are_found(database: &dyn Database) {
    insert_jobs(database, &[job(1)]).await;
    let keys = [format!("text of {}", id(1)), "other".to_owned()];
    assert_eq!(database.read(Actor::System).jobs().known_texts(&keys).await.unwrap(), [keys[0].clone()]);
}

/// Newest first.
pub async fn a_change_is_written_with_its_history(database: &dyn Database) {
    insert_jobs(database, &[job(1)]).await;
    let mut renamed = job(1).posting;
    "Lead welder".clone_into(&mut renamed.title);
    renamed.salary = None;
    let (updated, change) = stored(database, 1).await.observe(renamed, later(60));
    let change = change.unwrap();
    let mut uow = database.begin(Actor::System).await.unwrap();
    uow.jobs().update(&[(updated.clone(), change.clone())], &["new words".to_owned()]).await.unwrap();
    uow.commit().await.unwrap();
    let (closed, second) = stored(database, 1).await.close(later(120));
    let second = second.unwrap();
    let mut uow = database.begin(Actor::System).await.unwrap();
    uow.jobs().update(&[(closed.clone(), second.clone())], &["new words".to_owned()]).await.unwrap();
    uow.commit().await.unwrap();
    assert_eq!(stored(database, 1).await, closed);
    let history = database.read(Actor::System).jobs().history(id(1), PageRequest::first(10)).await.unwrap().items;
    assert_eq!(history, [second, change]);
    assert_eq!(history[1].kind, ChangeKind::Updated);
    assert_eq!(history[1].before, job(1).posting);
}

/// Details and history are public in every state; the lists are of active jobs.
pub async fn the_public_reads_a_job_with_its_history_in_every_state(database: &dyn Database) {
    insert_jobs(database, &[job(1)]).await;
    let (closed, change) = stored(database, 1).await.close(later(60));
    let change = change.unwrap();
    let mut public = database.read(Actor::Public);
    assert_eq!(public.jobs().get(id(1)).await.unwrap(), Some(job(1)), "new and not enriched");
    let mut uow = database.begin(Actor::System).await.unwrap();
    uow.jobs().update(&[(closed.clone(), change.clone())], &["x".to_owned()]).await.unwrap();
    uow.commit().await.unwrap();
    assert_eq!(public.jobs().get(id(1)).await.unwrap(), Some(closed));
    assert_eq!(public.jobs().history(id(1), PageRequest::first(10)).await.unwrap().items, [change]);
    assert!(public.jobs().list_active_by_ids(&[id(1)]).await.unwrap().is_empty());
    assert_eq!(public.enrichments().get_for_job(id(1)).await.unwrap(), None);
    assert_eq!(public.embeddings().get_job(id(1), &model("m")).await.unwrap(), None);
}

/// Whoever read first and wrote last loses.
pub async fn a_change_of_an_older_revision_is_refused(database: &dyn Database) {
    insert_jobs(database, &[job(1)]).await;
    let (closed, change) = stored(database, 1).await.close(later(1));
    let change = change.unwrap();
    let mut uow = database.begin(Actor::System).await.unwrap();
    uow.jobs().update(&[(closed.clone(), change.clone())], &["x".to_owned()]).await.unwrap();
    let again = uow.jobs().update(&[(closed.clone(), change.clone())], &["x".to_owned()]).await;
    assert_eq!(again.unwrap_err().kind, PortErrorKind::Conflict);
}

/// Being seen in between starts the count again.
pub async fn ss_12_a_job_is_given_up_after_missing_several_lists_in_a_row(database: &dyn Database) {
    insert_jobs(database, &[job(1), job(2)]).await;
    let source = "lever:acme".parse().unwrap();
    let miss = |at: i64| {
        let source = &source;
        async move {
            let mut uow = database.begin(Actor::System).await.unwrap();
            let gone = uow.jobs().count_missed_sweep(source, later(at), 3).await.unwrap();
            uow.commit().await.unwrap();
            gone.iter().map(|job| job.id).collect::<Vec<_>>()
        }
    };
    let touch = |at: i64| async move {
        let mut uow = database.begin(Actor::System).await.unwrap();
        uow.jobs().mark_listed(&[id(2)], later(at)).await.unwrap();
        uow.commit().await.unwrap();
    };
    assert!(miss(100).await.is_empty());
    assert!(miss(200).await.is_empty());
    touch(250).await;
    assert_eq!(
        miss(300).await,
        [id(1)],
        "the other one was seen at 250, which is before this sweep but starts the count"
    );
    touch(350).await;
    assert_eq!(stored(database, 2).await.last_seen, later(350));
    assert_eq!(stored(database, 2).await.updated_at, job(2).updated_at, "being seen is no change");
}

/// What an earlier list lacked is lacking still.
pub async fn an_unchanged_list_has_what_it_had(database: &dyn Database) {
    insert_jobs(database, &[job(1), job(2)]).await;
    let source = "lever:acme".parse().unwrap();
    let mut uow = database.begin(Actor::System).await.unwrap();
    uow.jobs().mark_listed(&[id(2)], later(150)).await.unwrap();
    uow.jobs().count_missed_sweep(&source, later(100), 3).await.unwrap();
    uow.jobs().mark_unchanged(&source, later(200)).await.unwrap();
    uow.jobs().mark_unchanged(&"lever:bolt".parse().unwrap(), later(300)).await.unwrap();
    uow.commit().await.unwrap();
    assert_eq!(stored(database, 1).await.last_seen, job(1).last_seen);
    assert_eq!(stored(database, 2).await.last_seen, later(200));
}

/// Open ones only.
pub async fn jobs_that_end_by_their_own_word_are_listed(database: &dyn Database) {
    let mut ending = job(1);
    ending.posting.valid_through = Some(later(500));
    insert_jobs(database, &[ending, job(2)]).await;
    let expired =
        |at: i64| async move { database.read(Actor::System).jobs().list_expired(later(at), 10).await.unwrap().len() };
    assert_eq!((expired(500).await, expired(501).await), (0, 1));
}

/// And without their long texts.
pub async fn only_active_jobs_are_listed_by_their_ids(database: &dyn Database) {
    activate(database, 1).await;
    insert_jobs(database, &[job(4)]).await;
    let by_id = database.read(Actor::System).jobs().list_active_by_ids(&[id(1), id(4), id(9)]).await.unwrap();
    assert_eq!(by_id.len(), 1);
    let summary = &by_id[0];
    assert_eq!((summary.title.as_str(), summary.skills.as_slice()), ("Welder 1", ["Welding".to_owned()].as_slice()));
    assert_eq!(summary.salary, job(1).posting.salary);
    let mut descriptions = database.read(Actor::Public).jobs().list_descriptions(&[id(1), id(4), id(9)]).await.unwrap();
    descriptions.sort();
    assert_eq!(descriptions, [(id(1), job(1).posting.description), (id(4), job(4).posting.description)]);
}

/// Page by page.
pub async fn every_job_of_the_backlog_is_listed(database: &dyn Database) {
    let jobs: Vec<Job> = (1..=5).map(job).collect();
    insert_jobs(database, &jobs).await;
    assert!(complete(database, &jobs[2], Some("m"), later(1_000)).await);
    let mut read = database.read(Actor::System);
    assert_eq!(read.jobs().count_backlog().await.unwrap(), 4);
    assert_eq!(read.jobs().list_backlog(None, 3).await.unwrap(), [id(1), id(2), id(4)]);
    assert_eq!(read.jobs().list_backlog(Some(id(4)), 3).await.unwrap(), [id(5)]);
    assert!(read.jobs().list_backlog(Some(id(5)), 3).await.unwrap().is_empty());
}

/// With its skills, its vector and its enrichment.
pub async fn an_enriched_job_becomes_visible(database: &dyn Database) {
    activate(database, 1).await;
    let active = stored(database, 1).await;
    assert_eq!((active.status, active.needs_enrichment), (JobStatus::Active, false));
    assert_eq!(active.skills, ["Welding"]);
    let mut read = database.read(Actor::System);
    assert_eq!(read.enrichments().get_for_job(id(1)).await.unwrap(), Some(enrichment("tip")));
    assert_eq!(read.embeddings().get_job(id(1), &model("m")).await.unwrap(), Some(embedding("m", 2.0)));
    assert_eq!(read.jobs().count_backlog().await.unwrap(), 0);
}

/// Its text is a new one by now.
pub async fn a_job_that_changed_meanwhile_is_not_completed(database: &dyn Database) {
    insert_jobs(database, &[job(1)]).await;
    let mut changed = job(1).posting;
    "Weld ships.".clone_into(&mut changed.description);
    let (updated, change) = stored(database, 1).await.observe(changed, later(1));
    let mut uow = database.begin(Actor::System).await.unwrap();
    uow.jobs().update(&[(updated.clone(), change.unwrap())], &["x".to_owned()]).await.unwrap();
    uow.commit().await.unwrap();
    assert!(!complete(database, &job(1), Some("m"), later(2)).await);
    assert!(stored(database, 1).await.needs_enrichment);
}

/// And is still owed one.
pub async fn a_job_without_a_vector_is_visible_and_waits(database: &dyn Database) {
    insert_jobs(database, &[job(1)]).await;
    assert!(complete(database, &job(1), None, later(1)).await);
    let visible = stored(database, 1).await;
    assert_eq!((visible.status, visible.needs_enrichment), (JobStatus::Active, true));
    assert!(complete(database, &visible, Some("m"), later(2)).await);
    assert!(!stored(database, 1).await.needs_enrichment);
}

/// The model was changed.
pub async fn jobs_without_a_vector_of_the_model_wait_again(database: &dyn Database) {
    activate(database, 1).await;
    let require = |name: &'static str| async move {
        let mut uow = database.begin(Actor::System).await.unwrap();
        let count = uow.jobs().require_vectors_of(&model(name)).await.unwrap();
        uow.commit().await.unwrap();
        count
    };
    assert_eq!(require("m").await, 0);
    assert_eq!(require("newer").await, 1);
    assert_eq!(stored(database, 1).await.status, JobStatus::Active, "it stays visible meanwhile");
}

/// One or all of them, but no closed ones.
pub async fn jobs_can_be_enriched_again(database: &dyn Database) {
    activate(database, 1).await;
    activate(database, 2).await;
    let (closed, change) = stored(database, 2).await.close(later(2_000));
    let mut uow = database.begin(Actor::System).await.unwrap();
    uow.jobs().update(&[(closed.clone(), change.unwrap())], &["x".to_owned()]).await.unwrap();
    assert_eq!(uow.jobs().reenrich(Some(id(2))).await.unwrap(), 0);
    assert_eq!(uow.jobs().reenrich(Some(id(9))).await.unwrap(), 0);
    assert_eq!(uow.jobs().reenrich(None).await.unwrap(), 1);
    uow.commit().await.unwrap();
    assert!(stored(database, 1).await.needs_enrichment);
}

/// SS-15: the first one stays.
pub async fn an_enrichment_is_kept_once(database: &dyn Database) {
    let mut uow = database.begin(Actor::System).await.unwrap();
    uow.enrichments().insert(&key(), &enrichment("first"), now()).await.unwrap();
    uow.enrichments().insert(&key(), &enrichment("second"), now()).await.unwrap();
    uow.commit().await.unwrap();
    let mut read = database.read(Actor::System);
    assert_eq!(read.enrichments().get(&key()).await.unwrap(), Some(enrichment("first")));
    assert_eq!(read.enrichments().get(&EnrichmentKey("other".to_owned())).await.unwrap(), None);
    assert_eq!(read.enrichments().get_for_job(id(1)).await.unwrap(), None);
}

/// They are absent, not comparable.
pub async fn lm_09_vectors_of_another_model_do_not_exist(database: &dyn Database) {
    activate(database, 1).await;
    assert_eq!(database.read(Actor::System).embeddings().get_job(id(1), &model("other")).await.unwrap(), None);
}

/// In order, from any position, closed jobs as removals.
pub async fn an_index_can_follow_every_change(database: &dyn Database) {
    activate(database, 1).await;
    activate(database, 2).await;
    insert_jobs(database, &[job(3)]).await;
    let (closed, change) = stored(database, 1).await.close(later(2_000));
    let mut uow = database.begin(Actor::System).await.unwrap();
    uow.jobs().update(&[(closed.clone(), change.unwrap())], &["x".to_owned()]).await.unwrap();
    uow.commit().await.unwrap();

    let after = |position: Option<IndexPosition>, limit: u32| async move {
        database.read(Actor::System).embeddings().changes_after(position.as_ref(), &model("m"), limit).await.unwrap()
    };
    let all = after(None, 10).await;
    let seen: Vec<(JobId, bool)> =
        all.iter().map(|change| (change.position.job_id, change.embedding.is_some())).collect();
    assert_eq!(seen, [(id(3), false), (id(2), true), (id(1), false)]);
    assert!(all.is_sorted_by_key(|change| change.position));
    let page = after(None, 1).await;
    let rest = after(Some(page[0].position), 10).await;
    assert_eq!([page, rest].concat(), all);
    assert!(after(Some(all[2].position), 10).await.is_empty());
    let other = database.read(Actor::System).embeddings().changes_after(None, &model("other"), 10).await.unwrap();
    assert!(other.iter().all(|change| change.embedding.is_none()));
}

/// Active jobs are counted, and jobs are read in whatever state.
pub async fn a_search_index_can_follow_every_change(database: &dyn Database) {
    activate(database, 1).await;
    activate(database, 2).await;
    insert_jobs(database, &[job(3)]).await;
    let after = |position: Option<IndexPosition>, limit: u32| async move {
        database.read(Actor::System).jobs().changes_after(position.as_ref(), limit).await.unwrap()
    };
    let all = after(None, 10).await;
    assert_eq!(all.iter().map(|change| change.job_id).collect::<Vec<_>>(), [id(3), id(1), id(2)]);
    let page = after(None, 2).await;
    assert_eq!([page.clone(), after(Some(page[1]), 10).await].concat(), all);
    assert!(after(Some(all[2]), 10).await.is_empty());
    assert_eq!(database.read(Actor::System).jobs().count_cards().await.unwrap(), 2);
    let jobs = database.read(Actor::Public).jobs().list_by_ids(&[id(3), id(2), id(9)]).await.unwrap();
    let read: HashSet<(JobId, JobStatus)> = jobs.iter().map(|job| (job.id, job.status)).collect();
    assert_eq!(read, HashSet::from([(id(3), JobStatus::Processing), (id(2), JobStatus::Active)]));
}
