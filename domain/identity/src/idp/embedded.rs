//! The embedded identity provider: passwords, tokens and mails of this installation.

use std::sync::Arc;

use domain_model::identity::account::{Account, EmailAddress};
use domain_model::identity::audit::AuditAction;
use domain_model::identity::session::{Authentication, Origin, Proof, Refresh};
use domain_model::kernel::id::{AccountId, LoginSessionId};
use ports::{Actor, Credentials, PasswordHasher, PortErrorKind, TokenPurpose, UnitOfWork};
use serde_json::{Map, Value};
use tracing::{info, warn};

use crate::mechanics::audit_log::AuditRecord;
use crate::mechanics::core::Core;
use crate::mechanics::notifications::{Notification, Notifier};
use crate::mechanics::redemption::Redemption;
use crate::mechanics::secrets::Secrets;
use crate::password::{check_length, check_policy};
use crate::registration::{check_metadata_size, clean_name, role_for_registration};
use crate::{IdentityError, IdentityResult, IssuedSession, LinkRequest, Registration, RegistrationOutcome};

/// Verifies credentials with our own database and issues our own tokens.
pub(crate) struct EmbeddedIdp {
    pub(crate) core: Arc<Core>,
    pub(crate) passwords: Arc<dyn PasswordHasher>,
    pub(crate) notifier: Notifier,
    pub(crate) redemption: Redemption,
    pub(crate) secrets: Secrets,
}

impl EmbeddedIdp {
    /// Verifies the password. An unknown account costs the same as a known one (AU-33).
    async fn check(&self, known: Option<Credentials>, password: &str) -> IdentityResult<Credentials> {
        let hash = known.as_ref().and_then(|known| known.password_hash.as_deref());
        let is_right = self.passwords.verify(password, hash).await?;
        let subject = known.as_ref().map(|known| known.account.id);
        if let Some(known) = known.filter(|_| is_right) {
            return Ok(known);
        }
        self.core.log.append(AuditRecord::refused(subject, AuditAction::SignedIn, "password")).await?;
        Err(IdentityError::WrongCredentials)
    }

    /// Verifies the caller's password. Returns the caller's session.
    pub(crate) async fn prove_password(
        &self,
        who: &Authentication,
        password: &str,
        origin: &Origin,
    ) -> IdentityResult<LoginSessionId> {
        let session = who.session().ok_or(IdentityError::InvalidToken)?;
        check_length(password)?;
        let email = self.core.sessions.account(who).await?.email;
        self.core.attempts.allow_password(&email, origin.address.as_deref()).await?;
        let known = self.core.database.read(Actor::System).accounts().credentials(&email).await?;
        self.check(known, password).await?;
        self.core.attempts.reset_passwords(&email, origin.address.as_deref()).await?;
        Ok(session)
    }

    /// Checks the request and stores its notification.
    pub(crate) async fn mail_link(
        &self,
        request: LinkRequest,
        notification: impl FnOnce(LinkRequest) -> Notification,
    ) -> IdentityResult<()> {
        let notification = notification(self.core.check_link_request(request).await?);
        let mut uow = self.core.database.begin(Actor::System).await?;
        self.notifier.enqueue(uow.as_mut(), &notification).await?;
        uow.commit().await?;
        Ok(())
    }

    /// Refuses a registration with a taken address. When an address must be verified first, only its owner learns that it
    /// is taken, by mail, and the statements are the same as for a new account (AU-33).
    async fn refuse_taken_address(
        &self,
        mut uow: Box<dyn UnitOfWork>,
        refused: &Account,
        metadata: &Map<String, Value>,
    ) -> IdentityResult<RegistrationOutcome> {
        let record = AuditRecord::refused(None, AuditAction::Registered, "the address is taken");
        if !self.core.require_verified_email {
            self.core.log.commit(uow, record).await?;
            return Err(IdentityError::EmailTaken);
        }
        if !metadata.is_empty() {
            let absent = uow.accounts().set_metadata(refused.id, metadata).await;
            absent.or_else(|error| if error.kind == PortErrorKind::NotFound { Ok(()) } else { Err(error) })?;
        }
        self.notifier
            .enqueue(uow.as_mut(), &Notification::AlreadyRegistered { email: refused.email.as_str().to_owned() })
            .await?;
        self.core.log.commit(uow, record).await?;
        Ok(RegistrationOutcome::ConfirmationRequired(refused.email.clone()))
    }
}

