//! Fuzz target: the board parsers.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tests_lab::targets::board(bytes));
