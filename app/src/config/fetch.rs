//! `[fetch]`: policy for requests to addresses that users name. Its keys belong to `adapter-scraper`.

pub use adapter_scraper::FetchConfig;
