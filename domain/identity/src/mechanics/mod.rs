//! Shared by the services: the audit log, attempt counters, notifier, redirects, one-time secrets and sessions. Each is
//! a struct with the ports that it needs.

pub(crate) mod attempts;
pub(crate) mod audit_log;
pub(crate) mod chain;
pub(crate) mod notifications;
pub(crate) mod redemption;
pub(crate) mod redirects;
pub(crate) mod secrets;
pub(crate) mod sessions;
