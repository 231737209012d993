//! Supabase Auth's wire protocol under `/auth/v1`: what `@supabase/supabase-js` speaks, on our own accounts. Errors are in
//! its words, too (`middleware::Dialect`).

mod admin;
mod dto;
mod factors;
mod links;
mod settings;
mod sign_in;
mod social;
mod user;

pub(super) use factors::picture;
pub(super) use links::see_other;
pub(super) use social::{keep, sent_away};
use utoipa_actix_web::scope;
use utoipa_actix_web::service_config::ServiceConfig;

/// Every endpoint of the contract.
pub(super) fn register(app: &mut ServiceConfig<'_>) {
    app.service(
        scope("/auth/v1")
            .service(sign_in::signup)
            .service(sign_in::token)
            .service(sign_in::logout)
            .service(user::get)
            .service(user::update)
            .service(links::recover)
            .service(links::otp)
            .service(links::magiclink)
            .service(links::resend)
            .service(links::verify)
            .service(links::open)
            .service(social::authorize)
            .service(social::callback)
            .service(factors::enrol)
            .service(factors::challenge)
            .service(factors::verify)
            .service(factors::remove)
            .service(settings::settings)
            .service(settings::health)
            .service(settings::jwks)
            .service(admin::list)
            .service(admin::invite)
            .service(admin::get)
            .service(admin::update)
            .service(admin::delete),
    );
}
