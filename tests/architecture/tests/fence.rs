//! Applies the rules to this workspace, and to a small invalid one, which shows that cargo's output is parsed
//! correctly.

use std::{
    fs,
    path::{Path, PathBuf},
};

use tests_architecture::{dependencies, manifests, sources};

#[expect(clippy::disallowed_methods, reason = "cargo says it so; built in, it would be another checkout's")]
fn root() -> PathBuf {
    Path::new(&std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo says where the package is"))
        .ancestors()
        .nth(2)
        .expect("tests/architecture is two folders down")
        .to_owned()
}

/// One test for each rule: its name, what it reads, and the rule.
macro_rules! rules {
    ($read:ident: $($name:ident => $rule:expr),+ $(,)?) => {$(
        #[test]
        fn $name() {
            let rule = $rule;
            let mut found: Vec<String> = rule(&tests_architecture::$read(&root()));
            found.sort();
            assert!(found.is_empty(), "the fence is broken {} times\n\n{}\n", found.len(), found.join("\n\n"));
        }
    )+};
}

rules! { packages:
    a_package_is_called_after_its_layer_and_folder => dependencies::membership,
    a_member_names_only_the_members_in_its_row => dependencies::edges,
    pure_layers_are_tested_without_adapters => dependencies::pure_tests,
    pure_layers_name_only_crates_without_technology => dependencies::pure_vocabulary,
    a_vendor_crate_is_named_only_by_its_owner => dependencies::owners,
    every_third_party_crate_is_written_down => dependencies::written_down,
    nothing_is_written_down_that_nobody_names => dependencies::rows_without_use,
    no_product_carries_mocks => dependencies::optional_mocks,
    only_the_owner_switches_on_the_clock_and_chance => dependencies::features,
}

rules! { manifests:
    members_inherit_their_dependencies => manifests::inherited,
    every_third_party_crate_has_a_reason => manifests::explained,
}

rules! { sources:
    a_file_opens_with_what_it_is_for => sources::introduced,
    a_file_is_read_in_one_sitting => sources::short,
    the_app_names_adapters_only_where_it_chooses_them => |all: &_| sources::banned(&sources::ADAPTERS_IN_THE_APP, all),
    pure_layers_do_not_look_outside => |all: &_| sources::banned(&sources::THE_OUTSIDE_IN_PURE_LAYERS, all),
    handlers_leave_the_database_to_services => |all: &_| sources::banned(&sources::THE_DATABASE_IN_HANDLERS, all),
    nothing_is_left_unfinished => |all: &_| sources::banned(&sources::UNFINISHED_WORK, all),
    tests_do_not_sleep => |all: &_| sources::banned(&sources::SLEEP_IN_TESTS, all),
    lints_are_silenced_with_a_reason => |all: &_| sources::banned(&sources::SILENCED_LINTS, all),
    numerology_stays_in_its_lens => |all: &_| sources::banned(&sources::NUMEROLOGY_OUTSIDE_ITS_LENS, all),
    no_exception_outlives_what_it_excused => sources::exceptions_without_use,
}

#[test]
fn the_fence_sees_what_it_guards() {
    let packages = tests_architecture::packages(&root());
    let sources = tests_architecture::sources(&root());
    for (package, folder) in [("domain-chat", "domain/chat"), ("adapter-openai", "adapters/openai"), ("app", "app")] {
        assert!(packages.iter().any(|seen| seen.name == package && seen.folder == folder), "{package}");
        let entry = format!("{folder}/src/lib.rs");
        assert!(sources.iter().any(|seen| seen.path == entry), "{entry}");
    }
}

#[test]
fn a_wrong_workspace_is_found_wrong() {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("wrong-workspace");
    let write = |path: &str, text: &str| {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("Cargo.toml", "[workspace]\nresolver = \"3\"\nmembers = [\"domain/*\"]\n");
    write("domain/jobs/Cargo.toml", "[package]\nname = \"domain-jobs\"\n");
    write("domain/jobs/src/lib.rs", "//! Jobs.\n");
    let chat = r#"[package]
        name = "domain-chat"
        [dependencies]
        chrono = { version = "0.4", default-features = false }
        domain-jobs = { path = "../jobs" }
        tokio = "1"
        [features]
        live = ["chrono/clock"]"#;
    write("domain/chat/Cargo.toml", chat);
    write("domain/chat/src/lib.rs", "//! Chat.\npub fn who() -> String { std::env::var(\"USER\").unwrap() }\n");

    let packages = tests_architecture::packages(&root);
    let sources = tests_architecture::sources(&root);
    let found = [
        dependencies::edges(&packages),
        dependencies::pure_vocabulary(&packages),
        dependencies::features(&packages),
        manifests::inherited(&tests_architecture::manifests(&root)),
        sources::banned(&sources::THE_OUTSIDE_IN_PURE_LAYERS, &sources),
    ];
    let found = found.concat();
    let beginnings = [
        "domain/chat/Cargo.toml: `domain-chat` names `domain-jobs`",
        "domain/chat/Cargo.toml: `domain-chat` names `tokio`",
        "domain/chat/Cargo.toml: `domain-chat` names `chrono`\n    its feature `clock` is for adapter-system",
        "domain/chat/Cargo.toml:4: `chrono` does not inherit",
        "domain/chat/Cargo.toml:5: `domain-jobs` does not inherit",
        "domain/chat/Cargo.toml:6: `tokio` does not inherit",
        "domain/chat/src/lib.rs:2: `env::`",
    ];
    assert_eq!(found.len(), beginnings.len(), "{found:#?}");
    for (violation, beginning) in found.iter().zip(beginnings) {
        assert!(violation.starts_with(beginning), "{violation}");
    }
}
