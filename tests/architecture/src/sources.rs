//! What a source file may not contain, and the exceptions.

use crate::{Source, violation};

/// Banned words: no token may begin with one of them in a part of some files.
#[derive(Debug)]
pub struct Ban {
    /// Folders, separated by spaces.
    within: &'static str,
    part: Part,
    /// Separated by spaces.
    words: &'static str,
    /// Excepted path prefixes, each with its reason.
    except: &'static [(&'static str, &'static str)],
    advice: &'static str,
}

#[derive(Debug)]
enum Part {
    /// The whole file, including comments.
    Everything,
    Code,
    /// Production code.
    Product,
    /// Code below a folder `tests`, or in the module of tests that ends a file.
    Tests,
}

const EVERYWHERE: &str = "";

/// The app knows ports; which adapter answers is decided in one place.
pub const ADAPTERS_IN_THE_APP: Ban = Ban {
    within: "app/src/",
    part: Part::Code,
    words: "adapter_",
    except: &[
        ("app/src/providers/", "chooses the adapter of each port"),
        ("app/src/config/", "each adapter owns its section of the configuration"),
    ],
    advice: "only the providers know which adapter answers: take the port from `Providers`, or wire it there",
};

/// The pure layers have time, chance, settings and the outside handed in.
pub const THE_OUTSIDE_IN_PURE_LAYERS: Ban = Ban {
    within: "domain/ ports/",
    part: Part::Product,
    words: "env:: fs:: process:: thread:: tokio:: TcpStream TcpListener UdpSocket \
            SystemTime::now Instant::now Utc::now Local::now",
    except: &[],
    advice: "a pure layer is the same everywhere and always: take `Clock`, configuration or another port instead",
};

/// Handlers translate; reading and writing is for services.
pub const THE_DATABASE_IN_HANDLERS: Ban = Ban {
    within: "app/src/http/",
    part: Part::Code,
    words: "sea_orm repositories .begin(",
    except: &[],
    advice: "a handler extracts, calls one service and answers: move reading and writing into the service",
};

/// What is left to do is an issue, not a mark in the code.
pub const UNFINISHED_WORK: Ban = Ban {
    within: EVERYWHERE,
    part: Part::Everything,
    words: "todo! unimplemented! dbg! #[ignore TODO FIXME XXX",
    except: &[THE_FENCE],
    advice: "what is merged is finished and tested: finish it, or remove it and open an issue",
};

/// A test waits for something that happens, never for time.
pub const SLEEP_IN_TESTS: Ban = Ban {
    within: EVERYWHERE,
    part: Part::Tests,
    words: "sleep(",
    except: &[
        THE_FENCE,
        ("tests/bench/", "a benchmark lasts for as long as it measures"),
        ("tests/durability/", "kills come at random moments"),
    ],
    advice: "a sleep is too short today or too long always: wait for the fact, as `eventually` does, or bring a clock",
};

/// A lint is silenced with a reason, and only as long as it speaks.
pub const SILENCED_LINTS: Ban = Ban {
    within: EVERYWHERE,
    part: Part::Code,
    words: "#[allow( #![allow(",
    except: &[THE_FENCE],
    advice: "write `#[expect(lint, reason = \"…\")]`: it says why, and reports when it is no longer needed",
};

/// A seeker's own lens is no part of a score, a list or what employers see (EU 2000/78: the birth date is an age).
pub const NUMEROLOGY_OUTSIDE_ITS_LENS: Ban = Ban {
    within: EVERYWHERE,
    part: Part::Code,
    words: "domain_numerology",
    except: &[
        THE_FENCE,
        ("app/src/http/api/numerology/", "the lens itself, which answers the seeker and keeps nothing"),
    ],
    advice: "numerology never meets ranking, candidates or employers: leave it in its own panel",
};

const BANS: [&Ban; 7] = [
    &ADAPTERS_IN_THE_APP,
    &THE_OUTSIDE_IN_PURE_LAYERS,
    &THE_DATABASE_IN_HANDLERS,
    &UNFINISHED_WORK,
    &SLEEP_IN_TESTS,
    &SILENCED_LINTS,
    &NUMEROLOGY_OUTSIDE_ITS_LENS,
];

const THE_FENCE: (&str, &str) = ("tests/architecture/", "the fence quotes what it looks for");

/// The maximum number of lines of a file.
const MAX_LINES: usize = 450;
const LONG_FILES: &[(&str, &str)] = &[];

