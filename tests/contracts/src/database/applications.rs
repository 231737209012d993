//! Applications for jobs.

use domain_model::catalogue::application::{
    Application, ApplicationStatus, ApplicationTransition, ApplicationUpdate, Screening, ScreeningPart, SentApplication,
};
use domain_model::catalogue::job::{ChangeKind, Job, JobStatus};
use domain_model::identity::account::{Principal, Role};
use domain_model::ingestion::SourceKey;
use domain_model::kernel::id::{ApplicationId, JobId};
use domain_model::kernel::page::PageRequest;
use domain_model::matching::part::PartKind;
use ports::{Actor, ApplicationFilter, Database, PortErrorKind};
use uuid::Uuid;

use super::{TablePrivileges, account, insert_jobs, job, later, stored};

pub(super) const PRIVILEGES: &[TablePrivileges] = &[
    TablePrivileges::new("application_changes", "", "si", "si"),
    // Columns that may change are granted one by one.
    TablePrivileges::new("applications", "", "si", "si"),
];

/// The rules, as tests of every database.
#[macro_export]
macro_rules! applications_rules {
    ($made:expr) => {
        $crate::database_rules!(
            applications,
            $made,
            an_application_is_stored_with_what_was_sent_and_its_history,
            there_is_one_application_for_each_seeker_and_job,
            of_two_changes_at_once_one_is_kept,
            az_01_an_application_is_seen_by_its_seeker_and_administrators,
            az_01_whoever_has_posted_a_job_sees_and_decides_its_applications,
            the_jobs_of_an_account_are_listed_and_close_when_it_goes,
            applications_are_read_by_page_last_sent_first_and_by_status_and_job,
        );
    };
}

/// Application `n` of a seeker for job `n`, with the first entry of its history.
pub fn application(n: u128, seeker: &Principal) -> ApplicationTransition {
    let sent = SentApplication {
        full_name: Some("Ama Boateng".to_owned()),
        email: "ama@example.org".to_owned(),
        resume_version: Some(3),
        resume_text: Some("Welding since 2016.".to_owned()),
        job_revision: 2,
        posting_digest: "00ff".to_owned(),
    };
    let screening = Screening {
        score: Some(62),
        parts: vec![ScreeningPart {
            kind: PartKind::Skills,
            points: Some(21.5),
            max: 30.0,
            sentence: "Shows welding.".to_owned(),
        }],
        matched_skills: vec!["Welding".to_owned()],
        missing_skills: Vec::new(),
        missing_licence: None,
        generated_by: "m".to_owned(),
    };
    let at = later(i64::try_from(n).expect("small"));
    let (id, job) = (ApplicationId(Uuid::from_u128(n)), JobId(Uuid::from_u128(n)));
    Application::submit(id, seeker.account_id, job, sent, Some(screening), at)
}

async fn insert(database: &dyn Database, n: u128, seeker: &Principal) -> Application {
    let (application, first) = application(n, seeker);
    let mut uow = database.begin(seeker.into()).await.unwrap();
    uow.applications().insert(&application, &first).await.unwrap();
    uow.commit().await.unwrap();
    application
}

fn to(status: ApplicationStatus) -> ApplicationUpdate {
    ApplicationUpdate { status: Some(status), note: Some("They called.".to_owned()) }
}

/// With its score.
pub async fn an_application_is_stored_with_what_was_sent_and_its_history(database: &dyn Database) {
    let mira = account(database, 1, Role::Seeker).await;
    insert_jobs(database, &[job(1)]).await;
    let application = insert(database, 1, &mira).await;
    let mut read = database.read((&mira).into());
    assert_eq!(read.applications().get(&mira, application.id).await.unwrap().as_ref(), Some(&application));
    let (changed, change) =
        application.track(&to(ApplicationStatus::InterviewPending), later(9)).unwrap().expect("a change");
    let mut uow = database.begin((&mira).into()).await.unwrap();
    uow.applications().update(&changed, &change).await.unwrap();
    uow.commit().await.unwrap();
    let stored = read.applications().find(&mira, changed.job_id).await.unwrap().expect("an application");
    assert_eq!(stored, changed);
    let history = read.applications().history(&stored).await.unwrap();
    assert_eq!((history.len(), history.last()), (2, Some(&change)));
}

