//! The only way out of this process to foreign pages.

mod addresses;
mod fetcher;

pub(crate) use fetcher::is_too_large;
pub use fetcher::GuardedFetcher;
