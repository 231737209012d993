//! An external [`IdentityProvider`], for example Supabase. A sign-in there creates a session row here, with our own role
//! and expiry, so that other code does not depend on the provider.
//!
//! An account gets its row when its first token is presented, as a seeker, or as a provider if it registered as one. The
//! provider is asked about a session once, when its first token is presented. After that its tokens are judged by their
//! signature and our own rows, whether or not the provider is reachable.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use domain_model::identity::account::{Account, EmailAddress, InvalidEmail, Principal, Role};
use domain_model::identity::audit::AuditAction;
use domain_model::identity::factor::Factor;
use domain_model::identity::session::{Assurance, Authentication, LoginSession, Origin};
use domain_model::kernel::id::{AccountId, LoginSessionId};
use ports::{Actor, IdentityProvider, IssuedTokens, PortErrorKind, ProviderUser, Refusal, UnitOfWork, VerifiedToken};
use serde_json::{Map, Value, json};

use crate::mechanics::attempts::DEFAULT_RETRY_AFTER;
use crate::mechanics::audit_log::AuditRecord;
use crate::mechanics::core::Core;
use crate::mechanics::sessions::truncated;
use crate::password::{check_length, check_policy};
use crate::registration::{check_metadata_size, clean_name, role_for_registration};
use crate::services::second_factors::sealing_context;
use crate::{IdentityError, IdentityResult, IssuedSession, LinkRequest, Registration, RegistrationOutcome};

/// Attempts to insert the row of a new account. Of concurrent requests one inserts it; the others conflict and retry.
const MAX_TRIES: usize = 3;

/// Verifies credentials at the provider.
pub(crate) struct ExternalIdp {
    pub(crate) provider: Arc<dyn IdentityProvider>,
    pub(crate) core: Arc<Core>,
}

impl ExternalIdp {
    /// The authentication of one of the provider's tokens, as of now.
    pub(crate) async fn authenticate_token(
        &self,
        access_token: &str,
        origin: &Origin,
    ) -> IdentityResult<Authentication> {
        let VerifiedToken { account, session, proofs } =
            self.provider.verify(access_token).await?.ok_or(IdentityError::InvalidToken)?;
        let now = self.core.clock.now();
        let session = LoginSession::external(session, account, proofs, truncated(origin), now);
        let known = self.core.database.read(Actor::System).login_sessions().authentication(session.id, now).await?;
        match known {
            // The session belongs to another account.
            Some(known) if known.principal.account_id != account => Err(IdentityError::InvalidToken),
            Some(known) if is_covered(&known, &session) => Ok(known),
            _ => {
                self.record_session(&session, access_token).await?;
                self.core.sessions.authentication(session.id).await
            }
        }
    }

    /// Stores the session: when its first token is presented, and when a token proves more, or more recently, than the row.
    async fn record_session(&self, session: &LoginSession, access_token: &str) -> IdentityResult<()> {
        if !session.is_live(self.core.clock.now()) || self.is_revoked(session.id).await? {
            return Err(IdentityError::SessionOver);
        }
        let person = self.provider.user(access_token).await?.ok_or(IdentityError::SessionOver)?;
        for _ in 0..MAX_TRIES {
            match self.upsert_session(session, &person).await {
                Err(IdentityError::Port(error)) if error.kind == PortErrorKind::Conflict => {}
                outcome => return outcome,
            }
        }
        // Not a race: the address belongs to another account, and an address is never a key (AU-28).
        Err(IdentityError::EmailTaken)
    }

    async fn is_revoked(&self, id: LoginSessionId) -> IdentityResult<bool> {
        let mut uow = self.core.database.begin(Actor::System).await?;
        let known = uow.login_sessions().lock(id).await?;
        Ok(known.is_some_and(|(session, _)| session.revoked_at.is_some()))
    }

    async fn upsert_session(&self, session: &LoginSession, person: &ProviderUser) -> IdentityResult<()> {
        let now = self.core.clock.now();
        let mut uow = self.core.database.begin(Actor::System).await?;
        let (account, is_new) = self.upsert_account(uow.as_mut(), session.account_id, person, now).await?;
        if account.is_banned(now) {
            return Err(IdentityError::Banned);
        }
        if self.core.require_verified_email && account.verified_at.is_none() {
            return Err(IdentityError::EmailNotConfirmed);
        }
        self.sync_factors(uow.as_mut(), account.id, &person.factors).await?;
        let known = uow.login_sessions().lock(session.id).await?;
        if let Some((known, _)) = known {
            if known.account_id != account.id || known.revoked_at.is_some() {
                return Err(IdentityError::SessionOver);
            }
            uow.login_sessions().update(&LoginSession { proofs: session.proofs.clone(), ..known }).await?;
        } else {
            uow.login_sessions().insert(session).await?;
        }
        let action = if is_new { AuditAction::Registered } else { AuditAction::SignedIn };
        self.core.log.commit(uow, AuditRecord::own(account.id, action).with_note("external identity provider")).await
    }

