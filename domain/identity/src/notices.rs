//! What people are told by mail. A request only notes what is to be told, sealed; a task writes the mail and sends it. So
//! asking about a known address does the same work as asking about an unknown one (AU-33), and nothing waits for a server
//! of mail.

use chrono::TimeDelta;
use domain_model::identity::account::{Account, EmailAddress};
use domain_model::kernel::id::{AccountId, MailId, TaskId};
use domain_model::operations::task::{NewTask, SendMail};
use ports::{Actor, Mail, OneTimeToken, SealedMail, SecretHash, UnitOfWork};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use url::Url;

use crate::{IdentityResult, IdentityService, owner};

/// What a link or a code in a mail is good for; named as clients of the field name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To show that mail arrives, after registering.
    Verification,
    /// To set a new password.
    Recovery,
    /// To sign in without one.
    SignIn,
    /// To show that mail arrives at a new address.
    EmailChange,
}

impl Purpose {
    /// Every one there is.
    pub const ALL: [Self; 4] = [Self::Verification, Self::Recovery, Self::SignIn, Self::EmailChange];

    /// Its name in links.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Verification => "signup",
            Self::Recovery => "recovery",
            Self::SignIn => "magiclink",
            Self::EmailChange => "email_change",
        }
    }

    /// What its short code is kept as.
    pub(crate) fn of_code(self) -> String {
        format!("{}:code", self.as_str())
    }

    /// How long link and code are good.
    pub(crate) const fn lasts(self) -> TimeDelta {
        match self {
            // Nothing is opened by it but what its owner has a password for.
            Self::Verification => TimeDelta::hours(24),
            Self::Recovery | Self::SignIn | Self::EmailChange => TimeDelta::minutes(10),
        }
    }
}

/// What is to be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Notice {
    Verify { account: AccountId, redirect_to: Option<String>, challenge: Option<String> },
    AlreadyRegistered { email: String },
    Recover { email: String, redirect_to: Option<String>, challenge: Option<String> },
    SignIn { email: String, redirect_to: Option<String>, challenge: Option<String> },
    ChangeEmail { account: AccountId, to: String, redirect_to: Option<String>, challenge: Option<String> },
    EmailChanged { account: AccountId, from: String },
    PasswordChanged { account: AccountId },
    TokenReused { account: AccountId },
    SecondFactorChanged { account: AccountId },
    RecoveryCodeUsed { account: AccountId },
}

impl Notice {
    fn account(&self) -> Option<AccountId> {
        match self {
            Self::Verify { account, .. }
            | Self::ChangeEmail { account, .. }
            | Self::EmailChanged { account, .. }
            | Self::PasswordChanged { account }
            | Self::TokenReused { account }
            | Self::SecondFactorChanged { account }
            | Self::RecoveryCodeUsed { account } => Some(*account),
            Self::AlreadyRegistered { .. } | Self::Recover { .. } | Self::SignIn { .. } => None,
        }
    }
}

fn place(id: MailId) -> String {
    format!("mails/{id}")
}

/// A link and a code that are one.
struct Keys {
    link: Url,
    code: String,
}

impl IdentityService {
    /// Notes what is to be told; it is sent when the unit of work is committed.
    pub(crate) async fn send(&self, uow: &mut dyn UnitOfWork, notice: &Notice) -> IdentityResult<()> {
        let (id, now) = (MailId(self.ports.ids.next()), self.ports.clock.now());
        let written = serde_json::to_vec(notice).map_err(ports::PortError::internal)?;
        let sealed = self.ports.vault.seal(&place(id), &written)?;
        uow.mails().insert(&SealedMail { id, account_id: notice.account(), sealed, created_at: now }).await?;
        let task = NewTask::new(TaskId(self.ports.ids.next()), &SendMail { mail: id }, now);
        uow.tasks().enqueue(&[task], now).await?;
        Ok(())
    }

