//! The CV contract: accounts, profile and credits below `/api/v1`, CVs below `/api/cv`, postings below `/api/job`.

mod auth;
mod health;
mod profile;
mod profiles;
mod tokens;

use crate::http::edge::authorization::{ADMINS, ANYONE, MFA_PENDING, SIGNED_IN};
use crate::http::edge::route::{Route, route};

const SAME_PROFILE: &str = "there is one profile, and the same one again is the same one";

/// Every endpoint of the contract.
pub(super) fn routes() -> Vec<Route> {
    vec![
        route(health::health, ANYONE).unlimited(),
        route(auth::signup, ANYONE),
        route(auth::signin, ANYONE),
        route(auth::signout, MFA_PENDING),
        route(profiles::get, SIGNED_IN),
        route(profiles::put, SIGNED_IN).each_time(SAME_PROFILE),
        route(profiles::replace, SIGNED_IN),
        route(profiles::delete, SIGNED_IN),
        route(profiles::export, ADMINS),
        route(tokens::get, SIGNED_IN),
        route(tokens::add, ADMINS).once(),
        route(tokens::deduct, SIGNED_IN).once(),
    ]
}
