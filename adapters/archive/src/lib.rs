//! The archive of a backup: a ZIP file, which any tool can open.
//!
//! It is written under a temporary name and renamed once it is completely on disk, so a file with the final name is
//! always complete. Only its owner can read it.

use std::fs::{self, File, OpenOptions};
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use ports::{ArchiveReader, ArchiveWriter, PortError, PortErrorKind, PortResult};
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// An archive that is being written.
pub struct ZipFileWriter {
    zip: ZipWriter<BufWriter<File>>,
    draft: Draft,
    path: PathBuf,
}

impl ZipFileWriter {
    /// Creates an archive at this path. `Conflict` when the file exists.
    pub fn create(path: &Path) -> PortResult<Self> {
        if fs::exists(path).map_err(PortError::internal)? {
            return Err(PortError::new(PortErrorKind::Conflict));
        }
        let mut name = path.as_os_str().to_owned();
        name.push(format!(".{}.new", std::process::id()));
        let draft = Draft(PathBuf::from(name));
        let file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&draft.0);
        let zip = ZipWriter::new(BufWriter::new(file.map_err(PortError::internal)?));
        Ok(Self { zip, draft, path: path.to_owned() })
    }
}

impl ArchiveWriter for ZipFileWriter {
    fn begin(&mut self, name: &str) -> PortResult<()> {
        // A table may exceed the limits of the original ZIP format.
        let options = SimpleFileOptions::default().large_file(true);
        self.zip.start_file(name, options).map_err(PortError::internal)
    }

    fn write(&mut self, bytes: &[u8]) -> PortResult<()> {
        self.zip.write_all(bytes).map_err(PortError::internal)
    }

    fn finish(self: Box<Self>) -> PortResult<u64> {
        let Self { zip, draft, path } = *self;
        let buffered = zip.finish().map_err(PortError::internal)?;
        let publish = || -> std::io::Result<u64> {
            let file = buffered.into_inner()?;
            file.sync_all()?;
            fs::rename(&draft.0, &path)?;
            File::open(parent_or_current(&path))?.sync_all()?;
            Ok(file.metadata()?.len())
        };
        publish().map_err(PortError::internal)
    }
}

fn parent_or_current(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// An unfinished file, which is deleted when dropped.
struct Draft(PathBuf);

impl Drop for Draft {
    fn drop(&mut self) {
        // Already renamed when the archive was finished.
        let _ = fs::remove_file(&self.0);
    }
}

/// An archive being read.
pub struct ZipFileReader {
    zip: ZipArchive<BufReader<File>>,
}

impl ZipFileReader {
    /// Opens an archive. `NotFound` when there is no file, `Invalid` when it is no archive, or truncated.
    pub fn open(path: &Path) -> PortResult<Self> {
        let file = File::open(path).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => PortErrorKind::NotFound.because(error),
            _ => PortError::internal(error),
        })?;
        Ok(Self { zip: ZipArchive::new(BufReader::new(file)).map_err(unreadable)? })
    }
}

impl ArchiveReader for ZipFileReader {
    fn names(&self) -> Vec<String> {
        self.zip.file_names().filter_map(Result::ok).map(String::from).collect()
    }

    fn part<'a>(&'a mut self, name: &str) -> PortResult<Option<Box<dyn BufRead + Send + 'a>>> {
        match self.zip.by_name(name) {
            Ok(part) => Ok(Some(Box::new(BufReader::new(part)))),
            Err(ZipError::FileNotFound) => Ok(None),
            Err(error) => Err(unreadable(error)),
        }
    }
}

fn unreadable(error: ZipError) -> PortError {
    match error {
        ZipError::Io(error) if error.kind() != std::io::ErrorKind::UnexpectedEof => PortError::internal(error),
        error => PortErrorKind::Invalid("the file is not an archive, or truncated".to_owned()).because(error),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn write(path: &Path) -> Box<dyn ArchiveWriter> {
        let mut archive = Box::new(ZipFileWriter::create(path).unwrap());
        archive.begin("tables/a.jsonl").unwrap();
        archive.write(b"{\"id\":").unwrap();
        archive.write(b"1}\n").unwrap();
        archive.begin("manifest.json").unwrap();
        archive.write(b"{}").unwrap();
        archive
    }

    #[test]
    fn what_was_written_is_read_and_is_nobody_elses() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.zip");
        let bytes = write(&path).finish().unwrap();
        let metadata = fs::metadata(&path).unwrap();
        assert_eq!((metadata.len(), metadata.permissions().mode() & 0o777), (bytes, 0o600));
        let mut archive = ZipFileReader::open(&path).unwrap();
        let mut names = archive.names();
        names.sort();
        assert_eq!(names, ["manifest.json", "tables/a.jsonl"]);
        let mut text = String::new();
        archive.part("tables/a.jsonl").unwrap().unwrap().read_to_string(&mut text).unwrap();
        assert_eq!(text, "{\"id\":1}\n");
        assert!(archive.part("tables/b.jsonl").unwrap().is_none());
    }

    #[test]
    fn mn_12_there_is_no_file_before_it_is_whole_and_none_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.zip");
        let unfinished = write(&path);
        assert!(!path.exists());
        drop(unfinished);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "nothing is left of it");
        fs::write(&path, "mine").unwrap();
        assert_eq!(ZipFileWriter::create(&path).err().unwrap().kind, PortErrorKind::Conflict);
        assert_eq!(fs::read(&path).unwrap(), b"mine");
    }

    #[test]
    fn what_is_no_archive_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.zip");
        assert_eq!(ZipFileReader::open(&path).err().unwrap().kind, PortErrorKind::NotFound);
        for bytes in [&b""[..], b"SQLite format 3\0", &[0x50; 4096]] {
            fs::write(&path, bytes).unwrap();
            let refused = ZipFileReader::open(&path).err().unwrap();
            assert!(matches!(refused.kind, PortErrorKind::Invalid(_)), "{refused}");
        }
    }
}