/// The lines that break `ban`.
pub fn banned(ban: &Ban, sources: &[Source]) -> Vec<String> {
    let is_excepted = |source: &Source| ban.except.iter().any(|(path, _)| source.path.starts_with(path));
    sources.iter().filter(|source| !is_excepted(source)).flat_map(|source| hits(ban, source)).collect()
}

fn hits(ban: &Ban, source: &Source) -> Vec<String> {
    if !ban.within.split(' ').any(|folder| source.path.starts_with(folder)) {
        return Vec::new();
    }
    let tests_begin = tests_begin(source);
    let mut found = Vec::new();
    for (index, line) in source.text.lines().enumerate() {
        let is_code = !line.trim_start().starts_with("//");
        let is_judged = match ban.part {
            Part::Everything => true,
            Part::Code => is_code,
            Part::Product => is_code && index < tests_begin,
            Part::Tests => is_code && index >= tests_begin,
        };
        if let Some(word) = ban.words.split(' ').find(|word| is_judged && occurs(word, line)) {
            let place = format!("{}:{}", source.path, index + 1);
            found.push(violation(&place, &format!("`{word}` in `{}`", line.trim()), ban.advice));
        }
    }
    found
}

/// The index of the first line of test code.
fn tests_begin(source: &Source) -> usize {
    if source.path.split('/').any(|part| matches!(part, "tests" | "tests.rs")) {
        return 0;
    }
    let lines: Vec<&str> = source.text.lines().collect();
    let is_module = |pair: &[&str]| pair[0] == "#[cfg(test)]" && pair[1].contains("mod ") && pair[1].ends_with('{');
    lines.windows(2).position(is_module).unwrap_or(usize::MAX)
}

/// Whether `word` begins somewhere in `line`; neither the end of a longer word nor the definition `fn word` counts.
fn occurs(word: &str, line: &str) -> bool {
    let is_letter = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(at, _)| {
        let before = &line[..at];
        let is_tail = word.starts_with(is_letter) && before.ends_with(is_letter);
        !is_tail && !before.ends_with("fn ")
    })
}

/// A file begins with a module comment.
pub fn introduced(sources: &[Source]) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources {
        let opening = source.text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        if !opening.starts_with("//!") {
            let advice =
                "a reader meets the file alone: open it with `//!`, what it is for and what it leaves to others";
            found.push(violation(&format!("{}:1", source.path), &format!("opens with `{opening}`"), advice));
        }
    }
    found
}

/// A file has up to 450 lines.
pub fn short(sources: &[Source]) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources.iter().filter(|source| is_long(source)) {
        if LONG_FILES.iter().all(|(path, _)| source.path != *path) {
            let fact = format!("has {} lines, more than {MAX_LINES}", source.text.lines().count());
            let advice = "a file is read in one sitting: split it where it has two subjects";
            found.push(violation(&source.path, &fact, advice));
        }
    }
    found
}

fn is_long(source: &Source) -> bool {
    source.text.lines().count() > MAX_LINES
}

