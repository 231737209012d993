//! Accounts: registration, sign-in and sign-out, second factors, sessions, API keys, and administration.

mod admin;
mod api_keys;
mod auth;
pub(in crate::http) mod counts;
mod links;
mod mfa;
mod profile;
mod sessions;
mod social;
pub(in crate::http) mod social_redirect;
pub(in crate::http) mod tokens;
mod users;

use crate::http::edge::authorization::{
    ADMINS, ANYONE, MFA_PENDING, RECENT_ADMINS, RECENT_AUTH, RECENT_SUPER_ADMINS, SESSION, SIGNED_IN,
};
use crate::http::edge::rate_limit::class::Class;
use crate::http::edge::route::{Route, route};

/// Every endpoint of the context.
pub(super) fn routes() -> Vec<Route> {
    vec![
        route(auth::register, ANYONE),
        route(auth::login, ANYONE),
        route(auth::refresh, ANYONE),
        route(auth::logout, MFA_PENDING),
        route(auth::reauthenticate, MFA_PENDING),
        route(auth::change_password, SESSION),
        route(auth::change_email, RECENT_AUTH),
        route(links::forgot_password, ANYONE),
        route(links::reset_password, ANYONE),
        route(links::verify_email, ANYONE),
        route(links::open_verification, ANYONE),
        route(social::sign_in_at_issuer, ANYONE),
        route(social::link, RECENT_AUTH),
        route(mfa::list, MFA_PENDING).limit(Class::Reading),
        route(mfa::enroll, RECENT_AUTH),
        route(mfa::verify, MFA_PENDING),
        route(mfa::recover, MFA_PENDING),
        route(mfa::recovery_codes, RECENT_AUTH),
        route(mfa::remove, RECENT_AUTH),
        route(sessions::list, SESSION).limit(Class::Reading),
        route(sessions::end, SESSION),
        route(api_keys::list, SESSION).limit(Class::Reading),
        route(api_keys::create, RECENT_AUTH),
        route(api_keys::delete, SESSION),
        route(profile::get, SIGNED_IN),
        route(profile::update, SIGNED_IN),
        route(users::export, RECENT_AUTH),
        route(users::erase, RECENT_AUTH),
        route(admin::users, ADMINS),
        route(admin::stats, ADMINS),
        route(admin::change_role, RECENT_SUPER_ADMINS),
        route(admin::ban, RECENT_ADMINS),
        route(admin::audit_log, ADMINS),
    ]
}