    async fn upsert_account(
        &self,
        uow: &mut dyn UnitOfWork,
        id: AccountId,
        person: &ProviderUser,
        now: DateTime<Utc>,
    ) -> IdentityResult<(Account, bool)> {
        let email: EmailAddress = person.email.as_deref().ok_or(IdentityError::EmailRequired)?.parse()?;
        // The provider does not apply our rules to metadata, so what breaks one is left out.
        let text = |name: &str| person.metadata.get(name).and_then(Value::as_str).map(str::to_owned);
        let full_name = clean_name(text("full_name").or_else(|| text("name"))).unwrap_or_default();
        let known = uow.accounts().lock(id).await?.map(|known| known.account);
        let is_new = known.is_none();
        let mut account = if let Some(known) = known {
            Account { email, full_name: known.full_name.clone().or(full_name), ..known }
        } else {
            // Only for a new account: a known one has the role in our own table (AZ-03).
            let role = role_for_registration(text("role").as_deref()).unwrap_or(Role::Seeker);
            let account = Account::new(id, email, role, full_name, now);
            uow.accounts().insert(&account, None).await?;
            if check_metadata_size(&person.metadata).is_ok() && !person.metadata.is_empty() {
                uow.accounts().set_metadata(id, &person.metadata).await?;
            }
            account
        };
        account.verified_at = person.verified_at;
        account.last_sign_in_at = Some(now);
        uow.accounts().update(&account).await?;
        Ok((account, is_new))
    }

    /// Copies the list of second factors. Their secrets stay with the provider.
    async fn sync_factors(
        &self,
        uow: &mut dyn UnitOfWork,
        account: AccountId,
        factors: &[Factor],
    ) -> IdentityResult<()> {
        let known = uow.factors().list(account).await?;
        for gone in known.iter().filter(|known| factors.iter().all(|factor| factor.id != known.id)) {
            uow.factors().delete(account, gone.id).await?;
        }
        for new in factors.iter().filter(|factor| known.iter().all(|known| known.id != factor.id)) {
            let sealed = self.core.vault.seal(&sealing_context(new.id), b"")?;
            uow.factors().insert(new, &sealed).await?;
        }
        Ok(())
    }

    async fn issued_session(&self, tokens: IssuedTokens, origin: &Origin) -> IdentityResult<IssuedSession> {
        let who = self.authenticate_token(&tokens.access_token, origin).await?;
        let id = who.session().ok_or(IdentityError::SessionOver)?;
        let mut uow = self.core.database.begin(Actor::System).await?;
        let (session, account) = uow.login_sessions().lock(id).await?.ok_or(IdentityError::SessionOver)?;
        let metadata: Map<String, Value> = uow.accounts().metadata(&Principal::owner(account.id), account.id).await?;
        drop(uow);
        let is_mfa_pending =
            session.assurance() != Assurance::Two && self.core.sessions.has_second_factor(account.id).await?;
        let expires_at = self.core.clock.now() + tokens.expires_in;
        let IssuedTokens { access_token, expires_in, refresh_token } = tokens;
        Ok(IssuedSession {
            account,
            session,
            access_token,
            expires_in,
            expires_at,
            refresh_token,
            metadata,
            is_mfa_pending,
        })
    }
}

impl ExternalIdp {
    /// The provider's name, for people.
    pub(super) fn name(&self) -> &str {
        self.provider.name()
    }

    pub(super) async fn register(&self, registration: Registration) -> IdentityResult<RegistrationOutcome> {
        let Registration { email, password, role, full_name, mut metadata, origin, .. } = registration;
        let email: EmailAddress = email.parse()?;
        let role = role_for_registration(role.as_deref())?;
        metadata.insert("role".to_owned(), json!(role));
        if let Some(full_name) = clean_name(full_name)? {
            metadata.insert("full_name".to_owned(), json!(full_name));
        }
        check_metadata_size(&metadata)?;
        check_policy(&password, &email)?;
        self.core.attempts.allow_mail(&email).await?;
        let tokens = self.provider.sign_up(email.as_str(), &password, &metadata).await??;
        let Some(tokens) = tokens else { return Ok(RegistrationOutcome::ConfirmationRequired(email)) };
        Ok(RegistrationOutcome::SignedIn(Box::new(self.issued_session(tokens, &origin).await?)))
    }

    pub(super) async fn login(&self, email: &str, password: &str, origin: &Origin) -> IdentityResult<IssuedSession> {
        check_length(password)?;
        let email: EmailAddress = email.parse().map_err(|_| IdentityError::WrongCredentials)?;
        self.core.attempts.allow_password(&email, origin.address.as_deref()).await?;
        let tokens = match self.provider.sign_in(email.as_str(), password).await? {
            Ok(tokens) => tokens,
            Err(refusal) => {
                self.core
                    .log
                    .append(AuditRecord::refused(None, AuditAction::SignedIn, "external identity provider"))
                    .await?;
                return Err(refusal.into());
            }
        };
        self.core.attempts.reset_passwords(&email, origin.address.as_deref()).await?;
        self.issued_session(tokens, origin).await
    }

