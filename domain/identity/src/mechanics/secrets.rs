//! One-time secrets: links and codes of mails, authorization codes, invitations. Who may use one, and what revokes it.
//!
//! For an account at most one secret of a kind is good, and it belongs to the newest request. A request deletes the mail
//! of an older request that still waits and revokes what was mailed before, in its own transaction. A mail that is being
//! written meanwhile finds that it was replaced, and is not sent.
//!
//! | secret | lasts | revoked by a newer request of its kind | revoked by what else |
//! |---|---|---|---|
//! | `signup` link and code | 24 h | yes, by address | its use, and all below |
//! | `recovery` link and code | 10 min | yes, by address | its use, and all below |
//! | `magiclink` link and code | 10 min | yes, by address | its use, and all below |
//! | `email_change` link and code | 10 min | yes, by account, whatever the new address | its use, and all below |
//! | authorization code that follows one of these links | 5 min | yes, with its kind | its use, a wrong verifier, and all below |
//! | authorization code of a social sign-in | 5 min | no: each belongs to another browser, which holds its verifier | the same |
//! | administrator's invitation | 24 h | yes, by account | its use, and all below |
//! | state of a social sign-in | 10 min | yes: the newer one replaces the browser's cookie | its use |
//! | ticket of a WebSocket | 30 s | no: several tabs open sockets at once | its use, the end of its sign-in |
//! | unverified second factor | until verified | yes | its deletion |
//! | recovery codes of the second factor | until used | yes, as a set | the removal of the last factor |
//!
//! "All below": a new password, another address, an accepted invitation, and a claim by the owner of the address (see
//! [`Redemption`](super::redemption::Redemption)) revoke every secret of the account. The link to a new address goes to the new address only;
//! the old one is told. Reauthentication is done with the password; no secret is mailed for it.

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

/// What an authorization code is exchanged for.
#[derive(Debug, Clone, Copy)]
pub(crate) enum CodeGrant {
    /// A sign-in, opened by this proof.
    SignIn(Proof),
    /// The tokens of the sign-in that asked, as long as it lasts. No other one is opened.
    Tokens(LoginSessionId),
}

/// How long the code is good with which a browser that was sent back gets its tokens.
const AUTH_CODE_LIFETIME: TimeDelta = TimeDelta::minutes(5);
/// What an administrator's invitation is stored as.
pub(crate) const ADMIN_INVITATION: &str = "admin_invitation";

/// What an authorization code follows from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CodeSource {
    /// A link of a mail.
    Link(Purpose),
    /// A social sign-in.
    Social,
}

impl CodeSource {
    /// Every one there is.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        Purpose::ALL.into_iter().map(Self::Link).chain([Self::Social])
    }

    /// What it is stored as.
    pub(crate) fn key(self) -> String {
        match self {
            Self::Link(purpose) => format!("auth_code:{}", purpose.as_str()),
            Self::Social => "auth_code:social".to_owned(),
        }
    }
}

impl Purpose {
    /// What its link, its code and the authorization code that follows from its link are stored as.
    pub(crate) fn key(self) -> [String; 3] {
        [self.as_str().to_owned(), self.code_key(), CodeSource::Link(self).key()]
    }
}

/// Whom a request for a mail with a secret is about. Requests that replace each other are about the same.
#[derive(Debug, Clone)]
pub(crate) enum Subject {
    /// Whoever has this address: whether anybody does is not looked up.
    Address(EmailAddress),
    /// An account.
    Account(AccountId),
}

/// Every kind of secret that speaks for an account.
fn all_kinds() -> Vec<String> {
    let codes = CodeSource::all().map(CodeSource::key);
    let mailed = Purpose::ALL.into_iter().flat_map(|purpose| [purpose.as_str().to_owned(), purpose.code_key()]);
    mailed.chain(codes).chain([ADMIN_INVITATION.to_owned()]).collect()
}

/// Makes, finds and revokes one-time secrets.
#[derive(Clone)]
pub(crate) struct Secrets {
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: Arc<dyn IdGenerator>,
    pub(crate) vault: Arc<dyn Vault>,
}

impl Secrets {
    /// The key under which only the newest mail of a kind waits.
    pub(crate) fn collapse_key(&self, purpose: Purpose, subject: &Subject) -> String {
        match subject {
            Subject::Address(email) => {
                format!("{}:{}", purpose.as_str(), pseudonym(self.vault.as_ref(), email.canonical()))
            }
            Subject::Account(id) => format!("{}:{id}", purpose.as_str()),
        }
    }

    /// Revokes what earlier requests of this kind have mailed.
    pub(crate) async fn supersede(
        &self,
        uow: &mut dyn UnitOfWork,
        purpose: Purpose,
        subject: &Subject,
    ) -> IdentityResult<()> {
        let kinds = purpose.key();
        match subject {
            Subject::Address(email) => uow.one_time_tokens().revoke_for_address(email, &kinds).await?,
            Subject::Account(id) => uow.one_time_tokens().revoke(*id, &kinds).await?,
        }
        Ok(())
    }

    /// Revokes every secret of an account, and every mail that waits to bring one to this address.
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

    /// Uses a secret up: its account, held, and what it stands for. `InvalidToken` when it is unknown, expired, used or
    /// revoked; `Banned` when the account is shut out.
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

    /// The account that a secret speaks for, held. Everybody takes the account first, then waiting mails, then secrets, so that
    /// no two transactions wait for each other.
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

    /// Six digits.
    pub(crate) fn new_code(&self) -> String {
        let secret = self.ids.secret();
        let number = u64::from_be_bytes(secret.hash.0[..8].try_into().expect("a hash has more than eight bytes"));
        format!("{:06}", number % 1_000_000)
    }

    /// There are so few codes that a plain hash would show them: this one needs a key outside the database. A code belongs
    /// to the address it was mailed to: whoever types it off knows that, and for a new address nothing else.
    pub(crate) fn code_hash(&self, purpose: Purpose, mailed_to: &EmailAddress, code: &str) -> SecretHash {
        let written = format!("{}:{}:{code}", purpose.as_str(), mailed_to.canonical());
        SecretHash(self.vault.mac("code", written.as_bytes()))
    }

    /// A code that is exchanged for tokens by whoever knows what the challenge was made from.
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

    /// Whatever it follows from: whoever exchanges a code does not say.
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

/// A challenge says which way it was made: `s256.` or `plain.`, then itself.
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
            assert!(purpose.key().iter().all(|kind| all.contains(kind)), "{purpose:?}");
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
