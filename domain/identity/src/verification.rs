//! Links and codes from mails: what they prove, once, and what follows.

use chrono::{DateTime, Utc};
use domain_model::identity::account::{Account, EmailAddress};
use domain_model::identity::audit::AuditAction;
use domain_model::identity::session::{Authentication, Origin, Proof};
use domain_model::kernel::id::LoginSessionId;
use ports::{Actor, OneTimeToken, SecretHash, UnitOfWork};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use url::Url;

use crate::audit::Deed;
use crate::notices::Notice;
use crate::secrets::{CodeOf, Subject};
use crate::{IdentityError, IdentityResult, IdentityService, Purpose, SignedIn, address_taken};

/// How long the code is good with which a browser that was sent back gets its tokens.
const EXCHANGED_WITHIN: chrono::TimeDelta = chrono::TimeDelta::minutes(5);

/// What an authorization code is exchanged for.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Grants {
    /// A sign-in, opened by this proof.
    SignIn(Proof),
    /// The tokens of the sign-in that asked, as long as it lasts. No other one is opened.
    Tokens(LoginSessionId),
}

/// An address that was confirmed.
#[derive(Debug)]
pub struct Confirmed {
    /// Whose it is.
    pub account: Account,
    /// What its owner keeps with the account.
    pub metadata: Map<String, Value>,
    /// Were the passwords from before taken away, because more than one person had signed up with the address? A mail to set
    /// a new one is on its way then.
    pub needs_password: bool,
}

/// What somebody shows.
#[derive(Debug, Clone, Copy)]
pub enum Proved<'a> {
    /// The secret of a link.
    Link(&'a str),
    /// The code that was mailed to this address.
    Code {
        /// Where the mail went; for a change of address, the new one.
        email: &'a str,
        /// As it was typed.
        code: &'a str,
    },
}

impl IdentityService {
    /// Sends the mail with which a new address is confirmed once more. Says the same for every address.
    pub async fn resend_verification(
        &self,
        email: &str,
        redirect_to: Option<&str>,
        challenge: Option<String>,
    ) -> IdentityResult<()> {
        self.kept_here()?;
        let email = self.addressee(email).await?;
        let (email, redirect_to) = (email.as_str().to_owned(), self.redirect(redirect_to));
        // Whoever has nothing to confirm is told how to get in instead: the task that writes the mail finds out.
        self.tell(&Notice::Verify { email, redirect_to, challenge }).await
    }

    /// Mails a link and a code by which the owner of the address signs in. Says the same for every address.
    pub async fn sign_in_by_mail(
        &self,
        email: &str,
        redirect_to: Option<&str>,
        challenge: Option<String>,
    ) -> IdentityResult<()> {
        self.kept_here()?;
        let email = self.addressee(email).await?;
        let (email, redirect_to) = (email.as_str().to_owned(), self.redirect(redirect_to));
        self.tell(&Notice::SignIn { email, redirect_to, challenge }).await
    }

    /// Mails a link to a new address; the account has it once the link was opened. A link of an earlier request, to whatever
    /// address, does not work any more.
    pub async fn change_email(
        &self,
        who: &Authentication,
        to: &str,
        redirect_to: Option<&str>,
        challenge: Option<String>,
    ) -> IdentityResult<()> {
        self.kept_here()?;
        let to = self.addressee(to).await?;
        let (account, to) = (who.principal.account_id, to.as_str().to_owned());
        let session = who.session().ok_or(IdentityError::InvalidToken)?;
        let redirect_to = self.redirect(redirect_to);
        self.tell(&Notice::ChangeEmail { account, to, session, redirect_to, challenge }).await
    }

    pub(crate) async fn tell(&self, notice: &Notice) -> IdentityResult<()> {
        let mut uow = self.ports.database.begin(Actor::System).await?;
        self.send(uow.as_mut(), notice).await?;
        uow.commit().await?;
        Ok(())
    }

    /// Takes a link or a code and signs in. What confirms a new address opens no sign-in: see [`Self::confirm`].
    pub async fn verify(&self, purpose: Purpose, proved: Proved<'_>, origin: &Origin) -> IdentityResult<SignedIn> {
        if !purpose.signs_in() {
            return Err(IdentityError::InvalidToken);
        }
        let (mut uow, mut account, _) = self.redeem(purpose, proved).await?;
        let session = self.open_session(uow.as_mut(), &mut account, Proof::Mail, origin).await?;
        self.commit(uow, deed_of(purpose, &account)).await?;
        self.signed_in(account, session).await
    }

