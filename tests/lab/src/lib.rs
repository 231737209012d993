//! Hostile input: URLs of private networks, and documents that attack parsers.
//!
//! `documents` generates the documents for every test of a guard. `targets` are the functions that `scripts/fuzz`
//! fuzzes, and `seeds` is their seed corpus. `ssrf-lab` is the program behind `tests/ssrf.rs`.

pub mod documents;
pub mod seeds;
pub mod targets;
