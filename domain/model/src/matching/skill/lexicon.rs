//! Parses the skill lexicon. `lexicon.txt` explains its format.

use std::sync::LazyLock;

/// A skill, tool, certificate or licence.
#[derive(Debug, PartialEq, Eq)]
pub struct Skill {
    /// Its canonical name.
    pub name: String,
    /// What it belongs to, for example `healthcare`.
    pub category: &'static str,
    /// Canonical names of the skills that having this one plainly shows.
    pub implies: Vec<String>,
}

/// How literally a name is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Strictness {
    /// In any case.
    AnyCase,
    /// Only as it is written in the lexicon: `Excel`, not `excel`.
    ExactCase,
    /// As written, and only where it stands like an item of a list: `Go`, `R`.
    ListItem,
}

/// One way to write a skill.
#[derive(Debug)]
pub(super) struct Name {
    /// As the lexicon writes it.
    pub(super) written: &'static str,
    /// How literally it is taken.
    pub(super) strictness: Strictness,
    /// Position in [`Lexicon::skills`].
    pub(super) skill: usize,
    /// Is it searched for in prose? A canonical name that is an ordinary word is not; its aliases are.
    pub(super) in_prose: bool,
}

/// All skills and all ways to write them.
#[derive(Debug)]
pub(super) struct Lexicon {
    pub(super) skills: Vec<Skill>,
    pub(super) names: Vec<Name>,
}

/// The lexicon of this program, read at first use.
pub(super) static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::read(include_str!("lexicon.txt")));

impl Lexicon {
    fn read(text: &'static str) -> Self {
        let mut lexicon = Self { skills: Vec::new(), names: Vec::new() };
        let mut category = "";
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            match line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                Some(name) => category = name,
                None => lexicon.add(line, category),
            }
        }
        lexicon
    }

    fn add(&mut self, line: &'static str, category: &'static str) {
        let mut parts = line.split('|').map(str::trim);
        let (canonical, aliases) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        let implies = parts.next().unwrap_or_default().trim_start_matches('>');
        let skill = self.skills.len();
        let (name, strictness, in_prose) = marked(canonical);
        self.names.push(Name { written: name, strictness, skill, in_prose });
        for alias in list(aliases) {
            let (written, strictness, in_prose) = marked(alias);
            self.names.push(Name { written, strictness, skill, in_prose });
        }
        let implies = list(implies).map(str::to_owned).collect();
        self.skills.push(Skill { name: name.to_owned(), category, implies });
    }
}

fn list(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim).filter(|item| !item.is_empty())
}

/// A name without its mark: (name, how literally it is taken, is it searched for in prose).
fn marked(text: &str) -> (&str, Strictness, bool) {
    match text.as_bytes().first() {
        Some(b'=') => (&text[1..], Strictness::ExactCase, true),
        Some(b'~') => (&text[1..], Strictness::ListItem, true),
        Some(b'-') => (&text[1..], Strictness::AnyCase, false),
        _ => (text, Strictness::AnyCase, true),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_implied_skill_is_in_the_lexicon() {
        let known: HashSet<&str> = LEXICON.skills.iter().map(|skill| skill.name.as_str()).collect();
        for skill in &LEXICON.skills {
            for implied in &skill.implies {
                assert!(known.contains(implied.as_str()), "`{}` implies `{implied}`, which is not there", skill.name);
            }
        }
    }

    #[test]
    fn every_name_leads_to_one_skill() {
        let mut seen = HashSet::new();
        for name in &LEXICON.names {
            assert!(!name.written.is_empty());
            assert!(seen.insert(name.written.to_lowercase()), "`{}` stands twice", name.written);
        }
    }

    #[test]
    fn every_trade_is_covered() {
        for category in ["healthcare", "kitchen", "electrical", "software", "education", "finance", "logistics"] {
            let count = LEXICON.skills.iter().filter(|skill| skill.category == category).count();
            assert!(count >= 15, "{category} has only {count}");
        }
    }
}
