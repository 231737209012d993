//! Supabase Auth's wire protocol under `/auth/v1`, as `@supabase/supabase-js` speaks it, on our own accounts. `problem`
//! writes errors in its format.

mod admin;
mod dto;
mod factors;
mod links;
mod names;
pub(in crate::http) mod problem;
mod settings;
mod sign_in;
mod social;
mod user;

use crate::http::edge::authorization::{
    ADMINS, ANYONE, MFA_PENDING, RECENT_ADMINS, RECENT_AUTH, RECENT_SUPER_ADMINS, SESSION,
};
use crate::http::edge::rate_limit::class::Class;
use crate::http::edge::route::{Route, route};

/// Every endpoint of the protocol.
pub(super) fn routes() -> Vec<Route> {
    vec![
        route(sign_in::signup, ANYONE),
        route(sign_in::token, ANYONE),
        route(sign_in::logout, MFA_PENDING),
        route(user::get, MFA_PENDING).limit(Class::Reading),
        route(user::update, SESSION),
        route(links::recover, ANYONE),
        route(links::otp, ANYONE),
        route(links::resend, ANYONE),
        route(links::verify, ANYONE),
        route(links::open, ANYONE),
        route(social::authorize, ANYONE),
        route(social::callback, ANYONE),
        route(factors::enrol, SESSION),
        route(factors::challenge, MFA_PENDING),
        route(factors::verify, MFA_PENDING),
        route(factors::remove, RECENT_AUTH),
        route(settings::settings, ANYONE).limit(Class::Reading),
        route(settings::health, ANYONE).limit(Class::Reading),
        route(settings::jwks, ANYONE).limit(Class::Reading),
        route(admin::list, ADMINS).limit(Class::Reading),
        route(admin::get, ADMINS).limit(Class::Reading),
        route(admin::invite, RECENT_SUPER_ADMINS),
        route(admin::update, RECENT_ADMINS),
        route(admin::delete, RECENT_SUPER_ADMINS),
    ]
}