    pub(crate) fn back_with_tokens(
        &self,
        redirect_to: Option<&str>,
        signed_in: &SignedIn,
        kind: &str,
    ) -> IdentityResult<Url> {
        let fragment = format!(
            "access_token={}&expires_at={}&expires_in={}&refresh_token={}&token_type=bearer&type={kind}",
            signed_in.access_token,
            signed_in.expires_at.timestamp(),
            signed_in.lasts.as_secs(),
            signed_in.refresh_token,
        );
        self.back_to(redirect_to, &fragment)
    }

    /// Uses a link or a code up and does what it is for; the other one is worthless from then on. Nothing is committed.
    pub(crate) async fn redeem(
        &self,
        purpose: Purpose,
        proved: Proved<'_>,
    ) -> IdentityResult<(Box<dyn UnitOfWork>, Account, OneTimeToken)> {
        self.kept_here()?;
        let now = self.ports.clock.now();
        let (hash, named) = match proved {
            Proved::Link(secret) => (self.ports.ids.hash_secret(secret), purpose.as_str().to_owned()),
            Proved::Code { email, code } => {
                let email: EmailAddress = email.parse().map_err(|_| IdentityError::InvalidToken)?;
                // Counted for the address that was asked about, whatever else the client says (AU-26).
                self.allow_mailed_code(&email, purpose.as_str()).await?;
                (self.code_hash(purpose, &email, code.trim()), purpose.of_code())
            }
        };
        let mut uow = self.ports.database.begin(Actor::System).await?;
        let mut account = self.holder(uow.as_mut(), hash, &named, now).await?;
        // A request whose mail still waits is older than the link that was just used.
        for subject in [Subject::Address(account.email.clone()), Subject::Account(account.id)] {
            uow.mails().discard(&[self.collapse_key(purpose, &subject)]).await?;
        }
        let token = uow.one_time_tokens().take(hash, &named, now).await?.ok_or(IdentityError::InvalidToken)?;
        self.supersede(uow.as_mut(), purpose, &Subject::Account(account.id)).await?;
        self.arrived(uow.as_mut(), purpose, &mut account, &token).await?;
        Ok((uow, account, token))
    }

    /// Mail has arrived at its owner's.
    async fn arrived(
        &self,
        uow: &mut dyn UnitOfWork,
        purpose: Purpose,
        account: &mut Account,
        token: &OneTimeToken,
    ) -> IdentityResult<()> {
        let now = self.ports.clock.now();
        match purpose {
            Purpose::Verification if account.is_contested => {
                self.claim(uow, account).await?;
                let email = account.email.as_str().to_owned();
                self.send(uow, &Notice::Recover { email, redirect_to: None, challenge: None }).await?;
            }
            Purpose::Verification => account.verified_at = account.verified_at.or(Some(now)),
            Purpose::Recovery | Purpose::SignIn => self.claim(uow, account).await?,
            Purpose::EmailChange => {
                let to = token.details.get("to").and_then(Value::as_str).ok_or(IdentityError::InvalidToken)?;
                let from = std::mem::replace(&mut account.email, to.parse()?);
                (account.verified_at, account.is_contested) = (Some(now), false);
                self.revoke_secrets(uow, account.id, &from).await?;
                self.send(uow, &Notice::EmailChanged { account: account.id, from: from.as_str().to_owned() }).await?;
            }
        }
        uow.accounts().update(account).await.map_err(address_taken)
    }

    /// The owner of an address shows up at an account nobody had confirmed. Whoever opened it may have been somebody else
    /// who waits for them (AU-28): nothing of what was set up before opens it any more, and nothing that was asked for before
    /// moves it elsewhere.
    pub(crate) async fn claim(&self, uow: &mut dyn UnitOfWork, account: &mut Account) -> IdentityResult<()> {
        if account.verified_at.is_some() {
            return Ok(());
        }
        let now = self.ports.clock.now();
        (account.verified_at, account.is_contested) = (Some(now), false);
        self.revoke_secrets(uow, account.id, &account.email).await?;
        uow.login_sessions().end_all(account.id, None, now).await?;
        uow.linked_identities().delete_all(account.id).await?;
        uow.api_keys().delete_all(account.id).await?;
        let factors = uow.factors().list(account.id).await?;
        for factor in factors {
            uow.factors().delete(account.id, factor.id).await?;
        }
        uow.factors().replace_recovery_codes(account.id, &[]).await?;
        uow.accounts().clear_password(account.id).await?;
        Ok(())
    }

