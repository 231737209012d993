//! Random identifiers and secrets.

use aws_lc_rs::rand;
use ports::{IdGenerator, Secret, SecretHash};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Time-ordered identifiers (UUID version 7), and random secrets.
#[derive(Debug, Clone, Copy, Default)]
pub struct RandomIds;

impl IdGenerator for RandomIds {
    #[expect(clippy::disallowed_methods, reason = "the only place that creates identifiers")]
    fn next(&self) -> Uuid {
        Uuid::now_v7()
    }

    fn secret(&self) -> Secret {
        let mut bytes = [0; 32];
        rand::fill(&mut bytes).expect("the system has a random number generator");
        let text = hex::encode(bytes);
        Secret { hash: self.hash_secret(&text), text }
    }

    fn hash_secret(&self, text: &str) -> SecretHash {
        SecretHash(Sha256::digest(text).into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn later_identifiers_sort_after_earlier_ones() {
        let ids: Vec<Uuid> = (0..10_000).map(|_| RandomIds.next()).collect();
        assert!(ids.is_sorted());
    }

    #[test]
    fn a_secret_is_recognised_by_its_hash_and_never_repeats() {
        let (one, other) = (RandomIds.secret(), RandomIds.secret());
        assert_eq!(RandomIds.hash_secret(&one.text), one.hash);
        assert_ne!(one.hash, other.hash);
        assert_eq!(one.text.len(), 64);
    }
}
