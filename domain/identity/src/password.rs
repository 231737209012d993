//! What may be a password.

use crate::{IdentityError, IdentityResult};

const SHORTEST_CHARS: usize = 8;
/// Long enough for any passphrase, short enough to hash without care (AU-31).
pub(crate) const LONGEST_BYTES: usize = 1024;

/// Every character counts; none is forbidden, trimmed or changed.
pub(crate) fn acceptable(password: &str) -> IdentityResult<()> {
    if password.chars().count() < SHORTEST_CHARS {
        return Err(IdentityError::PasswordTooShort { shortest: SHORTEST_CHARS });
    }
    if password.len() > LONGEST_BYTES {
        return Err(IdentityError::PasswordTooLong { longest: LONGEST_BYTES });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn au_31_long_passwords_are_welcome_and_endless_ones_refused_before_hashing() {
        assert!(acceptable(&"ü".repeat(256)).is_ok());
        assert!(matches!(acceptable(&"x".repeat(1025)), Err(IdentityError::PasswordTooLong { .. })));
        assert!(matches!(acceptable("1234567"), Err(IdentityError::PasswordTooShort { .. })));
    }
}