/// The transaction goes on, so that the one there is can be read in it.
pub async fn there_is_one_application_for_each_seeker_and_job(database: &dyn Database) {
    let mira = account(database, 1, Role::Seeker).await;
    let eve = account(database, 2, Role::Seeker).await;
    insert_jobs(database, &[job(1)]).await;
    let first = insert(database, 1, &mira).await;
    let second = Application { id: ApplicationId(Uuid::from_u128(7)), ..first.clone() };
    let (_, change) = second.clone().track(&to(ApplicationStatus::Hired), later(3)).unwrap().expect("a change");
    let mut uow = database.begin((&mira).into()).await.unwrap();
    let refused = uow.applications().insert(&second, &change).await.unwrap_err();
    assert_eq!(refused.kind, PortErrorKind::Conflict);
    assert_eq!(uow.applications().find(&mira, first.job_id).await.unwrap(), Some(first.clone()));
    drop(uow);
    assert_eq!(database.read((&eve).into()).applications().find(&eve, first.job_id).await.unwrap(), None);
}

/// The later one is told so, and leaves no trace.
pub async fn of_two_changes_at_once_one_is_kept(database: &dyn Database) {
    let mira = account(database, 1, Role::Seeker).await;
    insert_jobs(database, &[job(1)]).await;
    let application = insert(database, 1, &mira).await;
    let next = |status| application.clone().track(&to(status), later(9)).unwrap().expect("a change");
    let (won, change) = next(ApplicationStatus::Hired);
    let mut uow = database.begin((&mira).into()).await.unwrap();
    uow.applications().update(&won, &change).await.unwrap();
    uow.commit().await.unwrap();
    let (lost, change) = next(ApplicationStatus::Rejected);
    let mut uow = database.begin((&mira).into()).await.unwrap();
    let refused = uow.applications().update(&lost, &change).await.unwrap_err();
    assert_eq!(refused.kind, PortErrorKind::Conflict);
    drop(uow);
    let stored = database.read((&mira).into()).applications().get(&mira, won.id).await.unwrap();
    assert_eq!(stored.map(|stored| stored.status), Some(ApplicationStatus::Hired));
}

/// A list is one's own, an administrator's too.
pub async fn az_01_an_application_is_seen_by_its_seeker_and_administrators(database: &dyn Database) {
    let mira = account(database, 1, Role::Seeker).await;
    let eve = account(database, 2, Role::Seeker).await;
    let paula = account(database, 3, Role::Provider).await;
    let admin = account(database, 4, Role::Admin).await;
    insert_jobs(database, &[job(1)]).await;
    let application = insert(database, 1, &mira).await;
    for (who, sees) in [(&mira, true), (&eve, false), (&paula, false), (&admin, true)] {
        let mut read = database.read(who.into());
        let seen = read.applications().get(who, application.id).await.unwrap();
        assert_eq!(seen.is_some(), sees, "{who:?}");
        if let Some(seen) = seen {
            assert_eq!(read.applications().history(&seen).await.unwrap().len(), 1, "{who:?}");
        }
        let listed = read.applications().list(who, ApplicationFilter::default(), PageRequest::first(9)).await.unwrap();
        assert_eq!(listed.items.len(), usize::from(who == &mira), "a list is one's own: {who:?}");
    }
}

/// Whatever order they were stored in.
pub async fn applications_are_read_by_page_last_sent_first_and_by_status_and_job(database: &dyn Database) {
    let mira = account(database, 1, Role::Seeker).await;
    let jobs: Vec<_> = (1..=5).map(job).collect();
    insert_jobs(database, &jobs).await;
    for n in [2, 5, 1, 4, 3] {
        insert(database, n, &mira).await;
    }
    let (mut seen, mut page) = (Vec::new(), PageRequest::first(2));
    let mut read = database.read((&mira).into());
    loop {
        let part = read.applications().list(&mira, ApplicationFilter::default(), page).await.unwrap();
        seen.extend(part.items.into_iter().map(|application| application.id.0.as_u128()));
        let Some(next) = part.next else { break };
        page.after = Some(next);
    }
    assert_eq!(seen, [5, 4, 3, 2, 1]);
    for (status, job, count) in [
        (Some(ApplicationStatus::Applied), None, 5),
        (Some(ApplicationStatus::Hired), None, 0),
        (None, Some(JobId(Uuid::from_u128(3))), 1),
        (None, Some(JobId(Uuid::from_u128(9))), 0),
    ] {
        let filter = ApplicationFilter { status, job };
        let found = read.applications().list(&mira, filter, PageRequest::first(9)).await.unwrap();
        assert_eq!(found.items.len(), count, "{filter:?}");
    }
}

