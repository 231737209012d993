//! The data of a registration, and its validation.

use domain_model::identity::account::{EmailAddress, Role};
use domain_model::identity::session::Origin;
use domain_model::kernel::text;
use serde_json::{Map, Value};

use crate::{IdentityError, IdentityResult, IssuedSession};

const MAX_NAME_CHARS: usize = 200;
/// What somebody can keep with an account, written out, in bytes.
pub(crate) const MAX_METADATA_BYTES: usize = 8 * 1024;

/// What somebody says about themselves when registering.
#[derive(Debug, Default)]
pub struct Registration {
    /// Where mail reaches them.
    pub email: String,
    /// As chosen.
    pub password: String,
    /// Seeker unless they say otherwise; never admin.
    pub role: Option<String>,
    /// As they write it.
    pub full_name: Option<String>,
    /// What else they want to keep with the account. For display only.
    pub metadata: Map<String, Value>,
    /// Where the link in the mail leads in the end.
    pub redirect_to: Option<String>,
    /// What the browser that asks will show to get its tokens, when it comes back by that link (PKCE).
    pub challenge: Option<String>,
    /// From where.
    pub origin: Origin,
}

/// What came of it.
#[derive(Debug)]
pub enum RegistrationOutcome {
    /// They are in.
    SignedIn(Box<IssuedSession>),
    /// Mail is on its way, or so it looks: nobody is told whether the address was known.
    ConfirmationRequired(EmailAddress),
}

pub(crate) fn role_for_registration(role: Option<&str>) -> IdentityResult<Role> {
    match role {
        None | Some("seeker") => Ok(Role::Seeker),
        Some("provider") => Ok(Role::Provider),
        Some(_) => Err(IdentityError::RoleNotOffered),
    }
}

/// The name without what cannot be seen; nothing when nothing is left.
pub(crate) fn clean_name(name: Option<String>) -> IdentityResult<Option<String>> {
    let name = name.map(|name| text::clean(name.trim())).filter(|name| !name.is_empty());
    if name.as_ref().is_some_and(|name| name.chars().count() > MAX_NAME_CHARS) {
        return Err(IdentityError::TooLong { what: "the name", max: MAX_NAME_CHARS });
    }
    Ok(name)
}

pub(crate) fn check_metadata_size(metadata: &Map<String, Value>) -> IdentityResult<()> {
    let written = serde_json::to_string(metadata).map_or(usize::MAX, |text| text.len());
    if written > MAX_METADATA_BYTES {
        return Err(IdentityError::TooLong { what: "what is kept with the account", max: MAX_METADATA_BYTES });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn az_02_nobody_registers_as_admin() {
        for role in ["admin", "Admin", "super_admin", ""] {
            assert!(matches!(role_for_registration(Some(role)), Err(IdentityError::RoleNotOffered)), "{role}");
        }
        assert!(matches!(role_for_registration(None), Ok(Role::Seeker)));
        assert!(matches!(role_for_registration(Some("provider")), Ok(Role::Provider)));
    }
}
