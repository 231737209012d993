//! The guarded HTTP client. Every request to an address that a person, a page or a foreign server names goes through it.
//!
//! - `policy`: which servers may be asked, how many redirects are followed, how long it may take, how much is read.
//! - `client`: sends a request under a policy. Addresses are judged before and after names are resolved, and again at
//!   every redirect. It uses no proxy: a proxy would connect for us, past the guard (SS-06).
//! - `failure`: which of the reasons in [`FetchFailure`](domain_model::kernel::fetch::FetchFailure) an error has.
//!
//! What an answer means is decided by the caller.

mod client;
mod failure;
mod policy;
mod request;

pub use client::{GuardedClient, Response};
pub use policy::{Policy, Reach};
pub use request::Request;
pub use reqwest::{Method, StatusCode, header};
