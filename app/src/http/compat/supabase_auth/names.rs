//! Enumerations of the protocol, for the `OpenAPI` document. Each handler parses its own values.

use crate::http::api::names::documented_names;

documented_names! {
    /// The grant type.
    GrantType, "AuthGrantType", ["password", "refresh_token", "pkce"];
    /// The sessions to end.
    SignOutScope, "AuthSignOutScope", ["global", "local", "others"];
    /// The purpose of a link or a code.
    LinkType, "AuthLinkType", ["signup", "invite", "recovery", "magiclink", "email", "email_change"];
    /// The mails that can be sent again.
    ResendType, "AuthResendType", ["signup"];
    /// The kinds of second factors.
    FactorType, "AuthFactorType", ["totp"];
    /// Whether the factor's first code was verified.
    FactorStatus, "AuthFactorStatus", ["verified", "unverified"];
    /// The PKCE code challenge method.
    ChallengeMethod, "AuthChallengeMethod", ["s256", "S256", "plain"];
}
