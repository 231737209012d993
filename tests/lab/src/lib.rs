//! What is hostile: addresses that lead inside, and documents that are weapons.
//!
//! `documents` makes the weapons, for everybody whose guards have to hold against them; `ssrf-lab` is the program behind
//! `tests/ssrf.rs`.

pub mod documents;
