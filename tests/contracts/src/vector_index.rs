//! The contract of `VectorIndex`.

use chrono::{DateTime, TimeDelta, Utc};
use domain_model::kernel::id::JobId;
use domain_model::matching::embedding::{Embedding, ModelId};
use ports::{IndexChange, IndexPosition, PortErrorKind, VectorIndex};
use uuid::Uuid;

/// Every rule of [`VectorIndex`] whose vectors have 16 dimensions, as tests.
#[macro_export]
macro_rules! vector_index_contract {
    ($made:expr) => {
        $crate::rules!(
            vector_index,
            $made,
            an_empty_index_finds_nothing,
            the_nearest_come_first,
            a_changed_vector_replaces_the_old_one,
            a_removed_job_is_found_no_longer,
            taking_a_change_in_again_changes_nothing,
            the_position_is_that_of_the_newest_change,
            vectors_of_another_model_are_refused,
        );
    };
}

/// The model that indexes under test are made for.
#[must_use]
pub fn model() -> ModelId {
    ModelId { name: "test".to_owned(), dimensions: 16 }
}

fn job(n: u128) -> JobId {
    JobId(Uuid::from_u128(n))
}

fn at(second: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::seconds(second)
}

/// Points along axis `axis`, and a little along the next one.
fn embedding(axis: usize, beside: f32) -> Embedding {
    let mut vector = vec![0.0; 16];
    vector[axis] = 1.0;
    vector[(axis + 1) % 16] = beside;
    Embedding::new(model(), vector).unwrap()
}

fn put(n: u128, second: i64, embedding: Embedding) -> IndexChange {
    IndexChange { position: IndexPosition { updated_at: at(second), job_id: job(n) }, embedding: Some(embedding) }
}

fn remove(n: u128, second: i64) -> IndexChange {
    IndexChange { position: IndexPosition { updated_at: at(second), job_id: job(n) }, embedding: None }
}

async fn found(index: &dyn VectorIndex, query: &Embedding, limit: usize) -> Vec<JobId> {
    index.search(query, limit).await.unwrap().into_iter().map(|neighbour| neighbour.job_id).collect()
}

/// And has no position.
pub async fn an_empty_index_finds_nothing(index: &dyn VectorIndex) {
    assert_eq!(index.position(), None);
    assert!(found(index, &embedding(0, 0.0), 5).await.is_empty());
}

/// With the true cosine, and no more of them than wanted.
pub async fn the_nearest_come_first(index: &dyn VectorIndex) {
    index
        .apply(&[put(1, 1, embedding(0, 0.9)), put(2, 2, embedding(0, 0.1)), put(3, 3, embedding(5, 0.0))])
        .await
        .unwrap();
    let query = embedding(0, 0.0);
    let neighbours = index.search(&query, 2).await.unwrap();
    assert_eq!(neighbours.iter().map(|n| n.job_id).collect::<Vec<_>>(), [job(2), job(1)]);
    let exact = query.cosine(&embedding(0, 0.1)).unwrap();
    assert!((neighbours[0].cosine - exact).abs() < 1e-5, "{} is not {exact}", neighbours[0].cosine);
}

/// A job stands in one place.
pub async fn a_changed_vector_replaces_the_old_one(index: &dyn VectorIndex) {
    index.apply(&[put(1, 1, embedding(0, 0.0)), put(2, 2, embedding(3, 0.0))]).await.unwrap();
    index.apply(&[put(1, 3, embedding(7, 0.0))]).await.unwrap();
    assert_eq!(found(index, &embedding(7, 0.0), 1).await, [job(1)]);
    let near_the_old = index.search(&embedding(0, 0.0), 2).await.unwrap();
    assert!(near_the_old.iter().all(|neighbour| neighbour.cosine < 0.5), "{near_the_old:?}");
}

/// And removing what is not there is nothing.
pub async fn a_removed_job_is_found_no_longer(index: &dyn VectorIndex) {
    index.apply(&[put(1, 1, embedding(0, 0.0)), put(2, 2, embedding(0, 0.5))]).await.unwrap();
    index.apply(&[remove(1, 3), remove(9, 4)]).await.unwrap();
    assert_eq!(found(index, &embedding(0, 0.0), 5).await, [job(2)]);
}

/// The follower starts a little before where it stopped.
pub async fn taking_a_change_in_again_changes_nothing(index: &dyn VectorIndex) {
    let changes = [put(1, 1, embedding(0, 0.0)), put(2, 2, embedding(1, 0.0))];
    for _ in 0..3 {
        index.apply(&changes).await.unwrap();
    }
    assert_eq!(found(index, &embedding(0, 0.0), 5).await.len(), 2);
}

/// Whatever order they come in.
pub async fn the_position_is_that_of_the_newest_change(index: &dyn VectorIndex) {
    index.apply(&[put(1, 5, embedding(0, 0.0))]).await.unwrap();
    index.apply(&[remove(2, 3)]).await.unwrap();
    assert_eq!(index.position(), Some(IndexPosition { updated_at: at(5), job_id: job(1) }));
}

/// LM-09.
pub async fn vectors_of_another_model_are_refused(index: &dyn VectorIndex) {
    let other = ModelId { name: "other".to_owned(), dimensions: 16 };
    let query = Embedding::new(other, vec![1.0; 16]).unwrap();
    assert!(matches!(index.search(&query, 1).await.unwrap_err().kind, PortErrorKind::Invalid(_)));
}
