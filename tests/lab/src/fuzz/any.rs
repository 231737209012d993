//! Fuzz target: the detection of document types, and the plain-text parser.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tests_lab::targets::any(bytes));
