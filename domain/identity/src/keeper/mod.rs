//! Who keeps the accounts: proves who somebody is and issues their tokens. Either this installation does
//! ([`EmbeddedKeeper`]), or somebody else whom it asks ([`ExternalKeeper`]), for example Supabase.
//!
//! What only the keeper of an account can do with it (its password, its address, its second factors, its one-time secrets)
//! is reached through [`AccountKeeper::own`], which the external keeper refuses: nothing else has to ask where accounts are.

mod embedded;
mod external;

use std::time::Duration;

use async_trait::async_trait;
use domain_model::identity::session::{Authentication, Origin};
use domain_model::kernel::id::{AccountId, LoginSessionId};

pub(crate) use embedded::EmbeddedKeeper;
pub(crate) use external::ExternalKeeper;

use crate::{IdentityResult, Registered, Registration, SignedIn};

/// Keeps accounts.
#[async_trait]
pub(crate) trait AccountKeeper: Send + Sync {
    /// Where accounts are kept, when it is elsewhere.
    fn name(&self) -> Option<&str>;

    /// What can be done with accounts that are kept here. `KeptElsewhere` when they are not.
    fn own(&self) -> IdentityResult<&EmbeddedKeeper>;

    /// Opens an account and signs in, unless mail has to arrive first.
    async fn register(&self, registration: Registration) -> IdentityResult<Registered>;

    /// Signs in with a password.
    async fn login(&self, email: &str, password: &str, origin: &Origin) -> IdentityResult<SignedIn>;

    /// Proves the password once more: another sign-in takes the place of this one (AU-11).
    async fn reauthenticate(&self, who: &Authentication, password: &str, origin: &Origin) -> IdentityResult<SignedIn>;

    /// Who an access token speaks for now.
    async fn authenticate(&self, access_token: &str) -> IdentityResult<Authentication>;

    /// The next pair of tokens.
    async fn refresh(&self, refresh_token: &str) -> IdentityResult<SignedIn>;

    /// The sign-in that a refresh token belongs to.
    async fn session_of(&self, refresh_token: &str) -> IdentityResult<LoginSessionId>;

    /// Mails a way to set a new password. Says the same for every address.
    async fn recover(&self, email: &str, redirect_to: Option<&str>, challenge: Option<String>) -> IdentityResult<()>;

    /// Shuts somebody out where the account is kept, or lets them in. It counts here already.
    async fn suspend(&self, account: AccountId, lasts: Option<Duration>) -> IdentityResult<()>;

    /// Deletes the account where it is kept. Our own rows are deleted by whoever calls.
    async fn delete(&self, account: AccountId) -> IdentityResult<()>;
}
