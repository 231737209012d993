//! `docs/asvs.csv`: the requirements of OWASP ASVS 5.0, level 1, and the evidence for each.
//!
//! The columns are `id,requirement,applies,proof`. A requirement that applies names tests (`folder/file.rs::name`) and
//! documents; one that does not apply gives the reason.

use std::collections::HashSet;

use crate::{Source, violation};

/// The path of the table.
pub const TABLE: &str = "docs/asvs.csv";
/// The number of requirements of level 1 in the standard.
const REQUIREMENTS: usize = 70;

/// A row of the table.
#[derive(Debug)]
pub struct Row {
    /// `V5.2.1`
    pub id: String,
    /// Whether it applies, and is shown: `yes` or `no`.
    pub applies: String,
    /// Tests and documents, separated by spaces; or why it does not apply.
    pub proof: String,
}

/// Parses the table. Returns the rows and the malformed lines.
pub fn rows(table: &str) -> (Vec<Row>, Vec<String>) {
    let (mut rows, mut found) = (Vec::new(), Vec::new());
    for (index, line) in table.lines().enumerate().skip(1) {
        match &fields(line)[..] {
            [id, requirement, applies, proof]
                if ![id, requirement, applies, proof].iter().any(|field| field.is_empty()) =>
            {
                rows.push(Row { id: id.clone(), applies: applies.clone(), proof: proof.clone() });
            }
            _ => found.push(violation(
                &format!("{TABLE}:{}", index + 1),
                &format!("`{line}`"),
                "a row is `id,requirement,applies,proof`, and none of them is empty",
            )),
        }
    }
    (rows, found)
}

/// The fields of a line; fields with commas are quoted.
fn fields(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut is_quoted = false;
    for c in line.chars() {
        match c {
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => fields.push(String::new()),
            c => fields.last_mut().expect("there is always one").push(c),
        }
    }
    fields
}

/// Violations: requirements that are missing, repeated, or without an existing proof.
pub fn unproven(rows: &[Row], sources: &[Source], has_document: impl Fn(&str) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    let ids: HashSet<&str> = rows.iter().map(|row| row.id.as_str()).collect();
    if (ids.len(), rows.len()) != (REQUIREMENTS, REQUIREMENTS) {
        let fact = format!("{} rows about {} requirements", rows.len(), ids.len());
        found.push(violation(
            TABLE,
            &fact,
            "the standard has 70 of level 1: each has one row, whether it applies or not",
        ));
    }
    for row in rows {
        let mut wrong =
            |fact: String, advice: &str| found.push(violation(&format!("{TABLE}: {}", row.id), &fact, advice));
        match row.applies.as_str() {
            "no" => {}
            "yes" => {
                for proof in row.proof.split(' ').filter(|proof| !is_there(proof, sources, &has_document)) {
                    let advice = "name a test, `folder/file.rs::name`, or a document that is there";
                    wrong(format!("`{proof}` proves nothing"), advice);
                }
            }
            other => wrong(format!("it applies `{other}`"), "say `yes` or `no`"),
        }
    }
    found
}

fn is_there(proof: &str, sources: &[Source], has_document: &impl Fn(&str) -> bool) -> bool {
    let Some((path, name)) = proof.split_once("::") else { return has_document(proof) };
    let Some(source) = sources.iter().find(|source| source.path == path) else { return false };
    is_test(source, name) || source.text.contains(&format!("{name} =>"))
}

/// A function under an attribute that makes it a test; the rules of the ports are called by the tests of each adapter.
fn is_test(source: &Source, name: &str) -> bool {
    let lines: Vec<&str> = source.text.lines().map(str::trim_start).collect();
    let Some(at) = lines.iter().position(|line| line.contains(&format!("fn {name}("))) else { return false };
    let mut attributes = lines[..at].iter().rev().take_while(|line| line.starts_with("#["));
    source.path.starts_with("tests/contracts/src/") || attributes.any(|line| line.contains("test"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &str) -> Vec<String> {
        let filler = |number| format!("V0.{number},it works,no,not here");
        let whole = (1..=REQUIREMENTS).map(filler).collect::<Vec<_>>().join("\n");
        let whole = format!("id,requirement,applies,proof\n{rows}\n{whole}");
        let whole = whole.lines().take(REQUIREMENTS + 1).collect::<Vec<_>>().join("\n");
        let sources = [Source {
            path: "app/src/main.rs".to_owned(),
            text: "#[tokio::test]\nasync fn it_works() {}\nfn help() {}\n works => 7".to_owned(),
        }];
        let (rows, mut found) = super::rows(&whole);
        found.extend(unproven(&rows, &sources, |path| path == "README.md"));
        found
    }

    #[test]
    fn a_row_that_proves_itself_is_found_right() {
        for row in [
            "V1,it works,yes,app/src/main.rs::it_works README.md",
            "V1,it works,yes,app/src/main.rs::works",
            "V1,it works,no,\"no, not here\"",
        ] {
            assert!(table(row).is_empty(), "{row}: {:?}", table(row));
        }
    }

    #[test]
    fn a_row_without_proof_is_found() {
        for (row, expected) in [
            ("V1,it works,yes,app/src/main.rs::it_fails", "`app/src/main.rs::it_fails` proves nothing"),
            ("V1,it works,yes,app/src/main.rs::help", "`app/src/main.rs::help` proves nothing"),
            ("V1,it works,yes,app/src/other.rs::it_works", "proves nothing"),
            ("V1,it works,yes,MISSING.md", "`MISSING.md` proves nothing"),
            ("V1,it works,yes,somebody said so", "`somebody` proves nothing"),
            ("V1,it works,pending,a test", "it applies `pending`"),
            ("V1,it works,yes,", "none of them is empty"),
            ("V1,it works", "a row is"),
            ("V0.1,it works,no,twice", "70 rows about 69 requirements"),
        ] {
            assert!(table(row).iter().any(|found| found.contains(expected)), "{row}: {:?}", table(row));
        }
    }
}
