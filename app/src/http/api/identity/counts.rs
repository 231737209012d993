//! The number of accounts by role.

use domain_identity::RoleCount;
use domain_model::identity::account::Role;
use serde::Serialize;
use utoipa::ToSchema;

/// The number of accounts.
#[derive(Serialize, ToSchema, Default)]
pub(in crate::http) struct AccountCounts {
    pub(in crate::http) total: u64,
    pub(in crate::http) seekers: u64,
    pub(in crate::http) providers: u64,
    pub(in crate::http) admins: u64,
}

impl From<Vec<RoleCount>> for AccountCounts {
    fn from(counted: Vec<RoleCount>) -> Self {
        let mut counts = Self::default();
        for RoleCount { role, count } in counted {
            let kind = match role {
                Role::Seeker => &mut counts.seekers,
                Role::Provider => &mut counts.providers,
                Role::Admin | Role::SuperAdmin => &mut counts.admins,
            };
            *kind += count;
            counts.total += count;
        }
        counts
    }
}
