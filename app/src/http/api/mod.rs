//! `/api/v1`, the product's interface: a folder for each context, with its routes, handlers and bodies.

mod candidates;
pub(crate) mod catalogue;
mod chat;
pub(in crate::http) mod done;
pub(in crate::http) mod identity;
pub(crate) mod ingestion;
pub(in crate::http) mod interviews;
pub(crate) mod matching;
pub(in crate::http) mod names;
mod numerology;
pub(crate) mod operations;

use crate::http::edge::route::Route;

/// Every endpoint below `/api/v1`.
pub(super) fn routes() -> Vec<Route> {
    [
        identity::routes(),
        candidates::routes(),
        catalogue::routes(),
        matching::routes(),
        numerology::routes(),
        chat::routes(),
        interviews::routes(),
        ingestion::routes(),
        operations::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