/// Exceptions that excuse nothing are violations.
pub fn exceptions_without_use(sources: &[Source]) -> Vec<String> {
    let excuses = |path: &str, is_wrong: &dyn Fn(&Source) -> bool| {
        sources.iter().any(|source| source.path.starts_with(path) && is_wrong(source))
    };
    let mut unused = Vec::new();
    for ban in BANS {
        let is_wrong = |source: &Source| !hits(ban, source).is_empty();
        unused.extend(ban.except.iter().filter(|(path, _)| !excuses(path, &is_wrong)));
    }
    unused.extend(LONG_FILES.iter().filter(|(path, _)| !excuses(path, &is_long)));
    let fact = |(path, reason): &(&str, &str)| format!("the exception for `{path}` ({reason}) excuses nothing");
    let place = "tests/architecture/src/sources.rs";
    let advice = "an exception is there while it is needed: remove it";
    unused.into_iter().map(|exception| violation(place, &fact(exception), advice)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> [Source; 1] {
        [Source { path: path.to_owned(), text: text.to_owned() }]
    }

    /// Plants each line in a file, and expects that the ban finds it and names the `way_out`.
    #[track_caller]
    fn finds(ban: &Ban, path: &str, lines: &[&str], way_out: &str) {
        for line in lines {
            let text = format!("//! What it is for.\n{line}\n");
            let [found] = &banned(ban, &file(path, &text))[..] else { panic!("`{line}` is not seen") };
            assert!(found.starts_with(&format!("{path}:2: ")) && found.contains(way_out), "{found}");
        }
    }

    #[test]
    fn an_adapter_outside_the_providers_is_found() {
        let lines = ["use adapter_database::SqlDatabase;"];
        finds(&ADAPTERS_IN_THE_APP, "app/src/http/jobs.rs", &lines, "take the port from `Providers`");
    }

    #[test]
    fn a_look_outside_from_a_pure_layer_is_found_however_it_is_imported() {
        let lines = [
            "let home = std::env::var(name);",
            "use std::fs::File;",
            "std::net::TcpStream::connect(address)?;",
            "thread::sleep(pause);",
            "let now = SystemTime::now();",
            "let started = Instant::now();",
            "let today = chrono::Utc::now();",
            "tokio::spawn(work);",
        ];
        finds(&THE_OUTSIDE_IN_PURE_LAYERS, "domain/jobs/src/lib.rs", &lines, "take `Clock`");
        finds(&THE_OUTSIDE_IN_PURE_LAYERS, "ports/src/lib.rs", &lines, "take `Clock`");
        assert!(banned(&THE_OUTSIDE_IN_PURE_LAYERS, &file("ports/src/lib.rs", "prefs::of(person)")).is_empty());
    }

    #[test]
    fn an_attribute_of_tests_does_not_hide_the_rest_of_a_file() {
        let text = "#[cfg(test)]\nuse crate::helper;\nlet now = Utc::now();\n";
        assert!(
            banned(&THE_OUTSIDE_IN_PURE_LAYERS, &file("ports/src/lib.rs", text))[0].starts_with("ports/src/lib.rs:3")
        );
    }

    #[test]
    fn a_handler_that_reaches_for_the_database_is_found() {
        let lines = ["let uow = database.begin().await?;", "use sea_orm::Entity;", "let all = repositories.jobs();"];
        finds(&THE_DATABASE_IN_HANDLERS, "app/src/http/jobs.rs", &lines, "into the service");
    }

    #[test]
    fn marks_of_unfinished_work_are_found_in_code_and_comments() {
        let lines =
            ["todo!()", "unimplemented!()", "dbg!(x)", "#[ignore = \"slow\"]", "// TODO", "//! FIXME", "/// XXX"];
        finds(&UNFINISHED_WORK, "app/src/main.rs", &lines, "open an issue");
    }

    #[test]
    fn a_sleeping_test_is_found() {
        let lines = ["std::thread::sleep(a_while);", "sleep(a_while).await;"];
        finds(&SLEEP_IN_TESTS, "tests/e2e/chat.rs", &lines, "wait for the fact");
        finds(&SLEEP_IN_TESTS, "adapters/vectors/tests/hnsw.rs", &lines, "wait for the fact");
        let module = "#[cfg(test)]\nmod tests {\n    sleep(a_while).await;\n}\n";
        assert!(banned(&SLEEP_IN_TESTS, &file("app/src/main.rs", module))[0].starts_with("app/src/main.rs:3"));
    }

    #[test]
    fn a_lint_silenced_without_end_is_found() {
        finds(&SILENCED_LINTS, "ports/src/lib.rs", &["#[allow(dead_code)]", "#![allow(missing_docs)]"], "#[expect(");
    }

    #[test]
    fn a_file_without_an_introduction_is_found() {
        let found = &introduced(&file("app/src/main.rs", "\nfn main() {}\n"))[0];
        assert!(found.starts_with("app/src/main.rs:1: opens with `fn main() {}`"), "{found}");
        assert!(found.contains("open it with `//!`"), "{found}");
    }

    #[test]
    fn a_file_too_long_is_found() {
        assert!(short(&file("app/src/main.rs", &"\n".repeat(MAX_LINES))).is_empty());
        let found = &short(&file("app/src/main.rs", &"\n".repeat(MAX_LINES + 1)))[0];
        assert!(found.starts_with("app/src/main.rs: has 451 lines") && found.contains("split it"), "{found}");
    }

    #[test]
    fn an_exception_nobody_needs_is_found() {
        let found = exceptions_without_use(&file("app/src/config/mod.rs", "//! Settings.\n"));
        assert!(found.iter().any(|found| found.contains("`app/src/config/` (each adapter owns")), "{found:?}");
    }
}
