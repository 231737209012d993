//! What the services share: the audit log, counters of attempts, notices, redirects, one-time secrets and sign-ins. Each is a
//! struct with the ports that it needs, made once and cloned.

pub(crate) mod attempts;
pub(crate) mod audit_log;
pub(crate) mod chain;
pub(crate) mod notices;
pub(crate) mod redemption;
pub(crate) mod redirects;
pub(crate) mod secrets;
pub(crate) mod sessions;
