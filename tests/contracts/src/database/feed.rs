//! The feed.

use std::ops::RangeInclusive;

use domain_model::catalogue::job::Job;
use domain_model::kernel::id::JobId;
use domain_model::kernel::page::PageRequest;
use ports::{Actor, Database, FeedPage, FeedStart, JobFeed};
use uuid::Uuid;

use super::catalogue::{activate, complete};
use super::clusters::same_jobs;
use super::pages::walk;
use super::{insert_jobs, job, later, stored};

/// Every rule of [`JobFeed`], as tests. The state the feed shows comes from the same value.
#[macro_export]
macro_rules! job_feed_contract {
    ($made:expr) => {
        mod feed {
            use super::*;
            $crate::database_rules!(
                feed,
                $made,
                active_jobs_are_shown_newest_first,
                pages_follow_one_another_and_end_empty,
                a_closed_job_is_not_shown,
                of_the_same_job_one_is_shown_with_the_places_of_all,
                every_job_is_shown_once_while_others_become_visible,
            );
        }
    };
}

async fn shown(feed: &impl JobFeed, skip: u32, limit: u32) -> Vec<u128> {
    let page = feed.page(FeedPage { start: FeedStart::Skip(skip), limit }).await.unwrap();
    page.items.iter().map(|job| job.id.0.as_u128()).collect()
}

async fn activate_all(database: &dyn Database, ids: RangeInclusive<u128>) {
    for n in ids {
        activate(database, n).await;
    }
}

/// And nothing but them.
pub async fn active_jobs_are_shown_newest_first(state: &(impl Database + JobFeed)) {
    activate_all(state, 1..=3).await;
    insert_jobs(state, &[job(4)]).await;
    assert_eq!(shown(state, 0, 10).await, [3, 2, 1]);
    let page = state.page(FeedPage { start: FeedStart::NEWEST, limit: 1 }).await.unwrap();
    let page = &page.items;
    let expected = stored(state, 3).await;
    assert_eq!(
        (page[0].id, &page[0].title, &page[0].skills),
        (JobId(Uuid::from_u128(3)), &expected.posting.title, &expected.skills)
    );
}

/// However far one asks.
pub async fn pages_follow_one_another_and_end_empty(state: &(impl Database + JobFeed)) {
    activate_all(state, 1..=5).await;
    assert_eq!(shown(state, 0, 2).await, [5, 4]);
    assert_eq!(shown(state, 2, 2).await, [3, 2]);
    assert_eq!(shown(state, 4, 2).await, [1]);
    assert!(shown(state, 5, 2).await.is_empty());
    assert!(shown(state, u32::MAX, 2).await.is_empty());
}

/// From then on.
pub async fn a_closed_job_is_not_shown(state: &(impl Database + JobFeed)) {
    activate_all(state, 1..=2).await;
    let (closed, change) = stored(state, 2).await.close(later(2_000));
    let mut uow = state.begin(Actor::System).await.unwrap();
    uow.jobs().update(&[(closed.clone(), change.unwrap())], &["x".to_owned()]).await.unwrap();
    uow.commit().await.unwrap();
    assert_eq!(shown(state, 0, 10).await, [1]);
}

/// The first seen of those that are active; a closed one gives its place away.
pub async fn of_the_same_job_one_is_shown_with_the_places_of_all(state: &(impl Database + JobFeed)) {
    same_jobs(state).await;
    let page = state.page(FeedPage { start: FeedStart::NEWEST, limit: 10 }).await.unwrap();
    let cards: Vec<(u128, Vec<&str>)> =
        page.items.iter().map(|job| (job.id.0.as_u128(), job.locations.iter().map(String::as_str).collect())).collect();
    assert_eq!(cards, [(4, vec!["Oslo"]), (2, vec!["Lyon", "Porto"])]);
}

/// Newest first, even where several were first seen at the same time.
pub async fn every_job_is_shown_once_while_others_become_visible(state: &(impl Database + JobFeed)) {
    let show = async |n: u128, second| {
        let job = Job { first_seen: later(second), ..job(n) };
        insert_jobs(state, std::slice::from_ref(&job)).await;
        assert!(complete(state, &job, Some("m"), later(1_000)).await);
    };
    for (n, second) in [(1, 0), (2, 5), (3, 0), (4, 0), (5, 5), (6, 0)] {
        show(n, second).await;
    }
    let read = async |page: PageRequest<_>| {
        let start = page.after.map_or(FeedStart::NEWEST, FeedStart::After);
        state.page(FeedPage { start, limit: page.limit }).await.unwrap().as_ref().clone()
    };
    let all = walk(read, async |round| show(round, 5).await).await;
    assert_eq!(all.iter().map(|job| job.id.0.as_u128()).collect::<Vec<_>>(), [5, 2, 6, 4, 3, 1]);
}
