//! What is hostile: addresses that lead inside, and documents that are weapons.
//!
//! `documents` makes the weapons, for everybody whose guards have to hold against them. `targets` is what `scripts/fuzz`
//! fuzzes, and `seeds` what it begins with. `ssrf-lab` is the program behind `tests/ssrf.rs`.

pub mod documents;
pub mod seeds;
pub mod targets;
