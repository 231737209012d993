//! Identity: accounts, authentication, second factors, API keys, credits and the audit log.
//!
//! One service per use case: [`SignInService`], [`RegistrationService`], [`EmailLinkService`], [`SessionService`],
//! [`SecondFactorService`], [`SocialSignInService`], [`ApiKeyService`], [`AccountService`], [`CreditService`],
//! [`AdministrationService`] and [`AuditService`]. What they share is in `mechanics`. Only `idp` knows whether the identity provider is this
//! installation or an external one. Every service appends to the audit log in the transaction of the change. Mails are
//! notifications, which a task sends with [`MailWriter`].
//!
//! Roles come from the database on every request; the role in a token is for display. Registration never creates an
//! administrator: the operator invites the first one on the command line (AU-34).

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
pub use mechanics::notifications::LinkRequest;
pub use mechanics::redemption::PresentedSecret;
pub use mechanics::sessions::IssuedSession;
pub use purpose::Purpose;
pub use registration::{Registration, RegistrationOutcome};
pub use services::accounts::AccountService;
pub use services::administration::{AccountDetails, AdministrationService, Invitation, RoleCount};
pub use services::api_keys::{ApiKeyService, CreatedApiKey, NewApiKey};
pub use services::audit::{AuditService, AuditVerification};
pub use services::credits::{CreditBalance, CreditService};
pub use services::email_links::{Confirmed, EmailLinkService, LinkSignIn};
pub use services::mails::MailWriter;
pub use services::registration::RegistrationService;
pub use services::second_factors::{Enrolment, SecondFactorService};
pub use services::sessions::{SessionService, SignOut};
pub use services::sign_in::SignInService;
pub use services::social::{AuthorizationRequest, FailedCallback, OAuthCallback, SocialSignInService, SocialStart};

use idp::{EmbeddedIdp, ExternalIdp, Idp};
use mechanics::core::Core;
use mechanics::notifications::Notifier;
use mechanics::redemption::Redemption;
use mechanics::secrets::Secrets;

/// The ports that the services use.
#[expect(missing_docs, reason = "each field is the port of its name")]
pub struct IdentityPorts {
    pub database: Arc<dyn Database>,
    pub clock: Arc<dyn Clock>,
    pub ids: Arc<dyn IdGenerator>,
    pub passwords: Arc<dyn PasswordHasher>,
    pub tokens: Arc<dyn TokenSigner>,
    pub vault: Arc<dyn Vault>,
    pub social: Arc<dyn SocialLogin>,
    /// The external identity provider; `None` when this installation is the provider.
    pub provider: Option<Arc<dyn IdentityProvider>>,
}

/// The operator's settings for accounts.
#[derive(Debug, Clone, Default)]
pub struct IdentityPolicy {
    /// Whether an address must be verified before sign-in. If so, registration does not reveal either whether an address
    /// has an account.
    pub require_verified_email: bool,
    /// Origins, besides our own, to which browsers may be redirected.
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
    pub credits: Arc<CreditService>,
    pub email_links: Arc<EmailLinkService>,
    pub mails: Arc<MailWriter>,
    pub registration: Arc<RegistrationService>,
    pub second_factors: Arc<SecondFactorService>,
    pub sessions: Arc<SessionService>,
    pub sign_in: Arc<SignInService>,
    pub social: Arc<SocialSignInService>,
    core: Arc<Core>,
}

impl IdentityServices {
    /// Builds the services on these ports.
    pub fn new(ports: IdentityPorts, policy: IdentityPolicy) -> Self {
        let core = Arc::new(Core::new(&ports, policy));
        let IdentityPorts { database, clock, ids, passwords, vault, social, provider, .. } = ports;
        let secrets = Secrets { clock: clock.clone(), ids: ids.clone(), vault: vault.clone() };
        let idp = if let Some(provider) = provider {
            Idp::External(ExternalIdp { core: core.clone(), provider })
        } else {
            let notifier = Notifier { clock: clock.clone(), ids: ids.clone(), vault, secrets: secrets.clone() };
            let redemption = Redemption {
                database,
                clock,
                ids,
                attempts: core.attempts.clone(),
                notifier: notifier.clone(),
                secrets: secrets.clone(),
            };
            let (core, secrets) = (core.clone(), secrets.clone());
            Idp::Embedded(Box::new(EmbeddedIdp { core, passwords, notifier, redemption, secrets }))
        };
        let idp = Arc::new(idp);
        Self {
            accounts: Arc::new(AccountService { core: core.clone(), idp: idp.clone() }),
            administration: Arc::new(AdministrationService { core: core.clone(), idp: idp.clone() }),
            api_keys: Arc::new(ApiKeyService { core: core.clone() }),
            audit: Arc::new(AuditService { core: core.clone() }),
            credits: Arc::new(CreditService { core: core.clone() }),
            email_links: Arc::new(EmailLinkService { core: core.clone(), idp: idp.clone() }),
            mails: Arc::new(MailWriter { core: core.clone(), secrets: secrets.clone() }),
            registration: Arc::new(RegistrationService { core: core.clone(), idp: idp.clone() }),
            second_factors: Arc::new(SecondFactorService { core: core.clone(), idp: idp.clone() }),
            sessions: Arc::new(SessionService { core: core.clone(), idp: idp.clone() }),
            sign_in: Arc::new(SignInService { core: core.clone(), idp: idp.clone() }),
            social: Arc::new(SocialSignInService { core: core.clone(), social, idp, secrets }),
            core,
        }
    }

    /// Sets the base URL of links in mails, once the server knows its port (AU-20). Later calls have no effect.
    pub fn set_public_url(&self, public_url: Url) {
        self.core.redirects.set_public_url(public_url);
    }
}
