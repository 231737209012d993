//! Second factors: enrolment, verification, removal, and recovery codes.
//!
//! After the first factor, a session of an account with a verified second factor is pending: the authorization table
//! allows it nothing but proving the second factor.

use std::sync::Arc;

use domain_model::identity::audit::AuditAction;
use domain_model::identity::factor::Factor;
use domain_model::identity::session::{Assurance, Authentication, Proof};
use domain_model::kernel::id::{AccountId, FactorId};
use ports::{Actor, SecretHash, UnitOfWork};
use totp_rs::{Builder, Totp};

use crate::idp::Idp;
use crate::mechanics::audit_log::AuditRecord;
use crate::mechanics::core::Core;
use crate::mechanics::notifications::Notification;
use crate::registration::clean_name;
use crate::{IdentityError, IdentityResult, IssuedSession, Resource};

/// The maximum number of factors of an account.
const MAX_FACTORS: usize = 10;
/// The number of recovery codes.
const RECOVERY_CODES: usize = 10;
/// The length of a secret, in bytes (RFC 4226).
const SECRET_BYTES: usize = 20;
const ISSUER: &str = "Jobwright";

/// An unverified factor with its secret for the authenticator, which cannot be read again.
#[derive(Debug)]
pub struct Enrolment {
    /// The factor.
    pub factor: Factor,
    /// The secret in base 32, for typing.
    pub secret: String,
    /// The `otpauth` URI, for a QR code.
    pub uri: String,
}

/// Second factors.
pub struct SecondFactorService {
    pub(crate) core: Arc<Core>,
    pub(crate) idp: Arc<Idp>,
}

impl SecondFactorService {
    /// The caller's factors.
    pub async fn factors(&self, who: &Authentication) -> IdentityResult<Vec<Factor>> {
        Ok(self.core.database.read(Actor::System).factors().list(who.principal.account_id).await?)
    }

    /// Adds a factor. Sign-in requires it once it is verified.
    pub async fn enrol_factor(&self, who: &Authentication, name: Option<String>) -> IdentityResult<Enrolment> {
        self.idp.embedded()?;
        let account = self.core.sessions.account(who).await?;
        let mut uow = self.core.database.begin(Actor::System).await?;
        let known = uow.factors().list(account.id).await?;
        // An unverified factor is an abandoned enrolment.
        for waiting in known.iter().filter(|factor| factor.verified_at.is_none()) {
            uow.factors().delete(account.id, waiting.id).await?;
        }
        if known.iter().filter(|factor| factor.verified_at.is_some()).count() >= MAX_FACTORS {
            return Err(IdentityError::LimitReached { what: "second factors", limit: MAX_FACTORS });
        }
        let factor = Factor {
            id: FactorId(self.core.ids.next()),
            account_id: account.id,
            name: clean_name(name)?.unwrap_or_else(|| "Authenticator".to_owned()),
            created_at: self.core.clock.now(),
            verified_at: None,
            last_step: None,
        };
        let secret = self.core.ids.secret().hash.0[..SECRET_BYTES].to_vec();
        let totp = totp(secret.clone(), account.email.canonical())?;
        let sealed = self.core.vault.seal(&sealing_context(factor.id), &secret)?;
        uow.factors().insert(&factor, &sealed).await?;
        uow.commit().await?;
        let uri = totp.to_url().map_err(|error| ports::PortError::internal(error.to_string()))?;
        Ok(Enrolment { factor, secret: totp.secret().to_base32(), uri })
    }

    /// Succeeds when the caller has this factor.
    pub async fn has_factor(&self, who: &Authentication, id: FactorId) -> IdentityResult<()> {
        let own = self.factors(who).await?;
        if own.iter().any(|factor| factor.id == id) {
            Ok(())
        } else {
            Err(IdentityError::NotFound(Resource::SecondFactor))
        }
    }

