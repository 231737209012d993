//! Fuzz target: the reader of HTML as a document.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tests_lab::targets::html(bytes));
