//! What was applied is there after a start; what is damaged is replaced; one process writes.

use std::fs;
use std::path::{Path, PathBuf};

use adapter_search::TantivyIndex;
use chrono::{DateTime, TimeDelta};
use domain_model::kernel::id::JobId;
use domain_model::matching::level::Seniority;
use domain_model::search::document::SearchDocument;
use domain_model::search::language::Language;
use ports::{IndexPosition, PortErrorKind, SearchChange, SearchIndex};
use uuid::Uuid;

fn open(folder: &Path) -> TantivyIndex {
    TantivyIndex::open(folder).expect("an index can be opened")
}

fn changes(from: u16, to: u16) -> Vec<SearchChange> {
    let change = |n: u16| {
        let at = DateTime::UNIX_EPOCH + TimeDelta::seconds(n.into());
        let id = JobId(Uuid::from_u64_pair(n.into(), n.into()));
        let document = SearchDocument {
            id,
            title: format!("Welder {n}"),
            company: "Acme".to_owned(),
            department: None,
            skills: Vec::new(),
            places: Vec::new(),
            points: Vec::new(),
            countries: Vec::new(),
            description: "Steel.".to_owned(),
            language: Language::English,
            workplace: None,
            employment_type: None,
            level: Seniority::Regular,
            pay: None,
            posted_at: at,
        };
        SearchChange { position: IndexPosition { updated_at: at, job_id: id }, document: Some(document) }
    };
    (from..to).map(change).collect()
}

async fn filled(folder: &Path) -> TantivyIndex {
    let index = open(folder);
    assert!(index.lead().await.expect("it can lead"));
    index.apply(&changes(1, 20)).await.expect("applied");
    index.mark_complete().await.expect("marked");
    index
}

fn version(folder: &Path) -> PathBuf {
    let folders = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    folders.into_iter().find(|path| path.is_dir()).expect("an index")
}

async fn count(index: &TantivyIndex) -> u32 {
    index.count().await.expect("counted")
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_applied_is_there_after_a_start() {
    let folder = tempfile::tempdir().expect("a folder");
    let index = filled(folder.path()).await;
    let position = index.position();
    drop(index);
    let index = open(folder.path());
    assert_eq!((index.position(), index.is_complete(), count(&index).await), (position, true, 19));
    assert!(index.lead().await.expect("it can lead"));
    index.apply(&changes(10, 30)).await.expect("applied");
    assert_eq!(count(&index).await, 29);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_process_writes_and_the_other_reads_what_it_wrote() {
    let folder = tempfile::tempdir().expect("a folder");
    let first = filled(folder.path()).await;
    let second = open(folder.path());
    assert!(!second.lead().await.expect("asked"));
    let refused = second.apply(&changes(40, 41)).await.expect_err("it does not lead");
    assert!(matches!(refused.kind, PortErrorKind::Unavailable), "{refused:?}");
    first.apply(&changes(20, 25)).await.expect("applied");
    assert!(!second.lead().await.expect("asked"));
    assert_eq!(count(&second).await, 24);
    drop(first);
    assert!(second.lead().await.expect("nobody else leads"));
    second.apply(&changes(25, 26)).await.expect("applied");
    assert_eq!(count(&second).await, 25);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_index_that_is_gone_while_it_is_open_is_begun_anew() {
    let folder = tempfile::tempdir().expect("a folder");
    let index = filled(folder.path()).await;
    fs::remove_dir_all(version(folder.path())).expect("removed");
    assert!(index.lead().await.expect("it can lead"));
    assert_eq!((index.position(), index.is_complete(), count(&index).await), (None, false, 0));
    index.apply(&changes(1, 20)).await.expect("applied");
    assert_eq!(count(&index).await, 19);
}

#[tokio::test(flavor = "multi_thread")]
async fn damage_of_any_file_is_noticed() {
    let folder = tempfile::tempdir().expect("a folder");
    drop(filled(folder.path()).await);
    let files: Vec<PathBuf> =
        fs::read_dir(version(folder.path())).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    let kept: Vec<(PathBuf, Vec<u8>)> =
        files.into_iter().map(|path| (path.clone(), fs::read(&path).expect("a file"))).collect();
    for (damaged, bytes) in kept.iter().filter(|(path, _)| path.file_name().is_some_and(|name| name != ".managed.json"))
    {
        if bytes.is_empty() {
            continue;
        }
        for (path, bytes) in &kept {
            fs::write(path, bytes).expect("restored");
        }
        let mut other = bytes.clone();
        other[bytes.len() / 2] ^= 0x55;
        fs::write(damaged, &other).expect("damaged");
        let index = open(folder.path());
        assert!(index.lead().await.expect("it can lead"));
        index.apply(&changes(1, 20)).await.expect("applied");
        assert_eq!(count(&index).await, 19, "{}", damaged.display());
        drop(index);
        let here = version(folder.path());
        for entry in fs::read_dir(&here).expect("a folder") {
            fs::remove_file(entry.expect("an entry").path()).expect("removed");
        }
    }
}