    /// Verifies a code, and replaces the session by one of the higher assurance level. The first code also verifies the
    /// factor: then all other sessions end, and recovery codes are created if there are none.
    pub async fn prove_factor(
        &self,
        who: &Authentication,
        id: FactorId,
        code: &str,
    ) -> IdentityResult<(IssuedSession, Vec<String>)> {
        let idp = self.idp.embedded()?;
        let (session, account) = (who.session().ok_or(IdentityError::InvalidToken)?, who.principal.account_id);
        // Counted before the code is checked, over all nodes (AU-25).
        idp.core.attempts.allow_code(account).await?;
        let now = self.core.clock.now();
        let mut uow = self.core.database.begin(Actor::System).await?;
        let found = uow.factors().lock(account, id).await?;
        let (factor, sealed) = found.ok_or(IdentityError::NotFound(Resource::SecondFactor))?;
        let totp = totp(self.core.vault.open(&sealing_context(id), &sealed)?, "account")?;
        let step = totp.check(code.trim(), u64::try_from(now.timestamp()).unwrap_or_default());
        let Some(accepted) = step.and_then(|step| factor.accept(step, now)) else {
            drop(uow);
            self.core.log.append(AuditRecord::refused(Some(account), AuditAction::FactorVerified, "code")).await?;
            return Err(IdentityError::WrongCode);
        };
        uow.factors().update(&accepted).await?;
        let session = self.core.sessions.step_up(uow.as_mut(), session, Proof::Totp).await?;
        let is_first_time = factor.verified_at.is_none();
        let mut codes = Vec::new();
        if is_first_time {
            uow.login_sessions().end_all(account, Some(session.id), now).await?;
            if !who.has_second_factor {
                codes = self.create_recovery_codes(uow.as_mut(), account).await?;
            }
            idp.notifier.enqueue(uow.as_mut(), &Notification::SecondFactorChanged { account }).await?;
        }
        let note = if is_first_time { "verified" } else { "proved" };
        self.core.log.commit(uow, AuditRecord::own(account, AuditAction::FactorVerified).with_note(note)).await?;
        idp.core.attempts.reset_codes(account).await?;
        let account = self.core.sessions.account(who).await?;
        Ok((self.core.sessions.issue_tokens(account, session).await?, codes))
    }

    /// Removes a factor. A verified one can be removed only by a session that has proved a second factor.
    pub async fn remove_factor(&self, who: &Authentication, id: FactorId) -> IdentityResult<()> {
        let idp = self.idp.embedded()?;
        let account = who.principal.account_id;
        let own = self.factors(who).await?;
        let found = own.iter().find(|factor| factor.id == id).ok_or(IdentityError::NotFound(Resource::SecondFactor))?;
        if found.verified_at.is_some() && who.assurance != Assurance::Two {
            return Err(IdentityError::WrongCode);
        }
        let mut uow = self.core.database.begin(Actor::System).await?;
        uow.factors().delete(account, id).await?;
        let is_last = own.iter().filter(|factor| factor.verified_at.is_some()).all(|factor| factor.id == id);
        if is_last {
            uow.factors().replace_recovery_codes(account, &[]).await?;
        }
        if found.verified_at.is_some() {
            idp.notifier.enqueue(uow.as_mut(), &Notification::SecondFactorChanged { account }).await?;
        }
        self.core.log.commit(uow, AuditRecord::own(account, AuditAction::FactorRemoved)).await
    }

    /// Replaces the recovery codes. The new ones cannot be read again.
    pub async fn new_recovery_codes(&self, who: &Authentication) -> IdentityResult<Vec<String>> {
        self.idp.embedded()?;
        let account = who.principal.account_id;
        let mut uow = self.core.database.begin(Actor::System).await?;
        let codes = self.create_recovery_codes(uow.as_mut(), account).await?;
        self.core.log.commit(uow, AuditRecord::own(account, AuditAction::RecoveryCodesMade)).await?;
        Ok(codes)
    }

    async fn create_recovery_codes(&self, uow: &mut dyn UnitOfWork, account: AccountId) -> IdentityResult<Vec<String>> {
        let codes: Vec<String> = (0..RECOVERY_CODES).map(|_| grouped(&self.core.ids.secret().text)).collect();
        let hashes: Vec<SecretHash> = codes.iter().map(|code| self.core.ids.hash_secret(&canonical(code))).collect();
        uow.factors().replace_recovery_codes(account, &hashes).await?;
        Ok(codes)
    }

