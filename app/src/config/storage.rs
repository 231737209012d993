//! `[storage]`: the object storage. Its keys belong to `adapter-storage`; without the section it is a directory in the
//! data directory.

pub use adapter_storage::StorageConfig;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::tests::load;

    #[test]
    fn files_can_be_kept_in_a_bucket() {
        let config = load(
            "[storage]\nprovider = \"s3\"\nendpoint = \"https://abc.supabase.co/storage/v1/s3\"\n\
             region = \"eu-central-1\"\nbucket = \"jobwright\"\naccess_key_id = \"id\"\n\
             secret_access_key = \"secret-key\"\nprefix = \"objects\"\n",
        )
        .unwrap();
        assert!(matches!(config.storage, Some(StorageConfig::S3(_))));
        assert!(!format!("{config:?}").contains("secret-key"), "a secret is never printed");
    }
}
