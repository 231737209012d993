//! Accounts, login sessions, second factors, API keys, credits and the audit log.

pub mod account;
pub mod api_key;
pub mod audit;
pub mod credits;
pub mod factor;
pub mod session;
