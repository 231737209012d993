//! Files by key, through `object_store`: a local directory today, S3 by configuration later.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use async_trait::async_trait;
use bytes::Bytes;
use object_store::local::LocalFileSystem;
use object_store::path::Path as ObjectPath;
use object_store::{Error, ObjectStore, ObjectStoreExt};
use ports::{ObjectStorage, PortError, PortErrorKind, PortResult};
use serde::Deserialize;

/// Where files are kept.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(tag = "provider", rename_all = "snake_case", deny_unknown_fields)]
pub enum StorageConfig {
    /// A directory on this machine.
    Local {
        /// Created when missing. `None` means `objects` in the data directory.
        directory: Option<PathBuf>,
    },
}

/// Files by key.
#[derive(Debug, Clone)]
pub struct Objects {
    store: Arc<dyn ObjectStore>,
}

impl Objects {
    /// Files in a directory of this machine.
    pub fn local(directory: &Path) -> PortResult<Self> {
        std::fs::create_dir_all(directory).map_err(PortError::internal)?;
        // An acknowledged upload survives a power cut: the file and its directory entry are synced.
        let store = LocalFileSystem::new_with_prefix(directory).map_err(port_error)?.with_fsync(true);
        Ok(Self { store: Arc::new(store) })
    }
}

fn path(key: &str) -> PortResult<ObjectPath> {
    ObjectPath::parse(key).map_err(|error| PortErrorKind::Invalid("not an object key".to_owned()).because(error))
}

fn port_error(error: Error) -> PortError {
    match error {
        Error::NotFound { .. } => PortErrorKind::NotFound.because(error),
        error => PortError::unavailable(error),
    }
}

#[async_trait]
impl ObjectStorage for Objects {
    async fn put(&self, key: &str, bytes: Bytes) -> PortResult<()> {
        self.store.put(&path(key)?, bytes.into()).await.map_err(port_error)?;
        Ok(())
    }

    async fn get(&self, key: &str) -> PortResult<Option<Bytes>> {
        let found = match self.store.get(&path(key)?).await {
            Err(Error::NotFound { .. }) => return Ok(None),
            found => found.map_err(port_error)?,
        };
        found.bytes().await.map(Some).map_err(port_error)
    }

    async fn delete(&self, key: &str) -> PortResult<()> {
        match self.store.delete(&path(key)?).await {
            Err(Error::NotFound { .. }) => Ok(()),
            outcome => outcome.map_err(port_error),
        }
    }
}
