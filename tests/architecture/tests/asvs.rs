//! Compares the table of security requirements with the existing tests.

use std::path::{Path, PathBuf};

use tests_architecture::asvs;

#[expect(clippy::disallowed_methods, reason = "cargo says it so; built in, it would be another checkout's")]
fn root() -> PathBuf {
    let package = std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo says where the package is");
    Path::new(&package).ancestors().nth(2).expect("tests/architecture is two folders down").to_owned()
}

#[test]
fn every_requirement_has_a_row_and_every_row_that_applies_a_test_that_is_there() {
    let table = std::fs::read_to_string(root().join(asvs::TABLE)).expect("the table can be read");
    let (rows, mut found) = asvs::rows(&table);
    found.extend(asvs::unproven(&rows, &tests_architecture::sources(&root()), |path| root().join(path).is_file()));
    let count = |state: &str| rows.iter().filter(|row| row.applies == state).count();
    println!("asvs level=1 shown={} not_applicable={}", count("yes"), count("no"));
    assert!(found.is_empty(), "{}", found.join("\n\n"));
}
