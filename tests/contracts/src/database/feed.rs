//! The feed over the same state.

use std::ops::RangeInclusive;

use domain_model::kernel::id::JobId;
use ports::{Actor, Database, FeedPage, JobFeed};
use uuid::Uuid;

use super::catalogue::activate;
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
            );
        }
    };
}

async fn shown(feed: &impl JobFeed, skip: u64, limit: u64) -> Vec<u128> {
    let page = feed.page(FeedPage { skip, limit }).await.unwrap();
    page.iter().map(|job| job.id.0.as_u128()).collect()
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
    let page = state.page(FeedPage { skip: 0, limit: 1 }).await.unwrap();
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
    assert!(shown(state, u64::MAX, 2).await.is_empty());
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
