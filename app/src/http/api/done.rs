//! The response of an operation without a result: a message, in every contract but Supabase's.

use serde::Serialize;
use utoipa::ToSchema;

/// The operation succeeded.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::http) struct Done {
    /// What was done, as a sentence for people.
    pub(in crate::http) message: String,
}
