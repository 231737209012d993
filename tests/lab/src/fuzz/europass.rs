//! Fuzz target: the import of Europass XML.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tests_lab::targets::europass(bytes));
