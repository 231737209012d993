//! Compares the catalogue of failure cases with the existing tests.

use std::path::{Path, PathBuf};

use tests_architecture::failure_cases;

#[expect(clippy::disallowed_methods, reason = "cargo says it so; built in, it would be another checkout's")]
fn root() -> PathBuf {
    let package = std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo says where the package is");
    Path::new(&package).ancestors().nth(2).expect("tests/architecture is two folders down").to_owned()
}

#[test]
fn every_case_a_test_is_named_after_is_in_the_catalogue_and_every_test_named_there_exists() {
    let catalogue = std::fs::read_to_string(root().join(failure_cases::CATALOGUE)).expect("the catalogue can be read");
    let found = failure_cases::uncatalogued(&catalogue, &tests_architecture::sources(&root()));
    assert!(found.is_empty(), "{}", found.join("\n\n"));
}
