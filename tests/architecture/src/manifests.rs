//! Rules for manifests: every version and its reason is stated once, in the root manifest.
//!
//! Cargo hides both when it resolves a manifest, so these rules parse the text. One dependency is one line here.

use crate::{Source, violation};

/// A member inherits its dependencies from the workspace.
pub fn inherited(manifests: &[Source]) -> Vec<String> {
    let mut found = Vec::new();
    for manifest in manifests.iter().filter(|manifest| manifest.path != "Cargo.toml") {
        for line in entries(manifest).filter(|line| line.section.contains("dependencies")) {
            if !line.text.replace(' ', "").contains("workspace=true") || line.section.contains("dependencies.") {
                let advice = "versions live in one place: add the crate to the root Cargo.toml and write \
                              `name.workspace = true`, on one line";
                found.push(line.violation(manifest, "does not inherit from the workspace", advice));
            }
        }
    }
    found
}

/// Every third-party crate of the root manifest has its reason on the line above.
pub fn explained(manifests: &[Source]) -> Vec<String> {
    let mut found = Vec::new();
    for manifest in manifests.iter().filter(|manifest| manifest.path == "Cargo.toml") {
        for line in entries(manifest).filter(|line| line.section == "[workspace.dependencies]") {
            let is_explained = line.above.starts_with('#') && !line.above.starts_with("# ---");
            if !line.text.contains("path = ") && !is_explained {
                let advice = "a dependency is rare and has a reason: write it as a comment directly above the line";
                found.push(line.violation(manifest, "has no reason", advice));
            }
        }
    }
    found
}

/// `name = …` below a `[section]`, with the line `above` it.
struct Entry<'a> {
    number: usize,
    section: &'a str,
    above: &'a str,
    text: &'a str,
}

fn entries(manifest: &Source) -> impl Iterator<Item = Entry<'_>> {
    let (mut section, mut before) = ("", "");
    manifest.text.lines().map(str::trim).enumerate().filter_map(move |(index, text)| {
        let above = std::mem::replace(&mut before, text);
        if text.starts_with('[') {
            section = text;
        }
        let is_entry = text.starts_with(char::is_alphanumeric) && text.contains('=');
        is_entry.then_some(Entry { number: index + 1, section, above, text })
    })
}

impl Entry<'_> {
    fn violation(&self, manifest: &Source, fact: &str, advice: &str) -> String {
        let name = self.text.split(['.', ' ', '=']).next().unwrap_or_default();
        violation(&format!("{}:{}", manifest.path, self.number), &format!("`{name}` {fact}"), advice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(rule: fn(&[Source]) -> Vec<String>, path: &str, text: &str) -> Vec<String> {
        let manifest = Source { path: path.to_owned(), text: text.to_owned() };
        rule(&[manifest])
    }

    #[test]
    fn a_version_in_a_member_is_found_in_every_kind_of_table() {
        for table in ["dependencies", "dev-dependencies", "target.'cfg(unix)'.dependencies", "dependencies.nix"] {
            let text = format!("[{table}]\nurl.workspace = true\n\n[{table}]\nversion = \"1\"\n");
            let found = found(inherited, "app/Cargo.toml", &text);
            let message = found.last().expect("a violation");
            assert!(
                message.starts_with("app/Cargo.toml:5: `version` does not inherit from the workspace"),
                "{message}"
            );
            assert!(message.contains("write `name.workspace = true`"), "{message}");
        }
    }

    #[test]
    fn a_crate_without_a_reason_is_found() {
        let text = "[workspace.dependencies]\n# addresses\nurl = \"2\"\n# --- theirs ---\nuuid = \"1\"\n";
        let [message] = &found(explained, "Cargo.toml", text)[..] else { panic!("one violation") };
        assert!(message.starts_with("Cargo.toml:5: `uuid` has no reason"), "{message}");
        assert!(message.contains("directly above the line"), "{message}");
    }
}
