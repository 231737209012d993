//! The key ring and its file. Each line of the file is a key: its kind, its creation time, and the key itself.
//!
//! The newest key of a kind signs or encrypts, and all of them verify or decrypt, so keys are rotated without an
//! interruption. Several nodes share the file; each reloads it when it meets an unknown key.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::SystemTime;

use chrono::{DateTime, TimeDelta, Utc};
use ports::{KeyFile, PortError, PortErrorKind, PortResult};

use super::sealing_key::SealingKey;
use super::signing_key::SigningKey;

const EXPLANATION: &str = "# The keys of this Jobwright. Whoever reads them can sign in as anybody: keep them secret. Keep them, \
     too: without them nobody's second factor works.\n";
const SIGNING: &str = "sign-es256";
const SEALING: &str = "seal-aes256";
/// The number of signing keys kept by a rotation. Access tokens expire after 15 minutes, so one older key is enough.
const SIGNING_KEYS: usize = 2;
/// How long a replaced sealing key is kept: everything that was authenticated with it, such as a refresh token, has expired by
/// then.
const SEALING_KEY_RETENTION: TimeDelta = TimeDelta::days(31);

/// The keys in the file, newest last, at least one of each kind.
pub(super) struct KeySet {
    pub(super) signing: Vec<SigningKey>,
    pub(super) sealing: Vec<SealingKey>,
}

/// The modification time and size of the file, by which a change is detected.
type Version = (Option<SystemTime>, u64);

/// The keys, as they were last read from the file.
pub struct KeyRing {
    path: PathBuf,
    read: RwLock<(Version, Arc<KeySet>)>,
}

impl KeyRing {
    /// Reads the file, or creates it at first use. Only its owner can read it.
    pub fn open(path: &Path, now: DateTime<Utc>) -> PortResult<Arc<Self>> {
        if KeyRingFile::at(path).read()?.is_none() {
            let (signing, sealing) = (new_signing_key(now)?, new_sealing_key(now)?);
            put(path, format!("{EXPLANATION}{signing}{sealing}").as_bytes())?;
        }
        let read = RwLock::new(load(path)?);
        Ok(Arc::new(Self { path: path.to_owned(), read }))
    }

    pub(super) fn keys(&self) -> Arc<KeySet> {
        Arc::clone(&self.read.read().unwrap_or_else(PoisonError::into_inner).1)
    }

    /// The keys of a file that has changed since it was last read; `None` when it has not.
    pub(super) fn reload_if_changed(&self) -> Option<Arc<KeySet>> {
        let known = self.read.read().unwrap_or_else(PoisonError::into_inner).0;
        if version(&self.path).ok()? == known {
            return None;
        }
        // While the file cannot be read, the known keys stay in use.
        let loaded = load(&self.path).ok()?;
        let keys = Arc::clone(&loaded.1);
        *self.read.write().unwrap_or_else(PoisonError::into_inner) = loaded;
        Some(keys)
    }
}

/// The file of keys.
#[derive(Debug)]
pub struct KeyRingFile {
    path: PathBuf,
}

impl KeyRingFile {
    /// The file at this path, which need not exist.
    pub fn at(path: &Path) -> Self {
        Self { path: path.to_owned() }
    }

    /// Adds a new key of each kind and removes those that are no longer needed. Running nodes reload. `NotFound` without
    /// a file.
    pub fn rotate(&self, now: DateTime<Utc>) -> PortResult<()> {
        let text = fs::read_to_string(&self.path).map_err(read_error)?;
        let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).collect();
        let of = |kind| lines.iter().filter(move |line| line.starts_with(kind)).copied();
        let signing = of(SIGNING).rev().take(SIGNING_KEYS - 1).collect::<Vec<_>>().into_iter().rev();
        // A key encrypts new values until its successor is created.
        let successors = of(SEALING).skip(1).map(|line| since(line).unwrap_or(now)).chain([now]);
        let sealing = of(SEALING).zip(successors).filter(|(_, until)| now - *until < SEALING_KEY_RETENTION);
        let mut next = EXPLANATION.to_owned();
        for line in signing.chain(sealing.map(|(line, _)| line)) {
            let _ = writeln!(next, "{line}");
        }
        next.push_str(&new_signing_key(now)?);
        next.push_str(&new_sealing_key(now)?);
        parse(&next).map_err(|reason| damaged(&self.path, &reason))?;
        let draft = write_draft(&self.path, next.as_bytes())?;
        fs::rename(draft, &self.path).map_err(PortError::internal)
    }
}

