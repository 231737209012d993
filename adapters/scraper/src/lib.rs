//! Sources of postings.
//!
//! - `fetcher`: fetches pages through the guarded client of `adapter-http`.
//! - `boards`: vendors whose APIs list all openings of an employer; one file for each.
//! - `json_ld`: any page with schema.org `JobPosting`.
//!
//! Vendor responses come in, [`Posting`](domain_model::catalogue::job::Posting)s go out. What a posting means for the
//! catalogue is decided in `domain-ingestion`.

mod boards;
mod config;
mod dates;
mod document;
mod encoding;
mod fetcher;
mod html;
mod json_ld;
mod saved;
mod sources;

pub use boards::{BoardKind, board_kinds};
pub use config::{BoardConfig, FetchConfig, SourceConfig};
pub use fetcher::GuardedFetcher;
pub use sources::Sources;
