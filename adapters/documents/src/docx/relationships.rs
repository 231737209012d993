//! Relationships between the parts of an Office Open XML package (ECMA-376 part 2, 6.5).

use std::collections::HashMap;

use crate::package::Package;
use crate::read_error::ReadError;
use crate::xml;

/// The prefixes of relationship types, transitional and strict.
const KINDS: [&str; 2] = [
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/",
    "http://purl.oclc.org/ooxml/officeDocument/relationships/",
];
/// The maximum number of relationships of a part.
const MAX_RELATIONSHIPS: usize = 5_000;

/// The relationships of one part, by their ids.
#[derive(Debug, Default)]
pub(super) struct Relationships(HashMap<String, Relationship>);

#[derive(Debug)]
struct Relationship {
    /// `header`, `styles`, …: without the URI that all kinds begin with.
    kind: String,
    target: Target,
}

#[derive(Debug)]
enum Target {
    /// The name of a part.
    Part(String),
    /// An external address, which is never fetched.
    External(String),
}

impl Relationships {
    /// Those of a part, or of the package itself when its name is empty.
    pub(super) fn of(package: &mut Package<'_>, part: &str) -> Result<Self, ReadError> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let name = if folder.is_empty() { format!("_rels/{file}.rels") } else { format!("{folder}/_rels/{file}.rels") };
        let Some(content) = package.part(&name)? else { return Ok(Self::default()) };
        let root = xml::parse(&content)?;
        let found = root.elements().take(MAX_RELATIONSHIPS).filter_map(|element| {
            let target = element.plain_attribute("Target")?;
            let is_external = element.plain_attribute("TargetMode") == Some("External");
            let target =
                if is_external { Target::External(target.to_owned()) } else { Target::Part(resolve(folder, target)) };
            let kind = element.plain_attribute("Type").unwrap_or_default();
            let kind = KINDS.iter().find_map(|start| kind.strip_prefix(start)).unwrap_or_default().to_owned();
            Some((element.plain_attribute("Id")?.to_owned(), Relationship { kind, target }))
        });
        Ok(Self(found.collect()))
    }

    /// The target part of the only relationship of this kind.
    pub(super) fn part_of_kind(&self, kind: &str) -> Option<&str> {
        self.parts_of_kind(kind).first().map(|&(_, part)| part)
    }

    /// The ids and parts of all relationships of this kind.
    pub(super) fn parts_of_kind(&self, kind: &str) -> Vec<(&str, &str)> {
        let of_kind = self.0.iter().filter(|(_, relationship)| relationship.kind == kind);
        let parts = of_kind.filter_map(|(id, relationship)| match &relationship.target {
            Target::Part(part) => Some((id.as_str(), part.as_str())),
            Target::External(_) => None,
        });
        let mut parts: Vec<_> = parts.collect();
        parts.sort_unstable();
        parts
    }

    /// The target part of the relationship with this id.
    pub(super) fn part(&self, id: &str) -> Option<&str> {
        match &self.0.get(id)?.target {
            Target::Part(part) => Some(part),
            Target::External(_) => None,
        }
    }

    /// The external address of the relationship with this id.
    pub(super) fn address(&self, id: &str) -> Option<&str> {
        match &self.0.get(id)?.target {
            Target::External(address) => Some(address),
            Target::Part(_) => None,
        }
    }
}

/// Resolves the name of a part relative to a folder.
fn resolve(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut path: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                path.pop();
            }
            step => path.push(step),
        }
    }
    path.retain(|step| !step.is_empty());
    path.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_relative_to_the_folder_of_their_part() {
        for (folder, target, part) in [
            ("word", "styles.xml", "word/styles.xml"),
            ("word", "/word/styles.xml", "word/styles.xml"),
            ("", "word/document.xml", "word/document.xml"),
            ("a/b", "../c/./d.xml", "a/c/d.xml"),
            ("word", "../../../etc/passwd", "etc/passwd"),
        ] {
            assert_eq!(resolve(folder, target), part);
        }
    }
}
