//! State: what every database behind [`ports::Database`] promises.

pub mod accounts;
pub mod catalogue;
pub mod conversations;
pub mod cron_runs;
pub mod feed;
pub mod idempotency_keys;
pub mod objects;
pub mod operations;
pub mod outbox;
pub mod pages;
pub mod rate_limits;
pub mod resumes;
pub mod secrets;
pub mod tasks;
pub mod transactions;

use chrono::{DateTime, TimeDelta, Utc};
use domain_model::catalogue::job::{Job, Posting};
use domain_model::identity::account::{Account, Principal, Role};
use domain_model::kernel::id::{AccountId, JobId};
use domain_model::matching::embedding::{Embedding, ModelId};
use ports::{Actor, Database};
use uuid::Uuid;

/// Every rule of [`ports::Database`] and its repositories, as tests. A fresh database for each of them.
#[macro_export]
macro_rules! database_contract {
    ($made:expr) => {
        mod transactions {
            use super::*;
            $crate::database_rules!(
                transactions,
                $made,
                what_is_dropped_is_undone,
                what_is_committed_is_seen_by_everybody,
                what_is_not_committed_is_seen_by_nobody_else,
                it_answers,
            );
        }
        mod accounts {
            use super::*;
            $crate::database_rules!(
                accounts,
                $made,
                an_address_is_taken_in_any_case,
                an_account_is_contested_until_its_address_is_confirmed,
                nobody_reads_anothers_account,
                credentials_come_with_the_password_hash,
                az_03_a_sign_in_has_the_stored_role,
                au_06_a_session_that_is_over_speaks_for_nobody,
                a_session_is_written_back,
                sessions_end_together,
                pi_05_a_deleted_account_leaves_no_row,
                au_28_an_account_elsewhere_opens_one_account,
                au_25_second_factors_are_kept_with_what_was_used,
                an_api_key_speaks_for_its_account,
                pi_04_the_audit_log_only_grows,
                accounts_are_listed_for_whom_they_are,
            );
        }
        mod secrets {
            use super::*;
            $crate::database_rules!(
                secrets,
                $made,
                au_24_a_one_time_token_works_once,
                a_revoked_one_time_token_is_worthless,
                one_time_tokens_are_revoked_by_address,
                a_one_time_token_is_good_for_its_purpose_and_time_only,
                a_mail_waits_sealed,
                of_mails_with_one_collapse_key_one_waits,
            );
        }
        mod resumes {
            use super::*;
            $crate::database_rules!(
                resumes,
                $made,
                the_last_resume_stays,
                nobody_reads_anothers_resume,
                a_resume_waits_for_a_vector_of_the_current_model,
                a_vector_of_a_replaced_resume_is_not_kept,
            );
        }
        mod catalogue {
            use super::*;
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
            );
        }
        mod conversations {
            use super::*;
            $crate::database_rules!(
                conversations,
                $made,
                there_is_one_open_conversation_for_each_job,
                ws_03_nobody_enters_anothers_conversation,
                messages_are_read_in_order_and_by_page,
                a_number_is_taken_once,
                ws_07_a_message_is_found_by_the_senders_own_id,
                ws_18_the_newest_numbers_of_many_conversations_are_read_at_once,
                unanswered_conversations_are_found,
                the_control_tower_sees_everything_and_nobody_sees_anothers,
            );
        }
        mod tasks {
            use super::*;
            $crate::database_rules!(
                tasks,
                $made,
                a_task_is_read_as_it_was_written,
                tasks_are_listed_newest_first_by_state_and_class,
                jq_01_a_task_whose_lease_is_renewed_stays_with_its_worker,
                jq_02_a_task_whose_worker_is_gone_is_found,
                jq_03_a_stale_attempt_ends_nothing,
                jq_04_a_reclaimed_task_is_ended_by_its_new_attempt_only,
                jq_05_a_task_is_there_exactly_when_its_transaction_is,
                jq_05_an_effect_is_there_exactly_when_its_task_is_done,
                jq_06_a_key_is_taken_while_its_task_waits_or_runs,
                jq_06_a_lost_task_does_not_keep_its_key,
                jq_07_an_attempt_counts_before_anything_is_done,
                jq_07_a_poisonous_task_dies_with_a_reason_and_can_be_replayed,
                jq_07_a_failed_task_waits_for_its_time,
                jq_07_a_dead_task_is_not_replayed_beside_its_twin,
                jq_08_a_class_has_its_own_queue,
                jq_09_a_released_attempt_does_not_count,
                jq_10_a_payload_of_ids_is_kept,
                jq_17_finished_tasks_are_forgotten_in_small_batches,
                every_task_goes_to_one_worker_and_the_longest_due_first,
                many_tasks_are_put_in_and_ended_at_once,
            );
        }
        mod cron_runs {
            use super::*;
            $crate::database_rules!(cron_runs, $made, jq_11_a_run_is_recorded_once_with_its_task,);
        }
        mod objects {
            use super::*;
            $crate::database_rules!(
                objects,
                $made,
                a_key_is_announced_once,
                up_13_what_is_pending_for_too_long_is_abandoned,
                up_13_what_is_abandoned_is_never_kept,
                only_what_is_abandoned_is_forgotten,
            );
        }
        mod outbox {
            use super::*;
            $crate::database_rules!(
                outbox,
                $made,
                an_event_is_told_once,
                jq_05_an_event_is_there_exactly_when_its_change_is,
                an_event_whose_telling_was_undone_is_told_again,
                every_event_goes_to_one_teller,
                jq_17_told_events_are_forgotten_in_small_batches,
            );
        }
        mod pages {
            use super::*;
            $crate::database_rules!(
                pages,
                $made,
                every_account_is_listed_once_while_others_register,
                what_belongs_to_many_accounts_is_read_at_once,
                every_entry_of_the_audit_log_is_listed_once_while_it_grows,
                every_task_is_listed_once_while_others_are_put_in,
                every_run_is_listed_once_while_others_begin,
                every_conversation_is_listed_once_while_others_are_opened,
                every_change_of_a_job_is_listed_once_while_others_come,
            );
        }
        mod operations {
            use super::*;
            $crate::database_rules!(
                operations,
                $made,
                a_lease_has_one_holder,
                a_free_lease_changes_hands_with_a_greater_fencing_token,
                a_lease_is_held_while_it_lasts,
                mn_01_a_stale_holder_is_refused,
                runs_are_listed_newest_first,
                abandoned_runs_are_failed,
            );
        }
        mod idempotency_keys {
            use super::*;
            $crate::database_rules!(
                idempotency_keys,
                $made,
                rl_06_of_many_attempts_at_once_one_gets_the_key,
                rl_06_an_answer_is_given_again_as_it_was,
                rl_06_an_attempt_whose_lease_has_run_out_makes_room_for_the_next,
                rl_06_an_attempt_that_renews_its_lease_keeps_the_key,
                rl_06_a_released_key_is_free,
                rl_06_a_key_that_was_kept_long_enough_is_free,
            );
        }
        mod rate_limits {
            use super::*;
            $crate::database_rules!(
                rate_limits,
                $made,
                rl_03_many_at_once_get_each_a_number_of_its_own,
                counting_begins_anew_when_the_window_is_over,
                what_is_forgotten_or_swept_begins_anew,
            );
        }
    };
}

