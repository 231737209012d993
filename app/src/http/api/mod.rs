//! `/api/v1`, the product's interface: a folder for each context, with its routes, handlers and shapes.

pub(in crate::http) mod done;
pub(in crate::http) mod identity;

use crate::http::edge::route::Route;

/// Every endpoint below `/api/v1`.
pub(super) fn routes() -> Vec<Route> {
    identity::routes()
}
