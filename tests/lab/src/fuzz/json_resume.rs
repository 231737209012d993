//! Fuzz target: the import of JSON Resume and of our own archive.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tests_lab::targets::json_resume(bytes));
