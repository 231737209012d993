//! A saved index is restored; a damaged one is rebuilt.

use std::fs;
use std::path::Path;

use adapter_vectors::HnswIndex;
use chrono::{DateTime, TimeDelta};
use domain_model::kernel::id::JobId;
use domain_model::matching::embedding::{Embedding, ModelId};
use ports::{IndexChange, IndexPosition, VectorIndex};
use uuid::Uuid;

fn model() -> ModelId {
    ModelId { name: "test".to_owned(), dimensions: 32 }
}

fn open(folder: &Path) -> HnswIndex {
    HnswIndex::open(folder, model()).expect("an index can be opened")
}

/// Deterministic vectors in different directions.
fn embedding(n: u16) -> Embedding {
    let at = |axis: u16| f32::from((n * 7 + axis * 13) % 29) - 14.0;
    Embedding::new(model(), (0..32).map(at).collect()).expect("a vector that is not zero")
}

fn changes(from: u16, to: u16) -> Vec<IndexChange> {
    let change = |n: u16| IndexChange {
        position: IndexPosition {
            updated_at: DateTime::UNIX_EPOCH + TimeDelta::seconds(n.into()),
            job_id: JobId(Uuid::from_u128(n.into())),
        },
        embedding: Some(embedding(n)),
    };
    (from..to).map(change).collect()
}

async fn filled(folder: &Path) -> HnswIndex {
    let index = open(folder);
    index.apply(&changes(1, 20)).await.expect("applied");
    index.save().await.expect("saved");
    index
}

#[tokio::test]
async fn a_saved_index_is_restored() {
    let folder = tempfile::tempdir().expect("a directory");
    let before = filled(folder.path()).await;
    let after = open(folder.path());
    assert_eq!(after.position(), before.position());
    let query = embedding(7);
    assert_eq!(after.search(&query, 5).await.expect("found"), before.search(&query, 5).await.expect("found"),);
}

#[tokio::test]
async fn unsaved_changes_are_applied_again() {
    let folder = tempfile::tempdir().expect("a directory");
    let index = filled(folder.path()).await;
    index.apply(&changes(20, 30)).await.expect("applied, and lost by a kill");
    drop(index);
    let after = open(folder.path());
    assert_eq!(after.position(), changes(19, 20)[0].position.into());
    after.apply(&changes(10, 30)).await.expect("changes from before the position");
    let nearest = after.search(&embedding(25), 1).await.expect("found");
    assert_eq!(nearest[0].job_id, JobId(Uuid::from_u128(25)));
}

#[tokio::test]
async fn a_kill_between_graph_and_list_leaves_the_old_pair() {
    let folder = tempfile::tempdir().expect("a directory");
    drop(filled(folder.path()).await);
    fs::write(folder.path().join("graph-9-9.usearch"), "half a gra").expect("written");
    fs::write(folder.path().join("jobs.list.new"), "half a li").expect("written");
    assert!(open(folder.path()).position().is_some());
}

#[tokio::test]
async fn a_damaged_snapshot_is_rebuilt() {
    for damaged in ["jobs.list", "graph", "vectors.f32"] {
        let folder = tempfile::tempdir().expect("a directory");
        drop(filled(folder.path()).await);
        let files = fs::read_dir(folder.path()).expect("a directory").map(|entry| entry.expect("an entry").path());
        let file = files.into_iter().find(|path| path.to_string_lossy().contains(damaged)).expect(damaged);
        let bytes = fs::read(&file).expect("readable");
        fs::write(&file, &bytes[..bytes.len() / 2]).expect("written");
        let after = open(folder.path());
        assert_eq!(after.position(), None, "{damaged}");
        after.apply(&changes(1, 5)).await.expect("it works again");
        assert_eq!(after.search(&embedding(3), 1).await.expect("found").len(), 1);
    }
}

#[tokio::test]
async fn lm_09_another_models_copy_is_not_used() {
    let folder = tempfile::tempdir().expect("a directory");
    drop(filled(folder.path()).await);
    let other = ModelId { name: "other".to_owned(), dimensions: 32 };
    let after = HnswIndex::open(folder.path(), other).expect("an index can be opened");
    assert_eq!(after.position(), None);
}

#[tokio::test]
async fn a_second_process_works_on_a_private_copy() {
    let folder = tempfile::tempdir().expect("a directory");
    let server = filled(folder.path()).await;
    server.apply(&changes(20, 25)).await.expect("applied");
    let expected = server.search(&embedding(22), 5).await.expect("found");

    let command = open(folder.path());
    let reversed: Vec<IndexChange> = changes(20, 40).into_iter().rev().collect();
    command.apply(&reversed).await.expect("applied");
    let found = command.search(&embedding(35), 5).await.expect("found");
    assert!(found.iter().any(|neighbour| neighbour.job_id == JobId(Uuid::from_u128(35))), "{found:?}");
    command.save().await.expect("nothing to do");
    drop(command);

    assert_eq!(server.search(&embedding(22), 5).await.expect("found"), expected);
    server.save().await.expect("saved");
    let position = server.position();
    drop(server);
    let next = open(folder.path());
    assert_eq!(next.position(), position);
    assert_eq!(next.search(&embedding(22), 5).await.expect("found"), expected);
    let left: Vec<_> = fs::read_dir(folder.path()).expect("a directory").filter_map(Result::ok).collect();
    assert!(left.iter().all(|entry| entry.path().extension().is_none_or(|kind| kind != "tmp")), "{left:?}");
}
