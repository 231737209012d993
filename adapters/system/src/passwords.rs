//! Argon2id with the parameters OWASP recommends: 19 MiB, two passes (finding D13: about 17 ms a hash).
//!
//! A flood of logins must not exhaust the memory or the threads of other requests, so only a few hashes are computed at
//! a time and a bounded number waits. Memory is reused for the next hash: when it was returned to the allocator each
//! time, fragmentation after a thousand logins cost two gigabytes.

use std::sync::{Arc, Mutex};

use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use async_trait::async_trait;
use ports::{PasswordHasher, PortError, PortErrorKind, PortResult};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

/// Concurrent hashes, of 19 MiB each. Two are more than a hundred hashes a second, and leave the other cores to other requests.
const MAX_CONCURRENT: usize = 2;
/// Queued hashes: about half a second of work.
const MAX_QUEUED: usize = 64;

/// The hash that is verified for an unknown account, so that it costs the same as a known one (AU-33). No known password
/// has this hash.
const DUMMY_HASH: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IGhhcyB0aGlzIQ$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Argon2id.
#[derive(Debug, Clone)]
pub struct Argon2Hasher {
    running: Arc<Semaphore>,
    queue: Arc<Semaphore>,
    /// Memory for reuse: at most as much as the concurrent hashes need.
    spare: Arc<Mutex<Vec<Memory>>>,
}

type Memory = Vec<Block>;

impl Default for Argon2Hasher {
    fn default() -> Self {
        Self {
            running: Arc::new(Semaphore::new(MAX_CONCURRENT)),
            queue: Arc::new(Semaphore::new(MAX_CONCURRENT + MAX_QUEUED)),
            spare: Arc::default(),
        }
    }
}

impl Argon2Hasher {
    async fn queued<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Memory) -> PortResult<T> + Send + 'static,
    ) -> PortResult<T> {
        let Ok(_queue_permit) = Arc::clone(&self.queue).try_acquire_owned() else {
            return Err(PortError::new(PortErrorKind::Unavailable));
        };
        let running_permit = Arc::clone(&self.running).acquire_owned().await.expect("the semaphore is never closed");
        let spare = Arc::clone(&self.spare);
        spawn_blocking(move || {
            let _running_permit = running_permit;
            let spare = || spare.lock().expect("nobody panics while holding it");
            let mut memory = spare().pop().unwrap_or_default();
            let result = work(&mut memory);
            spare().push(memory);
            result
        })
        .await
        .map_err(PortError::internal)?
    }
}

#[async_trait]
impl PasswordHasher for Argon2Hasher {
    async fn hash(&self, password: &str) -> PortResult<String> {
        let password = password.to_owned();
        self.queued(move |memory| {
            let (params, salt) = (Params::default(), Salt::generate());
            let hash = PasswordHash {
                algorithm: Algorithm::Argon2id.ident(),
                version: Some(Version::V0x13.into()),
                params: ParamsString::try_from(&params).map_err(PortError::internal)?,
                salt: Some(salt),
                hash: None,
            };
            let output = output(&password, &salt, params, memory)?;
            Ok(PasswordHash { hash: Some(output), ..hash }.to_string())
        })
        .await
    }

    async fn verify(&self, password: &str, hash: Option<&str>) -> PortResult<bool> {
        let (password, hash) = (password.to_owned(), hash.map(str::to_owned));
        self.queued(move |memory| {
            let known = PasswordHash::new(hash.as_deref().unwrap_or(DUMMY_HASH)).map_err(PortError::internal)?;
            let params = Params::try_from(&known).map_err(PortError::internal)?;
            let is_ours =
                known.algorithm == Algorithm::Argon2id.ident() && known.version == Some(Version::V0x13.into());
            let (true, Some(salt), Some(expected)) = (is_ours, known.salt, known.hash) else {
                return Err(PortError::internal("the stored hash has another algorithm or version"));
            };
            // `Output` compares in constant time.
            Ok(output(&password, &salt, params, memory)? == expected && hash.is_some())
        })
        .await
    }
}

fn output(password: &str, salt: &Salt, params: Params, memory: &mut Memory) -> PortResult<Output> {
    memory.resize(params.block_count(), Block::new());
    let mut output = [0; Output::MAX_LENGTH];
    let output = &mut output[..params.output_len().unwrap_or(Params::DEFAULT_OUTPUT_LEN)];
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    argon2.hash_password_into_with_memory(password.as_bytes(), salt, output, memory).map_err(PortError::internal)?;
    Output::new(output).map_err(PortError::internal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_is_recognised_by_its_hash_only() {
        let hasher = Argon2Hasher::default();
        let hash = hasher.hash("correct horse").await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(hasher.verify("correct horse", Some(&hash)).await.unwrap());
        assert!(!hasher.verify("correct horses", Some(&hash)).await.unwrap());
        assert!(!hasher.verify("no account has this password", None).await.unwrap());
    }

    #[tokio::test]
    async fn hashes_are_compatible_with_argon2_whatever_the_reused_memory_holds() {
        use argon2::{PasswordHasher as _, PasswordVerifier as _};
        let hasher = Argon2Hasher::default();
        for password in ["correct horse", "battery staple"] {
            let theirs = Argon2::default().hash_password(password.as_bytes()).unwrap().to_string();
            assert!(hasher.verify(password, Some(&theirs)).await.unwrap());
            let ours = hasher.hash(password).await.unwrap();
            Argon2::default().verify_password(password.as_bytes(), &PasswordHash::new(&ours).unwrap()).unwrap();
        }
    }

    #[tokio::test]
    async fn au_33_the_dummy_hash_costs_what_a_new_one_costs() {
        let new = Argon2Hasher::default().hash("correct horse").await.unwrap();
        let (new, dummy) = (PasswordHash::new(&new).unwrap(), PasswordHash::new(DUMMY_HASH).unwrap());
        let cost = |hash: PasswordHash| {
            let lengths = (hash.salt.unwrap().len(), hash.hash.unwrap().len());
            (hash.algorithm, hash.version, hash.params, lengths)
        };
        assert_eq!(cost(dummy), cost(new));
    }

    #[tokio::test]
    async fn au_31_the_73rd_byte_matters() {
        let hasher = Argon2Hasher::default();
        let hash = hasher.hash(&"x".repeat(73)).await.unwrap();
        assert!(!hasher.verify(&format!("{}y", "x".repeat(72)), Some(&hash)).await.unwrap());
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn au_32_a_flood_of_hashes_is_refused_instead_of_queued() {
        let hasher = Argon2Hasher::default();
        let attempts: Vec<_> = (0..200)
            .map(|_| {
                let hasher = hasher.clone();
                tokio::spawn(async move { hasher.verify("x", None).await })
            })
            .collect();
        let mut refused = 0;
        for attempt in attempts {
            match attempt.await.unwrap() {
                Ok(right) => assert!(!right),
                Err(error) => {
                    assert_eq!(error.kind, PortErrorKind::Unavailable);
                    refused += 1;
                }
            }
        }
        assert!(refused > 0, "200 at once are more than fit");
        assert!(!hasher.verify("x", None).await.unwrap(), "and afterwards there is room again");
        assert!(
            hasher.spare.lock().unwrap().len() <= MAX_CONCURRENT,
            "no more memory than for those who worked at once"
        );
    }
}
