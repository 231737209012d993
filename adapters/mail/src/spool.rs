//! The spool: stores mail in a directory instead of sending it. Only its owner can read the files.
//!
//! Files are created atomically, under names that sort by time and contain no user input. An incomplete file from a
//! crash has the name of a draft; it is never listed and is deleted at a later start.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use ports::{Clock, Mail, Mailbox, Mailer, PortError, PortResult, StoredMail};
use tokio::task::spawn_blocking;
use tracing::warn;
use uuid::Uuid;

use crate::config::Sender;
use crate::message;

const MAIL_EXTENSION: &str = "eml";
const DRAFT_EXTENSION: &str = "draft";
/// The age after which a draft is a leftover of a crash.
const STALE_AFTER: Duration = Duration::from_hours(1);
/// The maximum size of a file.
const MAX_FILE_BYTES: u64 = 1024 * 1024;

/// A mailer that stores mail in a directory.
pub struct Spool {
    directory: PathBuf,
    from: Sender,
    clock: Arc<dyn Clock>,
}

impl Spool {
    /// Opens the directory, which is created when missing and readable by its owner only.
    pub fn open(directory: &Path, clock: Arc<dyn Clock>) -> PortResult<Self> {
        DirBuilder::new().recursive(true).mode(0o700).create(directory).map_err(PortError::internal)?;
        delete_stale_drafts(directory, clock.now().into()).map_err(PortError::internal)?;
        Ok(Self { directory: directory.to_owned(), from: Sender::local(), clock })
    }
}

#[async_trait]
impl Mailer for Spool {
    async fn send(&self, mail: &Mail) -> PortResult<()> {
        let at = self.clock.now();
        let bytes = message::write(mail, &self.from, at)?.formatted();
        let (directory, id) = (self.directory.clone(), mail.id);
        let kept = spawn_blocking(move || store(&directory, at, id, &bytes)).await.map_err(PortError::internal)?;
        kept.map_err(PortError::unavailable)
    }

    async fn ping(&self) -> PortResult<()> {
        let draft = self.directory.join(format!("{}.{DRAFT_EXTENSION}", std::process::id()));
        let tried = spawn_blocking(move || write(&draft, b"").and_then(|()| fs::remove_file(&draft)));
        tried.await.map_err(PortError::internal)?.map_err(PortError::unavailable)
    }
}

#[async_trait]
impl Mailbox for Spool {
    async fn newest(&self, limit: usize) -> PortResult<Vec<StoredMail>> {
        let directory = self.directory.clone();
        let found = spawn_blocking(move || newest(&directory, limit)).await.map_err(PortError::internal)?;
        found.map_err(PortError::unavailable)
    }
}

/// Draft, sync, rename, sync: a file under its final name survives a power failure.
fn store(directory: &Path, at: DateTime<Utc>, id: Uuid, bytes: &[u8]) -> io::Result<()> {
    let file = directory.join(format!("{}-{}.{MAIL_EXTENSION}", at.format("%Y%m%dT%H%M%S%3fZ"), id.simple()));
    let draft = file.with_extension(DRAFT_EXTENSION);
    let written = write(&draft, bytes).and_then(|()| fs::rename(&draft, &file));
    if written.is_err() {
        // The first error is the one that counts.
        let _ = fs::remove_file(&draft);
    }
    written?;
    File::open(directory)?.sync_all()
}

