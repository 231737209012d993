//! Export and deletion of all data of an account. The id `me` is the caller's.

use actix_web::http::header::CONTENT_DISPOSITION;
use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, delete, get};
use domain_identity::AdministrationService;
use domain_model::kernel::id::AccountId;
use domain_workflow::Exports;

use crate::http::Context;
use crate::http::api::identity::tokens;
use crate::http::edge::caller::{Authenticated, Caller};
use crate::http::edge::error::{ApiError, ApiResult, Problem};

pub(super) fn account_id(id: &str, caller: AccountId) -> ApiResult<AccountId> {
    if id == "me" {
        return Ok(caller);
    }
    id.parse().map_err(|_| ApiError::not_found("there is no such account"))
}

/// Export all data of the caller's account as JSON.
#[utoipa::path(
    tag = "accounts",
    params(("id" = String, Path, example = "me")),
    responses((status = 200, body = Object, description = "account, sessions, resume, conversations"))
)]
#[get("/api/v1/users/{id}/export")]
pub(super) async fn export(
    exports: Data<Exports>,
    Authenticated(who): Authenticated,
    id: Path<String>,
) -> ApiResult<HttpResponse> {
    // Only for the owner: administrators have no need for all data of an account at once.
    if account_id(&id, who.principal.account_id)? != who.principal.account_id {
        return Err(ApiError::not_found("there is no such account"));
    }
    let everything = exports.of(&who).await?;
    let as_file = (CONTENT_DISPOSITION, "attachment; filename=\"jobwright-export.json\"");
    Ok(HttpResponse::Ok().insert_header(as_file).json(everything))
}

/// Delete an account and all its data: the caller's own, or, for super administrators, any.
#[utoipa::path(
    tag = "accounts",
    params(("id" = String, Path, example = "me")),
    responses(
        (status = 204, description = "it is gone"),
        (status = 409, body = Problem, description = "the last super administrator")
    )
)]
#[delete("/api/v1/users/{id}")]
pub(super) async fn erase(
    administration: Data<AdministrationService>,
    context: Data<Context>,
    Caller(caller): Caller,
    id: Path<String>,
) -> ApiResult<HttpResponse> {
    let id = account_id(&id, caller.account_id)?;
    administration.erase(&caller, id).await?;
    context.token_cache.invalidate(id);
    let mut response = HttpResponse::NoContent();
    if id == caller.account_id {
        tokens::clear_browser_state(&context, &mut response);
    }
    Ok(response.finish())
}
