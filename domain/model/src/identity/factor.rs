//! Second factors: time-based one-time passwords (TOTP, RFC 6238).

use chrono::{DateTime, Utc};

use crate::kernel::id::{AccountId, FactorId};

/// A TOTP authenticator of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Factor {
    /// The id.
    pub id: FactorId,
    /// The account.
    pub account_id: AccountId,
    /// The owner's name for it.
    pub name: String,
    /// When it was enrolled.
    pub created_at: DateTime<Utc>,
    /// When its first code was accepted; sign-in requires it from then on.
    pub verified_at: Option<DateTime<Utc>>,
    /// The time step of the last accepted code: this code and all earlier ones are used (AU-25).
    pub last_step: Option<u64>,
}

impl Factor {
    /// Accepts the code of this time step. `None` when this or a later step was accepted before.
    #[must_use]
    pub fn accept(&self, step: u64, now: DateTime<Utc>) -> Option<Self> {
        let is_used_up = self.last_step.is_some_and(|last| step <= last);
        let verified_at = self.verified_at.or(Some(now));
        (!is_used_up).then(|| Self { last_step: Some(step), verified_at, ..self.clone() })
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn au_25_a_code_is_accepted_once_and_none_before_it() {
        let now = DateTime::UNIX_EPOCH;
        let (id, account_id) = (FactorId(Uuid::nil()), AccountId(Uuid::nil()));
        let new =
            Factor { id, account_id, name: "phone".to_owned(), created_at: now, verified_at: None, last_step: None };
        let used = new.accept(10, now).expect("a new code");
        assert_eq!((used.verified_at, used.last_step), (Some(now), Some(10)));
        for (step, is_accepted) in [(9, false), (10, false), (11, true)] {
            assert_eq!(used.accept(step, now).is_some(), is_accepted, "{step}");
        }
    }
}