    /// Writes the mail that was noted. `None` when there is nothing to tell (any more): the account is gone, or there never
    /// was one. Written twice, the links of both mails work until one of them was used.
    pub async fn write_mail(&self, id: MailId) -> IdentityResult<Option<Mail>> {
        let noted = self.ports.database.read(Actor::System).mails().get(id).await?;
        let Some(noted) = noted else { return Ok(None) };
        let opened = self.ports.vault.open(&place(id), &noted.sealed)?;
        let notice: Notice = serde_json::from_slice(&opened).map_err(ports::PortError::internal)?;
        let Some((to, subject, text)) = self.written(&notice).await? else { return Ok(None) };
        Ok(Some(Mail { id: id.0, to, subject, text }))
    }

    async fn written(&self, notice: &Notice) -> IdentityResult<Option<(EmailAddress, String, String)>> {
        let account = match notice {
            Notice::AlreadyRegistered { email } | Notice::Recover { email, .. } | Notice::SignIn { email, .. } => {
                let email = email.parse()?;
                let known = self.ports.database.read(Actor::System).accounts().credentials(&email).await?;
                known.map(|known| known.account)
            }
            _ => match notice.account() {
                Some(id) => self.account_of(&owner(id), id).await?,
                None => None,
            },
        };
        let Some(account) = account else { return Ok(None) };
        let home = self.public_url()?;
        let name = home.host_str().unwrap_or("Jobwright");
        let mut to = account.email.clone();
        let (subject, text) = match notice {
            Notice::Verify { redirect_to, challenge, .. } => {
                let keys = self
                    .keys(
                        Purpose::Verification,
                        &account,
                        &to,
                        redirect_to.as_deref(),
                        challenged(challenge.as_deref()),
                    )
                    .await?;
                (
                    "Confirm your e-mail address".to_owned(),
                    with_keys("You opened an account. Confirm that this address is yours:", &keys, "24 hours"),
                )
            }
            Notice::AlreadyRegistered { .. } => (
                "You have an account already".to_owned(),
                format!(
                    "Somebody, probably you, tried to open an account with this address.\nThere is one already: sign in, \
                     or ask for a new password, at\n\n  {home}\n\nIf it was not you, nothing has to be done.\n"
                ),
            ),
            Notice::Recover { redirect_to, challenge, .. } => {
                let keys = self
                    .keys(Purpose::Recovery, &account, &to, redirect_to.as_deref(), challenged(challenge.as_deref()))
                    .await?;
                (
                    "Set a new password".to_owned(),
                    with_keys("Somebody, probably you, asked for a new password. Set it here:", &keys, "10 minutes"),
                )
            }
            Notice::SignIn { redirect_to, challenge, .. } => {
                let keys = self
                    .keys(Purpose::SignIn, &account, &to, redirect_to.as_deref(), challenged(challenge.as_deref()))
                    .await?;
                ("Sign in".to_owned(), with_keys("Sign in without a password:", &keys, "10 minutes"))
            }
            Notice::ChangeEmail { to: wanted, redirect_to, challenge, .. } => {
                let mut details = challenged(challenge.as_deref());
                details.insert("to".to_owned(), json!(wanted));
                to = wanted.parse()?;
                let keys = self.keys(Purpose::EmailChange, &account, &to, redirect_to.as_deref(), details).await?;
                (
                    "Confirm your new e-mail address".to_owned(),
                    with_keys("Your account is to have this address. Confirm that it is yours:", &keys, "10 minutes"),
                )
            }
            Notice::EmailChanged { from, .. } => {
                to = from.parse()?;
                (
                    "Your e-mail address was changed".to_owned(),
                    alarm("Your account has another e-mail address now.", home),
                )
            }
            Notice::PasswordChanged { .. } => {
                ("Your password was changed".to_owned(), alarm("Your password was changed.", home))
            }
            Notice::TokenReused { .. } => (
                "You were signed out".to_owned(),
                alarm(
                    "One of your sign-ins was used in two places at once, as happens when somebody has copied it. It was \
                     ended.",
                    home,
                ),
            ),
            Notice::SecondFactorChanged { .. } => (
                "Your second factor was changed".to_owned(),
                alarm("Your second factor was added or taken away.", home),
            ),
            Notice::RecoveryCodeUsed { .. } => (
                "A recovery code was used".to_owned(),
                alarm("Somebody signed in to your account with one of your recovery codes. It is used up.", home),
            ),
        };
        Ok(Some((to, format!("{subject} - {name}"), text)))
    }

