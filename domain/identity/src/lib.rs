//! Identity: accounts and sign-ins; who a token speaks for.
//!
//! A service for each thing people do: [`SignInService`], [`RegistrationService`], [`EmailLinkService`], [`SessionService`],
//! [`SecondFactorService`], [`SocialSignInService`], [`ApiKeyService`], [`AccountService`], [`AdministrationService`] and
//! [`AuditService`]. What they share is in `mechanics`. Only `idp` knows whether the
//! identity provider is this installation or an external one. Every service appends to the audit log in the transaction
//! of the change. Mails are notices that a task sends with [`MailWriter`].
//!
//! Roles come from the database on every request; what a token says about a role is for display. Nobody becomes an
//! admin by registering: the operator invites the first one on the command line (AU-34).

mod error;
mod idp;
mod mechanics;
mod password;
mod purpose;
mod registration;
mod services;

use std::sync::Arc;

use ports::{Clock, Database, IdGenerator, IdentityProvider, PasswordHasher, SocialLogin, TokenSigner, Vault};
use url::Url;

pub use error::{IdentityError, IdentityResult, Resource};
pub use mechanics::redemption::PresentedSecret;
pub use mechanics::sessions::IssuedSession;
pub use purpose::Purpose;
pub use registration::{Registration, RegistrationOutcome};
pub use services::accounts::AccountService;
pub use services::administration::{AccountDetails, AdministrationService, Invitation, RoleCount};
pub use services::api_keys::{ApiKeyService, CreatedApiKey, NewApiKey};
pub use services::audit::{AuditService, AuditVerification};
pub use services::email_links::{Confirmed, EmailLinkService, LinkSignIn};
pub use services::mails::MailWriter;
pub use services::registration::RegistrationService;
pub use services::second_factors::{Enrolment, SecondFactorService};
pub use services::sessions::{SessionService, SignOut};
pub use services::sign_in::SignInService;
pub use services::social::{AuthorizationRequest, FailedCallback, OAuthCallback, SocialSignInService, SocialStart};

use idp::{EmbeddedIdp, ExternalIdp, Idp};
use mechanics::attempts::Attempts;
use mechanics::audit_log::AuditLog;
use mechanics::notifications::Notifier;
use mechanics::redemption::Redemption;
use mechanics::redirects::Redirects;
use mechanics::secrets::Secrets;
use mechanics::sessions::Sessions;

/// What the services stand on.
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

/// The services of the context, built once.
#[derive(Clone)]
#[expect(missing_docs, reason = "each field is the service of its name")]
pub struct IdentityServices {
    pub accounts: Arc<AccountService>,
    pub administration: Arc<AdministrationService>,
    pub api_keys: Arc<ApiKeyService>,
    pub audit: Arc<AuditService>,
    pub email_links: Arc<EmailLinkService>,
    pub mails: Arc<MailWriter>,
    pub registration: Arc<RegistrationService>,
    pub second_factors: Arc<SecondFactorService>,
    pub sessions: Arc<SessionService>,
    pub sign_in: Arc<SignInService>,
    pub social: Arc<SocialSignInService>,
    redirects: Arc<Redirects>,
}