fn write(draft: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(draft)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn newest(directory: &Path, limit: usize) -> io::Result<Vec<StoredMail>> {
    let mut files = files(directory, MAIL_EXTENSION)?;
    files.sort_unstable_by(|one, other| other.cmp(one));
    let mut mails = Vec::new();
    for file in files {
        if mails.len() == limit {
            break;
        }
        let Some(mail) = read(&file)? else {
            warn!(file = %file.display(), "ignored a file that is not a stored mail");
            continue;
        };
        mails.push(mail);
    }
    Ok(mails)
}

/// `None` when the file is no mail, or was deleted meanwhile.
fn read(file: &Path) -> io::Result<Option<StoredMail>> {
    let mut bytes = Vec::new();
    match File::open(file).and_then(|file| file.take(MAX_FILE_BYTES).read_to_end(&mut bytes)) {
        Ok(_) => Ok(message::read(&bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

fn delete_stale_drafts(directory: &Path, now: SystemTime) -> io::Result<()> {
    for draft in files(directory, DRAFT_EXTENSION)? {
        let changed = fs::metadata(&draft).and_then(|metadata| metadata.modified());
        // Another process may have deleted it.
        if changed.is_ok_and(|changed| now.duration_since(changed).is_ok_and(|age| age > STALE_AFTER)) {
            let _ = fs::remove_file(&draft);
        }
    }
    Ok(())
}

fn files(directory: &Path, extension: &str) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(directory)? {
        let path = entry?.path();
        if path.extension().is_some_and(|found| found == extension) {
            files.push(path);
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use chrono::TimeDelta;
    use ports::SetClock;

    use super::*;

    fn clock() -> Arc<SetClock> {
        Arc::new(SetClock::at(DateTime::from_timestamp(1_795_281_435, 0).unwrap()))
    }

    fn mail(id: u128, subject: &str) -> Mail {
        let to = "ada@example.org".parse().unwrap();
        Mail { id: Uuid::from_u128(id), to, subject: subject.to_owned(), text: "Hello.\n".to_owned() }
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[tokio::test]
    async fn mail_is_listed_newest_first_and_unchanged() {
        let (folder, clock) = (tempfile::tempdir().unwrap(), clock());
        let spool = Spool::open(folder.path(), clock.clone()).unwrap();
        for (id, subject) in [(9, "first"), (1, "second"), (5, "third")] {
            spool.send(&mail(id, subject)).await.unwrap();
            clock.advance(TimeDelta::milliseconds(1));
        }
        let newest = spool.newest(2).await.unwrap();
        assert!(newest[0].mail == mail(5, "third") && newest[1].mail == mail(1, "second"));
        assert_eq!(newest.len(), 2);
        assert_eq!(spool.newest(50).await.unwrap().len(), 3);
    }

    #[tokio::test]
    async fn pi_01_only_the_owner_can_look_at_mail_and_names_tell_nothing() {
        let (folder, clock) = (tempfile::tempdir().unwrap(), clock());
        let directory = folder.path().join("deep/mail");
        let spool = Spool::open(&directory, clock).unwrap();
        spool.send(&mail(7, "../../Ada Lovelace")).await.unwrap();
        let [name] = &names(&directory)[..] else { panic!("one file") };
        assert_eq!(name, "20261121T171715000Z-00000000000000000000000000000007.eml");
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&directory), mode(&directory.join(name))), (0o700, 0o600));
    }

    #[tokio::test]
    async fn a_draft_of_a_crash_is_not_listed_and_is_deleted_when_stale() {
        let (folder, clock) = (tempfile::tempdir().unwrap(), clock());
        fs::write(folder.path().join("20261121T171715000Z-1.draft"), "half a m").unwrap();
        let changed = fs::metadata(folder.path().join("20261121T171715000Z-1.draft")).unwrap().modified().unwrap();
        clock.set(DateTime::<Utc>::from(changed) + TimeDelta::minutes(59));
        let spool = Spool::open(folder.path(), clock.clone()).unwrap();
        assert_eq!(names(folder.path()).len(), 1, "another process may be writing it");
        assert!(spool.newest(50).await.unwrap().is_empty());
        clock.advance(TimeDelta::minutes(2));
        Spool::open(folder.path(), clock).unwrap();
        assert!(names(folder.path()).is_empty());
    }

    #[tokio::test]
    async fn a_mail_that_cannot_be_stored_is_a_temporary_error() {
        let (folder, clock) = (tempfile::tempdir().unwrap(), clock());
        let directory = folder.path().join("mail");
        let spool = Spool::open(&directory, clock).unwrap();
        fs::remove_dir(&directory).unwrap();
        for refused in [spool.send(&mail(7, "x")).await, spool.ping().await] {
            assert!(refused.unwrap_err().is_transient());
        }
    }

    #[tokio::test]
    async fn other_files_in_the_directory_are_ignored() {
        let (folder, clock) = (tempfile::tempdir().unwrap(), clock());
        let spool = Spool::open(folder.path(), clock).unwrap();
        spool.send(&mail(7, "x")).await.unwrap();
        spool.ping().await.unwrap();
        assert_eq!(names(folder.path()).len(), 1, "ping leaves no file");
        for (name, text) in [("z.eml", "nonsense"), ("z.txt", "Subject: x\r\n\r\n"), (".hidden", "")] {
            fs::write(folder.path().join(name), text).unwrap();
        }
        assert_eq!(spool.newest(50).await.unwrap().len(), 1);
    }
}
