//! Subjects of questions about a posting: the words that ask for them and the words of statements that answer.

use std::sync::LazyLock;

use super::pattern::Pattern;

/// A subject.
pub(super) struct Subject {
    /// Its name: that of its intent, or its first word.
    pub(super) name: &'static str,
    /// Words that ask for it, in every language.
    pub(super) question_words: Vec<Pattern>,
    /// Words that postings use for it, besides those of questions.
    pub(super) posting_words: Vec<Pattern>,
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
        let (question_words, posting_words) = line.split_once('>').unwrap_or((line, ""));
        let posting_words = Pattern::list(posting_words);
        match question_words.split_once('=') {
            Some((intent, question_words)) => {
                Self { name: intent.trim(), question_words: Pattern::list(question_words), posting_words }
            }
            None => Self {
                name: question_words.split('|').next().unwrap_or_default().trim(),
                question_words: Pattern::list(question_words),
                posting_words,
            },
        }
    }

    /// The subject of this name.
    pub(super) fn named(name: &str) -> Option<&'static Self> {
        SUBJECTS.iter().find(|subject| subject.name == name)
    }

    /// How well a statement matches: words of postings count twice those of questions.
    pub(super) fn hits(&self, statement: &[String]) -> usize {
        let count = |patterns: &[Pattern]| patterns.iter().filter(|pattern| pattern.is_in(statement)).count();
        2 * count(&self.posting_words) + count(&self.question_words)
    }

    /// Is it a qualification, which requirements and resumes name?
    pub(super) fn is_qualification(&self) -> bool {
        const QUALIFICATIONS: [&str; 18] = [
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
        QUALIFICATIONS.contains(&self.name)
    }
}
