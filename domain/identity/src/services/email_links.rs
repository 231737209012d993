//! Links and codes from mails: their preview, and their redemption after confirmation. Opening a link has no effect,
//! because mail scanners open links.

use std::sync::Arc;

use domain_model::identity::account::{Account, EmailAddress, Principal};
use domain_model::identity::session::{Origin, Proof};
use domain_model::kernel::id::LoginSessionId;
use ports::Actor;
use serde_json::{Map, Value};
use url::Url;

use crate::idp::Idp;
use crate::mechanics::core::Core;
use crate::mechanics::redemption::{PresentedSecret, audit_record};
use crate::mechanics::secrets::{CodeGrant, CodeSource};
use crate::{IdentityError, IdentityResult, IssuedSession, Purpose};

/// A verified address.
#[derive(Debug)]
pub struct Confirmed {
    /// Its account.
    pub account: Account,
    /// The owner's metadata, for display.
    pub metadata: Map<String, Value>,
    /// Whether the account has no password, because it was contested. A mail to set one is on its way then.
    pub needs_password: bool,
}

/// The result of a sign-in link.
#[derive(Debug)]
pub enum LinkSignIn {
    /// A session, for the browser that opened the link.
    Session(Box<IssuedSession>),
    /// The request had a PKCE challenge: a redirect with an authorization code for the client that made it.
    AuthCode(Url),
}

/// Redeems links and codes from mails.
pub struct EmailLinkService {
    pub(crate) core: Arc<Core>,
    pub(crate) idp: Arc<Idp>,
}

impl EmailLinkService {
    /// Redeems a link or a code and opens a session. A change of address opens none: see [`Self::confirm`].
    pub async fn verify(
        &self,
        purpose: Purpose,
        presented: PresentedSecret<'_>,
        origin: &Origin,
    ) -> IdentityResult<IssuedSession> {
        if !purpose.signs_in() {
            return Err(IdentityError::InvalidToken);
        }
        let (mut uow, mut account, _) = self.idp.embedded()?.redemption.redeem(purpose, presented).await?;
        let session = self.core.sessions.open(uow.as_mut(), &mut account, Proof::Mail, origin).await?;
        self.core.log.commit(uow, audit_record(purpose, &account)).await?;
        self.core.sessions.issue_tokens(account, session).await
    }

    /// The address that a valid link verifies, or the address of its account. Does not consume the link.
    pub async fn link_address(&self, purpose: Purpose, secret: &str) -> IdentityResult<EmailAddress> {
        let (hash, now) = (self.core.ids.hash_secret(secret), self.core.clock.now());
        let mut read = self.core.database.read(Actor::System);
        let token = read.one_time_tokens().find(hash, purpose.as_str(), now).await?;
        let token = token.ok_or(IdentityError::InvalidToken)?;
        if let Some(to) = token.details.get("to").and_then(Value::as_str) {
            return Ok(to.parse()?);
        }
        let account = read.accounts().get(&Principal::owner(token.account_id), token.account_id).await?;
        Ok(account.ok_or(IdentityError::InvalidToken)?.email)
    }

    /// Verifies the address of the mail. Opens no session: otherwise the owner of an address would be signed in to the
    /// account of whoever entered it.
    pub async fn confirm(&self, purpose: Purpose, presented: PresentedSecret<'_>) -> IdentityResult<Confirmed> {
        let (mut uow, account, _) = self.idp.embedded()?.redemption.redeem(purpose, presented).await?;
        let known = uow.accounts().lock(account.id).await?;
        let has_password = known.is_some_and(|known| known.password_hash.is_some());
        let metadata = uow.accounts().metadata(&Principal::owner(account.id), account.id).await?;
        self.core.log.commit(uow, audit_record(purpose, &account)).await?;
        Ok(Confirmed { account, metadata, needs_password: purpose == Purpose::Verification && !has_password })
    }

