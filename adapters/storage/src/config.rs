//! `[storage]`: the directory or bucket of the object storage, and the bucket's client.

use std::path::PathBuf;
use std::time::Duration;

use domain_model::kernel::address::is_loopback;
use object_store::aws::{AmazonS3, AmazonS3Builder};
use object_store::{BackoffConfig, ClientOptions, RetryConfig};
use ports::{PortError, PortResult};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use url::Url;

use crate::{OPERATION_TIMEOUT, object_path};

/// How long connecting may take.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(3);

/// Where objects are stored.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "provider", rename_all = "snake_case", deny_unknown_fields)]
pub enum StorageConfig {
    /// A directory on this machine.
    Local {
        /// Created when missing. `None` means `objects` in the data directory.
        directory: Option<PathBuf>,
    },
    /// A bucket at a server that speaks S3's protocol, as Amazon's and Supabase's do.
    S3(S3Config),
}

/// A bucket and its access key.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct S3Config {
    /// The server, for example `https://<ref>.supabase.co/storage/v1/s3`. `None` is Amazon's, in the region.
    pub endpoint: Option<Url>,
    /// The bucket's region.
    pub region: String,
    /// The bucket. It has to exist.
    pub bucket: String,
    /// The id of the access key.
    pub access_key_id: String,
    /// The access key.
    pub secret_access_key: SecretString,
    /// The prefix of all object names, for a bucket that is shared.
    pub prefix: Option<String>,
    /// Whether the bucket's name is in the path of the URL instead of its host. `None` is the path with an `endpoint`, and the
    /// host without one.
    pub path_style: Option<bool>,
}

impl S3Config {
    /// A client of the server. Sends no request yet.
    pub(crate) fn client(&self) -> PortResult<AmazonS3> {
        let is_path_style = self.path_style.unwrap_or(self.endpoint.is_some());
        let is_plain = self.endpoint.as_ref().is_some_and(|endpoint| endpoint.scheme() != "https");
        let options = ClientOptions::new().with_connect_timeout(CONNECT_TIMEOUT).with_allow_http(is_plain);
        let retry = RetryConfig {
            backoff: BackoffConfig {
                init_backoff: Duration::from_millis(100),
                max_backoff: Duration::from_secs(1),
                base: 2.0,
            },
            max_retries: 2,
            retry_timeout: OPERATION_TIMEOUT,
        };
        // Every field is set, so that the library reads no environment variables of other tools.
        let mut builder = AmazonS3Builder::new()
            .with_region(&self.region)
            .with_bucket_name(&self.bucket)
            .with_access_key_id(&self.access_key_id)
            .with_secret_access_key(self.secret_access_key.expose_secret())
            .with_virtual_hosted_style_request(!is_path_style)
            // Not every server knows how to delete several at once.
            .with_disable_bulk_delete(true)
            .with_client_options(options)
            .with_retry(retry);
        if let Some(endpoint) = &self.endpoint {
            builder = builder.with_endpoint(self.address(endpoint, is_path_style)?);
        }
        builder.build().map_err(PortError::internal)
    }

    /// The prefix of every key: empty, or ending with a slash.
    pub(crate) fn prefix(&self) -> PortResult<String> {
        let prefix = object_path(self.prefix.as_deref().unwrap_or_default())?;
        Ok(if prefix.as_ref().is_empty() { String::new() } else { format!("{prefix}/") })
    }

    /// The URL that requests are sent to.
    fn address(&self, endpoint: &Url, is_path_style: bool) -> PortResult<String> {
        let is_local = endpoint.host().is_some_and(|host| is_loopback(&host));
        if endpoint.scheme() != "https" && !(endpoint.scheme() == "http" && is_local) {
            return Err(PortError::invalid("an S3 endpoint must begin with https, or with http on this machine"));
        }
        let mut address = endpoint.clone();
        if !is_path_style {
            let host = format!("{}.{}", self.bucket, endpoint.host_str().unwrap_or_default());
            address.set_host(Some(&host)).map_err(PortError::internal)?;
        }
        Ok(address.as_str().trim_end_matches('/').to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(endpoint: Option<&str>, path_style: Option<bool>) -> S3Config {
        S3Config {
            endpoint: endpoint.map(|endpoint| endpoint.parse().unwrap()),
            region: "eu-central-1".to_owned(),
            bucket: "objects".to_owned(),
            access_key_id: "id".to_owned(),
            secret_access_key: "a secret key".to_owned().into(),
            prefix: None,
            path_style,
        }
    }

    #[tokio::test]
    async fn bucket_urls_follow_the_path_style() {
        for (endpoint, path_style, address) in [
            (None, None, "https://objects.s3.eu-central-1.amazonaws.com/a"),
            (None, Some(true), "https://s3.eu-central-1.amazonaws.com/objects/a"),
            (Some("https://x.supabase.co/storage/v1/s3"), None, "https://x.supabase.co/storage/v1/s3/objects/a"),
            (Some("https://s3.example.org/"), Some(false), "https://objects.s3.example.org/a"),
            (Some("http://127.0.0.1:9000"), None, "http://127.0.0.1:9000/objects/a"),
        ] {
            let objects = crate::Objects::s3(&config(endpoint, path_style)).unwrap();
            let link =
                ports::ObjectStorage::download_link(&objects, "a", "a.pdf", OPERATION_TIMEOUT).await.unwrap().unwrap();
            assert_eq!(link.as_str().split_once('?').unwrap().0, address);
        }
    }

    #[test]
    fn unencrypted_storage_is_allowed_on_this_machine_only() {
        for endpoint in ["http://s3.example.org", "http://10.0.0.1:9000", "ftp://localhost"] {
            let refused = config(Some(endpoint), None).client().unwrap_err();
            assert!(matches!(refused.kind, ports::PortErrorKind::Invalid(_)), "{endpoint}: {refused}");
        }
        assert!(config(Some("http://[::1]:9000"), None).client().is_ok());
    }

    #[test]
    fn a_prefix_ends_with_a_slash() {
        let prefix = |prefix: &str| S3Config { prefix: Some(prefix.to_owned()), ..config(None, None) }.prefix();
        assert_eq!(prefix("").unwrap(), "");
        assert_eq!(prefix("/jobwright/objects/").unwrap(), "jobwright/objects/");
        assert!(prefix("../another").is_err());
    }

    #[test]
    fn pi_01_the_key_is_never_printed() {
        let config = config(None, None);
        let objects = crate::Objects::s3(&config).unwrap();
        for printed in [format!("{config:?}"), format!("{objects:?}")] {
            assert!(!printed.contains("a secret key"), "{printed}");
        }
    }
}
