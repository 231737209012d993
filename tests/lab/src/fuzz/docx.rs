//! Fuzzes the reader of DOCX files.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tests_lab::targets::docx(bytes));
