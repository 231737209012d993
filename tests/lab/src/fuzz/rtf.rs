//! Fuzz target: the RTF reader.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tests_lab::targets::rtf(bytes));
