//! Argon2id with the parameters OWASP recommends: 19 MiB, two passes (finding D13: about 17 ms a hash).
//!
//! A flood of logins must not eat the memory or the threads of everybody else, so only a few hashes are computed at a
//! time and only so many wait.

use std::sync::{Arc, LazyLock};

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use async_trait::async_trait;
use ports::{PasswordHasher, PortError, PortErrorKind, PortResult};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

/// Hashes at the same time: 4 × 19 MiB.
const AT_ONCE: usize = 4;
/// Hashes waiting for their turn: about a second's worth.
const WAITING: usize = 64;

/// The hash that is checked when there is none, so that an unknown user costs what a known one costs (AU-33).
static NOBODY: LazyLock<String> = LazyLock::new(|| {
    let hash = Argon2::default().hash_password(b"no account has this password");
    hash.expect("the default parameters are valid").to_string()
});

/// Argon2id.
#[derive(Debug, Clone)]
pub struct Argon2Hasher {
    working: Arc<Semaphore>,
    queue: Arc<Semaphore>,
}

impl Default for Argon2Hasher {
    fn default() -> Self {
        Self { working: Arc::new(Semaphore::new(AT_ONCE)), queue: Arc::new(Semaphore::new(AT_ONCE + WAITING)) }
    }
}

impl Argon2Hasher {
    async fn in_turn<T: Send + 'static>(&self, work: impl FnOnce() -> PortResult<T> + Send + 'static) -> PortResult<T> {
        let Ok(_place) = Arc::clone(&self.queue).try_acquire_owned() else {
            return Err(PortError::new(PortErrorKind::Unavailable));
        };
        let turn = Arc::clone(&self.working).acquire_owned().await.expect("the semaphore is never closed");
        spawn_blocking(move || {
            let _turn = turn;
            work()
        })
        .await
        .map_err(PortError::internal)?
    }
}

#[async_trait]
impl PasswordHasher for Argon2Hasher {
    async fn hash(&self, password: &str) -> PortResult<String> {
        let password = password.to_owned();
        self.in_turn(move || {
            let hash = Argon2::default().hash_password(password.as_bytes()).map_err(PortError::internal)?;
            Ok(hash.to_string())
        })
        .await
    }

    async fn verify(&self, password: &str, hash: Option<&str>) -> PortResult<bool> {
        let (password, hash) = (password.to_owned(), hash.map(str::to_owned));
        self.in_turn(move || {
            let is_known = hash.is_some();
            let hash = hash.unwrap_or_else(|| NOBODY.clone());
            let hash = PasswordHash::new(&hash).map_err(PortError::internal)?;
            Ok(Argon2::default().verify_password(password.as_bytes(), &hash).is_ok() && is_known)
        })
        .await
    }
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
    async fn au_31_the_73rd_byte_matters() {
        let hasher = Argon2Hasher::default();
        let hash = hasher.hash(&"x".repeat(73)).await.unwrap();
        assert!(!hasher.verify(&format!("{}y", "x".repeat(72)), Some(&hash)).await.unwrap());
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn au_32_a_flood_is_turned_away_instead_of_piling_up() {
        let hasher = Argon2Hasher::default();
        let attempts: Vec<_> = (0..200)
            .map(|_| {
                let hasher = hasher.clone();
                tokio::spawn(async move { hasher.verify("x", None).await })
            })
            .collect();
        let mut turned_away = 0;
        for attempt in attempts {
            match attempt.await.unwrap() {
                Ok(right) => assert!(!right),
                Err(error) => {
                    assert_eq!(error.kind, PortErrorKind::Unavailable);
                    turned_away += 1;
                }
            }
        }
        assert!(turned_away > 0, "200 at once are more than fit");
        assert!(!hasher.verify("x", None).await.unwrap(), "and afterwards there is room again");
    }
}
