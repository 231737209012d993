//! Which crate may depend on which: three tables, and the rules that read them.
//!
//! Names are separated by spaces; `adapter-*` is the whole layer. `domain-*` is every context, `domain-operations` and
//! `domain-workflow`, but not `domain-model`, which all of them share.

use crate::{Dependency, Kind, Package, violation};

/// Which member may depend on which members, and the advice. The first matching row applies.
/// Dev-dependencies are free, except that the pure layers are tested without adapters.
const EDGES: &[(&str, &str, &str)] = &[
    ("domain-model", "", "the vocabulary stands on its own: what needs more belongs to a context"),
    ("ports", "domain-model", "a port knows neither caller nor adapter: move what is shared to `domain-model`"),
    (
        "domain-operations",
        "domain-model ports",
        "the machinery knows no context: what a task does is a `TaskHandler` of `domain-workflow`",
    ),
    ("domain-workflow", "domain-model domain-* ports", "contexts meet here, without technology: add a port"),
    ("domain-*", "domain-model ports", "contexts meet only in `domain-workflow`: write a `DomainEvent`, or add a port"),
    ("adapter-database", "domain-model ports migrations", "repositories translate: rules go to a context"),
    (
        "adapter-scraper adapter-oidc",
        "domain-model ports adapter-http",
        "requests to foreign servers go through the one guarded client: the rest of an adapter stands alone",
    ),
    ("adapter-*", "domain-model ports", "an adapter translates: rules go to a context, wiring to `app`"),
    ("migrations", "", "the schema outlives the code that reads it: spell names out"),
    ("app", "domain-model domain-* ports adapter-* migrations", "a program carries no tests: use a dev-dependency"),
    ("tests-*", "domain-model domain-* ports adapter-* migrations app tests-*", "the rest is not of this workspace"),
];

/// The layers without technology: no runtime, no clock, no files, no vendor.
const PURE: &str = "domain-model domain-* ports";

const ALL: &str = "domain-model domain-* ports adapter-* app tests-*";
const ALL_BUT_MODEL: &str = "domain-* ports adapter-* app tests-*";

