//! The identity provider, which verifies credentials and issues tokens: this installation ([`EmbeddedIdp`]) or an
//! external one ([`ExternalIdp`]), for example Supabase.
//!
//! Operations on passwords, addresses, second factors and one-time secrets need [`Idp::embedded`], which is an error
//! with an external provider. So no other code checks which of the two is configured.

mod embedded;
mod external;

use std::time::Duration;

use domain_model::identity::session::{Authentication, Origin};
use domain_model::kernel::id::{AccountId, LoginSessionId};

pub(crate) use embedded::EmbeddedIdp;
pub(crate) use external::ExternalIdp;
use ports::IdentityProvider;

use crate::{IdentityError, IdentityResult, IssuedSession, LinkRequest, Registration, RegistrationOutcome};

/// The configured identity provider.
pub(crate) enum Idp {
    /// This installation.
    Embedded(Box<EmbeddedIdp>),
    /// An external provider.
    External(ExternalIdp),
}

/// Calls the configured provider.
macro_rules! dispatch {
    ($self:ident, $idp:ident => $answer:expr) => {
        match $self {
            Self::Embedded($idp) => $answer,
            Self::External($idp) => $answer,
        }
    };
}

impl Idp {
    /// The external provider; `None` when it is this installation.
    pub(crate) fn external(&self) -> Option<&dyn IdentityProvider> {
        match self {
            Self::Embedded(_) => None,
            Self::External(idp) => Some(idp.provider.as_ref()),
        }
    }

    /// The name of the external provider; `None` when it is this installation.
    pub(crate) fn external_name(&self) -> Option<&str> {
        self.external().map(IdentityProvider::name)
    }

    /// The provider of this installation. `ExternallyManaged` when the provider is external.
    pub(crate) fn embedded(&self) -> IdentityResult<&EmbeddedIdp> {
        match self {
            Self::Embedded(idp) => Ok(idp),
            Self::External(idp) => Err(IdentityError::ExternallyManaged(idp.name().to_owned())),
        }
    }

    /// Creates an account and opens a session, unless the address must be verified first.
    pub(crate) async fn register(&self, registration: Registration) -> IdentityResult<RegistrationOutcome> {
        dispatch!(self, idp => idp.register(registration).await)
    }

    /// Signs in with a password.
    pub(crate) async fn login(&self, email: &str, password: &str, origin: &Origin) -> IdentityResult<IssuedSession> {
        dispatch!(self, idp => idp.login(email, password, origin).await)
    }

    /// Verifies the password again and replaces the session by a new one (AU-11).
    pub(crate) async fn reauthenticate(
        &self,
        who: &Authentication,
        password: &str,
        origin: &Origin,
    ) -> IdentityResult<IssuedSession> {
        dispatch!(self, idp => idp.reauthenticate(who, password, origin).await)
    }

    /// The authentication of an access token, as of now.
    pub(crate) async fn authenticate(&self, access_token: &str) -> IdentityResult<Authentication> {
        dispatch!(self, idp => idp.authenticate(access_token).await)
    }

    /// Exchanges a refresh token for the next pair of tokens.
    pub(crate) async fn refresh(&self, refresh_token: &str) -> IdentityResult<IssuedSession> {
        dispatch!(self, idp => idp.refresh(refresh_token).await)
    }

    /// The session of a refresh token.
    pub(crate) async fn session_id(&self, refresh_token: &str) -> IdentityResult<LoginSessionId> {
        match self {
            Self::Embedded(idp) => idp.session_id(refresh_token),
            Self::External(idp) => idp.session_id(refresh_token).await,
        }
    }

    /// Mails a password reset link. Answers the same whether or not the address has an account.
    pub(crate) async fn recover(&self, request: LinkRequest) -> IdentityResult<()> {
        dispatch!(self, idp => idp.recover(request).await)
    }

    /// Bans the account at the external provider, or lifts the ban. The ban in our own row is the caller's.
    pub(crate) async fn suspend(&self, account: AccountId, duration: Option<Duration>) -> IdentityResult<()> {
        match self {
            Self::Embedded(_) => Ok(()),
            Self::External(idp) => idp.suspend(account, duration).await,
        }
    }

    /// Deletes the account at the external provider. Our own rows are deleted by the caller.
    pub(crate) async fn delete(&self, account: AccountId) -> IdentityResult<()> {
        match self {
            Self::Embedded(_) => Ok(()),
            Self::External(idp) => idp.delete(account).await,
        }
    }
}
