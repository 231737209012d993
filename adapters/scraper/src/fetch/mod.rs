//! The only way out of this process to foreign pages.

mod fetcher;

pub use fetcher::GuardedFetcher;
pub(crate) use fetcher::is_too_large;
#[cfg(test)]
pub(crate) use fetcher::too_large;
