//! Writes the mails of notifications, with the links and codes in them.

use std::sync::Arc;

use domain_model::identity::account::{Account, EmailAddress, Principal};
use domain_model::kernel::id::MailId;
use ports::{Actor, Mail, OneTimeToken};
use serde_json::{Map, Value, json};
use url::Url;

use crate::mechanics::core::Core;
use crate::mechanics::notifications::{Notification, mail_sealing_context};
use crate::mechanics::secrets::{Secrets, Subject};
use crate::{IdentityResult, LinkRequest, Purpose};

const VERIFY_TEXT: &str = "You opened an account. Confirm that this address is yours:";
const VERIFY_CONTESTED_TEXT: &str = "An account was opened with this address more than once, with different passwords. Confirm that the \
    address is yours. None of those passwords works then; you get another mail to set a new one:";
const UNVERIFIED_HINT: &str = "Nobody has confirmed yet that the address is theirs. If somebody else opened the account, ask for \
    a new password: nothing that they set up opens it then.\n\n";

/// A link and a code for the same purpose. Redeeming one revokes the other.
struct MailedSecret {
    link: Url,
    code: String,
}

/// Writes mails, for the task that sends them.
pub struct MailWriter {
    pub(crate) core: Arc<Core>,
    pub(crate) secrets: Secrets,
}

impl MailWriter {
    /// Writes the mail of a notification. `None` when there is nothing to send: the account is gone, there never was one, or
    /// a newer request has replaced this one. When a mail is written again, its earlier links are revoked.
    pub async fn write_mail(&self, id: MailId) -> IdentityResult<Option<Mail>> {
        let stored = self.core.database.read(Actor::System).mails().get(id).await?;
        let Some(stored) = stored else { return Ok(None) };
        let opened = self.core.vault.open(&mail_sealing_context(id), &stored.sealed)?;
        let notification: Notification = serde_json::from_slice(&opened).map_err(ports::PortError::internal)?;
        let Some((to, subject, text)) = self.compose(id, &notification).await? else { return Ok(None) };
        Ok(Some(Mail { id: id.0, to, subject, text }))
    }

    /// The recipient, subject and text of a notification.
    async fn compose(
        &self,
        id: MailId,
        notification: &Notification,
    ) -> IdentityResult<Option<(EmailAddress, String, String)>> {
        let account = match notification {
            Notification::Verify(LinkRequest { email, .. })
            | Notification::AlreadyRegistered { email }
            | Notification::Recover(LinkRequest { email, .. })
            | Notification::SignIn(LinkRequest { email, .. }) => {
                let email = email.parse()?;
                let known = self.core.database.read(Actor::System).accounts().credentials(&email).await?;
                known.map(|known| known.account)
            }
            _ => match notification.account() {
                Some(id) => self.core.database.read(Actor::System).accounts().get(&Principal::owner(id), id).await?,
                None => None,
            },
        };
        let Some(account) = account else { return Ok(None) };
        let home = self.core.redirects.public_url()?;
        let name = home.host_str().unwrap_or("Jobwright");
        let (to, subject, text) = if let Some(secret_mail) = secret_mail(notification, &account) {
            let to = secret_mail.to.map_or_else(|| Ok(account.email.clone()), str::parse)?;
            let Some(secret) = self.mailed_secret(id, &secret_mail, &account, &to).await? else { return Ok(None) };
            (to, secret_mail.subject, with_secret(secret_mail.why, &secret, secret_mail.purpose))
        } else {
            let (subject, text) = plain_mail(notification, &account, home);
            let to =
                if let Notification::EmailChanged { from, .. } = notification { from.parse()? } else { account.email };
            (to, subject, text)
        };
        Ok(Some((to, format!("{subject} - {name}"), text)))
    }

    /// Creates the link and the code of a mail. `None` when a newer request has replaced the mail, or the address of the
    /// account has changed.
    async fn mailed_secret(
        &self,
        mail: MailId,
        secret_mail: &SecretMail<'_>,
        account: &Account,
        to: &EmailAddress,
    ) -> IdentityResult<Option<MailedSecret>> {
        let SecretMail { purpose, redirect_to, details, .. } = secret_mail;
        let purpose = *purpose;
        let (secret, now) = (self.core.ids.secret(), self.core.clock.now());
        let code = self.secrets.new_code();
        let mut uow = self.core.database.begin(Actor::System).await?;
        let known = uow.accounts().lock(account.id).await?;
        let is_unchanged = known.is_some_and(|known| known.account.email == account.email);
        if !is_unchanged || !uow.mails().lock(mail).await? {
            return Ok(None);
        }
        self.secrets.supersede(uow.as_mut(), purpose, &Subject::Account(account.id)).await?;
        for (hash, key) in [
            (secret.hash, purpose.as_str().to_owned()),
            (self.secrets.code_hash(purpose, to, &code), purpose.code_key()),
        ] {
            let token = OneTimeToken {
                hash,
                purpose: key,
                account_id: account.id,
                details: details.clone(),
                expires_at: now + purpose.lifetime(),
            };
            uow.one_time_tokens().insert(&token, now).await?;
        }
        uow.commit().await?;
        // A page of another origin expects the redirect of Supabase Auth. Otherwise our page asks for confirmation first.
        let path = if redirect_to.is_some() { "auth/v1/verify" } else { "auth/from-mail" };
        let mut link = self.core.redirects.public_url()?.join(path).map_err(ports::PortError::internal)?;
        link.query_pairs_mut().append_pair("token", &secret.text).append_pair("type", purpose.as_str());
        if let Some(redirect_to) = redirect_to {
            link.query_pairs_mut().append_pair("redirect_to", redirect_to);
        }
        Ok(Some(MailedSecret { link, code }))
    }
}