impl KeyFile for KeyRingFile {
    fn read(&self) -> PortResult<Option<Vec<u8>>> {
        match fs::read(&self.path) {
            Ok(keys) => Ok(Some(keys)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(PortError::internal(error)),
        }
    }

    fn put(&self, keys: &[u8]) -> PortResult<()> {
        let there = put(&self.path, keys)?;
        if there == keys { Ok(()) } else { Err(PortError::new(PortErrorKind::Conflict)) }
    }
}

fn new_signing_key(now: DateTime<Utc>) -> PortResult<String> {
    Ok(line(SIGNING, now, &SigningKey::generate()?))
}

fn new_sealing_key(now: DateTime<Utc>) -> PortResult<String> {
    Ok(line(SEALING, now, &SealingKey::generate()?))
}

fn line(kind: &str, now: DateTime<Utc>, key: &[u8]) -> String {
    format!("{kind} {} {}\n", now.timestamp(), hex::encode(key))
}

fn since(line: &str) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp_secs(line.split(' ').nth(1)?.parse().ok()?)
}

fn version(path: &Path) -> PortResult<Version> {
    let metadata = fs::metadata(path).map_err(read_error)?;
    Ok((metadata.modified().ok(), metadata.len()))
}

fn load(path: &Path) -> PortResult<(Version, Arc<KeySet>)> {
    // The version is read first, so that a file which is replaced in between is loaded again.
    let version = version(path)?;
    let text = fs::read_to_string(path).map_err(read_error)?;
    let keys = parse(&text).map_err(|reason| damaged(path, &reason))?;
    Ok((version, Arc::new(keys)))
}

fn parse(text: &str) -> Result<KeySet, String> {
    let mut keys = KeySet { signing: Vec::new(), sealing: Vec::new() };
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.starts_with('#') && !line.is_empty()) {
        let wrong = || format!("line {} is not a key", number + 1);
        let (kind, rest) = line.split_once(' ').ok_or_else(wrong)?;
        let (_, key) = rest.split_once(' ').ok_or_else(wrong)?;
        let key = hex::decode(key).map_err(|_| wrong())?;
        match kind {
            SIGNING => keys.signing.push(SigningKey::from_pkcs8(&key).ok_or_else(wrong)?),
            SEALING => keys.sealing.push(SealingKey::from_secret(&key).ok_or_else(wrong)?),
            _ => return Err(wrong()),
        }
    }
    if keys.signing.is_empty() || keys.sealing.is_empty() {
        return Err("a key is missing".to_owned());
    }
    Ok(keys)
}

fn damaged(path: &Path, reason: &str) -> PortError {
    PortError::invalid(format!("{} is not a valid key file: {reason}; restore it from a backup", path.display()))
}

fn read_error(error: std::io::Error) -> PortError {
    match error.kind() {
        std::io::ErrorKind::NotFound => PortErrorKind::NotFound.because(error),
        _ => PortError::internal(error),
    }
}

/// Creates the file atomically. Of several processes that start at once, the later ones use the keys of the first.
fn put(path: &Path, keys: &[u8]) -> PortResult<Vec<u8>> {
    let draft = write_draft(path, keys)?;
    let linked = fs::hard_link(&draft, path);
    fs::remove_file(&draft).map_err(PortError::internal)?;
    match linked {
        Ok(()) => Ok(keys.to_vec()),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => fs::read(path).map_err(PortError::internal),
        Err(error) => Err(PortError::internal(error)),
    }
}

fn write_draft(path: &Path, keys: &[u8]) -> PortResult<PathBuf> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(PortError::internal)?;
    }
    let draft = path.with_extension(format!("{}.new", std::process::id()));
    let write = || -> std::io::Result<()> {
        let mut file = fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&draft)?;
        file.write_all(keys)?;
        file.sync_all()
    };
    write().map_err(PortError::internal)?;
    Ok(draft)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn at(days: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::days(20_000 + days)
    }

    #[test]
    fn the_keys_are_made_once_and_readable_by_their_owner_only() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys/ring");
        KeyRing::open(&path, at(0)).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        let made = fs::read(&path).unwrap();
        KeyRing::open(&path, at(1)).unwrap();
        assert_eq!(fs::read(&path).unwrap(), made);
    }

    #[test]
    fn damaged_keys_are_reported_without_showing_them_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ring");
        let damage = ["nonsense", "sign-es256 1 00ff", "seal-aes256 1 00", "", "sign-es256 1 zz\n"];
        for text in damage {
            fs::write(&path, text).unwrap();
            let error = KeyRing::open(&path, at(0)).err().unwrap();
            assert!(!error.to_string().contains("00ff"), "{error}");
            assert_eq!(fs::read(&path).unwrap(), text.as_bytes());
        }
    }

    #[test]
    fn rotation_keeps_what_may_still_be_needed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ring");
        KeyRing::open(&path, at(0)).unwrap();
        let count = || {
            let keys = load(&path).unwrap().1;
            (keys.signing.len(), keys.sealing.len())
        };
        let mut counts = Vec::new();
        for day in [1, 2, 20, 40, 400] {
            KeyRingFile::at(&path).rotate(at(day)).unwrap();
            counts.push(count());
        }
        assert_eq!(counts, [(2, 2), (2, 3), (2, 4), (2, 3), (2, 2)]);
    }
}
