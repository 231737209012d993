//! Sources of postings.
//!
//! - `fetcher`: fetches pages through the guarded client of `adapter-http`; `polite` stands in front of it.
//! - `boards`: vendors whose APIs list all openings of an employer; one file for each.
//! - `json_ld`: any page with schema.org `JobPosting`, feeds, and sitemaps of such pages.
//!
//! Vendor responses come in, [`Posting`](domain_model::catalogue::job::Posting)s go out. What a posting means for the
//! catalogue is decided in `domain-ingestion`.

mod boards;
mod config;
mod dates;
mod document;
mod employers;
mod encoding;
mod fetcher;
mod html;
mod json_ld;
mod polite;
mod saved;
mod sources;

pub use boards::{BoardKind, board_kinds};
pub use config::{BoardConfig, FetchConfig, SourceConfig};
pub use fetcher::GuardedFetcher;
pub use polite::PoliteFetcher;
pub use sources::Sources;
