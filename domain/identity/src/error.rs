//! Errors of the identity context.

use std::fmt;
use std::time::Duration;

use domain_model::identity::account::InvalidEmail;
use domain_model::identity::credits::InsufficientBalance;
use domain_model::kernel::error::ErrorKind;
use ports::{ContextError, PortError, PortErrorKind};

/// The result of an identity operation.
pub type IdentityResult<T> = Result<T, IdentityError>;

/// An error of the identity context. The messages are shown to users.
#[derive(Debug, thiserror::Error)]
pub enum IdentityError {
    /// The text is not an e-mail address.
    #[error(transparent)]
    InvalidEmail(#[from] InvalidEmail),
    /// There are fewer credits than are to be used.
    #[error(transparent)]
    InsufficientBalance(#[from] InsufficientBalance),
    /// Another account has this address.
    #[error("this e-mail address is already registered")]
    EmailTaken,
    /// A registration can choose only seeker or provider.
    #[error("the role can be `seeker` or `provider`")]
    RoleNotOffered,
    /// The new password is too short.
    #[error("the password must have at least {min} characters")]
    PasswordTooShort {
        /// The minimum, in characters.
        min: usize,
    },
    /// The new password is too long.
    #[error("the password must have at most {max} bytes")]
    PasswordTooLong {
        /// The maximum, in bytes.
        max: usize,
    },
    /// The new password is in the list of common passwords, or is the e-mail address.
    #[error("this password is one of the first that anybody would try; choose another one")]
    PasswordTooCommon,
    /// The new password equals the current one.
    #[error("this is the password already")]
    SamePassword,
    /// A name or the metadata is too long.
    #[error("{what} must have at most {max} characters")]
    TooLong {
        /// The field, for people.
        what: &'static str,
        /// The maximum, in characters.
        max: usize,
    },
    /// The address or the password is wrong. The error does not say which, so it reveals no accounts.
    #[error("wrong e-mail address or password")]
    WrongCredentials,
    /// The code of a second factor, a code from a mail, or a recovery code is wrong.
    #[error("wrong code")]
    WrongCode,
    /// The limit on attempts is exceeded.
    #[error("too many tries; try again in {} seconds", retry_after.as_secs().max(1))]
    TooManyAttempts {
        /// The time until the next attempt is allowed.
        retry_after: Duration,
    },
    /// The configuration requires a verified address, and this one is not verified yet.
    #[error("confirm your e-mail address first: open the link in the mail we sent you")]
    EmailNotConfirmed,
    /// An administrator has banned the account.
    #[error("this account is suspended")]
    Banned,
    /// The token is unknown, expired, used or revoked. The error does not say which.
    #[error("the token is not valid (any more)")]
    InvalidToken,
    /// The token is valid, but its session has ended.
    #[error("this sign-in is over; sign in again")]
    SessionOver,
    /// The resource does not exist or belongs to another account.
    #[error("there is no such {0}")]
    NotFound(Resource),
    /// The account has the maximum number of these.
    #[error("there can be at most {limit} {what}")]
    LimitReached {
        /// The resource, in the plural.
        what: &'static str,
        /// The maximum number.
        limit: usize,
    },
    /// Without this account nobody could appoint administrators.
    #[error("this is the last super administrator; appoint another one first")]
    LastSuperAdmin,
    /// The issuer for social sign-in is not configured.
    #[error("signing in with this provider is not offered here")]
    NoSuchProvider,
    /// The callback comes from another browser, too late, or a second time.
    #[error("this sign-in was not begun in this browser, or is over; begin again")]
    InvalidFlowState,
    /// The issuer denied the authorization, or its code or token is invalid.
    #[error("the issuer did not confirm who you are; begin again")]
    AuthorizationFailed,
    /// The issuer has not verified the e-mail address, so it may belong to somebody else.
    #[error("`{0}` has not confirmed your e-mail address; confirm it there first, or register with a password")]
    EmailNotVerifiedByIssuer(String),
    /// An account with this address exists. Identities are never linked by the address alone.
    #[error("there is an account with this e-mail address already; sign in to it, and link `{0}` there")]
    LinkRequired(String),
    /// The identity is linked to another account.
    #[error("this `{0}` account opens another account here")]
    LinkedToAnotherAccount(String),
    /// The identity provider is external, and only it can do this.
    #[error("accounts are managed by {0}; do this there")]
    ExternallyManaged(String),
    /// The identity provider knows no e-mail address of the user.
    #[error("an account here needs an e-mail address; add one where you signed up")]
    EmailRequired,
    /// A port failed.
    #[error(transparent)]
    Port(#[from] PortError),
}

/// What [`IdentityError::NotFound`] is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each value is the entity of its name")]
pub enum Resource {
    Account,
    Session,
    ApiKey,
    SecondFactor,
}

impl fmt::Display for Resource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Account => "account",
            Self::Session => "session",
            Self::ApiKey => "API key",
            Self::SecondFactor => "second factor",
        })
    }
}

impl ContextError for IdentityError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::InvalidEmail(_)
            | Self::RoleNotOffered
            | Self::TooLong { .. }
            | Self::PasswordTooShort { .. }
            | Self::PasswordTooLong { .. }
            | Self::PasswordTooCommon
            | Self::SamePassword
            | Self::WrongCode => ErrorKind::Validation,
            Self::WrongCredentials | Self::InvalidToken | Self::SessionOver => ErrorKind::Unauthenticated,
            Self::TooManyAttempts { .. } => ErrorKind::RateLimited,
            Self::EmailNotConfirmed | Self::Banned | Self::EmailRequired => ErrorKind::Forbidden,
            Self::NotFound(_) | Self::NoSuchProvider => ErrorKind::NotFound,
            Self::EmailTaken
            | Self::LimitReached { .. }
            | Self::LastSuperAdmin
            | Self::EmailNotVerifiedByIssuer(_)
            | Self::LinkRequired(_)
            | Self::LinkedToAnotherAccount(_)
            | Self::ExternallyManaged(_) => ErrorKind::Conflict,
            Self::InvalidFlowState | Self::AuthorizationFailed | Self::InsufficientBalance(_) => ErrorKind::BadRequest,
            Self::Port(error) => ContextError::kind(error),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::WrongCode => "wrong_code",
            Self::InsufficientBalance(_) => "insufficient_balance",
            Self::EmailTaken | Self::LinkRequired(_) | Self::LinkedToAnotherAccount(_) => "duplicate_resource",
            Self::EmailNotConfirmed | Self::EmailNotVerifiedByIssuer(_) => "email_not_verified",
            Self::Banned => "suspended",
            Self::EmailRequired => "email_needed",
            Self::LastSuperAdmin => "last_super_admin",
            Self::ExternallyManaged(_) => "accounts_elsewhere",
            _ => self.kind().code(),
        }
    }

    fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::TooManyAttempts { retry_after } => Some(*retry_after),
            Self::Port(error) => error.retry_after(),
            _ => None,
        }
    }

    fn port_error(&self) -> Option<&PortError> {
        if let Self::Port(error) = self { Some(error) } else { None }
    }
}

/// Maps a `Conflict` on the unique address to `EmailTaken`.
pub(crate) fn address_taken(error: PortError) -> IdentityError {
    if error.kind == PortErrorKind::Conflict { IdentityError::EmailTaken } else { error.into() }
}