impl IdentityServices {
    /// Builds the services on these ports.
    #[expect(clippy::too_many_lines, reason = "it wires: one line for each thing a service stands on")]
    pub fn new(ports: IdentityPorts, policy: IdentityPolicy) -> Self {
        let IdentityPorts { database, clock, ids, passwords, tokens, vault, social, provider } = ports;
        let require_verified_email = policy.require_verified_email;
        let redirects = Arc::new(Redirects::new(policy.allowed_origins));
        let log = AuditLog { database: database.clone(), clock: clock.clone() };
        let attempts = Attempts { database: database.clone(), clock: clock.clone(), vault: vault.clone() };
        let secrets = Secrets { clock: clock.clone(), ids: ids.clone(), vault: vault.clone() };
        let notifier =
            Notifier { clock: clock.clone(), ids: ids.clone(), vault: vault.clone(), secrets: secrets.clone() };
        let sessions = Sessions {
            database: database.clone(),
            clock: clock.clone(),
            ids: ids.clone(),
            tokens: tokens.clone(),
            vault: vault.clone(),
            log: log.clone(),
        };
        let redemption = Redemption {
            database: database.clone(),
            clock: clock.clone(),
            ids: ids.clone(),
            attempts: attempts.clone(),
            notifier: notifier.clone(),
            secrets: secrets.clone(),
        };
        let idp = Arc::new(match provider {
            Some(provider) => Idp::External(Box::new(ExternalIdp {
                provider,
                database: database.clone(),
                clock: clock.clone(),
                vault: vault.clone(),
                attempts: attempts.clone(),
                log: log.clone(),
                redirects: redirects.clone(),
                sessions: sessions.clone(),
                require_verified_email,
            })),
            None => Idp::Embedded(Box::new(EmbeddedIdp {
                database: database.clone(),
                clock: clock.clone(),
                ids: ids.clone(),
                passwords,
                tokens: tokens.clone(),
                attempts: attempts.clone(),
                log: log.clone(),
                notifier,
                redemption,
                redirects: redirects.clone(),
                secrets: secrets.clone(),
                sessions: sessions.clone(),
                require_verified_email,
            })),
        });
        Self {
            accounts: Arc::new(AccountService {
                database: database.clone(),
                clock: clock.clone(),
                idp: idp.clone(),
                log: log.clone(),
            }),
            administration: Arc::new(AdministrationService {
                database: database.clone(),
                clock: clock.clone(),
                ids: ids.clone(),
                idp: idp.clone(),
                sessions: sessions.clone(),
                log: log.clone(),
            }),
            api_keys: Arc::new(ApiKeyService {
                database: database.clone(),
                clock: clock.clone(),
                ids: ids.clone(),
                log: log.clone(),
            }),
            audit: Arc::new(AuditService { database: database.clone(), log: log.clone() }),
            email_links: Arc::new(EmailLinkService {
                database: database.clone(),
                clock: clock.clone(),
                ids: ids.clone(),
                idp: idp.clone(),
                sessions: sessions.clone(),
                redirects: redirects.clone(),
                log: log.clone(),
            }),
            mails: Arc::new(MailWriter {
                database: database.clone(),
                clock: clock.clone(),
                ids: ids.clone(),
                vault: vault.clone(),
                secrets: secrets.clone(),
                redirects: redirects.clone(),
            }),
            registration: Arc::new(RegistrationService { clock: clock.clone(), idp: idp.clone(), log: log.clone() }),
            second_factors: Arc::new(SecondFactorService {
                database: database.clone(),
                clock: clock.clone(),
                ids: ids.clone(),
                vault: vault.clone(),
                idp: idp.clone(),
                sessions: sessions.clone(),
                log: log.clone(),
            }),
            sessions: Arc::new(SessionService {
                database: database.clone(),
                clock: clock.clone(),
                ids: ids.clone(),
                tokens,
                idp: idp.clone(),
                sessions: sessions.clone(),
                log: log.clone(),
            }),
            sign_in: Arc::new(SignInService {
                clock: clock.clone(),
                database: database.clone(),
                ids: ids.clone(),
                idp: idp.clone(),
                sessions: sessions.clone(),
                log: log.clone(),
                require_verified_email,
            }),
            social: Arc::new(SocialSignInService {
                database,
                clock,
                ids,
                vault,
                social,
                idp,
                attempts,
                secrets,
                sessions,
                redirects: redirects.clone(),
                log,
            }),
            redirects,
        }
    }

    /// Says where people reach the server: what links in mails begin with (AU-20). Said again, the first word counts.
    pub fn set_public_url(&self, public_url: Url) {
        self.redirects.set_public_url(public_url);
    }
}