    /// Redeems a sign-in link.
    pub async fn sign_in_by_link(&self, secret: &str, origin: &Origin) -> IdentityResult<LinkSignIn> {
        self.redeem(Purpose::SignIn, secret, None, origin).await
    }

    /// Redeems a link: opens a session, or creates an authorization code.
    pub(crate) async fn redeem(
        &self,
        purpose: Purpose,
        secret: &str,
        redirect_to: Option<&str>,
        origin: &Origin,
    ) -> IdentityResult<LinkSignIn> {
        let (mut uow, mut account, token) =
            self.idp.embedded()?.redemption.redeem(purpose, PresentedSecret::Link(secret)).await?;
        if let Some(challenge) = token.details.get("challenge").and_then(Value::as_str) {
            let grants = CodeGrant::SignIn(Proof::Mail);
            let code = self
                .idp
                .embedded()?
                .secrets
                .auth_code(uow.as_mut(), &account, challenge, CodeSource::Link(purpose), grants)
                .await?;
            self.core.log.commit(uow, audit_record(purpose, &account)).await?;
            return Ok(LinkSignIn::AuthCode(self.core.redirects.query_redirect(redirect_to, &[("code", &code)])?));
        }
        let session = self.core.sessions.open(uow.as_mut(), &mut account, Proof::Mail, origin).await?;
        self.core.log.commit(uow, audit_record(purpose, &account)).await?;
        Ok(LinkSignIn::Session(Box::new(self.core.sessions.issue_tokens(account, session).await?)))
    }

    /// Redeems the link that a browser opened. Returns the redirect to the page that the link names, with tokens or an
    /// authorization code.
    pub async fn open_link(
        &self,
        purpose: Purpose,
        secret: &str,
        redirect_to: Option<&str>,
        origin: &Origin,
    ) -> IdentityResult<Url> {
        if !purpose.signs_in() {
            return self.redeem_new_address(secret, redirect_to).await;
        }
        match self.redeem(purpose, secret, redirect_to, origin).await? {
            LinkSignIn::Session(signed_in) => {
                self.core.redirects.token_redirect(redirect_to, &signed_in, purpose.as_str())
            }
            LinkSignIn::AuthCode(url) => Ok(url),
        }
    }

    /// Changes the address of the account to that of the mail. Opens no session: otherwise the owner of a mistyped address
    /// would be signed in to the account. A client that sent a challenge gets an authorization code for the tokens of its
    /// own session.
    async fn redeem_new_address(&self, secret: &str, redirect_to: Option<&str>) -> IdentityResult<Url> {
        let purpose = Purpose::EmailChange;
        let (mut uow, account, token) =
            self.idp.embedded()?.redemption.redeem(purpose, PresentedSecret::Link(secret)).await?;
        let detail = |name: &str| token.details.get(name).and_then(Value::as_str);
        let session = detail("session").and_then(|id| id.parse().ok()).map(LoginSessionId);
        let Some((challenge, session)) = detail("challenge").zip(session) else {
            self.core.log.commit(uow, audit_record(purpose, &account)).await?;
            return self.core.redirects.message_redirect(
                redirect_to,
                "Your e-mail address is changed",
                purpose.as_str(),
            );
        };
        let (of, grants) = (CodeSource::Link(purpose), CodeGrant::Tokens(session));
        let code = self.idp.embedded()?.secrets.auth_code(uow.as_mut(), &account, challenge, of, grants).await?;
        self.core.log.commit(uow, audit_record(purpose, &account)).await?;
        self.core.redirects.query_redirect(redirect_to, &[("code", &code)])
    }

    /// Whether browsers may be redirected to this target.
    pub fn is_allowed_redirect(&self, redirect_to: Option<&str>) -> bool {
        self.core.redirects.allowed(redirect_to).is_some()
    }

    /// The redirect target with an error in the fragment.
    pub fn error_redirect(&self, redirect_to: Option<&str>, code: &str, description: &str) -> IdentityResult<Url> {
        self.core.redirects.error_redirect(redirect_to, code, description)
    }
}