    /// A code that is exchanged for tokens by whoever knows what the challenge was made from.
    pub(crate) async fn auth_code(
        &self,
        uow: &mut dyn UnitOfWork,
        account: &Account,
        challenge: &str,
        of: CodeOf,
        grants: Grants,
    ) -> IdentityResult<String> {
        let (secret, now) = (self.ports.ids.secret(), self.ports.clock.now());
        let granted = match grants {
            Grants::SignIn(by) => ("by".to_owned(), json!(by)),
            Grants::Tokens(session) => ("session".to_owned(), json!(session)),
        };
        let token = OneTimeToken {
            hash: secret.hash,
            purpose: of.stored_as(),
            account_id: account.id,
            details: Map::from_iter([("challenge".to_owned(), json!(challenge)), granted]),
            expires_at: now + EXCHANGED_WITHIN,
        };
        uow.one_time_tokens().insert(&token, now).await?;
        Ok(secret.text)
    }

    /// Exchanges such a code for tokens (PKCE). A wrong verifier uses it up, too.
    pub async fn exchange_code(&self, code: &str, verifier: &str, origin: &Origin) -> IdentityResult<SignedIn> {
        self.kept_here()?;
        let (hash, now) = (self.ports.ids.hash_secret(code), self.ports.clock.now());
        let mut uow = self.ports.database.begin(Actor::System).await?;
        let (mut account, token) = self.use_up_auth_code(uow.as_mut(), hash, now).await?;
        let detail = |name: &str| token.details.get(name).and_then(Value::as_str);
        if !is_met(detail("challenge").unwrap_or_default(), verifier) {
            uow.commit().await?;
            return Err(IdentityError::InvalidToken);
        }
        if let Some(session) = detail("session").and_then(|id| id.parse().ok()) {
            let found = uow.login_sessions().lock(LoginSessionId(session)).await?;
            let live = found.filter(|(session, _)| session.account_id == account.id && session.is_live(now));
            let (session, _) = live.ok_or(IdentityError::InvalidToken)?;
            uow.commit().await?;
            return self.signed_in(account, session).await;
        }
        let by = detail("by").and_then(|by| by.parse().ok()).ok_or(IdentityError::InvalidToken)?;
        let session = self.open_session(uow.as_mut(), &mut account, by, origin).await?;
        self.commit(uow, Deed::own(account.id, AuditAction::SignedIn).noting("code")).await?;
        self.signed_in(account, session).await
    }

    /// Whatever it follows from: whoever exchanges a code does not say.
    async fn use_up_auth_code(
        &self,
        uow: &mut dyn UnitOfWork,
        hash: SecretHash,
        now: DateTime<Utc>,
    ) -> IdentityResult<(Account, OneTimeToken)> {
        for of in CodeOf::all() {
            match self.use_up(uow, hash, &of.stored_as(), now).await {
                Err(IdentityError::InvalidToken) => {}
                outcome => return outcome,
            }
        }
        Err(IdentityError::InvalidToken)
    }
}

/// A challenge says which way it was made: `s256.` or `plain.`, then itself.
fn is_met(challenge: &str, verifier: &str) -> bool {
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    let made = match challenge.split_once('.') {
        Some(("s256", _)) => format!("s256.{}", URL_SAFE_NO_PAD.encode(Sha256::digest(verifier))),
        Some(("plain", _)) => format!("plain.{verifier}"),
        _ => return false,
    };
    (43..=128).contains(&verifier.len()) && made == challenge
}

pub(crate) fn deed_of(purpose: Purpose, account: &Account) -> Deed {
    let action = match purpose {
        Purpose::Verification => AuditAction::EmailVerified,
        Purpose::EmailChange => AuditAction::EmailChanged,
        Purpose::Recovery | Purpose::SignIn => AuditAction::SignedIn,
    };
    Deed::own(account.id, action).noting(format!("mail, {}", purpose.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn au_29_a_challenge_is_met_by_its_verifier_only() {
        let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        let challenge = "s256.E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
        assert!(is_met(challenge, verifier));
        assert!(is_met(&format!("plain.{verifier}"), verifier));
        for (challenge, verifier) in [
            (challenge, "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXl"),
            (challenge, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"),
            ("plain.short", "short"),
            ("", verifier),
            ("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", verifier),
        ] {
            assert!(!is_met(challenge, verifier), "{challenge} {verifier}");
        }
    }
}
