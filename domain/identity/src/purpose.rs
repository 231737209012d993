//! The purposes of links and codes in mails.

use chrono::TimeDelta;

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

    /// Does it open a sign-in? A link to a new address proves the address, and nothing else.
    pub const fn signs_in(self) -> bool {
        !matches!(self, Self::EmailChange)
    }

    /// What its short code is kept as.
    pub(crate) fn code_key(self) -> String {
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