/// Of two employers each sees those for its own jobs. What was withdrawn is left out.
pub async fn az_01_whoever_has_posted_a_job_sees_and_decides_its_applications(database: &dyn Database) {
    let mira = account(database, 1, Role::Seeker).await;
    let paula = account(database, 2, Role::Provider).await;
    let quinn = account(database, 3, Role::Provider).await;
    let admin = account(database, 4, Role::Admin).await;
    let posted = |n: u128, by: &Principal| Job { source: SourceKey::posted_by(by.account_id), ..job(n) };
    insert_jobs(database, &[posted(1, &paula), posted(2, &quinn), posted(3, &paula)]).await;
    let first = insert(database, 1, &mira).await;
    insert(database, 2, &mira).await;
    let (withdrawn, change) = insert(database, 3, &mira).await.withdraw(None, later(9)).unwrap().expect("a change");
    let mut uow = database.begin((&mira).into()).await.unwrap();
    uow.applications().update(&withdrawn, &change).await.unwrap();
    uow.commit().await.unwrap();

    let jobs: Vec<JobId> = (1..=3).map(|n| JobId(Uuid::from_u128(n))).collect();
    for (who, seen) in [(&paula, vec![1]), (&quinn, vec![2]), (&admin, vec![1, 2]), (&mira, vec![])] {
        let mut read = database.read(who.into());
        let mut listed = Vec::new();
        for job in &jobs {
            let page = read.applications().list_applicants(who, *job, None, PageRequest::first(9)).await.unwrap();
            listed.extend(page.items.into_iter().map(|application| application.id.0.as_u128()));
        }
        assert_eq!(listed, seen, "{who:?}");
        let mut counts = read.applications().count_for_jobs(who, &jobs).await.unwrap();
        counts.sort_unstable();
        let counted: Vec<u128> = counts.into_iter().map(|(job, _)| job.0.as_u128()).collect();
        assert_eq!(counted, seen, "{who:?}");
    }

    let get = async |who: &Principal| database.read(who.into()).applications().get(who, withdrawn.id).await.unwrap();
    assert_eq!((get(&paula).await, get(&mira).await), (None, Some(withdrawn.clone())), "withdrawn is withdrawn");

    let decision = ApplicationUpdate { status: Some(ApplicationStatus::InterviewPending), note: None };
    let (decided, change) = first.clone().decide(&decision, later(10)).unwrap().expect("a change");
    let mut uow = database.begin((&paula).into()).await.unwrap();
    uow.applications().update(&decided, &change).await.unwrap();
    uow.commit().await.unwrap();
    let mut read = database.read((&mira).into());
    assert_eq!(read.applications().get(&mira, first.id).await.unwrap(), Some(decided.clone()));
    assert_eq!(read.applications().history(&decided).await.unwrap().last(), Some(&change));
    assert_eq!(database.read((&quinn).into()).applications().get(&quinn, first.id).await.unwrap(), None);
}

/// Their histories say so, and the jobs of others stay open.
pub async fn the_jobs_of_an_account_are_listed_and_close_when_it_goes(database: &dyn Database) {
    let paula = account(database, 1, Role::Provider).await;
    let source = SourceKey::posted_by(paula.account_id);
    let posted = |n: u128| Job { source: source.clone(), ..job(n) };
    insert_jobs(database, &[posted(1), job(2), posted(3), posted(4)]).await;
    let (mut seen, mut page) = (Vec::new(), PageRequest::first(2));
    loop {
        let part = database.read(Actor::Public).jobs().list_of_source(&source, page).await.unwrap();
        seen.extend(part.items.into_iter().map(|job| job.id.0.as_u128()));
        let Some(next) = part.next else { break };
        page.after = Some(next);
    }
    assert_eq!(seen, [4, 3, 1]);
    for closed in [3, 0] {
        let mut uow = database.begin(Actor::System).await.unwrap();
        assert_eq!(uow.jobs().close_posted_by(paula.account_id, later(9)).await.unwrap(), closed);
        uow.commit().await.unwrap();
    }
    let status = async |n| stored(database, n).await.status;
    assert_eq!((status(1).await, status(2).await), (JobStatus::Closed, JobStatus::Processing));
    let history = database.read(Actor::Public).jobs().history(JobId(Uuid::from_u128(3)), PageRequest::first(9)).await;
    assert_eq!(history.unwrap().items[0].kind, ChangeKind::Closed);
}
