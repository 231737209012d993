//! The services of the identity context, one for each use case.

pub(crate) mod accounts;
pub(crate) mod administration;
pub(crate) mod api_keys;
pub(crate) mod audit;
pub(crate) mod credits;
pub(crate) mod email_links;
pub(crate) mod mails;
pub(crate) mod registration;
pub(crate) mod second_factors;
pub(crate) mod sessions;
pub(crate) mod sign_in;
pub(crate) mod social;