/// Every third-party crate: who may depend on it, and why. A new dependency needs a row.
/// Dev-dependencies are free.
const THIRD_PARTY: &[(&str, &str, &str)] = &[
    // values that every layer speaks of
    ("chrono uuid url", ALL, "times, identifiers and addresses are values; clock, chance and network are ports"),
    ("thiserror", ALL, "errors are enums of facts"),
    ("serde", "domain-model domain-* adapter-* app tests-*", "how a value is written; ports pass values"),
    ("serde_json", ALL_BUT_MODEL, "free-form values; the vocabulary has types instead"),
    ("bytes", ALL_BUT_MODEL, "documents and objects, shared cheaply"),
    ("futures-util", ALL_BUT_MODEL, "combines futures without choosing a runtime"),
    // small and pure, each for one purpose
    ("async-trait", "ports adapter-* app migrations tests-*", "a port is declared, implemented or decorated there"),
    ("futures-core", "ports", "`Stream` in the signature of a port"),
    ("mockall", "ports", "mocks of the ports, behind the feature `mock`"),
    ("sha2", "domain-* adapter-* app", "keys by content, tokens by digest"),
    ("hex", "domain-* adapter-*", "… as text"),
    ("tracing", "domain-* adapter-* app tests-*", "what happened; values and promises have nothing to tell"),
    ("totp-rs", "domain-identity", "codes of second factors are arithmetic: it is told the time"),
    ("aho-corasick", "domain-model", "the names of thousands of skills are found in one pass, which is pure"),
    ("rust-stemmers", "domain-chat domain-model", "forms of a word are compared by their stem, which is pure"),
    ("croner", "domain-operations", "schedule arithmetic is pure: it is told the time"),
    ("chrono-tz", "domain-chat domain-operations app", "… of places, which a configuration names"),
    // what every adapter may need
    ("tokio", "adapter-* app tests-*", "only the outside waits, spawns and listens"),
    ("secrecy", "adapter-* app tests-*", "keys that do not print themselves"),
    // vendors, each with the one adapter that speaks to it
    ("argon2 aws-lc-rs", "adapter-system", "`PasswordHasher`, `TokenSigner` and chance are ports"),
    (
        "jsonwebtoken",
        "adapter-system adapter-oidc",
        "our tokens are behind `TokenSigner`, those of others behind `SocialLogin`",
    ),
    (
        "base64",
        "domain-identity adapter-system adapter-oidc app",
        "keys, challenges and refresh tokens, as standards write them; cursors in addresses",
    ),
    ("sea-orm sea-orm-migration", "adapter-database migrations", "the database is behind `Database`"),
    (
        "sqlx",
        "adapter-database adapter-broadcast tests-*",
        "TLS below sea-orm; Postgres' notifications are behind `Broadcast`",
    ),
    ("percent-encoding", "adapter-database", "the password in the URL of a database"),
    ("backon", "adapter-broadcast", "attempts to reach a server that is away grow rarer"),
    ("async-nats redis", "adapter-broadcast", "hints between nodes are behind `Broadcast`"),
    ("async-openai", "adapter-openai", "models are behind `CompletionModel` and `EmbeddingModel`"),
    (
        "candle-core candle-nn candle-transformers pulp tokenizers",
        "adapter-local-ai",
        "models are behind `EmbeddingModel`",
    ),
    ("lettre mail-parser", "adapter-mail", "mail is behind `Mailer` and `Mailbox`"),
    (
        "reqwest",
        "adapter-http adapter-mail adapter-openai tests-*",
        "a fixed address of the operator, or the guarded client",
    ),
    ("rustls", "adapter-http", "tells failures of TLS from those of a connection"),
    (
        "html5ever",
        "adapter-scraper adapter-documents",
        "pages arrive as postings, through `JobSource`, or as documents, in the sandboxed child",
    ),
    ("object_store", "adapter-storage", "objects are behind `ObjectStorage`"),
    (
        "lopdf",
        "adapter-documents tests-lab",
        "hostile files are read only in the sandboxed child, and written in the lab",
    ),
    ("hayro hayro-font", "adapter-documents", "… in which PDF pages are interpreted and painted"),
    (
        "unicode-normalization",
        "adapter-documents domain-model",
        "what a reader hands over is in one form of Unicode, and names are looked for in one",
    ),
    (
        "quick-xml",
        "adapter-documents adapter-typeset",
        "… whose XML too is read only there, and written for word processors",
    ),
    ("chardetng pulldown-cmark", "adapter-documents", "… whatever its encoding and the forms of its letters"),
    (
        "encoding_rs",
        "adapter-documents adapter-scraper",
        "documents and pages become text once, whatever encoding they declare",
    ),
    (
        "zip",
        "adapter-documents adapter-archive adapter-typeset",
        "… of which a DOCX is one, and the file of a backup, its owner's",
    ),
    ("typst typst-layout typst-pdf", "adapter-typeset", "pages are set in type behind `DocumentRenderer`"),
    (
        "nix",
        "adapter-documents adapter-system tests-bench tests-durability tests-lab",
        "the walls of that sandbox, and of the lab; room on a disk; signals to programs under test",
    ),
    ("usearch", "adapter-vectors", "neighbours are behind `VectorIndex`"),
    ("tantivy", "adapter-search", "words are behind `SearchIndex`"),
    // the programs
    ("actix-multipart actix-web actix-ws", "app", "HTTP drives the services, which answer in values"),
    ("utoipa utoipa-actix-web utoipa-swagger-ui", "app", "the API is described where it is served"),
    ("metrics metrics-exporter-prometheus tracing-subscriber", "app", "a program decides what it measures and logs"),
    ("tokio-util tokio-cron-scheduler", "app", "a ticker for the schedules, and one graceful stop for all"),
    ("governor ipnet", "app", "who asks, from which network and how often, is known where requests arrive"),
    ("maud rust-embed mime_guess", "app", "pages, and the files of web applications"),
    ("qrcode", "app", "a picture is a view of a secret that was made inside"),
    ("moka", "app", "a cache decorates a port"),
    ("figment", "app", "configuration is read once and handed down"),
    ("strsim toml_edit", "app", "… and its mistakes are explained: the line, and the key that is meant"),
    ("clap comfy-table", "app", "the command line"),
    ("anyhow", "app tests-bench tests-durability tests-lab tests-quality", "errors for a person; libraries have enums"),
    ("indicatif", "app tests-bench", "progress for a person"),
    // the tests
    (
        "cargo_metadata hyper-util insta libfuzzer-sys proptest s3s s3s-fs tempfile tokio-rustls tokio-tungstenite wiremock",
        "tests-*",
        "no product carries its tests",
    ),
];

