//! The purposes of links and codes in mails.

use chrono::TimeDelta;

/// The purpose of a link or a code in a mail. The names are those of Supabase Auth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Verifies the address of a new account.
    Verification,
    /// Sets a new password.
    Recovery,
    /// Signs in without a password.
    SignIn,
    /// Verifies a new address of an account.
    EmailChange,
}

impl Purpose {
    /// All purposes.
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

    /// Whether it opens a session. A link to a new address only verifies the address.
    pub const fn signs_in(self) -> bool {
        !matches!(self, Self::EmailChange)
    }

    /// The storage key of its code.
    pub(crate) fn code_key(self) -> String {
        format!("{}:code", self.as_str())
    }

    /// The lifetime of link and code.
    pub(crate) const fn lifetime(self) -> TimeDelta {
        match self {
            // Longer, because its owner has a password for the account anyway.
            Self::Verification => TimeDelta::hours(24),
            Self::Recovery | Self::SignIn | Self::EmailChange => TimeDelta::minutes(10),
        }
    }
}
