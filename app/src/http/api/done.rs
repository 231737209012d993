//! The answer of whatever has nothing to show, in every contract but Supabase's.

use serde::Serialize;
use utoipa::ToSchema;

/// Something was done.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::http) struct Done {
    /// What, for people.
    pub(in crate::http) message: String,
}
