//! Login sessions: their proofs, their lifetime, and the meaning of a refresh token.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::identity::account::Principal;
use crate::kernel::id::{AccountId, ApiKeyId, LoginSessionId};
use crate::kernel::named::named_enum;

named_enum! {
    /// The authenticator assurance level, as in the `aal` claim of tokens.
    Assurance {
        /// One factor: a password, a link in a mail, or a social sign-in.
        One = "aal1",
        /// A second factor in addition.
        Two = "aal2",
    }
}

named_enum! {
    /// An authentication method, as in the `amr` claim of tokens.
    Proof {
        /// The password.
        Password = "password",
        /// A link or a code in a mail.
        Mail = "otp",
        /// A social sign-in.
        Social = "oauth",
        /// A code of a second factor.
        Totp = "totp",
        /// A recovery code in place of the second factor.
        Recovery = "recovery",
    }
}

impl Proof {
    /// Whether it is a second factor, which is valid only in addition to another proof.
    pub const fn is_second(self) -> bool {
        matches!(self, Self::Totp | Self::Recovery)
    }
}

/// A proof with its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proven {
    /// The method.
    pub by: Proof,
    /// The time.
    pub at: DateTime<Utc>,
}

/// The client of a session, for the owner's list of sessions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Origin {
    /// The `User-Agent` header, truncated.
    pub user_agent: Option<String>,
    /// The network address.
    pub address: Option<String>,
}

/// The credential of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Credential {
    /// The tokens of a session.
    Session(LoginSessionId),
    /// An API key.
    Key(ApiKeyId),
}

/// The result of authenticating a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Authentication {
    /// The account and its role.
    pub principal: Principal,
    /// The credential.
    pub by: Credential,
    /// Whether the account has a verified second factor.
    pub has_second_factor: bool,
    /// The assurance level.
    pub assurance: Assurance,
    /// The time of the last proof.
    pub proved_at: DateTime<Utc>,
    /// Whether requests may write. `false` for a read-only API key.
    pub may_write: bool,
}

impl Authentication {
    /// How long an authentication is recent, as sensitive operations require (AZ-12).
    const RECENT: TimeDelta = TimeDelta::minutes(10);

    /// The session; `None` for an API key.
    pub const fn session(&self) -> Option<LoginSessionId> {
        match self.by {
            Credential::Session(id) => Some(id),
            Credential::Key(_) => None,
        }
    }

    /// The API key; `None` for a session.
    pub const fn key(&self) -> Option<ApiKeyId> {
        match self.by {
            Credential::Session(_) => None,
            Credential::Key(id) => Some(id),
        }
    }

    /// Whether the second factor is still missing. Until then only operations on second factors are allowed.
    pub fn is_mfa_pending(&self) -> bool {
        self.has_second_factor && self.assurance != Assurance::Two
    }

    /// Whether the last proof is recent, and includes the second factor if the account has one.
    pub fn has_recent_auth(&self, now: DateTime<Utc>) -> bool {
        self.session().is_some() && !self.is_mfa_pending() && now < self.proved_at + Self::RECENT
    }
}

/// A login session. Its refresh token contains the session id and a counter; each refresh increments the counter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoginSession {
    /// The id, a claim of the tokens.
    pub id: LoginSessionId,
    /// The account.
    pub account_id: AccountId,
    /// When it was opened.
    pub created_at: DateTime<Utc>,
    /// The proofs in order; never empty.
    pub proofs: Vec<Proven>,
    /// The client that opened it.
    pub origin: Origin,
    /// The counter of the current refresh token.
    pub refresh_counter: u32,
    /// When the counter last advanced.
    pub refreshed_at: DateTime<Utc>,
    /// The end of the absolute lifetime, which refreshes do not extend.
    pub expires_at: DateTime<Utc>,
    /// When it was ended: by sign-out, an administrator, or reuse of an old refresh token.
    pub revoked_at: Option<DateTime<Utc>>,
}

