//! Social sign-in. The key of an identity is (issuer, subject), never an e-mail address (AU-28).

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use domain_model::identity::account::{Account, EmailAddress, LinkedIdentity};
use domain_model::identity::audit::AuditAction;
use domain_model::identity::session::{Authentication, Origin, Proof};
use domain_model::kernel::id::AccountId;
use domain_model::kernel::text;
use ports::{Actor, SocialIdentity, SocialLogin, SocialRequest, UnitOfWork};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use tracing::warn;
use url::Url;

use crate::error::address_taken;
use crate::idp::Idp;
use crate::mechanics::audit_log::AuditRecord;
use crate::mechanics::core::Core;
use crate::mechanics::secrets::{CodeGrant, CodeSource, Secrets};
use crate::registration::role_for_registration;
use crate::{IdentityError, IdentityResult};

/// The time a user may take at the issuer.
const FLOW_LIFETIME: TimeDelta = TimeDelta::minutes(10);
const STATE_SEALING_CONTEXT: &str = "social state";

/// The parameters of a social sign-in.
#[derive(Debug, Default)]
pub struct SocialStart {
    /// The configured name of the issuer.
    pub provider: String,
    /// The page to which the browser is redirected in the end.
    pub redirect_to: Option<String>,
    /// The role of a new account; `None` is seeker.
    pub role: Option<String>,
    /// The PKCE code challenge of the client, which then gets an authorization code instead of tokens.
    pub challenge: Option<String>,
    /// The account to which the identity is linked; `None` to sign in.
    pub link_to: Option<AccountId>,
}

/// An authorization request, for the browser.
#[derive(Debug)]
pub struct AuthorizationRequest {
    /// The URL of the issuer's page.
    pub url: Url,
    /// The value of the cookie that the callback is checked against.
    pub state_cookie: String,
}

/// The callback of the issuer.
#[derive(Debug)]
pub struct OAuthCallback<'a> {
    /// The OAuth `state`.
    pub state: &'a str,
    /// The authorization code; `None` when the issuer reports an error.
    pub code: Option<&'a str>,
    /// The value of the state cookie.
    pub state_cookie: Option<&'a str>,
}

/// A callback that opens no session.
#[derive(Debug)]
pub struct FailedCallback {
    /// The cause.
    pub error: IdentityError,
    /// The page of the request, when the flow state is valid.
    pub redirect_to: Option<String>,
}

/// The flow state: encrypted in the OAuth `state`, so the server stores nothing.
#[derive(Serialize, Deserialize)]
struct FlowState {
    provider: String,
    nonce: String,
    pkce_verifier: String,
    redirect_to: Option<String>,
    role: Option<String>,
    challenge: Option<String>,
    link_to: Option<AccountId>,
    /// SHA-256 of the cookie.
    browser: String,
    until: DateTime<Utc>,
}

impl FlowState {
    /// Whether the callback comes from the same browser, in time.
    fn matches(&self, state_cookie: Option<&str>, now: DateTime<Utc>) -> bool {
        state_cookie.is_some_and(|secret| digest(secret) == self.browser) && now < self.until
    }
}

/// Signs in with identities of other issuers, and links them to accounts.
pub struct SocialSignInService {
    pub(crate) core: Arc<Core>,
    pub(crate) social: Arc<dyn SocialLogin>,
    pub(crate) idp: Arc<Idp>,
    pub(crate) secrets: Secrets,
}

impl SocialSignInService {
    /// The names of the configured issuers, or of those that the external identity provider offers; none while it cannot be
    /// asked, because the other ways to sign in remain.
    pub async fn social_providers(&self) -> Vec<String> {
        let Some(external) = self.idp.external() else { return self.social.providers() };
        external.social_providers().await.unwrap_or_else(|error| {
            warn!(%error, "{} does not say which social sign-ins it offers", external.name());
            Vec::new()
        })
    }

