//! Mock interviews and their reviews.

use domain_model::catalogue::enrichment::{GeneratedBy, InterviewQuestion};
use domain_model::identity::account::{Principal, Role};
use domain_model::interviews::review::{ExpertReview, Feedback, Points};
use domain_model::interviews::scorecard::{Finding, FindingKind, Quotation, Rating, Scorecard};
use domain_model::interviews::{InterviewStatus, MockInterview};
use domain_model::kernel::id::{AccountId, JobId, MockInterviewId};
use domain_model::kernel::page::PageRequest;
use futures_util::future::join;
use ports::{Actor, Database, MockInterviewFilter};
use uuid::Uuid;

use super::{TablePrivileges, account, insert_jobs, job, later};

pub(super) const PRIVILEGES: &[TablePrivileges] = &[
    TablePrivileges::new("mock_interview_reviews", "", "s", "siu"),
    TablePrivileges::new("mock_interviews", "", "siu", "siu"),
];

/// The rules, as tests of every database.
#[macro_export]
macro_rules! mock_interviews_rules {
    ($made:expr) => {
        $crate::database_rules!(
            mock_interviews,
            $made,
            an_interview_is_read_as_it_was_written,
            az_01_seekers_see_their_own_interviews_and_administrators_all,
            of_two_reviews_the_first_one_stays,
            a_list_is_filtered_and_searched_literally,
            the_list_is_read_by_page_last_begun_first,
        );
    };
}

fn id(n: u128) -> MockInterviewId {
    MockInterviewId(Uuid::from_u128(n))
}

fn begun(owner: &Principal, n: u128, job: Option<u128>, at: i64) -> MockInterview {
    let question = |n| InterviewQuestion { question: format!("Question {n}?"), answer_strategy: "Tell it.".to_owned() };
    let job = job.map(|n| JobId(Uuid::from_u128(n)));
    MockInterview::start(id(n), owner.account_id, job, (1..=5).map(question).collect(), later(at))
}

fn scorecard() -> Scorecard {
    let rating = Rating {
        points: Some(7),
        quotation: Some(Quotation { turn: 2, text: "I welded 40 frames.".to_owned() }),
        findings: vec![Finding { kind: FindingKind::Concrete, count: 1, of: 5 }],
        note: None,
    };
    Scorecard {
        technical_accuracy: rating.clone(),
        clarity: rating,
        confidence: Rating::unknown(FindingKind::TooLittle),
        generated_by: GeneratedBy::Rules,
    }
}

fn pending(owner: &Principal, n: u128, job: Option<u128>, at: i64) -> MockInterview {
    let interview = begun(owner, n, job, at).answer(1, "I welded 40 frames.", None, later(at + 1)).unwrap().unwrap();
    interview.complete(scorecard(), later(at + 2)).unwrap().request_review(later(at + 3)).unwrap().unwrap()
}

fn feedback(summary: &str) -> Feedback {
    let points = Points { clarity: Some(9), ..Points::default() };
    let strengths = vec!["Figures.".to_owned()];
    Feedback { overall_summary: summary.to_owned(), strengths, points, ..Feedback::default() }
}

/// An interview about no job, with a review.
pub fn reviewed(owner: &Principal, n: u128, reviewer: AccountId) -> MockInterview {
    let mut interview = begun(owner, n, None, 0);
    interview.review = Some(ExpertReview { reviewer, feedback: feedback("Good."), reviewed_at: later(1) });
    interview
}

async fn insert(database: &dyn Database, owner: &Principal, interview: &MockInterview) {
    let mut uow = database.begin(owner.into()).await.unwrap();
    uow.mock_interviews().insert(interview).await.unwrap();
    uow.commit().await.unwrap();
}

async fn listed(database: &dyn Database, reader: &Principal, filter: &MockInterviewFilter) -> Vec<MockInterviewId> {
    let mut read = database.read(reader.into());
    let page = read.mock_interviews().list(reader, filter, PageRequest::first(100)).await.unwrap();
    page.items.into_iter().map(|record| record.interview.id).collect()
}

/// The lock reads the same.
pub async fn an_interview_is_read_as_it_was_written(database: &dyn Database) {
    let mira = account(database, 1, Role::Seeker).await;
    let admin = account(database, 2, Role::Admin).await;
    insert_jobs(database, &[job(1)]).await;
    let mut interview = begun(&mira, 1, Some(1), 0);
    insert(database, &mira, &interview).await;
    let read = async || database.read((&mira).into()).mock_interviews().get(&mira, id(1)).await.unwrap().unwrap();
    let record = read().await;
    assert_eq!(record.interview, interview);
    let (title, company) = (record.job_title.as_deref(), record.job_company.as_deref());
    assert_eq!((title, company, record.user_email.as_str()), (Some("Welder 1"), Some("Acme"), "p1@example.org"));

    interview = pending(&mira, 1, Some(1), 0);
    let mut uow = database.begin((&mira).into()).await.unwrap();
    uow.mock_interviews().update(&interview).await.unwrap();
    uow.commit().await.unwrap();
    assert_eq!(read().await.interview, interview);

    for summary in ["Good.", "Very good."] {
        let mut uow = database.begin((&admin).into()).await.unwrap();
        let locked = uow.mock_interviews().lock(&admin, id(1)).await.unwrap().unwrap();
        assert_eq!(locked, interview);
        interview = locked.add_review(admin.account_id, feedback(summary), later(9)).unwrap();
        uow.mock_interviews().put_review(&interview).await.unwrap();
        uow.mock_interviews().update(&interview).await.unwrap();
        uow.commit().await.unwrap();
        assert_eq!(read().await.interview, interview, "{summary}");
    }
}

