//! Fuzz target: the judge of types, and the reader of plain text.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tests_lab::targets::any(bytes));
