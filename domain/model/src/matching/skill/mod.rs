//! Skills of every trade: their names, what they imply, how they are recognised in prose, and how much a posting asks for them.
//!
//! The taxonomy is the folder of text files beside this module. Rules and models return its canonical names, so that a
//! resume's "k8s" and a posting's "Kubernetes" are one skill.

mod context;
mod institution;
mod need;
mod recognise;
mod taxonomy;
#[cfg(test)]
mod tests;

use std::collections::HashSet;

pub use need::{Demand, Need, demands};
pub use recognise::Mention;
pub use taxonomy::{Skill, SkillKind};

/// Every mention of a skill in `text`, in order, with its place.
pub fn mentions(text: &str) -> Vec<Mention> {
    recognise::mentions(text)
}

/// The skills that `text` names, in order of first appearance, each once.
pub fn recognise(text: &str) -> Vec<&'static Skill> {
    let mut seen = HashSet::new();
    recognise::mentions(text)
        .into_iter()
        .map(|mention| mention.skill)
        .filter(|skill| seen.insert(&skill.name))
        .collect()
}

/// The skill of this name or alias, in any case.
pub fn lookup(name: &str) -> Option<&'static Skill> {
    recognise::lookup(name)
}

/// Every way in which the taxonomy writes a skill, the canonical name first.
pub fn names(skill: &'static Skill) -> impl Iterator<Item = &'static str> {
    let taxonomy = &*taxonomy::TAXONOMY;
    taxonomy
        .names
        .iter()
        .filter(|name| std::ptr::eq(&raw const taxonomy.skills[name.skill], skill))
        .map(|name| name.written)
}

/// The canonical name of a skill, or the name as given when the lexicon does not know it.
pub fn canonical(name: &str) -> String {
    lookup(name).map_or_else(|| name.trim().to_owned(), |skill| skill.name.clone())
}

/// Which of the `wanted` skills does somebody with the skills `had` not show? Order and spelling of `wanted` stay.
pub fn missing(wanted: &[String], had: &[String]) -> Vec<String> {
    let shown = with_implied(had);
    wanted.iter().filter(|name| !shown.contains(&key(name))).cloned().collect()
}

/// The skills, by comparison key, together with all that they plainly show: `PostgreSQL` shows SQL.
fn with_implied(names: &[String]) -> HashSet<String> {
    let mut shown = HashSet::new();
    let mut open: Vec<String> = names.iter().map(|name| canonical(name)).collect();
    while let Some(name) = open.pop() {
        if !shown.insert(key(&name)) {
            continue;
        }
        open.extend(lookup(&name).into_iter().flat_map(|skill| skill.implies.iter().cloned()));
    }
    shown
}

fn key(name: &str) -> String {
    canonical(name).to_lowercase()
}
