//! Enumerations of the protocol, for the `OpenAPI` document. Each handler parses its own values.

use crate::http::api::names::documented_names;

documented_names! {
    /// By what somebody wants in.
    GrantType, "AuthGrantType", ["password", "refresh_token", "pkce"];
    /// Which sign-ins end.
    SignOutScope, "AuthSignOutScope", ["global", "local", "others"];
    /// What a link or a code is for.
    LinkType, "AuthLinkType", ["signup", "invite", "recovery", "magiclink", "email", "email_change"];
    /// What can be mailed once more.
    ResendType, "AuthResendType", ["signup"];
    /// The kinds of second factors.
    FactorType, "AuthFactorType", ["totp"];
    /// Was the factor's first code presented?
    FactorStatus, "AuthFactorStatus", ["verified", "unverified"];
    /// How a challenge is made of its verifier.
    ChallengeMethod, "AuthChallengeMethod", ["s256", "S256", "plain"];
}