/// A mail with a secret.
struct SecretMail<'a> {
    purpose: Purpose,
    /// The new address, where it is not the account's.
    to: Option<&'a str>,
    redirect_to: Option<&'a str>,
    details: Map<String, Value>,
    subject: &'static str,
    why: &'static str,
}

fn secret_mail<'a>(notification: &'a Notification, account: &Account) -> Option<SecretMail<'a>> {
    let is_verified = account.verified_at.is_some();
    let (purpose, redirect_to, challenge, subject, why) = match notification {
        Notification::Verify(LinkRequest { redirect_to, challenge, .. }) if !is_verified => {
            let why = if account.is_contested { VERIFY_CONTESTED_TEXT } else { VERIFY_TEXT };
            (Purpose::Verification, redirect_to, challenge, "Confirm your e-mail address", why)
        }
        Notification::Recover(LinkRequest { redirect_to, challenge, .. }) => {
            let why = "Somebody, probably you, asked for a new password. Set it here:";
            (Purpose::Recovery, redirect_to, challenge, "Set a new password", why)
        }
        Notification::SignIn(LinkRequest { redirect_to, challenge, .. }) => {
            (Purpose::SignIn, redirect_to, challenge, "Sign in", "Sign in without a password:")
        }
        Notification::ChangeEmail { redirect_to, challenge, .. } => {
            let why = "Your account is to have this address. Confirm that it is yours:";
            (Purpose::EmailChange, redirect_to, challenge, "Confirm your new e-mail address", why)
        }
        _ => return None,
    };
    let mut details: Map<String, Value> =
        challenge.iter().map(|challenge| ("challenge".to_owned(), json!(challenge))).collect();
    let mut to = None;
    if let Notification::ChangeEmail { to: wanted, session, .. } = notification {
        details.extend([("to".to_owned(), json!(wanted)), ("session".to_owned(), json!(session))]);
        to = Some(wanted.as_str());
    }
    Some(SecretMail { purpose, to, redirect_to: redirect_to.as_deref(), details, subject, why })
}

/// The subject and text of a mail without a secret.
fn plain_mail(notification: &Notification, account: &Account, home: &Url) -> (&'static str, String) {
    let (subject, what) = match notification {
        Notification::EmailChanged { .. } => {
            ("Your e-mail address was changed", "Your account has another e-mail address now.")
        }
        Notification::PasswordChanged { .. } => ("Your password was changed", "Your password was changed."),
        Notification::TokenReused { .. } => (
            "You were signed out",
            "One of your sign-ins was used in two places at once, as happens when somebody has copied it. It was ended.",
        ),
        Notification::SecondFactorChanged { .. } => {
            ("Your second factor was changed", "Your second factor was added or taken away.")
        }
        Notification::RecoveryCodeUsed { .. } => (
            "A recovery code was used",
            "Somebody signed in to your account with one of your recovery codes. It is used up.",
        ),
        _ => {
            let more = if account.verified_at.is_none() { UNVERIFIED_HINT } else { "" };
            return (
                "You have an account already",
                format!(
                    "Somebody, probably you, tried to open an account with this address.\nThere is one already: sign in, \
                     or ask for a new password, at\n\n  {home}\n\n{more}If it was not you, nothing has to be done.\n"
                ),
            );
        }
    };
    (subject, security_notice(what, home))
}

fn with_secret(why: &str, secret: &MailedSecret, purpose: Purpose) -> String {
    let MailedSecret { link, code } = secret;
    let lifetime = purpose.lifetime();
    let validity = match lifetime.num_hours() {
        0 => format!("{} minutes", lifetime.num_minutes()),
        hours => format!("{hours} hours"),
    };
    format!(
        "{why}\n\n  {link}\n\nOr type this code where you were asked for it: {code}\n\nIt works once, for {validity}. If it was \
         not you, nothing has to be done, and nobody gets in.\n"
    )
}

fn security_notice(what: &str, home: &Url) -> String {
    format!("{what}\n\nIf it was not you, set a new password now, and look at the list of your sign-ins:\n\n  {home}\n")
}
