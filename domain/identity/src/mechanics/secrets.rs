//! One-time secrets: links and codes in mails, authorization codes and invitations; their lifetimes, and what revokes
//! them.
//!
//! An account has at most one valid secret of a kind, that of the newest request. A request deletes the waiting mail of an
//! older request and revokes the secret that was mailed before, in its own transaction. A mail that is being written
//! meanwhile is discarded.
//!
//! | secret | lifetime | revoked by a newer request of its kind | also revoked by |
//! |---|---|---|---|
//! | `signup` link and code | 24 h | yes, by address | its use, and all below |
//! | `recovery` link and code | 10 min | yes, by address | its use, and all below |
//! | `magiclink` link and code | 10 min | yes, by address | its use, and all below |
//! | `email_change` link and code | 10 min | yes, by account, whatever the new address | its use, and all below |
//! | authorization code that follows one of these links | 5 min | yes, with its kind | its use, a wrong verifier, and all below |
//! | authorization code of a social sign-in | 5 min | no: each belongs to the browser with its verifier | the same |
//! | administrator's invitation | 24 h | yes, by account | its use, and all below |
//! | state of a social sign-in | 10 min | yes: the newer one replaces the browser's cookie | its use |
//! | ticket of a WebSocket | 30 s | no: several tabs open sockets at once | its use, the end of its session |
//! | unverified second factor | until verified | yes | its deletion |
//! | recovery codes of the second factor | until used | yes, as a set | the removal of the last factor |
//!
//! "All below": a new password, another address, an accepted invitation, and a claim by the owner of the address (see
//! [`Redemption`](super::redemption::Redemption)) revoke every secret of the account. The link to a new address goes to
//! the new address only; the old one gets a notification. Reauthentication uses the password, not a mailed secret.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use domain_model::identity::account::{Account, EmailAddress};
use domain_model::identity::session::Proof;
use domain_model::kernel::id::{AccountId, LoginSessionId};
use ports::{Clock, IdGenerator, OneTimeToken, SecretHash, UnitOfWork, Vault};
use serde_json::{Map, json};
use sha2::{Digest, Sha256};

use crate::mechanics::attempts::pseudonym;
use crate::{IdentityError, IdentityResult, Purpose};

/// What an authorization code can be exchanged for.
#[derive(Debug, Clone, Copy)]
pub(crate) enum CodeGrant {
    /// A new session, with this proof.
    SignIn(Proof),
    /// The tokens of the session that made the request, while it is active.
    Tokens(LoginSessionId),
}

/// The lifetime of an authorization code.
const AUTH_CODE_LIFETIME: TimeDelta = TimeDelta::minutes(5);
/// The storage key of an administrator's invitation.
pub(crate) const ADMIN_INVITATION: &str = "admin_invitation";

/// The origin of an authorization code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CodeSource {
    /// The link of a mail.
    Link(Purpose),
    /// A social sign-in.
    Social,
}

impl CodeSource {
    /// All sources.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        Purpose::ALL.into_iter().map(Self::Link).chain([Self::Social])
    }

    /// The storage key.
    pub(crate) fn key(self) -> String {
        match self {
            Self::Link(purpose) => format!("auth_code:{}", purpose.as_str()),
            Self::Social => "auth_code:social".to_owned(),
        }
    }
}

impl Purpose {
    /// The storage keys of its link, its code, and the authorization code that follows its link.
    pub(crate) fn keys(self) -> [String; 3] {
        [self.as_str().to_owned(), self.code_key(), CodeSource::Link(self).key()]
    }
}

/// The subject of a request for a mail with a secret. A newer request replaces an older one with the same subject.
#[derive(Debug, Clone)]
pub(crate) enum Subject {
    /// The account with this address, if there is one; the request does not look it up.
    Address(EmailAddress),
    /// An account.
    Account(AccountId),
}

/// The storage keys of all secrets of an account.
fn all_kinds() -> Vec<String> {
    let codes = CodeSource::all().map(CodeSource::key);
    let mailed = Purpose::ALL.into_iter().flat_map(|purpose| [purpose.as_str().to_owned(), purpose.code_key()]);
    mailed.chain(codes).chain([ADMIN_INVITATION.to_owned()]).collect()
}

/// Creates, finds and revokes one-time secrets.
#[derive(Clone)]
pub(crate) struct Secrets {
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: Arc<dyn IdGenerator>,
    pub(crate) vault: Arc<dyn Vault>,
}

impl Secrets {
    /// The collapse key of a mail: of the mails with one key only the newest waits.
    pub(crate) fn collapse_key(&self, purpose: Purpose, subject: &Subject) -> String {
        match subject {
            Subject::Address(email) => {
                format!("{}:{}", purpose.as_str(), pseudonym(self.vault.as_ref(), email.canonical()))
            }
            Subject::Account(id) => format!("{}:{id}", purpose.as_str()),
        }
    }

    /// Revokes the secrets that earlier requests of this kind have mailed.
    pub(crate) async fn supersede(
        &self,
        uow: &mut dyn UnitOfWork,
        purpose: Purpose,
        subject: &Subject,
    ) -> IdentityResult<()> {
        let kinds = purpose.keys();
        match subject {
            Subject::Address(email) => uow.one_time_tokens().revoke_for_address(email, &kinds).await?,
            Subject::Account(id) => uow.one_time_tokens().revoke(*id, &kinds).await?,
        }
        Ok(())
    }

