//! The ports and mechanics that every service of the context may use.
//!
//! Passwords, one-time secrets and notifications are not among them: only
//! [`EmbeddedIdp`](crate::idp::EmbeddedIdp) has them, so a service cannot use them with an external identity provider.

use std::sync::Arc;

use domain_model::identity::account::EmailAddress;
use ports::{Clock, Database, IdGenerator, TokenSigner, Vault};

use crate::mechanics::attempts::Attempts;
use crate::mechanics::audit_log::AuditLog;
use crate::mechanics::redirects::Redirects;
use crate::mechanics::sessions::Sessions;
use crate::{IdentityPolicy, IdentityPorts, IdentityResult, LinkRequest};

/// Built once and shared by the services.
pub(crate) struct Core {
    pub(crate) database: Arc<dyn Database>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: Arc<dyn IdGenerator>,
    pub(crate) tokens: Arc<dyn TokenSigner>,
    pub(crate) vault: Arc<dyn Vault>,
    pub(crate) attempts: Attempts,
    pub(crate) log: AuditLog,
    pub(crate) redirects: Redirects,
    pub(crate) sessions: Sessions,
    /// Whether an address must be verified before sign-in.
    pub(crate) require_verified_email: bool,
}

impl Core {
    pub(crate) fn new(ports: &IdentityPorts, policy: IdentityPolicy) -> Self {
        let IdentityPorts { database, clock, ids, tokens, vault, .. } = ports;
        let log = AuditLog { database: database.clone(), clock: clock.clone() };
        Self {
            attempts: Attempts { database: database.clone(), clock: clock.clone(), vault: vault.clone() },
            redirects: Redirects::new(policy.allowed_origins),
            sessions: Sessions {
                database: database.clone(),
                clock: clock.clone(),
                ids: ids.clone(),
                tokens: tokens.clone(),
                vault: vault.clone(),
                log: log.clone(),
            },
            log,
            database: database.clone(),
            clock: clock.clone(),
            ids: ids.clone(),
            tokens: tokens.clone(),
            vault: vault.clone(),
            require_verified_email: policy.require_verified_email,
        }
    }

    /// Counts the request against the limit of its address, and removes a redirect target that is not allowed.
    pub(crate) async fn check_link_request(&self, request: LinkRequest) -> IdentityResult<LinkRequest> {
        let email: EmailAddress = request.email.parse()?;
        self.attempts.allow_mail(&email).await?;
        let redirect_to = self.redirects.allowed(request.redirect_to.as_deref());
        Ok(LinkRequest { email: email.as_str().to_owned(), redirect_to, ..request })
    }
}