impl EmbeddedIdp {
    pub(super) async fn register(&self, registration: Registration) -> IdentityResult<RegistrationOutcome> {
        let Registration { email, password, role, full_name, metadata, redirect_to, challenge, origin } = registration;
        let email: EmailAddress = email.parse()?;
        let role = role_for_registration(role.as_deref())?;
        let full_name = clean_name(full_name)?;
        check_metadata_size(&metadata)?;
        check_policy(&password, &email)?;
        let redirect_to = self.core.redirects.allowed(redirect_to.as_deref());
        if self.core.require_verified_email {
            // Counted for unknown addresses too, so that the refusal reveals nothing.
            self.core.attempts.allow_mail(&email).await?;
        }
        let known = self.core.database.read(Actor::System).accounts().credentials(&email).await?;
        let (hash, knows_password) = match &known {
            None => (Some(self.passwords.hash(&password).await?), false),
            Some(known) => (None, self.passwords.verify(&password, known.password_hash.as_deref()).await?),
        };
        let now = self.core.clock.now();
        let mut account = Account::new(AccountId(self.core.ids.next()), email.clone(), role, full_name, now);
        let mut uow = self.core.database.begin(Actor::System).await?;
        let inserted = uow.accounts().insert(&account, hash.as_deref()).await;
        let is_taken = inserted.as_ref().is_err_and(|error| error.kind == PortErrorKind::Conflict);
        if !is_taken {
            inserted?;
            if known.is_some() {
                // The known account was deleted meanwhile, and the password of the new one is not hashed.
                return Err(IdentityError::EmailTaken);
            }
        }
        // Another password may be another person, and it is unknown which of them owns the address. So the account is
        // contested: once the address is verified, none of the passwords works.
        let same_person = known.filter(|_| knows_password).map_or(account.id, |known| known.account.id);
        uow.accounts().contest(&email, same_person).await?;
        if is_taken {
            return self.refuse_taken_address(uow, &account, &metadata).await;
        }
        if !metadata.is_empty() {
            uow.accounts().set_metadata(account.id, &metadata).await?;
        }
        let request = LinkRequest { email: email.as_str().to_owned(), redirect_to, challenge };
        self.notifier.enqueue(uow.as_mut(), &Notification::Verify(request)).await?;
        let record = AuditRecord::own(account.id, AuditAction::Registered).with_note(role.as_str());
        info!(account.id = %account.id, role = %role, "registered an account");
        if self.core.require_verified_email {
            self.core.log.commit(uow, record).await?;
            return Ok(RegistrationOutcome::ConfirmationRequired(email));
        }
        let session = self.core.sessions.open(uow.as_mut(), &mut account, Proof::Password, &origin).await?;
        self.core.log.commit(uow, record).await?;
        Ok(RegistrationOutcome::SignedIn(Box::new(self.core.sessions.issue_tokens(account, session).await?)))
    }

