//! The account keeper, which authenticates people and issues their tokens: this installation ([`EmbeddedKeeper`]), or
//! an external identity provider ([`ExternalKeeper`]), for example Supabase.
//!
//! Operations that only the keeper of an account can do (on its password, address, second factors, one-time secrets) go
//! through [`AccountKeeper::own`], which the external keeper refuses. So no other code has to ask where accounts are
//! kept.

mod embedded;
mod external;

use std::time::Duration;

use domain_model::identity::session::{Authentication, Origin};
use domain_model::kernel::id::{AccountId, LoginSessionId};

pub(crate) use embedded::EmbeddedKeeper;
pub(crate) use external::ExternalKeeper;

use crate::{IdentityError, IdentityResult, Registered, Registration, SignedIn};

/// Whoever keeps the accounts.
pub(crate) enum AccountKeeper {
    /// This installation.
    Embedded(Box<EmbeddedKeeper>),
    /// Somebody else.
    External(Box<ExternalKeeper>),
}

/// What the keeper of the accounts answers.
macro_rules! ask {
    ($self:ident, $keeper:ident => $answer:expr) => {
        match $self {
            Self::Embedded($keeper) => $answer,
            Self::External($keeper) => $answer,
        }
    };
}

impl AccountKeeper {
    /// Where accounts are kept, when it is elsewhere.
    pub(crate) fn name(&self) -> Option<&str> {
        match self {
            Self::Embedded(_) => None,
            Self::External(keeper) => Some(keeper.name()),
        }
    }

    /// What can be done with accounts that are kept here. `KeptElsewhere` when they are not.
    pub(crate) fn own(&self) -> IdentityResult<&EmbeddedKeeper> {
        match self {
            Self::Embedded(keeper) => Ok(keeper),
            Self::External(keeper) => Err(IdentityError::KeptElsewhere(keeper.name().to_owned())),
        }
    }

    /// Opens an account and signs in, unless mail has to arrive first.
    pub(crate) async fn register(&self, registration: Registration) -> IdentityResult<Registered> {
        ask!(self, keeper => keeper.register(registration).await)
    }

    /// Signs in with a password.
    pub(crate) async fn login(&self, email: &str, password: &str, origin: &Origin) -> IdentityResult<SignedIn> {
        ask!(self, keeper => keeper.login(email, password, origin).await)
    }

    /// Proves the password once more: another sign-in takes the place of this one (AU-11).
    pub(crate) async fn reauthenticate(
        &self,
        who: &Authentication,
        password: &str,
        origin: &Origin,
    ) -> IdentityResult<SignedIn> {
        ask!(self, keeper => keeper.reauthenticate(who, password, origin).await)
    }

    /// Who an access token speaks for now.
    pub(crate) async fn authenticate(&self, access_token: &str) -> IdentityResult<Authentication> {
        ask!(self, keeper => keeper.authenticate(access_token).await)
    }

    /// The next pair of tokens.
    pub(crate) async fn refresh(&self, refresh_token: &str) -> IdentityResult<SignedIn> {
        ask!(self, keeper => keeper.refresh(refresh_token).await)
    }

    /// The sign-in that a refresh token belongs to.
    pub(crate) async fn session_of(&self, refresh_token: &str) -> IdentityResult<LoginSessionId> {
        match self {
            Self::Embedded(keeper) => keeper.session_of(refresh_token),
            Self::External(keeper) => keeper.session_of(refresh_token).await,
        }
    }

    /// Mails a way to set a new password. Says the same for every address.
    pub(crate) async fn recover(
        &self,
        email: &str,
        redirect_to: Option<&str>,
        challenge: Option<String>,
    ) -> IdentityResult<()> {
        ask!(self, keeper => keeper.recover(email, redirect_to, challenge).await)
    }

    /// Shuts somebody out where the account is kept, or lets them in. It counts here already.
    pub(crate) async fn suspend(&self, account: AccountId, lasts: Option<Duration>) -> IdentityResult<()> {
        match self {
            Self::Embedded(_) => Ok(()),
            Self::External(keeper) => keeper.suspend(account, lasts).await,
        }
    }

    /// Deletes the account where it is kept. Our own rows are deleted by whoever calls.
    pub(crate) async fn delete(&self, account: AccountId) -> IdentityResult<()> {
        match self {
            Self::Embedded(_) => Ok(()),
            Self::External(keeper) => keeper.delete(account).await,
        }
    }
}
