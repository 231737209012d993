//! Sign-ins: what was proved, how long it counts, and what a refresh token means.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::identity::account::Principal;
use crate::kernel::id::{AccountId, ApiKeyId, LoginSessionId};
use crate::kernel::named::named_enum;

named_enum! {
    /// How sure it is who is there, in the words of the tokens.
    Assurance {
        /// One proof: a password, a link in a mail, somebody else's word.
        One = "aal1",
        /// A second factor, too.
        Two = "aal2",
    }
}

named_enum! {
    /// By what somebody has proved who they are, in the words of the tokens.
    Proof {
        /// The password.
        Password = "password",
        /// A link or a code in a mail.
        Mail = "otp",
        /// Somebody else's word: social login.
        Social = "oauth",
        /// A code of a second factor.
        Totp = "totp",
        /// A recovery code in place of the second factor.
        Recovery = "recovery",
    }
}

impl Proof {
    /// Does it count besides another one only?
    pub const fn is_second(self) -> bool {
        matches!(self, Self::Totp | Self::Recovery)
    }
}

/// One proof, and when it was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proven {
    /// By what.
    pub by: Proof,
    /// When.
    pub at: DateTime<Utc>,
}

/// From where somebody signed in, as they see it in their list of sign-ins.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Origin {
    /// As the client calls itself, shortened.
    pub user_agent: Option<String>,
    /// The client's network address.
    pub address: Option<String>,
}

/// What a request speaks by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Credential {
    /// A sign-in: its owner is there.
    Session(LoginSessionId),
    /// A key: a program asks.
    Key(ApiKeyId),
}

/// Who is behind a request, and how sure that is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Authentication {
    /// Who.
    pub principal: Principal,
    /// By what.
    pub by: Credential,
    /// Has the account a second factor that is to be asked for?
    pub has_second_factor: bool,
    /// How sure it is who is there.
    pub assurance: Assurance,
    /// When something was last proved.
    pub proved_at: DateTime<Utc>,
    /// May more be done than looking? A key may be for looking only.
    pub may_write: bool,
}

impl Authentication {
    /// How long a proof is good for what is sensitive (AZ-12).
    const FRESH: TimeDelta = TimeDelta::minutes(10);

    /// By which sign-in; `None` when a program asks with a key.
    pub const fn session(&self) -> Option<LoginSessionId> {
        match self.by {
            Credential::Session(id) => Some(id),
            Credential::Key(_) => None,
        }
    }

    /// With which key; `None` when somebody has signed in themselves.
    pub const fn key(&self) -> Option<ApiKeyId> {
        match self.by {
            Credential::Session(_) => None,
            Credential::Key(id) => Some(id),
        }
    }

    /// Is a second factor still to be proved? Until then the sign-in opens nothing but the way there.
    pub fn is_mfa_pending(&self) -> bool {
        self.has_second_factor && self.assurance != Assurance::Two
    }

    /// Was it proved just now, and by the second factor where there is one?
    pub fn has_recent_auth(&self, now: DateTime<Utc>) -> bool {
        self.session().is_some() && !self.is_mfa_pending() && now < self.proved_at + Self::FRESH
    }
}

/// One sign-in. The refresh token names the session and a counter; each refresh advances the counter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoginSession {
    /// Named by the tokens.
    pub id: LoginSessionId,
    /// Whose.
    pub account_id: AccountId,
    /// When it began.
    pub created_at: DateTime<Utc>,
    /// What was proved, in order; never empty.
    pub proofs: Vec<Proven>,
    /// From where it was opened.
    pub origin: Origin,
    /// The counter of the refresh token that is current.
    pub refresh_counter: u32,
    /// When the counter last advanced.
    pub refreshed_at: DateTime<Utc>,
    /// Not usable from then on, however often it is refreshed.
    pub expires_at: DateTime<Utc>,
    /// Set by logout, or when a token was used that only a thief could hold.
    pub revoked_at: Option<DateTime<Utc>>,
}

