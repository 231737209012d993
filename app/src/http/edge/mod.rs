//! The middleware of every request: request ids, CORS, rate limits, authorization, body limits, idempotency, security
//! headers, problems. It works from the declarations of the routes and names no endpoint.

pub(super) mod authorization;
pub(super) mod body;
pub(super) mod caller;
pub(super) mod client_address;
pub(super) mod cookies;
pub(super) mod cors;
pub(super) mod error;
pub(super) mod etag;
pub(super) mod idempotency;
pub(super) mod implicit_responses;
pub(super) mod observe;
pub(super) mod optional_json;
pub(super) mod paging;
pub(super) mod problem;
pub(super) mod query;
pub(super) mod rate_limit;
pub(super) mod route;
pub(super) mod security_headers;
pub(super) mod token_cache;
pub(super) mod upload;
