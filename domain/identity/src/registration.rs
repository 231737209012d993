//! The data of a registration, its validation, and its outcome.

use domain_model::identity::account::{EmailAddress, Role};
use domain_model::identity::session::Origin;
use domain_model::kernel::text;
use serde_json::{Map, Value};

use crate::{IdentityError, IdentityResult, IssuedSession};

const MAX_NAME_CHARS: usize = 200;
/// The maximum size of an account's metadata as JSON, in bytes.
pub(crate) const MAX_METADATA_BYTES: usize = 8 * 1024;

/// The data of a registration, unvalidated.
#[derive(Debug, Default)]
pub struct Registration {
    /// The e-mail address.
    pub email: String,
    /// The password.
    pub password: String,
    /// `seeker` (the default) or `provider`.
    pub role: Option<String>,
    /// The name, for display.
    pub full_name: Option<String>,
    /// Further data, for display only.
    pub metadata: Map<String, Value>,
    /// The page to which the link in the mail redirects in the end.
    pub redirect_to: Option<String>,
    /// The PKCE code challenge of the client, which then exchanges a code for the tokens.
    pub challenge: Option<String>,
    /// The client.
    pub origin: Origin,
}

/// The outcome of a registration.
#[derive(Debug)]
pub enum RegistrationOutcome {
    /// A session is open.
    SignedIn(Box<IssuedSession>),
    /// The address must be verified first. The same outcome when it is taken, so that it reveals no accounts.
    ConfirmationRequired(EmailAddress),
}

pub(crate) fn role_for_registration(role: Option<&str>) -> IdentityResult<Role> {
    match role {
        None | Some("seeker") => Ok(Role::Seeker),
        Some("provider") => Ok(Role::Provider),
        Some(_) => Err(IdentityError::RoleNotOffered),
    }
}

/// Removes invisible characters from a name. `None` when nothing is left.
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
        return Err(IdentityError::TooLong { what: "the metadata of the account", max: MAX_METADATA_BYTES });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn az_02_no_registration_creates_an_admin() {
        for role in ["admin", "Admin", "super_admin", ""] {
            assert!(matches!(role_for_registration(Some(role)), Err(IdentityError::RoleNotOffered)), "{role}");
        }
        assert!(matches!(role_for_registration(None), Ok(Role::Seeker)));
        assert!(matches!(role_for_registration(Some("provider")), Ok(Role::Provider)));
    }
}
