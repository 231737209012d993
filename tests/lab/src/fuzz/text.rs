//! Fuzz target: text normalisation.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tests_lab::targets::text(bytes));
