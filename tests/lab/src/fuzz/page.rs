//! Fuzzes the reader of pages with postings on them.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tests_lab::targets::page(bytes));