/// The decision about a presented refresh token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refresh {
    /// The current token: the counter advances.
    Advanced(LoginSession),
    /// The parent of the current token, or a very recent one: a response was lost, or two tabs raced. The current token is
    /// issued again, and nothing changes.
    Repeated(LoginSession),
    /// An older token, which a thief may have copied. The session ends.
    Reused(LoginSession),
    /// The session has ended.
    Ended,
}

impl LoginSession {
    /// The interval in which repeated refreshes count as a race of one client.
    const REUSE_INTERVAL: TimeDelta = TimeDelta::seconds(10);

    /// The idle timeout.
    const IDLE_TIMEOUT: TimeDelta = TimeDelta::days(7);
    /// The absolute lifetime (AU-04).
    const LIFETIME: TimeDelta = TimeDelta::days(30);

    /// A new session with one proof.
    pub fn begin(id: LoginSessionId, account_id: AccountId, by: Proof, origin: Origin, now: DateTime<Utc>) -> Self {
        Self {
            id,
            account_id,
            created_at: now,
            proofs: vec![Proven { by, at: now }],
            origin,
            refresh_counter: 0,
            refreshed_at: now,
            expires_at: now + Self::LIFETIME,
            revoked_at: None,
        }
    }

    /// A session of an external identity provider, when its first token is presented. Its age counts from its first proof.
    /// The provider decides about the idle timeout.
    pub fn external(
        id: LoginSessionId,
        account_id: AccountId,
        proofs: Vec<Proven>,
        origin: Origin,
        now: DateTime<Utc>,
    ) -> Self {
        let created_at = proofs.iter().map(|proven| proven.at).min().unwrap_or(now);
        let expires_at = created_at + Self::LIFETIME;
        let (refresh_counter, refreshed_at, revoked_at) = (0, expires_at, None);
        Self { id, account_id, created_at, proofs, origin, refresh_counter, refreshed_at, expires_at, revoked_at }
    }

    /// The session that replaces this one after a further proof. It has another id, so that a stolen token of this session
    /// is not valid for the new one (AU-11). Its absolute lifetime is the same.
    #[must_use]
    pub fn step_up(&self, id: LoginSessionId, by: Proof, now: DateTime<Utc>) -> Self {
        let mut next = Self { id, refresh_counter: 0, refreshed_at: now, revoked_at: None, ..self.clone() };
        next.proofs.retain(|proven| proven.by != by);
        next.proofs.push(Proven { by, at: now });
        next
    }

    /// The assurance level.
    pub fn assurance(&self) -> Assurance {
        if self.proofs.iter().any(|proven| proven.by.is_second()) { Assurance::Two } else { Assurance::One }
    }

    /// The time of the last proof.
    pub fn proved_at(&self) -> DateTime<Utc> {
        self.proofs.iter().map(|proven| proven.at).max().unwrap_or(self.created_at)
    }

    /// Whether the session is active at `now`.
    pub fn is_live(&self, now: DateTime<Utc>) -> bool {
        self.revoked_at.is_none() && now < self.expires_at && now < self.refreshed_at + Self::IDLE_TIMEOUT
    }

