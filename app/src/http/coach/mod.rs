//! The coach contract, at the root: users, jobs, matching, chat, control tower.

mod admin;
mod auth;
mod chat;
pub(crate) mod dto;
mod jobs;
mod socket;
mod users;

use utoipa_actix_web::service_config::ServiceConfig;

/// Every route of the contract. What is fixed comes before what takes an id.
pub(super) fn register(app: &mut ServiceConfig<'_>) {
    app.service(auth::register)
        .service(auth::login)
        .service(auth::refresh)
        .service(auth::logout)
        .service(auth::accept_invitation)
        .service(users::me)
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
        .service(admin::take_over)
        .service(admin::intercept)
        .service(admin::all_sessions)
        .service(admin::one_session)
        .service(admin::say)
        .service(admin::release)
        .service(admin::close)
        .service(admin::ingest_trigger)
        .service(admin::ingest_all)
        .service(admin::ingest)
        .service(admin::reenrich)
        .service(admin::reenrich_one)
        .service(admin::scraping_logs);
}
