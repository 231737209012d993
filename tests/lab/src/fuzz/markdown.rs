//! Fuzz target: the Markdown reader.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tests_lab::targets::markdown(bytes));
