//! The coach contract, at the root: users, jobs, matching, chat, control tower.

mod auth;
mod chat;
pub(crate) mod dto;
mod frame;
mod ingestion;
mod jobs;
mod people;
mod socket;
mod tasks;
mod tower;
mod users;

pub(super) use frame::{Frame, JsonFrame};
use utoipa_actix_web::service_config::ServiceConfig;

/// Every route of the contract. What is fixed comes before what takes an id.
pub(super) fn register(app: &mut ServiceConfig<'_>) {
    app.service(auth::register)
        .service(auth::login)
        .service(auth::refresh)
        .service(auth::logout)
        .service(auth::accept_invitation)
        .service(auth::google)
        .service(users::me)
        .service(users::update)
        .service(users::resume_link)
        .service(users::upload_resume)
        .service(users::replace_resume)
        .service(users::extract_skills)
        .service(users::download)
        .service(jobs::feed)
        .service(jobs::best_matches)
        .service(jobs::details)
        .service(jobs::history)
        .service(jobs::match_one)
        .service(jobs::match_again)
        .service(chat::open)
        .service(chat::mine)
        .service(chat::get)
        .service(chat::ticket)
        .service(socket::connect)
        .service(people::list)
        .service(people::stats)
        .service(tower::take_over)
        .service(tower::intercept)
        .service(tower::all_sessions)
        .service(tower::one_session)
        .service(tower::say)
        .service(tower::release)
        .service(tower::close)
        .service(ingestion::ingest_trigger)
        .service(ingestion::ingest_all)
        .service(ingestion::ingest)
        .service(ingestion::reenrich)
        .service(ingestion::reenrich_one)
        .service(ingestion::scraping_logs)
        .service(tasks::list)
        .service(tasks::retry);
}