/// What presenting a refresh token means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refresh {
    /// The current token: the session moves on.
    Advanced(LoginSession),
    /// The parent of the current token, or a very recent one: its answer was lost, or two tabs raced. The current
    /// token is handed out again and nothing moves.
    Repeated(LoginSession),
    /// An older token: somebody kept a copy. The session ends.
    Reused(LoginSession),
    /// The session is over.
    Ended,
}

impl LoginSession {
    /// Two refreshes this close together are one client racing itself.
    const REUSE_INTERVAL: TimeDelta = TimeDelta::seconds(10);

    /// How long a session may lie unused.
    const IDLE: TimeDelta = TimeDelta::days(7);
    /// How long a session lasts, however often it is refreshed (AU-04).
    const LASTS: TimeDelta = TimeDelta::days(30);

    /// A session that begins with one proof.
    pub fn begin(id: LoginSessionId, account_id: AccountId, by: Proof, origin: Origin, now: DateTime<Utc>) -> Self {
        Self {
            id,
            account_id,
            created_at: now,
            proofs: vec![Proven { by, at: now }],
            origin,
            refresh_counter: 0,
            refreshed_at: now,
            expires_at: now + Self::LASTS,
            revoked_at: None,
        }
    }

    /// A sign-in at somebody else who keeps accounts, as it is first seen here. It is as old as its first proof, and how long
    /// it may lie unused is decided there.
    pub fn elsewhere(
        id: LoginSessionId,
        account_id: AccountId,
        proofs: Vec<Proven>,
        origin: Origin,
        now: DateTime<Utc>,
    ) -> Self {
        let created_at = proofs.iter().map(|proven| proven.at).min().unwrap_or(now);
        let expires_at = created_at + Self::LASTS;
        let (refresh_counter, refreshed_at, revoked_at) = (0, expires_at, None);
        Self { id, account_id, created_at, proofs, origin, refresh_counter, refreshed_at, expires_at, revoked_at }
    }

    /// The session that takes the place of this one when something more was proved: another id, so that whoever holds the
    /// tokens of this one has nothing of the new one (AU-11). It does not last longer.
    #[must_use]
    pub fn step_up(&self, id: LoginSessionId, by: Proof, now: DateTime<Utc>) -> Self {
        let mut next = Self { id, refresh_counter: 0, refreshed_at: now, revoked_at: None, ..self.clone() };
        next.proofs.retain(|proven| proven.by != by);
        next.proofs.push(Proven { by, at: now });
        next
    }

    /// How sure it is who is there.
    pub fn assurance(&self) -> Assurance {
        if self.proofs.iter().any(|proven| proven.by.is_second()) { Assurance::Two } else { Assurance::One }
    }

    /// When something was last proved.
    pub fn proved_at(&self) -> DateTime<Utc> {
        self.proofs.iter().map(|proven| proven.at).max().unwrap_or(self.created_at)
    }

    /// Is the session usable at `now`?
    pub fn is_live(&self, now: DateTime<Utc>) -> bool {
        self.revoked_at.is_none() && now < self.expires_at && now < self.refreshed_at + Self::IDLE
    }

    /// Decides what a refresh token with this counter means at `now`.
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
    fn au_02_a_lost_answer_is_repeated_instead_of_ending_the_session() {
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
    fn a_session_that_lies_unused_for_a_week_ends() {
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
    fn au_04_a_session_elsewhere_is_as_old_as_its_first_proof() {
        let (id, account, start) = (LoginSessionId(Uuid::nil()), AccountId(Uuid::nil()), DateTime::UNIX_EPOCH);
        let seen = start + TimeDelta::days(20);
        let proofs = vec![Proven { by: Proof::Social, at: start }, Proven { by: Proof::Totp, at: seen }];
        let session = LoginSession::elsewhere(id, account, proofs, Origin::default(), seen);
        assert_eq!((session.assurance(), session.proved_at()), (Assurance::Two, seen));
        assert!(session.is_live(start + TimeDelta::days(29)) && !session.is_live(start + TimeDelta::days(30)));
    }

    #[test]
    fn a_token_from_the_future_is_refused() {
        let start = DateTime::UNIX_EPOCH;
        assert_eq!(session(5, start).refresh(6, start), Refresh::Ended);
    }
}
