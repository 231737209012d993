//! The contract of [`ports::Database`] and its repositories.

pub mod accounts;
pub mod applications;
pub mod catalogue;
pub mod clusters;
pub mod conversations;
pub mod credits;
pub mod cron_runs;
pub mod cv_profiles;
pub mod feed;
pub mod idempotency_keys;
pub mod mock_interviews;
pub mod objects;
pub mod operations;
pub mod outbox;
pub mod pages;
pub mod rate_limits;
pub mod resumes;
pub mod saved_jobs;
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

/// The privileges of the database roles on a table, as letters: s(elect) i(nsert) u(pdate) d(elete). They are stated here
/// a second time on purpose, independently of `row_level_security.sql`. The role of the program may do everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TablePrivileges {
    /// The table.
    pub table: &'static str,
    /// Of the role that signs in.
    pub login: &'static str,
    /// Of the role of a person.
    pub person: &'static str,
    /// Of the role of an administrator.
    pub admin: &'static str,
}

impl TablePrivileges {
    /// The privileges of the login role, a person and an administrator on a table.
    pub const fn new(table: &'static str, login: &'static str, person: &'static str, admin: &'static str) -> Self {
        Self { table, login, person, admin }
    }
}

/// The privileges on every table of a repository, ordered by table.
pub fn privileges() -> Vec<TablePrivileges> {
    let mut all = [
        accounts::PRIVILEGES,
        applications::PRIVILEGES,
        catalogue::PRIVILEGES,
        clusters::PRIVILEGES,
        conversations::PRIVILEGES,
        credits::PRIVILEGES,
        cron_runs::PRIVILEGES,
        cv_profiles::PRIVILEGES,
        idempotency_keys::PRIVILEGES,
        mock_interviews::PRIVILEGES,
        objects::PRIVILEGES,
        operations::PRIVILEGES,
        outbox::PRIVILEGES,
        rate_limits::PRIVILEGES,
        resumes::PRIVILEGES,
        saved_jobs::PRIVILEGES,
        secrets::PRIVILEGES,
        tasks::PRIVILEGES,
    ]
    .concat();
    all.sort_unstable_by_key(|privileges| privileges.table);
    all
}

/// Every rule of [`ports::Database`] and its repositories, as tests. A fresh database for each of them.
#[macro_export]
macro_rules! database_contract {
    ($made:expr) => {
        mod transactions {
            use super::*;
            $crate::transactions_rules!($made);
        }
        mod accounts {
            use super::*;
            $crate::accounts_rules!($made);
        }
        mod credits {
            use super::*;
            $crate::credits_rules!($made);
        }
        mod secrets {
            use super::*;
            $crate::secrets_rules!($made);
        }
        mod resumes {
            use super::*;
            $crate::resumes_rules!($made);
        }
        mod cv_profiles {
            use super::*;
            $crate::cv_profiles_rules!($made);
        }
        mod catalogue {
            use super::*;
            $crate::catalogue_rules!($made);
        }
        mod clusters {
            use super::*;
            $crate::clusters_rules!($made);
        }
        mod saved_jobs {
            use super::*;
            $crate::saved_jobs_rules!($made);
        }
        mod applications {
            use super::*;
            $crate::applications_rules!($made);
        }
        mod conversations {
            use super::*;
            $crate::conversations_rules!($made);
        }
        mod mock_interviews {
            use super::*;
            $crate::mock_interviews_rules!($made);
        }
        mod tasks {
            use super::*;
            $crate::tasks_rules!($made);
        }
        mod cron_runs {
            use super::*;
            $crate::cron_runs_rules!($made);
        }
        mod objects {
            use super::*;
            $crate::objects_rules!($made);
        }
        mod outbox {
            use super::*;
            $crate::outbox_rules!($made);
        }
        mod pages {
            use super::*;
            $crate::pages_rules!($made);
        }
        mod operations {
            use super::*;
            $crate::operations_rules!($made);
        }
        mod idempotency_keys {
            use super::*;
            $crate::idempotency_keys_rules!($made);
        }
        mod rate_limits {
            use super::*;
            $crate::rate_limits_rules!($made);
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

/// Job number `n` of a source.
pub fn job(n: u128) -> Job {
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
