//! What was done with accounts and rights.

use chrono::{DateTime, Utc};

use crate::kernel::id::AccountId;
use crate::kernel::named::named_enum;

named_enum! {
    /// What is written down.
    AuditAction {
        /// An account was opened.
        Registered = "registered",
        /// Somebody signed in, or tried to.
        SignedIn = "signed_in",
        /// A sign-in was ended by its owner.
        SignedOut = "signed_out",
        /// A refresh token was used that only a thief could hold; the sign-in was ended.
        TokenReused = "token_reused",
        /// A password was changed by somebody who knew it.
        PasswordChanged = "password_changed",
        /// A way to set a new password was asked for.
        RecoveryAsked = "recovery_asked",
        /// A password was set by a link in a mail.
        PasswordReset = "password_reset",
        /// An address turned out to be its owner's.
        EmailVerified = "email_verified",
        /// The address was replaced.
        EmailChanged = "email_changed",
        /// A second factor was added, or tried.
        FactorVerified = "factor_verified",
        /// A second factor was taken away.
        FactorRemoved = "factor_removed",
        /// Recovery codes were made.
        RecoveryCodesMade = "recovery_codes_made",
        /// An account elsewhere opens this one from now on.
        IdentityLinked = "identity_linked",
        /// A key for programs was made.
        ApiKeyMade = "api_key_made",
        /// A key for programs was deleted.
        ApiKeyDeleted = "api_key_deleted",
        /// Somebody was invited to be an administrator.
        AdminInvited = "admin_invited",
        /// An account was given another role.
        RoleChanged = "role_changed",
        /// An account was shut out, or let in again.
        BanChanged = "ban_changed",
        /// Everything about an account was given to its owner.
        Exported = "exported",
        /// Everything about an account was deleted.
        Erased = "erased",
    }
}

named_enum! {
    /// Whether it was let happen.
    AuditOutcome {
        /// It was done.
        Done = "done",
        /// It was refused.
        Refused = "refused",
    }
}

/// One thing that was done or refused. It names accounts by their ids only, so that it stays true and says nothing about
/// anybody once an account is erased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// When.
    pub at: DateTime<Utc>,
    /// By whom; `None` for the operator's own hand, and for somebody unknown.
    pub actor: Option<AccountId>,
    /// What.
    pub action: AuditAction,
    /// To whom.
    pub subject: Option<AccountId>,
    /// Whether it was let happen.
    pub outcome: AuditOutcome,
    /// A word on how or why, for example `seeker -> admin`. Never an address, a name or a secret.
    pub note: String,
}

/// An entry in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainedEntry {
    /// Its number; the first is 1, and none is left out.
    pub seq: u64,
    /// What it says.
    pub entry: AuditEntry,
    /// SHA-256 over the hash before it, its number and what it says.
    pub hash: [u8; 32],
}