    /// Decides about a refresh token with this counter at `now`.
    pub fn refresh(mut self, counter: u32, now: DateTime<Utc>) -> Refresh {
        if !self.is_live(now) || counter > self.refresh_counter {
            return Refresh::Ended;
        }
        if counter == self.refresh_counter {
            self.refresh_counter += 1;
            self.refreshed_at = now;
            return Refresh::Advanced(self);
        }
        let is_parent = counter + 1 == self.refresh_counter;
        let is_recent = now - self.refreshed_at < Self::REUSE_INTERVAL;
        if is_parent || is_recent {
            return Refresh::Repeated(self);
        }
        self.revoked_at = Some(now);
        Refresh::Reused(self)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn session(counter: u32, refreshed_at: DateTime<Utc>) -> LoginSession {
        let (id, account) = (LoginSessionId(Uuid::nil()), AccountId(Uuid::nil()));
        let new = LoginSession::begin(id, account, Proof::Password, Origin::default(), refreshed_at);
        LoginSession { refresh_counter: counter, ..new }
    }

    #[test]
    fn the_current_refresh_token_advances_the_session() {
        let start = DateTime::UNIX_EPOCH;
        let Refresh::Advanced(next) = session(4, start).refresh(4, start + TimeDelta::hours(1)) else {
            panic!("the current token must advance")
        };
        assert_eq!(next.refresh_counter, 5);
    }

    #[test]
    fn au_02_after_a_lost_response_the_current_token_is_issued_again() {
        let start = DateTime::UNIX_EPOCH;
        let outcome = session(5, start).refresh(4, start + TimeDelta::hours(1));
        assert_eq!(outcome, Refresh::Repeated(session(5, start)));
    }

    #[test]
    fn au_05_an_older_token_ends_the_session() {
        let start = DateTime::UNIX_EPOCH;
        let now = start + TimeDelta::hours(1);
        let Refresh::Reused(ended) = session(5, start).refresh(3, now) else { panic!("reuse must be noticed") };
        assert!(!ended.is_live(now));
    }

    #[test]
    fn au_04_a_session_ends_at_its_absolute_lifetime() {
        let start = DateTime::UNIX_EPOCH;
        let mut session = session(0, start);
        for day in 1..30 {
            let Refresh::Advanced(next) = session.refresh(day - 1, start + TimeDelta::days(day.into())) else {
                panic!("day {day} is within its life")
            };
            session = next;
        }
        assert_eq!(session.refresh(29, start + TimeDelta::days(30)), Refresh::Ended);
    }

    #[test]
    fn a_session_ends_at_its_idle_timeout_of_a_week() {
        let start = DateTime::UNIX_EPOCH;
        assert!(session(5, start).is_live(start + TimeDelta::days(7) - TimeDelta::seconds(1)));
        assert_eq!(session(5, start).refresh(5, start + TimeDelta::days(7)), Refresh::Ended);
    }

    #[test]
    fn au_03_fifty_refreshes_in_a_row_work() {
        let start = DateTime::UNIX_EPOCH;
        let mut session = session(0, start);
        for n in 0..50 {
            let Refresh::Advanced(next) = session.refresh(n, start + TimeDelta::seconds(n.into())) else {
                panic!("the {n}th token is current")
            };
            session = next;
        }
        assert_eq!(session.refresh_counter, 50);
    }

    #[test]
    fn au_11_a_second_proof_makes_another_session_that_lasts_no_longer() {
        let (start, now) = (DateTime::UNIX_EPOCH, DateTime::UNIX_EPOCH + TimeDelta::days(20));
        let first = session(5, start);
        assert_eq!(first.assurance(), Assurance::One);
        let next = first.step_up(LoginSessionId(Uuid::from_u128(1)), Proof::Totp, now);
        assert_eq!((next.assurance(), next.proved_at(), next.expires_at), (Assurance::Two, now, first.expires_at));
        assert_ne!(next.id, first.id);
    }

    #[test]
    fn au_04_an_external_session_is_as_old_as_its_first_proof() {
        let (id, account, start) = (LoginSessionId(Uuid::nil()), AccountId(Uuid::nil()), DateTime::UNIX_EPOCH);
        let seen = start + TimeDelta::days(20);
        let proofs = vec![Proven { by: Proof::Social, at: start }, Proven { by: Proof::Totp, at: seen }];
        let session = LoginSession::external(id, account, proofs, Origin::default(), seen);
        assert_eq!((session.assurance(), session.proved_at()), (Assurance::Two, seen));
        assert!(session.is_live(start + TimeDelta::days(29)) && !session.is_live(start + TimeDelta::days(30)));
    }

    #[test]
    fn a_token_from_the_future_is_refused() {
        let start = DateTime::UNIX_EPOCH;
        assert_eq!(session(5, start).refresh(6, start), Refresh::Ended);
    }
}
