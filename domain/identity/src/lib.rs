//! Accounts and sign-ins: who somebody is, and who a token speaks for.
//!
//! Roles come from the database on every request; what a token says about a role is for display. Nobody becomes an
//! admin by registering: the operator invites the first one on the command line (AU-34).

mod error;
mod password;

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use domain_model::account::{Account, EmailAddress, LoginSession, Principal, Refresh, Role};
use domain_model::id::{AccountId, LoginSessionId};
use ports::{
    Actor, Clock, Credentials, Database, IdGenerator, OneTimeToken, PasswordHasher, PortErrorKind, TokenClaims,
    TokenPurpose, TokenSigner, UnitOfWork,
};
use serde_json::{Map, json};
use tracing::{info, warn};

pub use error::{IdentityError, IdentityResult};
use password::acceptable;

/// How long an access token speaks for its account.
const ACCESS_LASTS: Duration = Duration::from_mins(15);
/// How long a refresh token is good for after the last refresh.
const REFRESH_LASTS: Duration = Duration::from_hours(7 * 24);
/// How long a sign-in lasts, however often it is refreshed (AU-04).
const SIGN_IN_LASTS: TimeDelta = TimeDelta::days(30);
/// How long an invitation is open.
const INVITATION_LASTS: TimeDelta = TimeDelta::hours(24);
const ADMIN_INVITATION: &str = "admin_invitation";

/// What somebody says about themselves when registering.
#[derive(Debug)]
pub struct Registration {
    /// Where mail reaches them.
    pub email: String,
    /// As chosen.
    pub password: String,
    /// Seeker unless they say otherwise; never admin.
    pub role: Option<String>,
    /// As they write it.
    pub full_name: Option<String>,
}

/// A successful sign-in.
#[derive(Debug)]
pub struct SignedIn {
    /// Who.
    pub account: Account,
    /// Speaks for the account for a quarter of an hour.
    pub access_token: String,
    /// Gets the next pair of tokens.
    pub refresh_token: String,
}

/// Accounts and sign-ins.
pub struct IdentityService {
    database: Arc<dyn Database>,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn IdGenerator>,
    passwords: Arc<dyn PasswordHasher>,
    tokens: Arc<dyn TokenSigner>,
}

impl IdentityService {
    /// The service on these ports.
    pub fn new(
        database: Arc<dyn Database>,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn IdGenerator>,
        passwords: Arc<dyn PasswordHasher>,
        tokens: Arc<dyn TokenSigner>,
    ) -> Self {
        Self { database, clock, ids, passwords, tokens }
    }

    /// Opens an account and signs in.
    pub async fn register(&self, registration: Registration) -> IdentityResult<SignedIn> {
        let email: EmailAddress = registration.email.parse()?;
        let role = role_for_registration(registration.role.as_deref())?;
        acceptable(&registration.password)?;
        let hash = self.passwords.hash(&registration.password).await?;
        let account = self.new_account(email, role, registration.full_name);
        let mut uow = self.database.begin(Actor::System).await?;
        self.insert_account(uow.as_mut(), &account, Some(&hash)).await?;
        let session = self.open_session(uow.as_mut(), &account).await?;
        uow.commit().await?;
        info!(account.id = %account.id, role = %role, "registered an account");
        self.signed_in(account, &session)
    }

    /// Signs in. An unknown address costs the same as a wrong password and is told the same (AU-33).
    pub async fn login(&self, email: &str, password: &str) -> IdentityResult<SignedIn> {
        acceptable_to_check(password)?;
        let credentials = match email.parse::<EmailAddress>() {
            Ok(email) => self.database.read(Actor::System).accounts().credentials(&email).await?,
            Err(_) => None,
        };
        let hash = credentials.as_ref().and_then(|known| known.password_hash.as_deref());
        let is_right = self.passwords.verify(password, hash).await?;
        let Some(credentials) = credentials.filter(|_| is_right) else { return Err(IdentityError::WrongCredentials) };
        let mut uow = self.database.begin(Actor::System).await?;
        let session = self.open_session(uow.as_mut(), &credentials.account).await?;
        uow.commit().await?;
        self.signed_in(credentials.account, &session)
    }