/// Features that bypass a port: the crate, its features, who may enable them, and the advice.
const FEATURES: &[(&str, &str, &str, &str)] = &[
    ("chrono", "default clock now", "adapter-system", "the time comes from the port `Clock`"),
    ("uuid", "v1 v4 v6 v7", "adapter-system", "identifiers come from the port `IdGenerator`"),
    (
        "adapter-documents",
        "unsandboxed",
        "tests-*",
        "a hostile file is read in the sandboxed child: use `SandboxedParser`",
    ),
    ("ports", "mock", "tests-*", "no product carries mocks, switch them on in a dev-dependency"),
];

/// A member is named `<layer>-<folder>` and has a row.
pub fn membership(packages: &[Package]) -> Vec<String> {
    let mut found = Vec::new();
    for package in packages {
        let way_out = match expected_name(&package.folder) {
            Some(expected) if expected == package.name => continue,
            Some(expected) => format!("call it `{expected}`"),
            None => "move it there, or give the new layer its rows in the fence".to_owned(),
        };
        let advice = format!("a member lives in the folder of its layer and is called after both: {way_out}");
        found.push(violation(&place(package), &format!("`{}` fits no row of the fence", package.name), &advice));
    }
    found
}

fn expected_name(folder: &str) -> Option<String> {
    match folder.split('/').collect::<Vec<_>>()[..] {
        [root @ ("ports" | "app" | "migrations")] => Some(root.to_owned()),
        ["adapters", technology] => Some(format!("adapter-{technology}")),
        [layer @ ("domain" | "tests"), folder] => Some(format!("{layer}-{folder}")),
        _ => None,
    }
}

/// A member names only the members in its row.
pub fn edges(packages: &[Package]) -> Vec<String> {
    shipped(packages, |package, line| {
        let row = EDGES.iter().find(|(member, ..)| fits(&package.name, member));
        let (_, may_name, advice) = row.unwrap_or(&("", "", "it fits no row of the fence"));
        let is_wrong = line.ours && !fits(&line.name, may_name);
        let may_name = if may_name.is_empty() { "no crate of ours" } else { may_name };
        is_wrong.then(|| format!("it may name {may_name}: {advice}"))
    })
}

/// The pure layers are tested without adapters too: their tests would wait for the heaviest crates.
pub fn pure_tests(packages: &[Package]) -> Vec<String> {
    judge(packages, |package, line| {
        let is_test = line.ours && line.kind == Kind::Development;
        let is_wrong = is_test && fits(&package.name, PURE) && !fits(&line.name, PURE);
        is_wrong.then(|| "a pure layer is tested with mocks of its ports: test both together in tests/".to_owned())
    })
}

/// The pure layers name only the third-party crates that list them.
pub fn pure_vocabulary(packages: &[Package]) -> Vec<String> {
    misplaced(packages, |name| fits(name, PURE))
}

/// Outside of the pure layers, a third-party crate is named only by its owner.
pub fn owners(packages: &[Package]) -> Vec<String> {
    misplaced(packages, |name| !fits(name, PURE))
}

fn misplaced(packages: &[Package], is_judged: impl Fn(&str) -> bool) -> Vec<String> {
    shipped(packages, |package, line| {
        let (_, owners, reason) = third_party(line)?;
        let is_misplaced = is_judged(&package.name) && !fits(&package.name, owners);
        is_misplaced.then(|| format!("it is for {owners} ({reason}): go through a port, or widen its row in the fence"))
    })
}

/// Every third-party crate has a row.
pub fn written_down(packages: &[Package]) -> Vec<String> {
    shipped(packages, |_, line| {
        let is_unknown = !line.ours && third_party(line).is_none();
        is_unknown.then(|| {
            "a dependency is rare and has an owner: add its row, with a reason, to THIRD_PARTY in \
             tests/architecture/src/dependencies.rs, or do without it"
                .to_owned()
        })
    })
}

/// No row is left of a crate that no manifest names any more, not even for its tests.
pub fn rows_without_use(packages: &[Package]) -> Vec<String> {
    let is_named =
        |name: &&str| packages.iter().flat_map(|package| &package.dependencies).any(|line| line.name == *name);
    let listed = THIRD_PARTY.iter().flat_map(|(names, ..)| names.split(' '));
    let unused = listed.filter(|name| !is_named(name)).map(|name| {
        let fact = format!("THIRD_PARTY lists `{name}`, and no manifest names it");
        let advice = "a table is read as the truth: remove the name here, and its line in the root Cargo.toml";
        violation("tests/architecture/src/dependencies.rs", &fact, advice)
    });
    unused.collect()
}

