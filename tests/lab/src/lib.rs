//! What is hostile: addresses that lead inside, and documents that are weapons.
//!
//! `ssrf-lab` is the program behind `tests/ssrf.rs`.
