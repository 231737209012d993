//! What postings speak of: subjects, the words that ask for them and the statements that answer.

use std::sync::LazyLock;

use super::pattern::Pattern;

/// A subject.
pub(super) struct Subject {
    /// Its name: that of its intent, or its first word.
    pub(super) name: &'static str,
    /// Words that ask for it, in every language.
    pub(super) asked: Vec<Pattern>,
    /// Words of postings that speak of it, beside the words that ask.
    pub(super) told: Vec<Pattern>,
}

/// All subjects, in the order of the file.
pub(super) static SUBJECTS: LazyLock<Vec<Subject>> = LazyLock::new(|| {
    let lines = include_str!("../../../data/subjects.txt").lines().map(str::trim);
    lines.filter(|line| !line.is_empty() && !line.starts_with('#')).map(Subject::read).collect()
});

/// Countries: the English name, and all names.
pub(super) static COUNTRIES: LazyLock<Vec<(&'static str, Vec<Pattern>)>> = LazyLock::new(|| {
    let lines = include_str!("../../../data/countries.txt").lines().map(str::trim);
    lines
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| (line.split('|').next().unwrap_or_default().trim(), Pattern::list(line)))
        .collect()
});

impl Subject {
    fn read(line: &'static str) -> Self {
        let (asked, told) = line.split_once('>').unwrap_or((line, ""));
        let told = Pattern::list(told);
        match asked.split_once('=') {
            Some((intent, asked)) => Self { name: intent.trim(), asked: Pattern::list(asked), told },
            None => {
                Self { name: asked.split('|').next().unwrap_or_default().trim(), asked: Pattern::list(asked), told }
            }
        }
    }

    /// The subject of this name.
    pub(super) fn named(name: &str) -> Option<&'static Self> {
        SUBJECTS.iter().find(|subject| subject.name == name)
    }

    /// How well a statement speaks of it: the words of postings count more than those of askers.
    pub(super) fn hits(&self, statement: &[String]) -> usize {
        let count = |patterns: &[Pattern]| patterns.iter().filter(|pattern| pattern.is_in(statement)).count();
        2 * count(&self.told) + count(&self.asked)
    }

    /// Is it something that a seeker brings along, so that requirements and resume speak of it?
    pub(super) fn is_brought(&self) -> bool {
        const BROUGHT: [&str; 18] = [
            "licence",
            "certificate",
            "degree",
            "experience",
            "language",
            "german",
            "english",
            "french",
            "spanish",
            "dutch",
            "polish",
            "portuguese",
            "danish",
            "hindi",
            "kannada",
            "first aid",
            "forklift",
            "plc",
        ];
        BROUGHT.contains(&self.name)
    }
}