/// Mocks are there only when a test asks for them.
pub fn optional_mocks(packages: &[Package]) -> Vec<String> {
    shipped(packages, |_, line| {
        let is_always_there = line.name == "mockall" && !line.optional;
        is_always_there.then(|| "no product carries mocks: make it `optional`, behind the feature `mock`".to_owned())
    })
}

/// A manifest switches on no feature that belongs to another. Cargo unites features: only who asks can be seen.
pub fn features(packages: &[Package]) -> Vec<String> {
    shipped(packages, |package, line| {
        let (_, doors, owners, advice) = FEATURES.iter().find(|(name, ..)| *name == line.name)?;
        let feature = line.features.iter().find(|feature| fits(feature, doors))?;
        let is_misplaced = !fits(&package.name, owners);
        is_misplaced.then(|| format!("its feature `{feature}` is for {owners}: {advice}"))
    })
}

/// What `advise` has to say about the dependencies that become part of a product.
fn shipped(packages: &[Package], advise: impl Fn(&Package, &Dependency) -> Option<String>) -> Vec<String> {
    judge(packages, |package, line| if line.kind == Kind::Development { None } else { advise(package, line) })
}

fn judge(packages: &[Package], advise: impl Fn(&Package, &Dependency) -> Option<String>) -> Vec<String> {
    let mut found = Vec::new();
    for package in packages {
        for line in &package.dependencies {
            if let Some(advice) = advise(package, line) {
                let fact = format!("`{}` names `{}`", package.name, line.name);
                found.push(violation(&place(package), &fact, &advice));
            }
        }
    }
    found
}

fn place(package: &Package) -> String {
    format!("{}/Cargo.toml", package.folder)
}

fn third_party(line: &Dependency) -> Option<&(&str, &str, &str)> {
    THIRD_PARTY.iter().find(|(names, ..)| fits(&line.name, names))
}

