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
//! [`IdentityService::claim`]) revoke every secret of the account. The link to a new address goes to the new address only;
//! the old one is told. Reauthentication is done with the password; no secret is mailed for it.

use chrono::{DateTime, Utc};
use domain_model::identity::account::{Account, EmailAddress};
use domain_model::kernel::id::AccountId;
use ports::{OneTimeToken, SecretHash, UnitOfWork};

use crate::{IdentityError, IdentityResult, IdentityService, Purpose};

/// What an administrator's invitation is stored as.
pub(crate) const ADMIN_INVITATION: &str = "admin_invitation";

/// What an authorization code follows from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CodeOf {
    /// A link of a mail.
    Link(Purpose),
    /// A social sign-in.
    Social,
}

impl CodeOf {
    /// Every one there is.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        Purpose::ALL.into_iter().map(Self::Link).chain([Self::Social])
    }

    /// What it is stored as.
    pub(crate) fn stored_as(self) -> String {
        match self {
            Self::Link(purpose) => format!("auth_code:{}", purpose.as_str()),
            Self::Social => "auth_code:social".to_owned(),
        }
    }
}

impl Purpose {
    /// What its link, its code and the authorization code that follows from its link are stored as.
    pub(crate) fn stored_as(self) -> [String; 3] {
        [self.as_str().to_owned(), self.of_code(), CodeOf::Link(self).stored_as()]
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
fn every_kind() -> Vec<String> {
    let codes = CodeOf::all().map(CodeOf::stored_as);
    let mailed = Purpose::ALL.into_iter().flat_map(|purpose| [purpose.as_str().to_owned(), purpose.of_code()]);
    mailed.chain(codes).chain([ADMIN_INVITATION.to_owned()]).collect()
}

impl IdentityService {
    /// The key under which only the newest mail of a kind waits.
    pub(crate) fn collapse_key(&self, purpose: Purpose, subject: &Subject) -> String {
        match subject {
            Subject::Address(email) => format!("{}:{}", purpose.as_str(), self.named(email)),
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
        let kinds = purpose.stored_as();
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
        uow.one_time_tokens().revoke(account, &every_kind()).await?;
        Ok(())
    }

    /// Uses a secret up: its account, held, and what it stands for. `InvalidToken` when it is unknown, expired, used or
    /// revoked; `Banned` when the account is shut out.
    pub(crate) async fn use_up(
        &self,
        uow: &mut dyn UnitOfWork,
        hash: SecretHash,
        stored_as: &str,
        now: DateTime<Utc>,
    ) -> IdentityResult<(Account, OneTimeToken)> {
        let account = self.holder(uow, hash, stored_as, now).await?;
        let token = uow.one_time_tokens().take(hash, stored_as, now).await?.ok_or(IdentityError::InvalidToken)?;
        Ok((account, token))
    }

    /// The account that a secret speaks for, held. Everybody takes the account first, then waiting mails, then secrets, so that
    /// no two transactions wait for each other.
    pub(crate) async fn holder(
        &self,
        uow: &mut dyn UnitOfWork,
        hash: SecretHash,
        stored_as: &str,
        now: DateTime<Utc>,
    ) -> IdentityResult<Account> {
        let found = uow.one_time_tokens().find(hash, stored_as, now).await?.ok_or(IdentityError::InvalidToken)?;
        let known = uow.accounts().lock(found.account_id).await?;
        let account = known.ok_or(IdentityError::InvalidToken)?.account;
        if account.is_banned(now) { Err(IdentityError::Banned) } else { Ok(account) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_secret_is_revoked_with_all() {
        let all = every_kind();
        for purpose in Purpose::ALL {
            assert!(purpose.stored_as().iter().all(|kind| all.contains(kind)), "{purpose:?}");
        }
        assert!(all.iter().any(|kind| kind == ADMIN_INVITATION));
        assert!(CodeOf::all().all(|code| all.contains(&code.stored_as())));
        let mut unique = all.clone();
        unique.sort();
        unique.dedup();
        assert_eq!(unique.len(), all.len(), "each kind is stored under a name of its own");
    }
}
