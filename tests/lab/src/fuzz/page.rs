//! Fuzz target: the reader of pages with postings.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tests_lab::targets::page(bytes));