    pub(super) async fn reauthenticate(
        &self,
        who: &Authentication,
        password: &str,
        origin: &Origin,
    ) -> IdentityResult<IssuedSession> {
        let before = who.session().ok_or(IdentityError::InvalidToken)?;
        let email = self.core.sessions.account(who).await?.email;
        let signed_in = self.login(email.as_str(), password, origin).await?;
        // The address may belong to another account at the provider.
        if signed_in.account.id != who.principal.account_id {
            return Err(IdentityError::WrongCredentials);
        }
        self.core.sessions.end(before).await?;
        Ok(signed_in)
    }

    pub(super) async fn authenticate(&self, access_token: &str) -> IdentityResult<Authentication> {
        self.authenticate_token(access_token, &Origin::default()).await
    }

    pub(super) async fn refresh(&self, refresh_token: &str) -> IdentityResult<IssuedSession> {
        let tokens = self.provider.refresh(refresh_token).await?.map_err(|refusal| match refusal {
            Refusal::WrongCredentials | Refusal::Banned => IdentityError::InvalidToken,
            other => other.into(),
        })?;
        self.issued_session(tokens, &Origin::default()).await
    }

    pub(super) async fn session_id(&self, refresh_token: &str) -> IdentityResult<LoginSessionId> {
        Ok(self.refresh(refresh_token).await?.session.id)
    }

    pub(super) async fn recover(&self, request: LinkRequest) -> IdentityResult<()> {
        let LinkRequest { email, redirect_to, .. } = self.core.check_link_request(request).await?;
        match self.provider.recover(&email, redirect_to.as_deref()).await? {
            // The answer does not reveal whether the address has an account.
            Ok(()) | Err(Refusal::WrongCredentials) => Ok(()),
            Err(refusal) => Err(refusal.into()),
        }
    }

    pub(super) async fn suspend(&self, account: AccountId, duration: Option<Duration>) -> IdentityResult<()> {
        match self.provider.suspend(account, duration).await {
            Err(error) if error.kind == PortErrorKind::NotFound => Ok(()),
            outcome => Ok(outcome?),
        }
    }

    pub(super) async fn delete(&self, account: AccountId) -> IdentityResult<()> {
        Ok(self.provider.delete(account).await?)
    }
}

/// Whether our row covers everything that the token proves.
fn is_covered(known: &Authentication, session: &LoginSession) -> bool {
    let has_assurance = known.assurance == Assurance::Two || session.assurance() == Assurance::One;
    has_assurance && session.proved_at() <= known.proved_at
}

impl From<Refusal> for IdentityError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::WrongCredentials => Self::WrongCredentials,
            Refusal::EmailTaken => Self::EmailTaken,
            Refusal::InvalidEmail => Self::InvalidEmail(InvalidEmail),
            Refusal::EmailNotConfirmed => Self::EmailNotConfirmed,
            Refusal::WeakPassword => Self::PasswordTooCommon,
            Refusal::Banned => Self::Banned,
            Refusal::RateLimited => Self::TooManyAttempts { retry_after: DEFAULT_RETRY_AFTER },
            Refusal::NotOffered => Self::NoSuchProvider,
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use domain_model::identity::account::Principal;
    use domain_model::identity::session::{Credential, Proof, Proven};
    use uuid::Uuid;

    use super::*;

    #[test]
    fn az_12_a_newer_proof_of_an_external_session_is_stored_and_an_older_token_removes_none() {
        let (id, account, start) = (LoginSessionId(Uuid::nil()), AccountId(Uuid::nil()), DateTime::UNIX_EPOCH);
        let session = |second: Option<i64>| {
            let second = second.map(|minute| Proven { by: Proof::Totp, at: start + TimeDelta::minutes(minute) });
            let proofs = std::iter::once(Proven { by: Proof::Password, at: start }).chain(second).collect();
            LoginSession::external(id, account, proofs, Origin::default(), start)
        };
        let known = |session: &LoginSession| Authentication {
            principal: Principal { account_id: account, role: Role::Seeker },
            by: Credential::Session(id),
            has_second_factor: true,
            assurance: session.assurance(),
            proved_at: session.proved_at(),
            may_write: true,
        };
        for (row, token, covered) in [
            (None, None, true),
            (None, Some(1), false),
            (Some(1), Some(1), true),
            (Some(1), Some(9), false),
            (Some(9), Some(1), true),
            (Some(9), None, true),
        ] {
            assert_eq!(is_covered(&known(&session(row)), &session(token)), covered, "{row:?} {token:?}");
        }
    }
}