/// Neither by reading nor by locking.
pub async fn az_01_seekers_see_their_own_interviews_and_administrators_all(database: &dyn Database) {
    let mira = account(database, 1, Role::Seeker).await;
    let eve = account(database, 2, Role::Seeker).await;
    let admin = account(database, 3, Role::Admin).await;
    insert(database, &mira, &begun(&mira, 1, None, 1)).await;
    insert(database, &eve, &begun(&eve, 2, None, 2)).await;
    let all = MockInterviewFilter::default();
    assert_eq!(listed(database, &mira, &all).await, [id(1)]);
    assert_eq!(listed(database, &eve, &all).await, [id(2)]);
    assert_eq!(listed(database, &admin, &all).await, [id(2), id(1)]);
    let hers = MockInterviewFilter { owner: Some(mira.account_id), ..all };
    assert_eq!(listed(database, &admin, &hers).await, [id(1)]);
    assert!(listed(database, &eve, &hers).await.is_empty());
    for (reader, sees) in [(&mira, true), (&eve, false), (&admin, true)] {
        let mut uow = database.begin(reader.into()).await.unwrap();
        assert_eq!(uow.mock_interviews().get(reader, id(1)).await.unwrap().is_some(), sees);
        assert_eq!(uow.mock_interviews().lock(reader, id(1)).await.unwrap().is_some(), sees);
    }
}

/// The lock makes the second wait for the first.
pub async fn of_two_reviews_the_first_one_stays(database: &dyn Database) {
    let mira = account(database, 1, Role::Seeker).await;
    let experts = [account(database, 2, Role::Admin).await, account(database, 3, Role::Admin).await];
    insert(database, &mira, &pending(&mira, 1, None, 0)).await;
    let review = async |expert: &Principal| {
        let mut uow = database.begin(expert.into()).await.unwrap();
        let interview = uow.mock_interviews().lock(expert, id(1)).await.unwrap().unwrap();
        let reviewed = interview.add_review(expert.account_id, feedback("Mine."), later(9)).ok()?;
        uow.mock_interviews().put_review(&reviewed).await.unwrap();
        uow.mock_interviews().update(&reviewed).await.unwrap();
        uow.commit().await.unwrap();
        Some(expert.account_id)
    };
    let (one, other) = join(review(&experts[0]), review(&experts[1])).await;
    let winners: Vec<_> = [one, other].into_iter().flatten().collect();
    let stored = database.read((&mira).into()).mock_interviews().get(&mira, id(1)).await.unwrap().unwrap();
    assert_eq!(winners, [stored.interview.review.unwrap().reviewer]);
}

/// A sign that means something to `LIKE` means itself.
pub async fn a_list_is_filtered_and_searched_literally(database: &dyn Database) {
    let mira = account(database, 1, Role::Seeker).await;
    let boris = account(database, 2, Role::Seeker).await;
    let admin = account(database, 3, Role::Admin).await;
    insert_jobs(database, &[job(7)]).await;
    insert(database, &mira, &pending(&mira, 1, Some(7), 1)).await;
    insert(database, &boris, &begun(&boris, 2, None, 2)).await;
    for (search, found) in [
        ("welder 7", vec![id(1)]),
        ("ACME", vec![id(1)]),
        ("person 2", vec![id(2)]),
        ("p2@", vec![id(2)]),
        ("example.org", vec![id(2), id(1)]),
        ("%", vec![]),
        ("p_@", vec![]),
        ("\\", vec![]),
        ("'", vec![]),
    ] {
        let filter = MockInterviewFilter { search: Some(search.to_owned()), ..MockInterviewFilter::default() };
        assert_eq!(listed(database, &admin, &filter).await, found, "{search}");
    }
    for (status, found) in [
        (InterviewStatus::PendingReview, vec![id(1)]),
        (InterviewStatus::InProgress, vec![id(2)]),
        (InterviewStatus::Reviewed, vec![]),
    ] {
        let filter = MockInterviewFilter { status: Some(status), ..MockInterviewFilter::default() };
        assert_eq!(listed(database, &admin, &filter).await, found, "{status}");
    }
}

/// Of those begun at the same time, each comes once.
pub async fn the_list_is_read_by_page_last_begun_first(database: &dyn Database) {
    let mira = account(database, 1, Role::Seeker).await;
    for (n, at) in [(1, 1), (2, 5), (3, 3), (4, 5), (5, 2)] {
        insert(database, &mira, &begun(&mira, n, None, at)).await;
    }
    let (mut read, mut page) = (Vec::new(), PageRequest::first(2));
    loop {
        let mut own = database.read(Actor::Person(mira));
        let part = own.mock_interviews().list(&mira, &MockInterviewFilter::default(), page).await.unwrap();
        read.extend(part.items.into_iter().map(|record| record.interview.id));
        let Some(next) = part.next else { break };
        page.after = Some(next);
    }
    assert_eq!(read, [4, 2, 3, 5, 1].map(id));
}