    /// Begins a flow.
    pub async fn authorize(&self, start: SocialStart) -> IdentityResult<AuthorizationRequest> {
        self.idp.embedded()?;
        role_for_registration(start.role.as_deref())?;
        let secret = || self.core.ids.secret().text;
        let (state_cookie, nonce, pkce_verifier) = (secret(), secret(), secret());
        let flow_state = FlowState {
            provider: start.provider.clone(),
            nonce: nonce.clone(),
            pkce_verifier: pkce_verifier.clone(),
            redirect_to: self.core.redirects.allowed(start.redirect_to.as_deref()),
            role: start.role,
            challenge: start.challenge,
            link_to: start.link_to,
            browser: digest(&state_cookie),
            until: self.core.clock.now() + FLOW_LIFETIME,
        };
        let state = self.seal(&flow_state)?;
        let request = SocialRequest { state, nonce, pkce_verifier, redirect_uri: self.callback_url()? };
        let url = self.social.authorize(&start.provider, &request).await?;
        Ok(AuthorizationRequest { url: url.ok_or(IdentityError::NoSuchProvider)?, state_cookie })
    }

    /// Ends a flow. Returns the redirect, with tokens or an authorization code.
    pub async fn callback(&self, callback: OAuthCallback<'_>, origin: &Origin) -> Result<Url, FailedCallback> {
        let flow_state =
            self.flow_state(&callback).await.map_err(|error| FailedCallback { error, redirect_to: None })?;
        let finished = self.finish(&flow_state, callback, origin).await;
        finished.map_err(|error| FailedCallback { error, redirect_to: flow_state.redirect_to })
    }

    async fn finish(
        &self,
        flow_state: &FlowState,
        callback: OAuthCallback<'_>,
        origin: &Origin,
    ) -> IdentityResult<Url> {
        let code = callback.code.ok_or(IdentityError::AuthorizationFailed)?;
        let request = SocialRequest {
            state: callback.state.to_owned(),
            nonce: flow_state.nonce.clone(),
            pkce_verifier: flow_state.pkce_verifier.clone(),
            redirect_uri: self.callback_url()?,
        };
        let identity = match self.social.identify(&flow_state.provider, code, &request).await {
            Err(error) if error.kind == ports::PortErrorKind::Unauthorized => {
                return Err(IdentityError::AuthorizationFailed);
            }
            outcome => outcome?.ok_or(IdentityError::NoSuchProvider)?,
        };
        let mut uow = self.core.database.begin(Actor::System).await?;
        let (mut account, record) = self.resolve_account(uow.as_mut(), flow_state, identity).await?;
        if account.is_banned(self.core.clock.now()) {
            return Err(IdentityError::Banned);
        }
        let redirect_to = flow_state.redirect_to.as_deref();
        if let Some(challenge) = &flow_state.challenge {
            let grants = CodeGrant::SignIn(Proof::Social);
            let code = self.secrets.auth_code(uow.as_mut(), &account, challenge, CodeSource::Social, grants).await?;
            self.core.log.commit(uow, record).await?;
            return self.core.redirects.query_redirect(redirect_to, &[("code", &code)]);
        }
        let session = self.core.sessions.open(uow.as_mut(), &mut account, Proof::Social, origin).await?;
        self.core.log.commit(uow, record).await?;
        let signed_in = self.core.sessions.issue_tokens(account, session).await?;
        self.core.redirects.token_redirect(redirect_to, &signed_in, "signup")
    }

    /// The caller's linked identities.
    pub async fn linked_identities(&self, who: &Authentication) -> IdentityResult<Vec<LinkedIdentity>> {
        Ok(self.core.database.read(Actor::System).linked_identities().list(who.principal.account_id).await?)
    }

    /// The account of the identity: the linked one, the one to link it to, or a new one.
    async fn resolve_account(
        &self,
        uow: &mut dyn UnitOfWork,
        flow_state: &FlowState,
        identity: SocialIdentity,
    ) -> IdentityResult<(Account, AuditRecord)> {
        let now = self.core.clock.now();
        let signed_in = |id| AuditRecord::own(id, AuditAction::SignedIn).with_note(flow_state.provider.clone());
        let known = uow.linked_identities().find(&identity.issuer, &identity.subject).await?;
        if let Some(known) = known {
            if flow_state.link_to.is_some_and(|wanted| wanted != known.account_id) {
                return Err(IdentityError::LinkedToAnotherAccount(flow_state.provider.clone()));
            }
            let linked = LinkedIdentity { last_sign_in_at: now, email: identity.email, ..known };
            uow.linked_identities().update(&linked).await?;
            let found = uow.accounts().lock(linked.account_id).await?;
            let account = found.ok_or(IdentityError::InvalidToken)?.account;
            return Ok((account, signed_in(linked.account_id)));
        }
        let (account, action) = match flow_state.link_to {
            Some(id) => {
                let found = uow.accounts().lock(id).await?;
                (found.ok_or(IdentityError::InvalidToken)?.account, AuditAction::IdentityLinked)
            }
            None => (self.create_account(uow, flow_state, &identity).await?, AuditAction::Registered),
        };
        let linked = LinkedIdentity {
            issuer: identity.issuer,
            subject: identity.subject,
            account_id: account.id,
            provider: flow_state.provider.clone(),
            email: identity.email,
            created_at: now,
            last_sign_in_at: now,
        };
        uow.linked_identities().insert(&linked).await?;
        let record = AuditRecord::own(account.id, action).with_note(flow_state.provider.clone());
        Ok((account, record))
    }

