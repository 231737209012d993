//! Signing in with an account of somebody else's. What opens an account here is (issuer, subject); an address of mail never
//! does (AU-28).

use chrono::{DateTime, TimeDelta, Utc};
use domain_model::identity::account::{Account, EmailAddress, LinkedIdentity};
use domain_model::identity::audit::AuditAction;
use domain_model::identity::session::{Authentication, Origin, Proof};
use domain_model::kernel::id::AccountId;
use domain_model::kernel::text;
use ports::{Actor, SocialIdentity, SocialRequest, UnitOfWork};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use url::Url;

use crate::audit::Deed;
use crate::registration::role_for_registration;
use crate::secrets::CodeOf;
use crate::verification::Grants;
use crate::{IdentityError, IdentityResult, IdentityService, address_taken};

/// How long somebody may take at the other side.
const AWAY: TimeDelta = TimeDelta::minutes(10);
const STATE: &str = "social state";

/// How somebody wants to sign in.
#[derive(Debug, Default)]
pub struct SocialStart {
    /// The issuer, as the configuration calls it.
    pub provider: String,
    /// Where they are sent back to in the end.
    pub redirect_to: Option<String>,
    /// For a new account: seeker unless they say otherwise.
    pub role: Option<String>,
    /// They want a code to be exchanged (PKCE), instead of tokens.
    pub challenge: Option<String>,
    /// Whose account it is to be linked to, when it is to be linked.
    pub link_to: Option<AccountId>,
}

/// Where the browser is sent, and what it has to bring back.
#[derive(Debug)]
pub struct Departure {
    /// The issuer's page.
    pub url: Url,
    /// To be kept by the browser as a cookie until it is back.
    pub browser_secret: String,
}

/// The browser is back.
#[derive(Debug)]
pub struct Arrival<'a> {
    /// As it was sent along.
    pub state: &'a str,
    /// For the issuer.
    pub code: Option<&'a str>,
    /// The cookie.
    pub browser_secret: Option<&'a str>,
}

/// Who came back and is not let in.
#[derive(Debug)]
pub struct TurnedAway {
    /// Why.
    pub error: IdentityError,
    /// Where they wanted to be in the end, when it is known that it was they.
    pub redirect_to: Option<String>,
}

/// What is known again when the browser is back. It travels with the browser, sealed.
#[derive(Serialize, Deserialize)]
struct Journey {
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

impl Journey {
    /// Is this the browser that was sent away, in time?
    fn ends_with(&self, browser_secret: Option<&str>, now: DateTime<Utc>) -> bool {
        browser_secret.is_some_and(|secret| digest(secret) == self.browser) && now < self.until
    }
}

impl IdentityService {
    /// The issuers that are offered.
    pub fn social_providers(&self) -> Vec<String> {
        if self.kept_here().is_ok() { self.ports.social.providers() } else { Vec::new() }
    }

    /// Sends a browser to the issuer.
    pub async fn depart(&self, start: SocialStart) -> IdentityResult<Departure> {
        self.kept_here()?;
        role_for_registration(start.role.as_deref())?;
        let secret = || self.ports.ids.secret().text;
        let (browser_secret, nonce, pkce_verifier) = (secret(), secret(), secret());
        let journey = Journey {
            provider: start.provider.clone(),
            nonce: nonce.clone(),
            pkce_verifier: pkce_verifier.clone(),
            redirect_to: self.redirect(start.redirect_to.as_deref()),
            role: start.role,
            challenge: start.challenge,
            link_to: start.link_to,
            browser: digest(&browser_secret),
            until: self.ports.clock.now() + AWAY,
        };
        let state = self.sealed(&journey)?;
        let request = SocialRequest { state, nonce, pkce_verifier, redirect_uri: self.callback_url()? };
        let url = self.ports.social.authorize(&start.provider, &request).await?;
        Ok(Departure { url: url.ok_or(IdentityError::NoSuchProvider)?, browser_secret })
    }

    /// Takes a browser back: where it is sent next, with tokens, or with a code to be exchanged.
    pub async fn arrive(&self, arrival: Arrival<'_>, origin: &Origin) -> Result<Url, TurnedAway> {
        let journey = self.journey(&arrival).await.map_err(|error| TurnedAway { error, redirect_to: None })?;
        let arrived = self.arrive_from(&journey, arrival, origin).await;
        arrived.map_err(|error| TurnedAway { error, redirect_to: journey.redirect_to })
    }

    async fn arrive_from(&self, journey: &Journey, arrival: Arrival<'_>, origin: &Origin) -> IdentityResult<Url> {
        let code = arrival.code.ok_or(IdentityError::NotConfirmed)?;
        let request = SocialRequest {
            state: arrival.state.to_owned(),
            nonce: journey.nonce.clone(),
            pkce_verifier: journey.pkce_verifier.clone(),
            redirect_uri: self.callback_url()?,
        };
        let identity = match self.ports.social.identify(&journey.provider, code, &request).await {
            Err(error) if error.kind == ports::PortErrorKind::Unauthorized => return Err(IdentityError::NotConfirmed),
            outcome => outcome?.ok_or(IdentityError::NoSuchProvider)?,
        };
        let mut uow = self.ports.database.begin(Actor::System).await?;
        let (mut account, deed) = self.account_behind(uow.as_mut(), journey, identity).await?;
        if account.is_banned(self.ports.clock.now()) {
            return Err(IdentityError::Banned);
        }
        let redirect_to = journey.redirect_to.as_deref();
        if let Some(challenge) = &journey.challenge {
            let grants = Grants::SignIn(Proof::Social);
            let code = self.auth_code(uow.as_mut(), &account, challenge, CodeOf::Social, grants).await?;
            self.commit(uow, deed).await?;
            return self.back_with(redirect_to, &[("code", &code)]);
        }
        let session = self.open_session(uow.as_mut(), &mut account, Proof::Social, origin).await?;
        self.commit(uow, deed).await?;
        let signed_in = self.signed_in(account, session).await?;
        self.back_with_tokens(redirect_to, &signed_in, "signup")
    }

