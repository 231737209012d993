//! `docs/failure-cases.md`: the ids in test names and what they claim, compared with the existing tests.
//!
//! A row is `| id | claim | tests |`. `scripts/failure-cases` fills in the tests by the same rule that is checked here.

use std::collections::{BTreeMap, BTreeSet};

use crate::{Source, violation};

/// The path of the catalogue.
pub const CATALOGUE: &str = "docs/failure-cases.md";
const AREAS: [&str; 11] = ["au", "az", "jq", "lm", "mn", "pi", "rl", "ss", "up", "wb", "ws"];
const ADVICE: &str = "run `scripts/failure-cases`, and write down what a new id claims";

type Cases = BTreeMap<String, BTreeSet<String>>;

/// Violations: cases without a row or a claim, and rows whose tests differ from the existing ones.
pub fn uncatalogued(catalogue: &str, sources: &[Source]) -> Vec<String> {
    let (mut named, mut found) = (Cases::new(), Vec::new());
    for row in catalogue.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| id ")) {
        let columns: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let [id, claim, tests] = columns[..] else {
            found.push(violation(CATALOGUE, &format!("`{row}`"), "a row is `| id | claim | tests |`"));
            continue;
        };
        let tests = tests.split(", ").map(|test| test.trim_matches('`').to_owned()).filter(|test| !test.is_empty());
        if claim.is_empty() || named.insert(id.to_owned(), tests.collect()).is_some() {
            found.push(violation(CATALOGUE, &format!("`{id}`"), "an id has one row and a claim"));
        }
    }
    let there = cases(sources);
    let ids: BTreeSet<&String> = named.keys().chain(there.keys()).collect();
    for id in ids {
        let (named, there) = (named.get(id).cloned().unwrap_or_default(), there.get(id).cloned().unwrap_or_default());
        let missing = there.difference(&named).map(|test| format!("`{test}` is missing from {id}"));
        let unknown = named.difference(&there).map(|test| format!("there is no `{test}` for {id}"));
        let empty = there.is_empty().then(|| format!("no test is about {id}"));
        found.extend(missing.chain(unknown).chain(empty).map(|fact| violation(CATALOGUE, &fact, ADVICE)));
    }
    found
}

/// The test functions that are named after cases, by case id.
fn cases(sources: &[Source]) -> Cases {
    let mut found = Cases::new();
    for line in sources
        .iter()
        .filter(|source| !source.path.starts_with("tests/architecture/"))
        .flat_map(|source| source.text.lines())
    {
        let Some((_, rest)) = line.split_once("fn ") else { continue };
        let Some((name, _)) = rest.split_once(['(', '<']) else { continue };
        for id in ids(name) {
            found.entry(id).or_default().insert(name.to_owned());
        }
    }
    found
}

/// The case ids at the beginning of a name: `au_01_au_05_…` two, `up_01_to_up_04_…` four, `jq_01_to_05_…` five.
fn ids(name: &str) -> Vec<String> {
    let mut found = Vec::new();
    let (mut area, mut last, mut is_range) = (None, 0, false);
    for word in name.split('_') {
        if AREAS.contains(&word) {
            area = Some(word);
        } else if let (Some(area), 2, Ok(number)) = (area, word.len(), word.parse::<u32>()) {
            let first = if is_range { last + 1 } else { number };
            found.extend((first..=number).map(|number| format!("{}-{number:02}", area.to_uppercase())));
            (last, is_range) = (number, false);
        } else if word == "to" && last > 0 {
            is_range = true;
        } else {
            break;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_begin_with_the_ids_of_their_cases() {
        for (name, expected) in [
            ("au_33_nobody_knows", &["AU-33"][..]),
            ("au_01_au_05_a_storm", &["AU-01", "AU-05"]),
            ("up_01_to_up_03_no_pdf", &["UP-01", "UP-02", "UP-03"]),
            ("jq_01_to_03_kills", &["JQ-01", "JQ-02", "JQ-03"]),
            ("wb_09_pi_02_whatever", &["WB-09", "PI-02"]),
            ("au_31_the_73rd_byte", &["AU-31"]),
            ("to_be_continued", &[]),
            ("pi_is_not_three", &[]),
        ] {
            assert_eq!(ids(name), expected, "{name}");
        }
    }

    #[test]
    fn a_catalogue_that_differs_from_the_tests_is_found() {
        let text = "async fn au_01_it_works() {}\nfn az_02_az_03_so_does_this() {}\nfn help() {}".to_owned();
        let sources = [Source { path: "app/src/x.rs".to_owned(), text }];
        let check = |rows: &str| uncatalogued(&format!("| id | claim | tests |\n|---|---|---|\n{rows}"), &sources);
        let both = "| AZ-02 | b | `az_02_az_03_so_does_this` |\n| AZ-03 | c | `az_02_az_03_so_does_this` |\n";
        let right = format!("| AU-01 | a | `au_01_it_works` |\n{both}");
        assert_eq!(check(&right), Vec::<String>::new());
        for (rows, complaint) in [
            (both.to_owned(), "`au_01_it_works` is missing from AU-01"),
            (format!("| AU-01 | a | |\n{both}"), "`au_01_it_works` is missing from AU-01"),
            (format!("| AU-01 | a | `au_01_it_works`, `au_01_gone` |\n{both}"), "there is no `au_01_gone` for AU-01"),
            (format!("| WS-01 | a | |\n{right}"), "no test is about WS-01"),
            (format!("| AU-01 | a | `au_01_it_works` |\n{right}"), "an id has one row"),
            (format!("| AU-01 | | `au_01_it_works` |\n{both}"), "an id has one row and a claim"),
            (format!("| AU-01 | a |\n{both}"), "a row is"),
        ] {
            assert!(check(&rows).iter().any(|found| found.contains(complaint)), "{rows}: {:?}", check(&rows));
        }
    }
}