    pub(super) async fn login(&self, email: &str, password: &str, origin: &Origin) -> IdentityResult<IssuedSession> {
        check_length(password)?;
        let Ok(email) = email.parse::<EmailAddress>() else {
            self.passwords.verify(password, None).await?;
            return Err(IdentityError::WrongCredentials);
        };
        self.core.attempts.allow_password(&email, origin.address.as_deref()).await?;
        let known = self.core.database.read(Actor::System).accounts().credentials(&email).await?;
        let Credentials { mut account, .. } = self.check(known, password).await?;
        let now = self.core.clock.now();
        if account.is_banned(now) {
            self.core.log.append(AuditRecord::refused(Some(account.id), AuditAction::SignedIn, "suspended")).await?;
            return Err(IdentityError::Banned);
        }
        if self.core.require_verified_email && account.verified_at.is_none() {
            return Err(IdentityError::EmailNotConfirmed);
        }
        self.core.attempts.reset_passwords(&email, origin.address.as_deref()).await?;
        let mut uow = self.core.database.begin(Actor::System).await?;
        let session = self.core.sessions.open(uow.as_mut(), &mut account, Proof::Password, origin).await?;
        self.core.log.commit(uow, AuditRecord::own(account.id, AuditAction::SignedIn).with_note("password")).await?;
        self.core.sessions.issue_tokens(account, session).await
    }

    pub(super) async fn reauthenticate(
        &self,
        who: &Authentication,
        password: &str,
        origin: &Origin,
    ) -> IdentityResult<IssuedSession> {
        let session = self.prove_password(who, password, origin).await?;
        let mut uow = self.core.database.begin(Actor::System).await?;
        let session = self.core.sessions.step_up(uow.as_mut(), session, Proof::Password).await?;
        self.core
            .log
            .commit(uow, AuditRecord::own(who.principal.account_id, AuditAction::SignedIn).with_note("password again"))
            .await?;
        let account = self.core.sessions.account(who).await?;
        self.core.sessions.issue_tokens(account, session).await
    }

    pub(super) async fn authenticate(&self, access_token: &str) -> IdentityResult<Authentication> {
        let claims = self.core.tokens.verify(TokenPurpose::Access, access_token).ok_or(IdentityError::InvalidToken)?;
        let session = claims.session.ok_or(IdentityError::InvalidToken)?;
        self.core.sessions.authentication(LoginSessionId(session)).await
    }

    pub(super) async fn refresh(&self, refresh_token: &str) -> IdentityResult<IssuedSession> {
        let (id, counter) = self.core.sessions.read_refresh_token(refresh_token).ok_or(IdentityError::InvalidToken)?;
        let now = self.core.clock.now();
        let mut uow = self.core.database.begin(Actor::System).await?;
        let Some((session, account)) = uow.login_sessions().lock(id).await? else {
            return Err(IdentityError::InvalidToken);
        };
        if account.is_banned(now) {
            return Err(IdentityError::InvalidToken);
        }
        match session.refresh(counter, now) {
            Refresh::Advanced(session) => {
                uow.login_sessions().update(&session).await?;
                uow.commit().await?;
                self.core.sessions.issue_tokens(account, session).await
            }
            Refresh::Repeated(session) => {
                drop(uow);
                self.core.sessions.issue_tokens(account, session).await
            }
            Refresh::Reused(session) => {
                warn!(account.id = %account.id, session.id = %session.id, "an old refresh token was used; ended the session");
                uow.login_sessions().update(&session).await?;
                self.notifier.enqueue(uow.as_mut(), &Notification::TokenReused { account: account.id }).await?;
                self.core
                    .log
                    .commit(
                        uow,
                        AuditRecord::refused(Some(account.id), AuditAction::TokenReused, "the session was ended"),
                    )
                    .await?;
                Err(IdentityError::InvalidToken)
            }
            Refresh::Ended => Err(IdentityError::InvalidToken),
        }
    }

    pub(super) fn session_id(&self, refresh_token: &str) -> IdentityResult<LoginSessionId> {
        let (id, _) = self.core.sessions.read_refresh_token(refresh_token).ok_or(IdentityError::InvalidToken)?;
        Ok(id)
    }

    pub(super) async fn recover(&self, request: LinkRequest) -> IdentityResult<()> {
        let request = self.core.check_link_request(request).await?;
        let mut uow = self.core.database.begin(Actor::System).await?;
        self.notifier.enqueue(uow.as_mut(), &Notification::Recover(request)).await?;
        self.core.log.commit(uow, AuditRecord::anonymous(AuditAction::RecoveryRequested)).await
    }
}