    /// Consumes a recovery code in place of a code of the second factor.
    pub async fn use_recovery_code(&self, who: &Authentication, code: &str) -> IdentityResult<IssuedSession> {
        let idp = self.idp.embedded()?;
        let (session, account) = (who.session().ok_or(IdentityError::InvalidToken)?, who.principal.account_id);
        idp.core.attempts.allow_code(account).await?;
        let mut uow = self.core.database.begin(Actor::System).await?;
        let hash = self.core.ids.hash_secret(&canonical(code));
        if !uow.factors().take_recovery_code(account, hash).await? {
            drop(uow);
            self.core
                .log
                .append(AuditRecord::refused(Some(account), AuditAction::FactorVerified, "recovery code"))
                .await?;
            return Err(IdentityError::WrongCode);
        }
        let session = self.core.sessions.step_up(uow.as_mut(), session, Proof::Recovery).await?;
        idp.notifier.enqueue(uow.as_mut(), &Notification::RecoveryCodeUsed { account }).await?;
        self.core
            .log
            .commit(uow, AuditRecord::own(account, AuditAction::FactorVerified).with_note("recovery code"))
            .await?;
        idp.core.attempts.reset_codes(account).await?;
        let account = self.core.sessions.account(who).await?;
        self.core.sessions.issue_tokens(account, session).await
    }

    /// Re-encrypts every secret that is not encrypted with the newest key. Returns how many.
    pub async fn reseal_all(&self) -> IdentityResult<u64> {
        let (mut count, mut last) = (0, None);
        loop {
            let mut uow = self.core.database.begin(Actor::System).await?;
            let page = uow.factors().sealed(last, 200).await?;
            let Some((id, _)) = page.last() else { return Ok(count) };
            last = Some(*id);
            for (id, sealed) in page.iter().filter(|(_, sealed)| !self.core.vault.is_sealed_with_newest(sealed)) {
                let secret = self.core.vault.open(&sealing_context(*id), sealed)?;
                uow.factors().reseal(*id, &self.core.vault.seal(&sealing_context(*id), &secret)?).await?;
                count += 1;
            }
            uow.commit().await?;
        }
    }
}

/// The sealing context of a factor's secret.
pub(crate) fn sealing_context(id: FactorId) -> String {
    format!("factors/{id}")
}

/// TOTP with six digits and steps of 30 seconds. Accepts a clock difference of one step.
fn totp(secret: Vec<u8>, account: &str) -> IdentityResult<Totp> {
    // A colon separates the issuer from the name.
    let account = account.replace(':', "_");
    let built = Builder::new().with_secret(secret).with_account_name(account).with_issuer(Some(ISSUER)).build();
    Ok(built.map_err(|error| ports::PortError::internal(error.to_string()))?)
}

/// A recovery code: 80 random bits in groups of five characters.
fn grouped(secret: &str) -> String {
    let groups: Vec<&str> = (0..4).filter_map(|n| secret.get(5 * n..5 * n + 5)).collect();
    groups.join("-")
}

/// A typed code in canonical form: lower case, without separators.
fn canonical(code: &str) -> String {
    code.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totp_codes_match_the_rfc_and_are_valid_for_one_step_more() {
        // RFC 6238, appendix B, with six digits.
        let totp = totp(b"12345678901234567890".to_vec(), "a:b").unwrap();
        assert_eq!(totp.check("287082", 59), Some(1));
        assert_eq!(totp.check("287082", 89), Some(1));
        assert_eq!(totp.check("287082", 90), None);
        assert_eq!(totp.check("081804", 1_111_111_109), Some(37_037_036));
        for wrong in ["28708", "2870822", "", "abcdef", "２８７０８２"] {
            assert_eq!(totp.check(wrong, 59), None, "{wrong}");
        }
    }

    #[test]
    fn a_recovery_code_is_accepted_in_any_case_and_with_any_separators() {
        let code = grouped("0123456789abcdef0123456789");
        assert_eq!(code, "01234-56789-abcde-f0123");
        assert_eq!(canonical(" 01234 56789-ABCDEf0123\n"), canonical(&code));
    }
}