/// Like [`rules!`](crate::rules), one level deeper.
#[macro_export]
macro_rules! database_rules {
    ($module:ident, $made:expr, $($rule:ident),+ $(,)?) => {$(
        #[tokio::test(flavor = "multi_thread")]
        async fn $rule() {
            $crate::database::$module::$rule(&$made).await;
        }
    )+};
}

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp_secs(1_800_000_000).unwrap()
}

fn later(seconds: i64) -> DateTime<Utc> {
    now() + TimeDelta::seconds(seconds)
}

fn model(name: &str) -> ModelId {
    ModelId { name: name.to_owned(), dimensions: 2 }
}

fn embedding(model_name: &str, x: f32) -> Embedding {
    Embedding::new(model(model_name), vec![x, 1.0]).unwrap()
}

async fn account(database: &dyn Database, n: u128, role: Role) -> Principal {
    let email = format!("p{n}@example.org").parse().unwrap();
    let name = Some(format!("Person {n}"));
    let account = Account::new(AccountId(Uuid::from_u128(n)), email, role, name, now());
    let mut uow = database.begin(Actor::System).await.unwrap();
    uow.accounts().insert(&account, Some("hash")).await.unwrap();
    uow.commit().await.unwrap();
    Principal { account_id: account.id, role }
}

fn job(n: u128) -> Job {
    let posting = Posting {
        external_id: n.to_string(),
        requisition_id: Some("R-1".to_owned()),
        title: format!("Welder {n}"),
        company: "Acme".to_owned(),
        locations: vec!["Porto".to_owned(), "Lyon".to_owned()],
        workplace: Some(domain_model::catalogue::job::Workplace::Hybrid),
        employment_type: Some(domain_model::catalogue::job::EmploymentType::PartTime),
        salary: domain_model::catalogue::salary::Salary::new(Some("eur"), Some(21.5), None, None),
        department: Some("Yard".to_owned()),
        description: "Weld frames.".to_owned(),
        url: url::Url::parse("https://acme.example/1").ok(),
        apply_url: url::Url::parse("https://acme.example/1/apply").ok(),
        posted_at: Some(later(-3600)),
        valid_through: None,
    };
    let offset = i64::try_from(n).unwrap();
    Job::first_seen(JobId(Uuid::from_u128(n)), "lever:acme".parse().unwrap(), posting, later(offset))
}

async fn insert_jobs(database: &dyn Database, jobs: &[Job]) {
    let keys: Vec<String> = jobs.iter().map(|job| format!("text of {}", job.id)).collect();
    let mut uow = database.begin(Actor::System).await.unwrap();
    uow.jobs().insert(jobs, &keys).await.unwrap();
    uow.commit().await.unwrap();
}

async fn stored(database: &dyn Database, n: u128) -> Job {
    database.read(Actor::System).jobs().get(JobId(Uuid::from_u128(n))).await.unwrap().unwrap()
}