    /// Revokes every secret of an account, and deletes waiting mails with a secret for the account or the address.
    pub(crate) async fn revoke_secrets(
        &self,
        uow: &mut dyn UnitOfWork,
        account: AccountId,
        address: &EmailAddress,
    ) -> IdentityResult<()> {
        let waiting: Vec<String> = Purpose::ALL
            .into_iter()
            .flat_map(|purpose| {
                let subjects = [Subject::Address(address.clone()), Subject::Account(account)];
                subjects.map(|subject| self.collapse_key(purpose, &subject))
            })
            .collect();
        uow.mails().discard(&waiting).await?;
        uow.one_time_tokens().revoke(account, &all_kinds()).await?;
        Ok(())
    }

    /// Consumes a secret. Returns its account, locked, and its record. `InvalidToken` when it is unknown, expired, used or
    /// revoked; `Banned` when the account is banned.
    pub(crate) async fn consume(
        &self,
        uow: &mut dyn UnitOfWork,
        hash: SecretHash,
        key: &str,
        now: DateTime<Utc>,
    ) -> IdentityResult<(Account, OneTimeToken)> {
        let account = self.lock_account(uow, hash, key, now).await?;
        let token = uow.one_time_tokens().take(hash, key, now).await?.ok_or(IdentityError::InvalidToken)?;
        Ok((account, token))
    }

    /// Locks the account of a secret. Every transaction locks the account first, then waiting mails, then secrets, which
    /// avoids deadlocks.
    pub(crate) async fn lock_account(
        &self,
        uow: &mut dyn UnitOfWork,
        hash: SecretHash,
        key: &str,
        now: DateTime<Utc>,
    ) -> IdentityResult<Account> {
        let found = uow.one_time_tokens().find(hash, key, now).await?.ok_or(IdentityError::InvalidToken)?;
        let known = uow.accounts().lock(found.account_id).await?;
        let account = known.ok_or(IdentityError::InvalidToken)?.account;
        if account.is_banned(now) { Err(IdentityError::Banned) } else { Ok(account) }
    }

    /// A random code of six digits.
    pub(crate) fn new_code(&self) -> String {
        let secret = self.ids.secret();
        let number = u64::from_be_bytes(secret.hash.0[..8].try_into().expect("a hash has more than eight bytes"));
        format!("{:06}", number % 1_000_000)
    }

    /// The hash of a code. There are so few codes that a plain hash could be reversed, so this is a MAC with a key outside
    /// the database. It covers the address of the mail, which the client sends with the code.
    pub(crate) fn code_hash(&self, purpose: Purpose, mailed_to: &EmailAddress, code: &str) -> SecretHash {
        let written = format!("{}:{}:{code}", purpose.as_str(), mailed_to.canonical());
        SecretHash(self.vault.mac("code", written.as_bytes()))
    }

    /// Creates an authorization code, which is exchanged for tokens with the verifier of the challenge (PKCE).
    pub(crate) async fn auth_code(
        &self,
        uow: &mut dyn UnitOfWork,
        account: &Account,
        challenge: &str,
        of: CodeSource,
        grants: CodeGrant,
    ) -> IdentityResult<String> {
        let (secret, now) = (self.ids.secret(), self.clock.now());
        let granted = match grants {
            CodeGrant::SignIn(by) => ("by".to_owned(), json!(by)),
            CodeGrant::Tokens(session) => ("session".to_owned(), json!(session)),
        };
        let token = OneTimeToken {
            hash: secret.hash,
            purpose: of.key(),
            account_id: account.id,
            details: Map::from_iter([("challenge".to_owned(), json!(challenge)), granted]),
            expires_at: now + AUTH_CODE_LIFETIME,
        };
        uow.one_time_tokens().insert(&token, now).await?;
        Ok(secret.text)
    }

    /// Consumes an authorization code of any source, because the client does not name the source.
    pub(crate) async fn consume_auth_code(
        &self,
        uow: &mut dyn UnitOfWork,
        hash: SecretHash,
        now: DateTime<Utc>,
    ) -> IdentityResult<(Account, OneTimeToken)> {
        for of in CodeSource::all() {
            match self.consume(uow, hash, &of.key(), now).await {
                Err(IdentityError::InvalidToken) => {}
                outcome => return outcome,
            }
        }
        Err(IdentityError::InvalidToken)
    }
}

/// Whether the verifier matches the challenge, which is stored as `s256.<challenge>` or `plain.<challenge>` (RFC 7636).
pub(crate) fn matches_challenge(challenge: &str, verifier: &str) -> bool {
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    let made = match challenge.split_once('.') {
        Some(("s256", _)) => format!("s256.{}", URL_SAFE_NO_PAD.encode(Sha256::digest(verifier))),
        Some(("plain", _)) => format!("plain.{verifier}"),
        _ => return false,
    };
    (43..=128).contains(&verifier.len()) && made == challenge
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_secret_is_revoked_with_all() {
        let all = all_kinds();
        for purpose in Purpose::ALL {
            assert!(purpose.keys().iter().all(|kind| all.contains(kind)), "{purpose:?}");
        }
        assert!(all.iter().any(|kind| kind == ADMIN_INVITATION));
        assert!(CodeSource::all().all(|code| all.contains(&code.key())));
        let mut unique = all.clone();
        unique.sort();
        unique.dedup();
        assert_eq!(unique.len(), all.len(), "each kind is stored under a name of its own");
    }

    #[test]
    fn au_29_a_challenge_is_met_by_its_verifier_only() {
        let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        let challenge = "s256.E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
        assert!(matches_challenge(challenge, verifier));
        assert!(matches_challenge(&format!("plain.{verifier}"), verifier));
        for (challenge, verifier) in [
            (challenge, "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXl"),
            (challenge, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"),
            ("plain.short", "short"),
            ("", verifier),
            ("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", verifier),
        ] {
            assert!(!matches_challenge(challenge, verifier), "{challenge} {verifier}");
        }
    }
}
