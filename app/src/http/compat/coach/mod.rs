//! The coach contract at the root paths: users, jobs, matching, chat, control tower.

mod applications;
mod auth;
mod chat;
pub(crate) mod dto;
mod ingestion;
mod interviews;
mod jobs;
mod market;
mod not_offered;
mod people;
mod postings;
mod saved;
mod tasks;
mod tower;
mod users;

use crate::http::edge::authorization::{ADMINS, ANYONE, PROVIDERS, RECRUITERS, SEEKERS, SIGNED_IN};
use crate::http::edge::rate_limit::class::Class;
use crate::http::edge::route::{Route, route};

/// Items of a list: the contract has no pages, and `/api/v1` does.
pub(super) const MAX_LISTED: u32 = 200;
const SAME_RESUME: &str = "the same upload again is the same resume; a form looks different each time it is sent";

/// Every endpoint of the contract.
pub(super) fn routes() -> Vec<Route> {
    vec![
        route(auth::register, ANYONE),
        route(auth::login, ANYONE),
        route(auth::refresh, ANYONE),
        route(auth::logout, ANYONE),
        route(auth::accept_invitation, ANYONE),
        route(auth::google, ANYONE),
        route(users::me, SIGNED_IN),
        route(users::update, SIGNED_IN),
        route(users::upload_resume, SEEKERS).limit(Class::Uploading).each_time(SAME_RESUME),
        route(users::replace_resume, SEEKERS).limit(Class::Uploading),
        route(users::extract_skills, ANYONE).limit(Class::Uploading).each_time("changes nothing"),
        route(users::resume_link, SEEKERS),
        route(users::download, ANYONE),
        route(not_offered::testimonials, ANYONE),
        route(not_offered::redemptions, ANYONE),
        route(not_offered::expert_interviews, ANYONE),
        route(jobs::feed, ANYONE),
        route(jobs::details, ANYONE),
        route(jobs::history, ANYONE),
        // Every page of the client asks for the list, whoever is signed in.
        route(saved::list, SIGNED_IN),
        route(saved::check, SIGNED_IN),
        route(saved::save, SIGNED_IN).each_time("a job is saved once"),
        route(saved::unsave, SIGNED_IN),
        route(applications::apply, SEEKERS).limit(Class::Reading).each_time("a seeker applies for a job once"),
        route(applications::mine, SIGNED_IN),
        route(postings::publish, PROVIDERS).once(),
        route(postings::own, PROVIDERS),
        route(postings::close, RECRUITERS),
        route(postings::applicants, RECRUITERS),
        route(postings::promote, PROVIDERS).once(),
        route(postings::reject, PROVIDERS).each_time("an application is rejected once"),
        route(jobs::match_one, SEEKERS).limit(Class::Reading).each_time("changes nothing"),
        route(jobs::match_again, SEEKERS),
        route(market::figures, SIGNED_IN),
        route(jobs::best_matches, SEEKERS).limit(Class::Reading).each_time("changes nothing"),
        route(chat::open, SIGNED_IN).once(),
        route(chat::mine, SIGNED_IN),
        route(chat::get, SIGNED_IN),
        route(chat::ticket, SIGNED_IN).each_time("the answer is a secret"),
        route(interviews::start, SEEKERS).once(),
        // Every page of the client asks for the list, whoever is signed in.
        route(interviews::mine, SIGNED_IN),
        route(interviews::get, SIGNED_IN),
        route(interviews::note_transcript, SEEKERS),
        route(interviews::submit, SEEKERS).limit(Class::Models).once(),
        route(interviews::request_review, SEEKERS).once(),
        route(interviews::view, SEEKERS).once(),
        route(interviews::all, ADMINS),
        route(interviews::one, ADMINS),
        route(interviews::review, ADMINS).once(),
        route(people::list, ADMINS),
        route(people::stats, ADMINS),
        route(tower::take_over, ADMINS).once(),
        route(tower::intercept, ADMINS).once(),
        route(tower::all_sessions, ADMINS),
        route(tower::one_session, ADMINS),
        route(tower::send_message, ADMINS).once(),
        route(tower::release, ADMINS).once(),
        route(tower::close, ADMINS).once(),
        route(ingestion::ingest_trigger, RECRUITERS).once(),
        route(ingestion::ingest_all, ADMINS).once(),
        route(ingestion::ingest, ADMINS).once(),
        route(ingestion::reenrich, ADMINS).limit(Class::Models).once(),
        route(ingestion::reenrich_one, SIGNED_IN).limit(Class::Models).once(),
        route(ingestion::scraping_logs, ADMINS),
        route(tasks::list, ADMINS),
        route(tasks::retry, ADMINS).once(),
    ]
}
