//! Where postings come from, and how foreign pages are fetched without harm.
//!
//! - `fetch`: the only way out of this process: guarded against reaching into our own network, bounded in time and size.
//! - `boards`: Greenhouse and Lever, whose APIs list everything an employer has open.
//! - `json_ld`: any page with schema.org `JobPosting`.
//!
//! Vendor answers come in, [`Posting`](domain_model::catalogue::job::Posting)s go out. What a posting means for the catalogue is
//! decided elsewhere.

mod boards;
mod config;
mod dates;
mod fetch;
mod html;
mod json_ld;
mod saved;
mod sources;

pub use config::{BoardConfig, FetchConfig, SourceConfig};
pub use fetch::GuardedFetcher;
pub use sources::Sources;
