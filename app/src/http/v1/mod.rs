//! The canonical API under `/api/v1`.

mod admin;
mod api_keys;
mod auth;
mod links;
mod mfa;
mod sessions;
mod social;
mod users;

use utoipa_actix_web::scope;
use utoipa_actix_web::service_config::ServiceConfig;

/// Every endpoint of the contract.
pub(super) fn register(app: &mut ServiceConfig<'_>) {
    app.service(
        scope("/api/v1")
            .service(auth::register)
            .service(auth::login)
            .service(auth::signup)
            .service(auth::signin)
            .service(auth::refresh)
            .service(auth::logout)
            .service(auth::signout)
            .service(auth::reauthenticate)
            .service(auth::change_password)
            .service(auth::change_email)
            .service(links::forgot_password)
            .service(links::reset_password)
            .service(links::verify_email)
            .service(links::open_verification)
            .service(social::depart)
            .service(social::link)
            .service(mfa::list)
            .service(mfa::enroll)
            .service(mfa::verify)
            .service(mfa::recover)
            .service(mfa::recovery_codes)
            .service(mfa::remove)
            .service(sessions::list)
            .service(sessions::end)
            .service(api_keys::list)
            .service(api_keys::create)
            .service(api_keys::delete)
            .service(users::export)
            .service(users::erase)
            .service(admin::users)
            .service(admin::change_role)
            .service(admin::ban)
            .service(admin::audit_log),
    );
}
