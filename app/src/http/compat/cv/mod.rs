//! The CV contract: accounts, profile and credits below `/api/v1`, CVs below `/api/cv`, postings below `/api/job`.

mod ats;
mod auth;
mod files;
mod generate;
mod health;
mod postings;
mod profile;
mod profiles;
mod resume;
mod tokens;

use crate::http::edge::authorization::{ADMINS, ANYONE, MFA_PENDING, SIGNED_IN};
use crate::http::edge::rate_limit::class::Class;
use crate::http::edge::route::{Route, route};

const CHANGES_NOTHING: &str = "changes nothing";
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
        // Open to guests: hence the strictest limit.
        route(files::extract, ANYONE).limit(Class::Uploading).each_time(CHANGES_NOTHING),
        route(files::save, SIGNED_IN).each_time(SAME_PROFILE),
        route(files::render, ANYONE).limit(Class::Models).each_time(CHANGES_NOTHING),
        route(files::render_stream, ANYONE).limit(Class::Models).each_time(CHANGES_NOTHING),
        route(generate::generate, ANYONE).limit(Class::Models).each_time(CHANGES_NOTHING),
        route(generate::generate_json, ANYONE).limit(Class::Models).each_time(CHANGES_NOTHING),
        route(generate::generate_authenticated, SIGNED_IN).limit(Class::Models).each_time(CHANGES_NOTHING),
        route(generate::generate_from_url, ANYONE).limit(Class::Models).each_time(CHANGES_NOTHING),
        route(generate::generate_json_from_url, ANYONE).limit(Class::Models).each_time(CHANGES_NOTHING),
        route(generate::generate_authenticated_from_url, SIGNED_IN).limit(Class::Models).each_time(CHANGES_NOTHING),
        route(generate::generate_from_file, ANYONE).limit(Class::Reading).each_time(CHANGES_NOTHING),
        route(ats::score_profile, ANYONE).limit(Class::Uploading).each_time(CHANGES_NOTHING),
        route(ats::optimize, ANYONE).limit(Class::Models).each_time(CHANGES_NOTHING),
        route(ats::validate, ANYONE).limit(Class::Uploading).each_time(CHANGES_NOTHING),
        route(postings::fetch, ANYONE).limit(Class::Models).each_time(CHANGES_NOTHING),
        route(postings::parse, ANYONE).limit(Class::Uploading).each_time(CHANGES_NOTHING),
    ]
}