    /// The next pair of tokens. A token that only a thief could still hold ends the session (AU-05).
    pub async fn refresh(&self, refresh_token: &str) -> IdentityResult<SignedIn> {
        let (id, counter) = self.read_refresh_token(refresh_token).ok_or(IdentityError::InvalidToken)?;
        let mut uow = self.database.begin(Actor::System).await?;
        let Some((session, account)) = uow.login_sessions().lock(id).await? else {
            return Err(IdentityError::InvalidToken);
        };
        match session.refresh(counter, self.clock.now()) {
            Refresh::Advanced(session) => {
                uow.login_sessions().update(&session).await?;
                uow.commit().await?;
                self.signed_in(account, &session)
            }
            Refresh::Repeated(session) => self.signed_in(account, &session),
            Refresh::Reused(session) => {
                uow.login_sessions().update(&session).await?;
                uow.commit().await?;
                warn!(account.id = %account.id, session.id = %session.id, "an old refresh token was used; ended the session");
                Err(IdentityError::InvalidToken)
            }
            Refresh::Ended => Err(IdentityError::InvalidToken),
        }
    }

    /// Ends the sign-in of a refresh token. Ending it twice is ending it once.
    pub async fn logout(&self, refresh_token: &str) -> IdentityResult<()> {
        let (id, _) = self.read_refresh_token(refresh_token).ok_or(IdentityError::InvalidToken)?;
        let mut uow = self.database.begin(Actor::System).await?;
        let Some((mut session, _)) = uow.login_sessions().lock(id).await? else { return Ok(()) };
        session.revoked_at.get_or_insert(self.clock.now());
        uow.login_sessions().update(&session).await?;
        uow.commit().await?;
        Ok(())
    }

    /// Who an access token speaks for now, with the role the database knows.
    pub async fn authenticate(&self, access_token: &str) -> IdentityResult<Principal> {
        let claims = self.tokens.verify(TokenPurpose::Access, access_token).ok_or(IdentityError::InvalidToken)?;
        let session = claims.session.ok_or(IdentityError::InvalidToken)?;
        let mut read = self.database.read(Actor::System);
        let principal = read.login_sessions().principal(LoginSessionId(session), self.clock.now()).await?;
        principal.ok_or(IdentityError::InvalidToken)
    }

    /// The principal of an account that has proved itself in another way, by a ticket.
    pub async fn principal_of(&self, id: AccountId) -> IdentityResult<Principal> {
        let owner = Principal { account_id: id, role: Role::Seeker };
        let account = self.account(&owner).await?;
        Ok(Principal { account_id: id, role: account.role })
    }

    /// The principal's own account.
    pub async fn account(&self, principal: &Principal) -> IdentityResult<Account> {
        let account = self.database.read(principal.into()).accounts().get(principal, principal.account_id).await?;
        account.ok_or(IdentityError::InvalidToken)
    }

    /// Opens an admin account without a password and answers the secret that sets one. Asked again before that happened,
    /// the answer is a new secret, and the earlier one is worthless. For the command line only.
    pub async fn invite_admin(&self, email: &str) -> IdentityResult<String> {
        let email: EmailAddress = email.parse()?;
        let mut uow = self.database.begin(Actor::System).await?;
        let known = uow.accounts().credentials(&email).await?;
        let account = match known {
            Some(Credentials { account, password_hash: None }) if account.role == Role::Admin => account,
            Some(_) => return Err(IdentityError::EmailTaken),
            None => {
                let account = self.new_account(email, Role::Admin, None);
                self.insert_account(uow.as_mut(), &account, None).await?;
                account
            }
        };
        let secret = self.ids.secret();
        let now = self.clock.now();
        let invitation = OneTimeToken {
            hash: secret.hash,
            purpose: ADMIN_INVITATION.to_owned(),
            account_id: account.id,
            expires_at: now + INVITATION_LASTS,
        };
        uow.accounts().revoke_one_time_tokens(account.id, ADMIN_INVITATION).await?;
        uow.accounts().insert_one_time_token(&invitation, now).await?;
        uow.commit().await?;
        info!(account.id = %account.id, "invited an admin");
        Ok(secret.text)
    }

