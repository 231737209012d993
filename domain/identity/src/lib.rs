//! Accounts and sign-ins: who somebody is, and who a token speaks for.
//!
//! One service in several files, one for each thing people do: `registration`, `sign_in`, `sessions`, `recovery`,
//! `verification`, `links`, `second_factor`, `social`, `api_keys`, `administration`. All of them write what was done into
//! the `audit` log by the same transaction, and mail is a `notices` row that a task sends. Where somebody else keeps the
//! accounts, `elsewhere` does what they prove here, and the rest is refused.
//!
//! Roles come from the database on every request; what a token says about a role is for display. Nobody becomes an
//! admin by registering: the operator invites the first one on the command line (AU-34).

mod administration;
mod api_keys;
mod attempts;
mod audit;
mod chain;
mod elsewhere;
mod error;
mod links;
mod notices;
mod password;
mod profile;
mod recovery;
mod redirect;
mod registration;
mod second_factor;
mod secrets;
mod sessions;
mod sign_in;
mod social;
mod tokens;
mod verification;

use std::sync::{Arc, OnceLock};

use domain_model::identity::account::{Account, LinkedIdentity, Principal, Role};
use domain_model::identity::factor::Factor;
use domain_model::kernel::id::AccountId;
use ports::{
    Actor, Clock, Database, IdGenerator, IdentityProvider, PasswordHasher, PortErrorKind, SocialLogin, TokenSigner,
    Vault,
};
use serde_json::{Map, Value};
use url::Url;

pub use administration::{DescribedAccount, Invitation, RoleCount};
pub use api_keys::{NewApiKey, ShownApiKey};
pub use audit::AuditReading;
pub use error::{IdentityError, IdentityResult};
pub use links::Opened;
pub use notices::Purpose;
pub use registration::{Registered, Registration};
pub use second_factor::Enrolment;
pub use sessions::SignOut;
pub use social::{Arrival, Departure, SocialStart, TurnedAway};
pub use tokens::SignedIn;
pub use verification::{Confirmed, Proved};

/// What the service stands on.
#[expect(missing_docs, reason = "each field is the port of its name")]
pub struct IdentityPorts {
    pub database: Arc<dyn Database>,
    pub clock: Arc<dyn Clock>,
    pub ids: Arc<dyn IdGenerator>,
    pub passwords: Arc<dyn PasswordHasher>,
    pub tokens: Arc<dyn TokenSigner>,
    pub vault: Arc<dyn Vault>,
    pub social: Arc<dyn SocialLogin>,
    /// Whoever keeps the accounts; `None` when we do.
    pub provider: Option<Arc<dyn IdentityProvider>>,
}

/// What an operator decides about accounts.
#[derive(Debug, Clone, Default)]
pub struct IdentityPolicy {
    /// Does nobody get in before mail was seen to reach them? Then registering does not say either whether an address is
    /// known.
    pub require_verified_email: bool,
    /// Origins of pages to which somebody may be sent back, besides our own.
    pub allowed_origins: Vec<String>,
}

/// Accounts and sign-ins.
pub struct IdentityService {
    ports: IdentityPorts,
    policy: IdentityPolicy,
    /// Where people reach the server: what links in mails begin with (AU-20). Known once the server has its port.
    public_url: OnceLock<Url>,
}

impl IdentityService {
    /// The service on these ports.
    pub fn new(ports: IdentityPorts, policy: IdentityPolicy) -> Self {
        Self { ports, policy, public_url: OnceLock::new() }
    }

    /// Says where people reach the server. Said again, the first word counts.
    pub fn reachable_at(&self, public_url: Url) {
        self.public_url.get_or_init(|| public_url);
    }

    /// Who keeps the accounts, when it is somebody else.
    pub fn kept_by(&self) -> Option<&str> {
        self.elsewhere().map(|provider| provider.name())
    }

    /// Does nobody get in before mail was seen to reach them?
    pub fn requires_verified_email(&self) -> bool {
        self.policy.require_verified_email
    }

    /// The keys by which anybody can check our tokens, as a JSON Web Key Set.
    pub fn public_keys(&self) -> Value {
        self.ports.tokens.public_keys()
    }

    /// The principal's own account.
    pub async fn account(&self, principal: &Principal) -> IdentityResult<Account> {
        self.account_of(principal, principal.account_id).await?.ok_or(IdentityError::InvalidToken)
    }

    /// An account, as far as the principal may see it.
    pub async fn account_of(&self, principal: &Principal, id: AccountId) -> IdentityResult<Option<Account>> {
        Ok(self.ports.database.read(principal.into()).accounts().get(principal, id).await?)
    }

    /// By what somebody gets into an account besides a password: accounts elsewhere, and second factors.
    pub async fn ways_in(&self, id: AccountId) -> IdentityResult<(Vec<LinkedIdentity>, Vec<Factor>)> {
        let mut read = self.ports.database.read(Actor::System);
        let linked = read.linked_identities().list(id).await?;
        let factors = read.factors().list(id).await?;
        Ok((linked, factors))
    }

    /// What an account's owner keeps with it, as far as the principal may see it.
    pub async fn metadata(&self, principal: &Principal, id: AccountId) -> IdentityResult<Map<String, Value>> {
        Ok(self.ports.database.read(principal.into()).accounts().metadata(principal, id).await?)
    }
}

/// The owner of an account, where the program acts in their name.
fn owner(id: AccountId) -> Principal {
    Principal { account_id: id, role: Role::Seeker }
}

/// A conflict of addresses is somebody's address being taken.
fn address_taken(error: ports::PortError) -> IdentityError {
    if error.kind == PortErrorKind::Conflict { IdentityError::EmailTaken } else { error.into() }
}
