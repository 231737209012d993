//! Fuzz target: the import of `LinkedIn` archives.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tests_lab::targets::linkedin(bytes));
