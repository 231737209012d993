//! Accounts: who somebody is and what they may be.

use chrono::{DateTime, Utc};

use crate::id::{AccountId, LoginSessionId};
use crate::named::named_enum;

named_enum! {
    /// What an account may do. Stored in a table that no user-facing body maps to.
    Role {
        /// Looks for a job.
        Seeker = "seeker",
        /// Offers jobs.
        Provider = "provider",
        /// Runs the control tower.
        Admin = "admin",
    }
}

/// An account as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Never changes.
    pub id: AccountId,
    /// Where mail reaches its owner; unique in canonical form.
    pub email: EmailAddress,
    /// What it may do.
    pub role: Role,
    /// As its owner writes it.
    pub full_name: Option<String>,
    /// When it was registered.
    pub created_at: DateTime<Utc>,
}

/// Who is asking: every repository method that reads a person's data takes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Principal {
    /// The account.
    pub account_id: AccountId,
    /// Its role in the database now, not in the token.
    pub role: Role,
}

impl Principal {
    /// May this principal see what belongs to `owner`?
    pub fn may_see(&self, owner: AccountId) -> bool {
        self.account_id == owner || self.sees_everybody()
    }

    /// May this principal see what belongs to anybody?
    pub fn sees_everybody(&self) -> bool {
        self.role == Role::Admin || cfg!(feature = "without-checks")
    }
}

/// One sign-in. The refresh token names the session and a counter; each refresh advances the counter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoginSession {
    /// Named by the tokens.
    pub id: LoginSessionId,
    /// Whose.
    pub account_id: AccountId,
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
    const REUSE_INTERVAL: chrono::TimeDelta = chrono::TimeDelta::seconds(10);

    /// Is the session usable at `now`?
    pub fn is_live(&self, now: DateTime<Utc>) -> bool {
        self.revoked_at.is_none() && now < self.expires_at
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

/// An e-mail address, kept as written and compared in canonical form.
#[derive(Debug, Clone)]
pub struct EmailAddress {
    written: String,
    canonical: String,
}

/// Not an address mail could be sent to.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an e-mail address")]
pub struct InvalidEmail;

impl EmailAddress {
    /// As its owner wrote it.
    pub fn as_str(&self) -> &str {
        &self.written
    }

    /// What makes it unique: trimmed, lower case, no dot after the domain.
    pub fn canonical(&self) -> &str {
        &self.canonical
    }
}

impl std::str::FromStr for EmailAddress {
    type Err = InvalidEmail;

    /// Checks only what no mailbox can do without; whether mail arrives is for a mail to show.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let written = text.trim().trim_end_matches('.');
        let (mailbox, domain) = written.rsplit_once('@').ok_or(InvalidEmail)?;
        let is_plain = |part: &str| !part.is_empty() && !part.chars().any(|c| c.is_whitespace() || c.is_control());
        let is_domain = domain.split('.').all(|label| !label.is_empty() && !label.contains(['@', '<', '>', ',']));
        if !is_plain(mailbox) || !is_plain(domain) || !is_domain || mailbox.len() > 64 || written.len() > 254 {
            return Err(InvalidEmail);
        }
        Ok(Self { canonical: written.to_lowercase(), written: written.to_owned() })
    }
}

impl PartialEq for EmailAddress {
    fn eq(&self, other: &Self) -> bool {
        self.canonical == other.canonical
    }
}

impl Eq for EmailAddress {}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn au_30_an_address_is_compared_without_case_space_and_trailing_dot() {
        let written: EmailAddress = " Ada.Lovelace@Example.ORG. ".parse().unwrap();
        let plain: EmailAddress = "ada.lovelace@example.org".parse().unwrap();
        assert_eq!(written, plain);
        assert_eq!(written.as_str(), "Ada.Lovelace@Example.ORG");
    }

    #[test]
    fn what_no_mail_can_reach_is_refused() {
        for text in
            ["", "ada", "@example.org", "ada@", "a b@example.org", "ada@exa mple.org", "ada@.org", "ada\0@x.org"]
        {
            assert_eq!(text.parse::<EmailAddress>(), Err(InvalidEmail), "{text:?}");
        }
    }

    fn session(counter: u32, refreshed_at: DateTime<Utc>) -> LoginSession {
        LoginSession {
            id: LoginSessionId(Uuid::nil()),
            account_id: AccountId(Uuid::nil()),
            refresh_counter: counter,
            refreshed_at,
            expires_at: refreshed_at + TimeDelta::days(30),
            revoked_at: None,
        }
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
        assert_eq!(session(5, start).refresh(5, start + TimeDelta::days(30)), Refresh::Ended);
    }

    #[test]
    fn a_token_from_the_future_is_refused() {
        let start = DateTime::UNIX_EPOCH;
        assert_eq!(session(5, start).refresh(6, start), Refresh::Ended);
    }
}