    /// Accepts an invitation: sets the password and signs in. Works once.
    pub async fn accept_invitation(&self, secret: &str, password: &str) -> IdentityResult<SignedIn> {
        acceptable(password)?;
        let hash = self.passwords.hash(password).await?;
        let secret_hash = self.ids.hash_secret(secret);
        let mut uow = self.database.begin(Actor::System).await?;
        let taken = uow.accounts().take_one_time_token(secret_hash, ADMIN_INVITATION, self.clock.now()).await?;
        let invitation = taken.ok_or(IdentityError::InvalidToken)?;
        uow.accounts().set_password_hash(invitation.account_id, &hash).await?;
        let owner = Principal { account_id: invitation.account_id, role: Role::Admin };
        let account = uow.accounts().get(&owner, owner.account_id).await?.ok_or(IdentityError::InvalidToken)?;
        let session = self.open_session(uow.as_mut(), &account).await?;
        uow.commit().await?;
        self.signed_in(account, &session)
    }

    fn new_account(&self, email: EmailAddress, role: Role, full_name: Option<String>) -> Account {
        let full_name = full_name.map(|name| domain_model::text::clean(name.trim())).filter(|name| !name.is_empty());
        Account { id: AccountId(self.ids.next()), email, role, full_name, created_at: self.clock.now() }
    }

    async fn insert_account(
        &self,
        uow: &mut dyn UnitOfWork,
        account: &Account,
        password_hash: Option<&str>,
    ) -> IdentityResult<()> {
        match uow.accounts().insert(account, password_hash).await {
            Err(error) if error.kind == PortErrorKind::Conflict => Err(IdentityError::EmailTaken),
            outcome => Ok(outcome?),
        }
    }

    async fn open_session(&self, uow: &mut dyn UnitOfWork, account: &Account) -> IdentityResult<LoginSession> {
        let now = self.clock.now();
        let session = LoginSession {
            id: LoginSessionId(self.ids.next()),
            account_id: account.id,
            refresh_counter: 0,
            refreshed_at: now,
            expires_at: now + SIGN_IN_LASTS,
            revoked_at: None,
        };
        uow.login_sessions().insert(&session).await?;
        Ok(session)
    }

    fn signed_in(&self, account: Account, session: &LoginSession) -> IdentityResult<SignedIn> {
        let shown = json!({ "role": account.role, "full_name": account.full_name });
        let details =
            Map::from_iter([("email".to_owned(), json!(account.email.as_str())), ("user_metadata".to_owned(), shown)]);
        let access = TokenClaims { subject: account.id.0, session: Some(session.id.0), details };
        let counter = Map::from_iter([("counter".to_owned(), json!(session.refresh_counter))]);
        let refresh = TokenClaims { subject: account.id.0, session: Some(session.id.0), details: counter };
        Ok(SignedIn {
            access_token: self.tokens.sign(TokenPurpose::Access, &access, ACCESS_LASTS)?,
            refresh_token: self.tokens.sign(TokenPurpose::Refresh, &refresh, REFRESH_LASTS)?,
            account,
        })
    }

    fn read_refresh_token(&self, token: &str) -> Option<(LoginSessionId, u32)> {
        let claims = self.tokens.verify(TokenPurpose::Refresh, token)?;
        let counter = claims.details.get("counter")?.as_u64()?;
        Some((LoginSessionId(claims.session?), u32::try_from(counter).ok()?))
    }
}

fn role_for_registration(role: Option<&str>) -> IdentityResult<Role> {
    match role {
        None | Some("seeker") => Ok(Role::Seeker),
        Some("provider") => Ok(Role::Provider),
        Some(_) => Err(IdentityError::RoleNotOffered),
    }
}

/// A password nobody can have is wrong before it is hashed (RL-05).
fn acceptable_to_check(password: &str) -> IdentityResult<()> {
    if password.len() > password::LONGEST_BYTES { Err(IdentityError::WrongCredentials) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn az_02_nobody_registers_as_admin() {
        assert!(matches!(role_for_registration(Some("admin")), Err(IdentityError::RoleNotOffered)));
        assert!(matches!(role_for_registration(Some("Admin")), Err(IdentityError::RoleNotOffered)));
        assert!(matches!(role_for_registration(None), Ok(Role::Seeker)));
        assert!(matches!(role_for_registration(Some("provider")), Ok(Role::Provider)));
    }
}
