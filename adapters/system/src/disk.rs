//! Free disk space.

use std::path::Path;

use nix::sys::statvfs::statvfs;
use ports::{PortError, PortResult};

/// Bytes that this process may still write below a directory.
pub fn free_space(directory: &Path) -> PortResult<u64> {
    let found = statvfs(directory).map_err(PortError::internal)?;
    Ok(found.blocks_available().saturating_mul(found.fragment_size()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn free_space_is_that_of_an_existing_directory() {
        let folder = tempfile::tempdir().unwrap();
        assert!(free_space(folder.path()).unwrap() > 0);
        assert!(free_space(&folder.path().join("none")).is_err());
    }
}