    async fn create_account(
        &self,
        uow: &mut dyn UnitOfWork,
        flow_state: &FlowState,
        identity: &SocialIdentity,
    ) -> IdentityResult<Account> {
        let provider = || flow_state.provider.clone();
        let written = identity.email.as_deref().filter(|_| identity.is_email_verified);
        let email: EmailAddress =
            written.ok_or_else(|| IdentityError::EmailNotVerifiedByIssuer(provider()))?.parse()?;
        if uow.accounts().credentials(&email).await?.is_some() {
            return Err(IdentityError::LinkRequired(provider()));
        }
        let role = role_for_registration(flow_state.role.as_deref())?;
        let name = identity.full_name.as_ref().map(|name| text::clean(name.trim()).chars().take(200).collect());
        let now = self.core.clock.now();
        let mut account = Account::new(AccountId(self.core.ids.next()), email, role, name, now);
        account.verified_at = Some(now);
        uow.accounts().insert(&account, None).await.map_err(address_taken)?;
        Ok(account)
    }

    fn callback_url(&self) -> IdentityResult<Url> {
        Ok(self.core.redirects.public_url()?.join("auth/v1/callback").map_err(ports::PortError::internal)?)
    }

    fn seal(&self, flow_state: &FlowState) -> IdentityResult<String> {
        use base64::Engine as _;
        use base64::engine::general_purpose::URL_SAFE_NO_PAD;
        let written = serde_json::to_vec(flow_state).map_err(ports::PortError::internal)?;
        Ok(URL_SAFE_NO_PAD.encode(self.core.vault.seal(STATE_SEALING_CONTEXT, &written)?))
    }

    /// The flow state of a callback. `InvalidFlowState` from another browser, too late, or a second time.
    async fn flow_state(&self, callback: &OAuthCallback<'_>) -> IdentityResult<FlowState> {
        use base64::Engine as _;
        use base64::engine::general_purpose::URL_SAFE_NO_PAD;
        let read = || -> Option<FlowState> {
            let sealed = URL_SAFE_NO_PAD.decode(callback.state).ok()?;
            serde_json::from_slice(&self.core.vault.open(STATE_SEALING_CONTEXT, &sealed).ok()?).ok()
        };
        let now = self.core.clock.now();
        let flow_state = read().filter(|flow_state| flow_state.matches(callback.state_cookie, now));
        let flow_state = flow_state.ok_or(IdentityError::InvalidFlowState)?;
        let is_first = self.core.attempts.is_first_use(&flow_state.browser).await?;
        if is_first { Ok(flow_state) } else { Err(IdentityError::InvalidFlowState) }
    }
}

fn digest(secret: &str) -> String {
    hex::encode(Sha256::digest(secret))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn au_29_a_flow_ends_in_the_browser_it_began_in_within_ten_minutes() {
        let began = DateTime::<Utc>::UNIX_EPOCH;
        let flow_state = FlowState {
            provider: "own".to_owned(),
            nonce: String::new(),
            pkce_verifier: String::new(),
            redirect_to: None,
            role: None,
            challenge: None,
            link_to: None,
            browser: digest("secret"),
            until: began + FLOW_LIFETIME,
        };
        let last = began + TimeDelta::seconds(599);
        assert!(flow_state.matches(Some("secret"), began) && flow_state.matches(Some("secret"), last));
        assert!(!flow_state.matches(Some("secret"), began + TimeDelta::minutes(10)), "too late");
        for other in [None, Some(""), Some("Secret"), Some(flow_state.browser.as_str())] {
            assert!(!flow_state.matches(other, began), "{other:?}");
        }
    }
}
