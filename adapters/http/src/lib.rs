//! The guarded HTTP client. Every request to an address that a person, a page or a foreign server names goes through
//! it.
//!
//! - `policy`: the allowed servers, redirects, time and size.
//! - `client`: sends a request under a policy. Addresses are judged before and after name resolution, and again at every
//!   redirect. No proxy is used: a proxy would connect on our behalf, past the guard (SS-06).
//! - `failure`: classifies errors as a [`FetchFailure`](domain_model::kernel::fetch::FetchFailure).
//!
//! The caller decides what a response means.

mod client;
mod failure;
mod policy;
mod request;

pub use client::{GuardedClient, Response};
pub use policy::{NetworkScope, Policy};
pub use request::Request;
pub use reqwest::{Method, StatusCode, header};
