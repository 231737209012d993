//! Entries of the audit log: changes to accounts and rights.

use chrono::{DateTime, Utc};

use crate::kernel::id::AccountId;
use crate::kernel::named::named_enum;

named_enum! {
    /// An action that is recorded.
    AuditAction {
        /// An account was created.
        Registered = "registered",
        /// A sign-in, or a refused one.
        SignedIn = "signed_in",
        /// The owner ended a session.
        SignedOut = "signed_out",
        /// An old refresh token was reused; the session was ended.
        TokenReused = "token_reused",
        /// The owner changed the password.
        PasswordChanged = "password_changed",
        /// A password reset was requested.
        RecoveryRequested = "recovery_asked",
        /// A password was set with a link in a mail.
        PasswordReset = "password_reset",
        /// An address was verified.
        EmailVerified = "email_verified",
        /// The address was changed.
        EmailChanged = "email_changed",
        /// A second factor was verified or used, or a code was refused.
        FactorVerified = "factor_verified",
        /// A second factor was removed.
        FactorRemoved = "factor_removed",
        /// Recovery codes were created.
        RecoveryCodesMade = "recovery_codes_made",
        /// An identity at another issuer was linked.
        IdentityLinked = "identity_linked",
        /// An API key was created.
        ApiKeyMade = "api_key_made",
        /// An API key was deleted.
        ApiKeyDeleted = "api_key_deleted",
        /// An administrator was invited or appointed on the command line.
        AdminInvited = "admin_invited",
        /// The role of an account was changed.
        RoleChanged = "role_changed",
        /// An account was banned, or its ban was lifted.
        BanChanged = "ban_changed",
        /// Credits were added to the balance of an account.
        CreditsAdded = "credits_added",
        /// Credits of the balance were used.
        CreditsDeducted = "credits_deducted",
        /// An administrator exported the CV profiles of all accounts.
        ProfilesExported = "profiles_exported",
        /// The owner exported the data of the account.
        Exported = "exported",
        /// An account and all its data were deleted.
        Erased = "erased",
    }
}

named_enum! {
    /// The outcome of an action.
    AuditOutcome {
        /// It was done.
        Done = "done",
        /// It was refused.
        Refused = "refused",
    }
}

/// An entry. It names accounts by their ids only, so that it holds no personal data once an account is erased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// The time.
    pub at: DateTime<Utc>,
    /// The account that acted; `None` for the operator on the command line and for unauthenticated callers.
    pub actor: Option<AccountId>,
    /// The action.
    pub action: AuditAction,
    /// The affected account.
    pub subject: Option<AccountId>,
    /// The outcome.
    pub outcome: AuditOutcome,
    /// A short detail, for example `seeker -> admin`. Never an address, a name or a secret.
    pub note: String,
}

/// An entry with its position in the hash chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainedEntry {
    /// The number, from 1 without gaps.
    pub seq: u64,
    /// The entry.
    pub entry: AuditEntry,
    /// SHA-256 over the previous hash, the number and the entry.
    pub hash: [u8; 32],
}