    /// The caller's accounts elsewhere.
    pub async fn linked_identities(&self, who: &Authentication) -> IdentityResult<Vec<LinkedIdentity>> {
        Ok(self.ports.database.read(Actor::System).linked_identities().list(who.principal.account_id).await?)
    }

    /// Whose account it is: the one it is linked to, the one it is to be linked to, or a new one.
    async fn account_behind(
        &self,
        uow: &mut dyn UnitOfWork,
        journey: &Journey,
        identity: SocialIdentity,
    ) -> IdentityResult<(Account, Deed)> {
        let now = self.ports.clock.now();
        let signed_in = |id| Deed::own(id, AuditAction::SignedIn).noting(journey.provider.clone());
        let known = uow.linked_identities().find(&identity.issuer, &identity.subject).await?;
        if let Some(known) = known {
            if journey.link_to.is_some_and(|wanted| wanted != known.account_id) {
                return Err(IdentityError::LinkedElsewhere(journey.provider.clone()));
            }
            let seen = LinkedIdentity { last_sign_in_at: now, email: identity.email, ..known };
            uow.linked_identities().update(&seen).await?;
            let found = uow.accounts().lock(seen.account_id).await?;
            let account = found.ok_or(IdentityError::InvalidToken)?.account;
            return Ok((account, signed_in(seen.account_id)));
        }
        let (account, action) = match journey.link_to {
            Some(id) => {
                let found = uow.accounts().lock(id).await?;
                (found.ok_or(IdentityError::InvalidToken)?.account, AuditAction::IdentityLinked)
            }
            None => (self.newcomer(uow, journey, &identity).await?, AuditAction::Registered),
        };
        let linked = LinkedIdentity {
            issuer: identity.issuer,
            subject: identity.subject,
            account_id: account.id,
            provider: journey.provider.clone(),
            email: identity.email,
            created_at: now,
            last_sign_in_at: now,
        };
        uow.linked_identities().insert(&linked).await?;
        let deed = Deed::own(account.id, action).noting(journey.provider.clone());
        Ok((account, deed))
    }

    async fn newcomer(
        &self,
        uow: &mut dyn UnitOfWork,
        journey: &Journey,
        identity: &SocialIdentity,
    ) -> IdentityResult<Account> {
        let provider = || journey.provider.clone();
        let written = identity.email.as_deref().filter(|_| identity.is_email_verified);
        let email: EmailAddress = written.ok_or_else(|| IdentityError::UnverifiedElsewhere(provider()))?.parse()?;
        if uow.accounts().credentials(&email).await?.is_some() {
            return Err(IdentityError::LinkFirst(provider()));
        }
        let role = role_for_registration(journey.role.as_deref())?;
        let name = identity.full_name.as_ref().map(|name| text::clean(name.trim()).chars().take(200).collect());
        let now = self.ports.clock.now();
        let mut account = Account::new(AccountId(self.ports.ids.next()), email, role, name, now);
        account.verified_at = Some(now);
        uow.accounts().insert(&account, None).await.map_err(address_taken)?;
        Ok(account)
    }

    fn callback_url(&self) -> IdentityResult<Url> {
        Ok(self.public_url()?.join("auth/v1/callback").map_err(ports::PortError::internal)?)
    }

    fn sealed(&self, journey: &Journey) -> IdentityResult<String> {
        use base64::Engine as _;
        use base64::engine::general_purpose::URL_SAFE_NO_PAD;
        let written = serde_json::to_vec(journey).map_err(ports::PortError::internal)?;
        Ok(URL_SAFE_NO_PAD.encode(self.ports.vault.seal(STATE, &written)?))
    }

    /// What this browser was sent away with, if it was this browser, in time, for the first time.
    async fn journey(&self, arrival: &Arrival<'_>) -> IdentityResult<Journey> {
        use base64::Engine as _;
        use base64::engine::general_purpose::URL_SAFE_NO_PAD;
        let read = || -> Option<Journey> {
            let sealed = URL_SAFE_NO_PAD.decode(arrival.state).ok()?;
            serde_json::from_slice(&self.ports.vault.open(STATE, &sealed).ok()?).ok()
        };
        let now = self.ports.clock.now();
        let journey = read().filter(|journey| journey.ends_with(arrival.browser_secret, now));
        let journey = journey.ok_or(IdentityError::StrayArrival)?;
        let is_first = self.is_first_use(&journey.browser).await?;
        if is_first { Ok(journey) } else { Err(IdentityError::StrayArrival) }
    }
}

fn digest(secret: &str) -> String {
    hex::encode(Sha256::digest(secret))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn au_29_a_journey_ends_in_the_browser_it_began_in_within_ten_minutes() {
        let began = DateTime::<Utc>::UNIX_EPOCH;
        let journey = Journey {
            provider: "own".to_owned(),
            nonce: String::new(),
            pkce_verifier: String::new(),
            redirect_to: None,
            role: None,
            challenge: None,
            link_to: None,
            browser: digest("secret"),
            until: began + AWAY,
        };
        let last = began + TimeDelta::seconds(599);
        assert!(journey.ends_with(Some("secret"), began) && journey.ends_with(Some("secret"), last));
        assert!(!journey.ends_with(Some("secret"), began + TimeDelta::minutes(10)), "too late");
        for other in [None, Some(""), Some("Secret"), Some(journey.browser.as_str())] {
            assert!(!journey.ends_with(other, began), "{other:?}");
        }
    }
}
