//! Sign-in with a password or an authorization code. Redemption of links is in
//! [`EmailLinkService`](crate::EmailLinkService), social sign-in in [`SocialSignInService`](crate::SocialSignInService).

use std::sync::Arc;

use domain_model::identity::audit::AuditAction;
use domain_model::identity::session::{Authentication, Origin};
use domain_model::kernel::id::LoginSessionId;
use ports::{Actor, ClientAccess, IdentityProvider};
use serde_json::Value;

use crate::idp::Idp;
use crate::mechanics::audit_log::AuditRecord;
use crate::mechanics::core::Core;
use crate::mechanics::notifications::Notification;
use crate::mechanics::secrets::matches_challenge;
use crate::{IdentityError, IdentityResult, IssuedSession, LinkRequest};

/// Opens sessions with a password or an authorization code.
pub struct SignInService {
    pub(crate) core: Arc<Core>,
    pub(crate) idp: Arc<Idp>,
}

impl SignInService {
    /// Whether an address must be verified before sign-in.
    pub fn requires_verified_email(&self) -> bool {
        self.core.require_verified_email
    }

    /// How pages sign in at the external identity provider; `None` when they sign in here.
    pub fn external_access(&self) -> Option<ClientAccess> {
        self.idp.external().map(IdentityProvider::client_access)
    }

    /// Signs in with a password. An unknown address costs the same and gets the same error as a wrong password (AU-33).
    pub async fn login(&self, email: &str, password: &str, origin: &Origin) -> IdentityResult<IssuedSession> {
        self.idp.login(email, password, origin).await
    }

    /// Verifies the password again and replaces the session by a new one (AU-11).
    pub async fn reauthenticate(
        &self,
        who: &Authentication,
        password: &str,
        origin: &Origin,
    ) -> IdentityResult<IssuedSession> {
        self.idp.reauthenticate(who, password, origin).await
    }

    /// Mails a link and a code to sign in (magic link). Answers the same whether or not the address has an account.
    pub async fn sign_in_by_mail(&self, request: LinkRequest) -> IdentityResult<()> {
        self.idp.embedded()?.mail_link(request, Notification::SignIn).await
    }

    /// Exchanges an authorization code for tokens (PKCE). A wrong verifier consumes the code too.
    pub async fn exchange_code(&self, code: &str, verifier: &str, origin: &Origin) -> IdentityResult<IssuedSession> {
        let idp = self.idp.embedded()?;
        let (hash, now) = (self.core.ids.hash_secret(code), self.core.clock.now());
        let mut uow = self.core.database.begin(Actor::System).await?;
        let (mut account, token) = idp.secrets.consume_auth_code(uow.as_mut(), hash, now).await?;
        let detail = |name: &str| token.details.get(name).and_then(Value::as_str);
        if !matches_challenge(detail("challenge").unwrap_or_default(), verifier) {
            uow.commit().await?;
            return Err(IdentityError::InvalidToken);
        }
        if let Some(session) = detail("session").and_then(|id| id.parse().ok()) {
            let found = uow.login_sessions().lock(LoginSessionId(session)).await?;
            let live = found.filter(|(session, _)| session.account_id == account.id && session.is_live(now));
            let (session, _) = live.ok_or(IdentityError::InvalidToken)?;
            uow.commit().await?;
            return self.core.sessions.issue_tokens(account, session).await;
        }
        let by = detail("by").and_then(|by| by.parse().ok()).ok_or(IdentityError::InvalidToken)?;
        let session = self.core.sessions.open(uow.as_mut(), &mut account, by, origin).await?;
        self.core.log.commit(uow, AuditRecord::own(account.id, AuditAction::SignedIn).with_note("code")).await?;
        self.core.sessions.issue_tokens(account, session).await
    }
}
