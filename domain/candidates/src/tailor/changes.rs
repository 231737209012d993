//! The changes of a tailored resume: each with its evidence, and revocable on its own.

use std::collections::HashSet;

use domain_model::candidates::tailoring::ChangeRule;

use super::atoms::Evidence;

/// A change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// By which rule.
    pub rule: ChangeRule,
    /// Where, in the resume as it was.
    pub path: String,
    /// What stood there. Empty for something new.
    pub before: String,
    /// What stands there now. Empty for something left out.
    pub after: String,
    /// What of the resume proves it.
    pub evidence: Vec<Evidence>,
}

impl Change {
    /// Its name, by which it is refused. The same resume and posting give the same name.
    pub fn id(&self) -> String {
        let what = if self.rule == ChangeRule::Listed { &self.after } else { &self.path };
        id(self.rule, what)
    }
}

fn id(rule: ChangeRule, what: &str) -> String {
    format!("{rule}:{what}")
}

/// The changes that the seeker does not want.
#[derive(Debug, Clone, Default)]
pub(super) struct Refused(HashSet<String>);

impl Refused {
    pub(super) fn new(ids: &[String]) -> Self {
        Self(ids.iter().cloned().collect())
    }

    /// Is this change unwanted: of a place, or the listing of a skill?
    pub(super) fn has(&self, rule: ChangeRule, what: &str) -> bool {
        self.0.contains(&id(rule, what))
    }
}
