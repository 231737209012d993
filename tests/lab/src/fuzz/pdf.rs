//! Fuzzes the reader of PDFs.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tests_lab::targets::pdf(bytes));
