//! Credits, which the contract calls tokens.

use std::num::NonZeroU32;

use actix_web::web::{Data, Json};
use actix_web::{get, post};
use chrono::{DateTime, Utc};
use domain_identity::{CreditBalance, CreditService};
use domain_model::kernel::id::AccountId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::http::edge::caller::Caller;
use crate::http::edge::error::{ApiResult, Problem};

/// What is left of somebody's credits.
#[derive(Serialize, ToSchema)]
pub(super) struct TokenBalance {
    /// How many credits there are.
    token: u64,
    /// When that changed last.
    updated_at: Option<DateTime<Utc>>,
}

impl From<CreditBalance> for TokenBalance {
    fn from(balance: CreditBalance) -> Self {
        Self { token: balance.credits, updated_at: balance.updated_at }
    }
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AddTokensRequest {
    #[schema(value_type = u32, minimum = 1, example = 10)]
    amount: NonZeroU32,
    /// To whom; to the caller where nobody is named.
    user_id: Option<Uuid>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct DeductTokensRequest {
    #[schema(value_type = u32, minimum = 1, example = 1)]
    amount: NonZeroU32,
}

/// My credits.
#[utoipa::path(tag = "cv", responses((status = 200, body = TokenBalance)))]
#[get("/api/v1/tokens")]
pub(super) async fn get(credits: Data<CreditService>, Caller(me): Caller) -> ApiResult<Json<TokenBalance>> {
    Ok(Json(credits.balance(&me).await?.into()))
}

/// Add credits to the balance of an account.
#[utoipa::path(
    tag = "cv",
    responses((status = 200, body = TokenBalance), (status = 404, body = Problem, description = "there is no such account"))
)]
#[post("/api/v1/tokens/add")]
pub(super) async fn add(
    credits: Data<CreditService>,
    Caller(admin): Caller,
    Json(AddTokensRequest { amount, user_id }): Json<AddTokensRequest>,
) -> ApiResult<Json<TokenBalance>> {
    let to = user_id.map_or(admin.account_id, AccountId);
    Ok(Json(credits.add(&admin, to, amount).await?.into()))
}

/// Use some of my credits.
#[utoipa::path(
    tag = "cv",
    responses((status = 200, body = TokenBalance), (status = 400, body = Problem, description = "there are not so many"))
)]
#[post("/api/v1/tokens/deduct")]
pub(super) async fn deduct(
    credits: Data<CreditService>,
    Caller(me): Caller,
    Json(DeductTokensRequest { amount }): Json<DeductTokensRequest>,
) -> ApiResult<Json<TokenBalance>> {
    Ok(Json(credits.deduct(&me, amount).await?.into()))
}
