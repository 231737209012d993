//! Object storage through `object_store`: in a local directory, or in an S3-compatible bucket.

mod config;
mod disposition;
mod error;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use futures_util::StreamExt;
use object_store::local::LocalFileSystem;
use object_store::path::Path as ObjectPath;
use object_store::signer::{Method, SignedUrlOptions, Signer};
use object_store::{Error, ObjectStore, ObjectStoreExt};
use ports::{ObjectStorage, PortError, PortErrorKind, PortResult};
use tokio::time::timeout;
use url::Url;

pub use config::{S3Config, StorageConfig};

use disposition::attachment;
use error::port_error;

/// The timeout of an operation, retries included (MN-10).
const OPERATION_TIMEOUT: Duration = Duration::from_secs(10);

/// Objects by key.
#[derive(Debug, Clone)]
pub struct Objects {
    store: Arc<dyn ObjectStore>,
    /// Signs links to objects. `None` for a directory, which has no links.
    signer: Option<Arc<dyn Signer>>,
    /// The directory; `None` for a bucket.
    directory: Option<PathBuf>,
    /// The prefix of every key in the store: empty, or ending with a slash.
    prefix: String,
}

impl Objects {
    /// Objects in a directory of this machine.
    pub fn local(directory: &Path) -> PortResult<Self> {
        std::fs::create_dir_all(directory).map_err(PortError::internal)?;
        // An acknowledged upload survives a power cut: the file and its directory entry are synced.
        let store = LocalFileSystem::new_with_prefix(directory).map_err(PortError::internal)?.with_fsync(true);
        Ok(Self { store: Arc::new(store), signer: None, prefix: String::new(), directory: Some(directory.to_owned()) })
    }

    /// Objects in a bucket. Sends no request yet.
    pub fn s3(config: &S3Config) -> PortResult<Self> {
        let store = Arc::new(config.client()?);
        Ok(Self { store: store.clone(), signer: Some(store), prefix: config.prefix()?, directory: None })
    }

    fn path(&self, key: &str) -> PortResult<ObjectPath> {
        object_path(&format!("{}{key}", self.prefix))
    }
}

fn object_path(key: &str) -> PortResult<ObjectPath> {
    ObjectPath::parse(key).map_err(|error| PortErrorKind::Invalid("not an object key".to_owned()).because(error))
}

/// Removes the temporary files of interrupted puts. `object_store` writes to `<file>#1` and renames it when it is complete.
fn remove_leftovers(file: &Path) -> io::Result<()> {
    for number in 1.. {
        let mut leftover = file.as_os_str().to_owned();
        leftover.push(format!("#{number}"));
        match std::fs::remove_file(leftover) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => break,
            outcome => outcome?,
        }
    }
    Ok(())
}

/// Limits an operation to [`OPERATION_TIMEOUT`].
async fn with_timeout<T>(operation: impl Future<Output = Result<T, Error>>) -> PortResult<Result<T, Error>> {
    timeout(OPERATION_TIMEOUT, operation).await.map_err(|elapsed| PortErrorKind::Timeout.because(elapsed))
}

/// Maps an absent object to `None`.
fn absent_as_none<T>(outcome: Result<T, Error>) -> PortResult<Option<T>> {
    match outcome.map_err(port_error) {
        Err(error) if error.kind == PortErrorKind::NotFound => Ok(None),
        outcome => outcome.map(Some),
    }
}

#[async_trait]
impl ObjectStorage for Objects {
    async fn put(&self, key: &str, bytes: Bytes) -> PortResult<()> {
        let path = self.path(key)?;
        with_timeout(self.store.put(&path, bytes.into())).await?.map_err(port_error)?;
        Ok(())
    }

    async fn get(&self, key: &str) -> PortResult<Option<Bytes>> {
        let path = self.path(key)?;
        absent_as_none(with_timeout(async { self.store.get(&path).await?.bytes().await }).await?)
    }

    async fn delete(&self, key: &str) -> PortResult<()> {
        let path = self.path(key)?;
        absent_as_none(with_timeout(self.store.delete(&path)).await?)?;
        if let Some(directory) = &self.directory {
            remove_leftovers(&directory.join(path.as_ref())).map_err(PortError::internal)?;
        }
        Ok(())
    }

    async fn is_empty(&self) -> PortResult<bool> {
        let prefix = object_path(&self.prefix)?;
        let first = with_timeout(async { self.store.list(Some(&prefix)).next().await.transpose() });
        Ok(first.await?.map_err(port_error)?.is_none())
    }

    async fn ping(&self) -> PortResult<()> {
        match &self.directory {
            // The store does not distinguish an absent file from an absent directory.
            Some(directory) => {
                let found = timeout(OPERATION_TIMEOUT, tokio::fs::metadata(directory)).await;
                found.map_err(|elapsed| PortErrorKind::Timeout.because(elapsed))?.map_err(PortError::unavailable)?;
            }
            // No object has this key. The request still needs the bucket and the right to read it.
            None => drop(self.get("ping").await?),
        }
        Ok(())
    }

    async fn download_link(&self, key: &str, file_name: &str, expires_in: Duration) -> PortResult<Option<Url>> {
        let Some(signer) = &self.signer else { return Ok(None) };
        let path = self.path(key)?;
        // The signature covers the header, so a link cannot be changed to display the document as a page (UP-10).
        let options = SignedUrlOptions::new().with_query([("response-content-disposition", attachment(file_name))]);
        let link = signer.signed_url_opts(Method::GET, &path, expires_in, &options).await.map_err(port_error)?;
        Ok(Some(link))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn up_13_what_a_put_that_was_cut_off_has_left_goes_with_its_key() {
        let folder = tempfile::tempdir().unwrap();
        let objects = Objects::local(folder.path()).unwrap();
        objects.put("resumes/a.pdf", Bytes::from_static(b"whole")).await.unwrap();
        for name in ["a.pdf#1", "a.pdf#2", "b.pdf#1"] {
            std::fs::write(folder.path().join("resumes").join(name), b"par").unwrap();
        }
        objects.delete("resumes/a.pdf").await.unwrap();
        objects.delete("resumes/never-put.pdf").await.unwrap();
        let left = std::fs::read_dir(folder.path().join("resumes")).unwrap();
        let left: Vec<_> = left.map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(left, ["b.pdf#1"], "the upload of another key continues");
    }
}