fn fits(name: &str, patterns: &str) -> bool {
    patterns.split(' ').any(|pattern| match pattern.strip_suffix('*') {
        Some(layer) => name.starts_with(layer) && name != "domain-model",
        None => name == pattern,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(name: &str, kind: Kind, names: &[&str]) -> Package {
        let line = |name: &&str| Dependency {
            name: (*name).to_owned(),
            kind,
            ours: EDGES.iter().any(|(member, ..)| fits(name, member)),
            optional: false,
            features: Vec::new(),
        };
        let folder = name.replacen('-', "/", 1).replace("adapter/", "adapters/");
        Package { name: name.to_owned(), folder, dependencies: names.iter().map(line).collect() }
    }

    /// Plants a line of `name` on `other`, and expects that the rule finds it and names the `way_out`.
    #[track_caller]
    fn finds(rule: fn(&[Package]) -> Vec<String>, name: &str, kind: Kind, other: &str, way_out: &str) {
        let planted = package(name, kind, &[other]);
        let [found] = &rule(std::slice::from_ref(&planted))[..] else { panic!("`{name}` names `{other}`, unseen") };
        let start = format!("{}/Cargo.toml: `{name}` names `{other}`", planted.folder);
        assert!(found.starts_with(&start) && found.contains(way_out), "{found}");
    }

    #[test]
    fn an_edge_outside_the_table_is_found() {
        for (name, other, way_out) in [
            ("domain-model", "ports", "may name no crate of ours: the vocabulary stands on its own"),
            ("ports", "domain-jobs", "move what is shared to `domain-model`"),
            ("domain-chat", "domain-jobs", "may name domain-model ports: contexts meet only in `domain-workflow`"),
            ("domain-chat", "domain-workflow", "write a `DomainEvent`"),
            ("domain-chat", "adapter-openai", "add a port"),
            ("domain-chat", "domain-operations", "may name domain-model ports"),
            ("domain-operations", "domain-chat", "may name domain-model ports: the machinery knows no context"),
            ("domain-operations", "domain-workflow", "a `TaskHandler` of `domain-workflow`"),
            ("domain-operations", "adapter-database", "the machinery knows no context"),
            ("domain-workflow", "adapter-database", "add a port"),
            ("adapter-openai", "domain-chat", "rules go to a context"),
            ("adapter-openai", "adapter-system", "wiring to `app`"),
            ("adapter-openai", "migrations", "an adapter translates"),
            ("adapter-mail", "adapter-http", "an adapter translates"),
            ("adapter-oidc", "adapter-scraper", "go through the one guarded client"),
            ("adapter-http", "adapter-scraper", "an adapter translates"),
            ("migrations", "domain-model", "spell names out"),
            ("app", "tests-contracts", "use a dev-dependency"),
            ("helpers", "ports", "fits no row"),
        ] {
            finds(edges, name, Kind::Normal, other, way_out);
            finds(edges, name, Kind::Build, other, way_out);
            assert!(edges(&[package(name, Kind::Development, &[other])]).is_empty(), "dev-dependencies are free");
        }
    }

    #[test]
    fn a_member_without_a_row_or_with_another_name_is_found() {
        for (name, folder, way_out) in [
            ("helpers", "helpers", "give the new layer its rows"),
            ("helpers", "adapters/openai/helpers", "move it there"),
            ("pigeon", "adapters/pigeon", "call it `adapter-pigeon`"),
            ("domain-chats", "domain/chat", "call it `domain-chat`"),
            ("application", "app", "call it `app`"),
        ] {
            let planted = Package { folder: folder.to_owned(), ..package(name, Kind::Normal, &[]) };
            let found = &membership(&[planted])[0];
            assert!(found.starts_with(&format!("{folder}/Cargo.toml: `{name}` fits no row")), "{found}");
            assert!(found.contains(way_out), "{found}");
        }
    }

    #[test]
    fn an_adapter_in_the_tests_of_a_pure_layer_is_found() {
        finds(pure_tests, "domain-chat", Kind::Development, "adapter-database", "is tested with mocks of its ports");
        let free = package("domain-chat", Kind::Development, &["tokio", "domain-jobs", "ports"]);
        assert!(pure_tests(&[free]).is_empty());
    }

    #[test]
    fn technology_in_a_pure_layer_is_found() {
        for (name, others) in [
            ("domain-model", ["tokio", "serde_json", "futures-util"]),
            ("ports", ["tokio", "sea-orm", "serde"]),
            ("domain-chat", ["tokio", "reqwest", "async-trait"]),
        ] {
            for other in others {
                finds(pure_vocabulary, name, Kind::Normal, other, "go through a port");
            }
        }
    }

    #[test]
    fn a_vendor_crate_away_from_its_owner_is_found() {
        for (name, other, owner) in [
            ("app", "sea-orm", "it is for adapter-database migrations"),
            ("adapter-vectors", "lopdf", "it is for adapter-documents"),
            ("adapter-storage", "reqwest", "it is for adapter-http adapter-mail adapter-openai tests-*"),
            ("adapter-openai", "anyhow", "it is for app"),
            ("tests-contracts", "sea-orm", "it is for adapter-database migrations"),
        ] {
            finds(owners, name, Kind::Normal, other, owner);
        }
    }

    #[test]
    fn a_crate_nobody_wrote_down_is_found() {
        finds(written_down, "adapter-storage", Kind::Normal, "left-pad", "add its row, with a reason, to THIRD_PARTY");
    }

    #[test]
    fn a_row_nobody_needs_is_found() {
        let found = rows_without_use(&[package("app", Kind::Normal, &["clap"])]);
        let reports = |name: &str| found.iter().any(|found| found.contains(&format!("lists `{name}`")));
        assert!(reports("moka") && !reports("clap"));
    }

    #[test]
    fn mocks_that_are_always_there_are_found() {
        finds(optional_mocks, "ports", Kind::Normal, "mockall", "make it `optional`");
    }

    #[test]
    fn a_feature_of_another_owner_is_found() {
        for (other, feature, way_out) in [
            ("chrono", "clock", "its feature `clock` is for adapter-system: the time comes from the port `Clock`"),
            ("chrono", "default", "the port `Clock`"),
            ("uuid", "v7", "the port `IdGenerator`"),
            ("ports", "mock", "in a dev-dependency"),
        ] {
            let mut planted = package("domain-chat", Kind::Normal, &[other]);
            planted.dependencies[0].features.push(feature.to_owned());
            let found = &features(&[planted])[0];
            assert!(found.starts_with(&format!("domain/chat/Cargo.toml: `domain-chat` names `{other}`")), "{found}");
            assert!(found.contains(way_out), "{found}");
        }
    }
}
