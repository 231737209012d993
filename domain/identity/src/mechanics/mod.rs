//! Shared by the services: the audit log, attempt counters, notifier, redirects, one-time secrets and sessions.
//! [`core::Core`] bundles what every service may use.

pub(crate) mod attempts;
pub(crate) mod audit_log;
pub(crate) mod chain;
pub(crate) mod core;
pub(crate) mod notifications;
pub(crate) mod redemption;
pub(crate) mod redirects;
pub(crate) mod secrets;
pub(crate) mod sessions;
