//! Errors of the identity context.

use std::time::Duration;

use domain_model::identity::account::InvalidEmail;
use domain_model::kernel::error::ErrorKind;
use ports::{ContextError, PortError, PortErrorKind};

/// The answer of the identity service.
pub type IdentityResult<T> = Result<T, IdentityError>;

/// What can go wrong with an account.
#[derive(Debug, thiserror::Error)]
pub enum IdentityError {
    /// No mail could be sent there.
    #[error(transparent)]
    InvalidEmail(#[from] InvalidEmail),
    /// Somebody has this address.
    #[error("an account with this e-mail address exists already")]
    EmailTaken,
    /// Only seeker and provider can be chosen.
    #[error("the role can be `seeker` or `provider`")]
    RoleNotOffered,
    /// Too short.
    #[error("the password must have at least {shortest} characters")]
    PasswordTooShort {
        /// In characters.
        shortest: usize,
    },
    /// Too long.
    #[error("the password must have at most {longest} bytes")]
    PasswordTooLong {
        /// In bytes.
        longest: usize,
    },
    /// One of those that everybody tries first.
    #[error("this password is one of the first that anybody would try; choose another one")]
    PasswordTooCommon,
    /// The new one is the old one.
    #[error("this is the password already")]
    SamePassword,
    /// Longer than a name is.
    #[error("{what} must have at most {longest} characters")]
    TooLong {
        /// What is too long.
        what: &'static str,
        /// In characters.
        longest: usize,
    },
    /// Address or password; which of them is not told.
    #[error("wrong e-mail address or password")]
    WrongCredentials,
    /// The code of a second factor, a code from a mail, or a recovery code.
    #[error("wrong code")]
    WrongCode,
    /// Too many wrong ones lately.
    #[error("too many tries; try again in {} seconds", retry_after.as_secs().max(1))]
    TooManyAttempts {
        /// Then it can be tried again.
        retry_after: Duration,
    },
    /// Mail was not yet seen to arrive, and the operator asks for that.
    #[error("confirm your e-mail address first: open the link in the mail we sent you")]
    EmailNotConfirmed,
    /// Shut out by an administrator.
    #[error("this account is suspended")]
    Banned,
    /// Unknown, expired, used up or revoked; which of them is not told.
    #[error("the token is not valid (any more)")]
    InvalidToken,
    /// The token is good, but the sign-in it belongs to is over.
    #[error("this sign-in is over; sign in again")]
    SessionOver,
    /// Not there, or somebody else's.
    #[error("there is no such {0}")]
    NotFound(&'static str),
    /// There are enough of them.
    #[error("there can be at most {limit} {what}")]
    TooMany {
        /// Of what.
        what: &'static str,
        /// So many.
        limit: usize,
    },
    /// Somebody has to be left who can appoint administrators.
    #[error("this is the last super administrator; appoint another one first")]
    LastSuperAdmin,
    /// Not configured.
    #[error("signing in with this provider is not offered here")]
    NoSuchProvider,
    /// The browser that came back is not the one that was sent, or came too late or twice.
    #[error("this sign-in was not begun in this browser, or is over; begin again")]
    InvalidFlowState,
    /// The issuer says that somebody else's word is not good.
    #[error("the other side did not confirm who you are; begin again")]
    NotConfirmed,
    /// Its issuer has not seen that mail arrives there, so it could be anybody's.
    #[error("`{0}` has not confirmed your e-mail address; confirm it there first, or register with a password")]
    UnverifiedElsewhere(String),
    /// Accounts are never joined by their addresses alone.
    #[error("there is an account with this e-mail address already; sign in to it, and link `{0}` there")]
    LinkFirst(String),
    /// It opens another account.
    #[error("this `{0}` account opens another account here")]
    LinkedElsewhere(String),
    /// The identity provider is external, and only it can do this.
    #[error("accounts are managed by {0}; do this there")]
    ExternallyManaged(String),
    /// Whoever is known without an address of mail.
    #[error("an account here needs an e-mail address; add one where you signed up")]
    AddressNeeded,
    /// A port failed.
    #[error(transparent)]
    Port(#[from] PortError),
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
            Self::EmailNotConfirmed | Self::Banned | Self::AddressNeeded => ErrorKind::Forbidden,
            Self::NotFound(_) | Self::NoSuchProvider => ErrorKind::NotFound,
            Self::EmailTaken
            | Self::TooMany { .. }
            | Self::LastSuperAdmin
            | Self::UnverifiedElsewhere(_)
            | Self::LinkFirst(_)
            | Self::LinkedElsewhere(_)
            | Self::ExternallyManaged(_) => ErrorKind::Conflict,
            Self::InvalidFlowState | Self::NotConfirmed => ErrorKind::BadRequest,
            Self::Port(error) => ContextError::kind(error),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::WrongCode => "wrong_code",
            Self::EmailTaken | Self::LinkFirst(_) | Self::LinkedElsewhere(_) => "duplicate_resource",
            Self::EmailNotConfirmed | Self::UnverifiedElsewhere(_) => "email_not_verified",
            Self::Banned => "suspended",
            Self::AddressNeeded => "email_needed",
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

/// A conflict of addresses is somebody's address being taken.
pub(crate) fn address_taken(error: PortError) -> IdentityError {
    if error.kind == PortErrorKind::Conflict { IdentityError::EmailTaken } else { error.into() }
}
