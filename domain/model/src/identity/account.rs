//! Accounts: who somebody is and what they may be.

use chrono::{DateTime, Utc};

use crate::kernel::id::AccountId;
use crate::kernel::named::named_enum;

named_enum! {
    /// What an account may do. Stored in a table that no user-facing body maps to.
    Role {
        /// Looks for a job.
        Seeker = "seeker",
        /// Offers jobs.
        Provider = "provider",
        /// Runs the control tower.
        Admin = "admin",
        /// Decides who is an admin.
        SuperAdmin = "super_admin",
    }
}

impl Role {
    /// Does it run the control tower?
    pub const fn is_admin(self) -> bool {
        matches!(self, Self::Admin | Self::SuperAdmin)
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
    /// Since when it is known that mail reaches its owner at this address.
    pub verified_at: Option<DateTime<Utc>>,
    /// Nobody signs in to it before then.
    pub banned_until: Option<DateTime<Utc>>,
    /// When somebody last signed in.
    pub last_sign_in_at: Option<DateTime<Utc>>,
    /// Did a second person, with another password, sign up with the address before it was confirmed? Then confirming it keeps
    /// nothing of what was set up before.
    pub is_contested: bool,
}

impl Account {
    /// A new account, unverified.
    pub fn new(id: AccountId, email: EmailAddress, role: Role, full_name: Option<String>, now: DateTime<Utc>) -> Self {
        Self {
            id,
            email,
            role,
            full_name,
            created_at: now,
            verified_at: None,
            banned_until: None,
            last_sign_in_at: None,
            is_contested: false,
        }
    }

    /// Is it shut out at `now`?
    pub fn is_banned(&self, now: DateTime<Utc>) -> bool {
        self.banned_until.is_some_and(|until| now < until)
    }
}

/// An account elsewhere that opens an account here. The key is (issuer, subject).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkedIdentity {
    /// The issuer's own name for itself.
    pub issuer: String,
    /// The issuer's name for the person.
    pub subject: String,
    /// Which account it opens.
    pub account_id: AccountId,
    /// The issuer, as the configuration calls it: `google`.
    pub provider: String,
    /// The address the issuer knows, for display.
    pub email: Option<String>,
    /// When it was linked.
    pub created_at: DateTime<Utc>,
    /// When it last opened the account.
    pub last_sign_in_at: DateTime<Utc>,
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
    /// The owner of an account, with the least role there is: sees what belongs to the account and nothing else. For code
    /// that acts on the owner's behalf without a request of theirs.
    pub const fn owner(account_id: AccountId) -> Self {
        Self { account_id, role: Role::Seeker }
    }

    /// May this principal see what belongs to `owner`?
    pub fn may_see(&self, owner: AccountId) -> bool {
        self.account_id == owner || self.sees_everybody()
    }

    /// May this principal see what belongs to anybody?
    pub fn sees_everybody(&self) -> bool {
        self.role.is_admin() || cfg!(feature = "without-checks")
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
    use super::*;

    #[test]
    fn au_30_an_address_is_compared_without_case_space_and_trailing_dot() {
        let written: EmailAddress = " Ada.Lovelace@Example.ORG. ".parse().unwrap();
        let plain: EmailAddress = "ada.lovelace@example.org".parse().unwrap();
        assert_eq!(written, plain);
        assert_eq!(written.as_str(), "Ada.Lovelace@Example.ORG");
    }

    #[test]
    #[cfg_attr(feature = "without-checks", ignore = "these checks are taken out")]
    fn an_owner_sees_its_own_account_only() {
        let (own, other) = (AccountId(uuid::Uuid::from_u128(1)), AccountId(uuid::Uuid::from_u128(2)));
        let owner = Principal::owner(own);
        assert!(owner.may_see(own) && !owner.may_see(other) && !owner.sees_everybody());
    }

    #[test]
    fn what_no_mail_can_reach_is_refused() {
        for text in
            ["", "ada", "@example.org", "ada@", "a b@example.org", "ada@exa mple.org", "ada@.org", "ada\0@x.org"]
        {
            assert_eq!(text.parse::<EmailAddress>(), Err(InvalidEmail), "{text:?}");
        }
    }
}