    /// Makes a link and a code, each of which works once, and after which the other one is worthless.
    async fn keys(
        &self,
        purpose: Purpose,
        account: &Account,
        to: &EmailAddress,
        redirect_to: Option<&str>,
        details: Map<String, Value>,
    ) -> IdentityResult<Keys> {
        let (secret, now) = (self.ports.ids.secret(), self.ports.clock.now());
        let code = self.fresh_code();
        let mut uow = self.ports.database.begin(Actor::System).await?;
        for (hash, named) in
            [(secret.hash, purpose.as_str().to_owned()), (self.code_hash(purpose, to, &code), purpose.of_code())]
        {
            let token = OneTimeToken {
                hash,
                purpose: named,
                account_id: account.id,
                details: details.clone(),
                expires_at: now + purpose.lasts(),
            };
            uow.one_time_tokens().insert(&token, now).await?;
        }
        uow.commit().await?;
        // A page of somebody else's wants what clients of Supabase Auth know; people want a page that asks first.
        let path = if redirect_to.is_some() { "auth/v1/verify" } else { "auth/from-mail" };
        let mut link = self.public_url()?.join(path).map_err(ports::PortError::internal)?;
        link.query_pairs_mut().append_pair("token", &secret.text).append_pair("type", purpose.as_str());
        if let Some(redirect_to) = redirect_to {
            link.query_pairs_mut().append_pair("redirect_to", redirect_to);
        }
        Ok(Keys { link, code })
    }

    /// Six digits.
    fn fresh_code(&self) -> String {
        let secret = self.ports.ids.secret();
        let number = u64::from_be_bytes(secret.hash.0[..8].try_into().expect("a hash has more than eight bytes"));
        format!("{:06}", number % 1_000_000)
    }

    /// There are so few codes that a plain hash would show them: this one needs a key outside the database. A code belongs
    /// to the address it was mailed to: whoever types it off knows that, and for a new address nothing else.
    pub(crate) fn code_hash(&self, purpose: Purpose, mailed_to: &EmailAddress, code: &str) -> SecretHash {
        let written = format!("{}:{}:{code}", purpose.as_str(), mailed_to.canonical());
        SecretHash(self.ports.vault.mac("code", written.as_bytes()))
    }

    /// Makes all links and codes that were mailed to an account worthless.
    pub(crate) async fn revoke_links(&self, uow: &mut dyn UnitOfWork, account: AccountId) -> IdentityResult<()> {
        for purpose in Purpose::ALL {
            uow.one_time_tokens().revoke(account, purpose.as_str()).await?;
            uow.one_time_tokens().revoke(account, &purpose.of_code()).await?;
        }
        Ok(())
    }
}

fn challenged(challenge: Option<&str>) -> Map<String, Value> {
    challenge.into_iter().map(|challenge| ("challenge".to_owned(), json!(challenge))).collect()
}

fn with_keys(why: &str, keys: &Keys, lasting: &str) -> String {
    let Keys { link, code } = keys;
    format!(
        "{why}\n\n  {link}\n\nOr type this code where you were asked for it: {code}\n\nIt works once, for {lasting}. If it was \
         not you, nothing has to be done, and nobody gets in.\n"
    )
}

fn alarm(what: &str, home: &Url) -> String {
    format!("{what}\n\nIf it was not you, set a new password now, and look at the list of your sign-ins:\n\n  {home}\n")
}
