//! Accounts, their roles and addresses, and linked identities.

use chrono::{DateTime, Utc};

use crate::kernel::id::AccountId;
use crate::kernel::named::named_enum;

named_enum! {
    /// The role of an account. Stored in a table of its own, which no request body maps to.
    Role {
        /// A job seeker.
        Seeker = "seeker",
        /// A recruiter.
        Provider = "provider",
        /// An administrator, who uses the control tower.
        Admin = "admin",
        /// An administrator who also appoints administrators.
        SuperAdmin = "super_admin",
    }
}

impl Role {
    /// Whether the role is one of the administrators'.
    pub const fn is_admin(self) -> bool {
        matches!(self, Self::Admin | Self::SuperAdmin)
    }
}

/// An account as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// The id.
    pub id: AccountId,
    /// The owner's address, unique in canonical form.
    pub email: EmailAddress,
    /// The role.
    pub role: Role,
    /// The owner's name, for display.
    pub full_name: Option<String>,
    /// When it was registered.
    pub created_at: DateTime<Utc>,
    /// When the address was verified; `None` while it is not.
    pub verified_at: Option<DateTime<Utc>>,
    /// The end of a ban; no sign-in before then.
    pub banned_until: Option<DateTime<Utc>>,
    /// The time of the last sign-in.
    pub last_sign_in_at: Option<DateTime<Utc>>,
    /// Whether a second registration with another password used the address before it was verified. If so, verification
    /// removes all credentials from before.
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

    /// Whether the account is banned at `now`.
    pub fn is_banned(&self, now: DateTime<Utc>) -> bool {
        self.banned_until.is_some_and(|until| now < until)
    }
}

/// An identity at another issuer that signs in to an account here. The key is (issuer, subject).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkedIdentity {
    /// The issuer identifier.
    pub issuer: String,
    /// The subject identifier.
    pub subject: String,
    /// The account.
    pub account_id: AccountId,
    /// The configured name of the issuer, for example `google`.
    pub provider: String,
    /// The address that the issuer reports, for display.
    pub email: Option<String>,
    /// When it was linked.
    pub created_at: DateTime<Utc>,
    /// The time of the last sign-in with it.
    pub last_sign_in_at: DateTime<Utc>,
}

/// The account on whose behalf code runs. Every repository method that reads personal data takes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Principal {
    /// The account.
    pub account_id: AccountId,
    /// The stored role, not the one in the token.
    pub role: Role,
}

impl Principal {
    /// The owner of an account, with the role that has the fewest rights: sees only what belongs to the account. For code
    /// that acts for the owner without a request.
    pub const fn owner(account_id: AccountId) -> Self {
        Self { account_id, role: Role::Seeker }
    }

    /// Whether this principal may see what belongs to `owner`.
    pub fn may_see(&self, owner: AccountId) -> bool {
        self.account_id == owner || self.sees_all_accounts()
    }

    /// Whether this principal may see what belongs to any account.
    pub fn sees_all_accounts(&self) -> bool {
        self.role.is_admin() || cfg!(feature = "without-checks")
    }
}

/// An e-mail address, stored as written and compared in canonical form.
#[derive(Debug, Clone)]
pub struct EmailAddress {
    written: String,
    canonical: String,
}

/// The text is not an e-mail address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an e-mail address")]
pub struct InvalidEmail;

impl EmailAddress {
    /// As its owner wrote it.
    pub fn as_str(&self) -> &str {
        &self.written
    }

    /// The canonical form: trimmed, lower case, without a dot after the domain.
    pub fn canonical(&self) -> &str {
        &self.canonical
    }
}

impl std::str::FromStr for EmailAddress {
    type Err = InvalidEmail;

    /// Checks the general form only. A mail with a link verifies the rest.
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
        assert!(owner.may_see(own) && !owner.may_see(other) && !owner.sees_all_accounts());
    }

    #[test]
    fn a_text_without_the_form_of_an_address_is_refused() {
        for text in
            ["", "ada", "@example.org", "ada@", "a b@example.org", "ada@exa mple.org", "ada@.org", "ada\0@x.org"]
        {
            assert_eq!(text.parse::<EmailAddress>(), Err(InvalidEmail), "{text:?}");
        }
    }
}
