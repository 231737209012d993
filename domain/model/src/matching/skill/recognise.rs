//! Finds the names of the taxonomy in prose: whole words, longest name first, each stretch of text used once.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::context::{heads_a_list, is_cued, is_list_item, is_proper_noun};
use super::institution::is_part_of_name;
use super::taxonomy::{Name, Skill, SkillKind, Strictness, TAXONOMY};
use crate::matching::words::{WORD_BEGINS, WORD_ENDS, Words, fold, is_separator, is_sign};

/// A skill named at a place in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// The skill.
    pub skill: &'static Skill,
    /// Where its name stands, in bytes.
    pub place: Range<usize>,
}

/// The names, as patterns of an automaton.
struct Index {
    automaton: AhoCorasick,
    /// For each pattern the names that are written so, by their position in the taxonomy.
    names: Vec<Vec<usize>>,
    /// Patterns by their text.
    by_pattern: HashMap<String, usize>,
    /// Words with signs that belong to them: `c++`, `.net`, `node.js`.
    words_with_signs: HashSet<String>,
}

static INDEX: LazyLock<Index> = LazyLock::new(Index::build);

impl Index {
    fn build() -> Self {
        let words_with_signs: HashSet<String> = TAXONOMY
            .names
            .iter()
            .flat_map(|name| name.written.split(is_separator))
            .filter(|word| word.contains(is_sign))
            .map(fold)
            .collect();
        let mut by_pattern: HashMap<String, usize> = HashMap::new();
        let mut names: Vec<Vec<usize>> = Vec::new();
        let mut add = |pattern: String, name: usize, is_variant: bool| {
            let index = *by_pattern.entry(pattern).or_insert(names.len());
            if index == names.len() {
                names.push(vec![name]);
            } else if !is_variant {
                names[index].push(name);
            }
        };
        let patterns: Vec<String> =
            TAXONOMY.names.iter().map(|name| pattern(name.written, &words_with_signs)).collect();
        for (index, pattern) in patterns.iter().enumerate() {
            add(pattern.clone(), index, false);
        }
        for (index, pattern) in patterns.iter().enumerate() {
            for variant in other_numbers(pattern, &TAXONOMY.names[index]) {
                add(variant, index, true);
            }
        }
        let mut texts = vec![""; names.len()];
        for (pattern, &index) in &by_pattern {
            texts[index] = pattern;
        }
        let automaton = AhoCorasick::new(&texts).expect("the names are far fewer than an automaton can hold");
        Self { automaton, names, by_pattern, words_with_signs }
    }
}

/// The words of a name as they stand in [`Words::folded`].
fn pattern(name: &str, words_with_signs: &HashSet<String>) -> String {
    Words::of(name, words_with_signs).pattern()
}

/// The plural of the last word, and the singular where a name of several words stands in the plural.
fn other_numbers(pattern: &str, name: &Name) -> Vec<String> {
    let Some(stem) = pattern.strip_suffix(WORD_ENDS) else { return Vec::new() };
    let letters = |count: usize| stem.chars().rev().take(count).all(char::is_alphabetic);
    if stem.len() <= 3 || !letters(1) || matches!(name.strictness, Strictness::Never | Strictness::Cued) {
        return Vec::new();
    }
    let mut others = vec![format!("{stem}s{WORD_ENDS}")];
    if let Some(head) = stem.strip_suffix('y').filter(|head| letters(4) && !head.ends_with(['a', 'e', 'o', 'u'])) {
        others.push(format!("{head}ies{WORD_ENDS}"));
    }
    let is_plural = stem.ends_with('s') && !["ss", "us", "is", "ics"].iter().any(|end| stem.ends_with(end));
    let is_phrase = stem.matches(WORD_BEGINS).count() > 1;
    if is_plural && is_phrase && letters(4) && name.strictness == Strictness::AnyCase {
        let singular =
            stem.strip_suffix("ies").map_or_else(|| stem[..stem.len() - 1].to_owned(), |head| format!("{head}y"));
        others.push(format!("{singular}{WORD_ENDS}"));
    }
    others
}

/// The skill of this name or alias, in any case.
pub(super) fn lookup(name: &str) -> Option<&'static Skill> {
    let index = INDEX.by_pattern.get(&pattern(name, &INDEX.words_with_signs))?;
    let name = INDEX.names[*index].first()?;
    Some(&TAXONOMY.skills[TAXONOMY.names[*name].skill])
}

/// Every mention of a skill, in order.
pub(super) fn mentions(text: &str) -> Vec<Mention> {
    let words = Words::of(text, &INDEX.words_with_signs);
    let mut matches: Vec<(usize, usize, usize)> = INDEX
        .automaton
        .find_overlapping_iter(&words.folded)
        .map(|found| (found.start(), found.end(), found.pattern().as_usize()))
        .collect();
    // The first one, and of those the longest one that is written as its name asks.
    matches.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
    let mut found: Vec<Mention> = Vec::new();
    let mut used = 0;
    for (start, end, pattern) in matches {
        if start < used {
            continue;
        }
        let first = words.list.partition_point(|word| word.at < start);
        let last = words.list.partition_point(|word| word.at < end) - 1;
        let follows_a_skill = found.last().is_some_and(|mention| {
            first > 0
                && mention.place.end + LIST_REACH >= words.list[first].place.start
                && is_occupational(mention.skill)
        });
        let names = INDEX.names[pattern].iter().map(|&name| &TAXONOMY.names[name]);
        let Some(name) = names.into_iter().find(|name| fits(name, &words, first..last + 1, follows_a_skill)) else {
            continue;
        };
        let skill = &TAXONOMY.skills[name.skill];
        // A licence is named with whoever grants it.
        if skill.kind != SkillKind::Licence && is_part_of_name(&words, &(first..last + 1)) {
            continue;
        }
        let place = words.list[first].place.start..words.list[last].place.end;
        found.push(Mention { skill, place });
        used = end;
    }
    found
}

/// How many bytes may stand between two items of a list: a comma and "and".
const LIST_REACH: usize = 6;

fn is_occupational(skill: &Skill) -> bool {
    !matches!(skill.kind, SkillKind::Personal | SkillKind::HumanLanguage)
}

/// Is the stretch written as strictly as the name asks?
fn fits(name: &Name, words: &Words<'_>, stretch: Range<usize>, follows_a_skill: bool) -> bool {
    match name.strictness {
        Strictness::AnyCase => !is_proper_plural(name, words, stretch),
        Strictness::ExactCase => is_written_like(name, words, stretch),
        Strictness::ListItem => {
            is_written_like(name, words, stretch.clone())
                && (is_list_item(words, stretch.clone()) || is_proper_noun(words, stretch))
        }
        Strictness::Cued => {
            is_cued(words, stretch.clone(), follows_a_skill)
                || is_written_like(name, words, stretch.clone())
                    && is_list_item(words, stretch.clone())
                    && !heads_a_list(words, stretch)
        }
        Strictness::Never => false,
    }
}

/// Names of so few letters are mostly abbreviations.
const SHORT: usize = 4;

/// Does it look like the plural of a short name, but is written as a proper noun? "Leeds" is a city, not several LEEDs.
fn is_proper_plural(name: &Name, words: &Words<'_>, stretch: Range<usize>) -> bool {
    let text = words.written(stretch.start);
    let mut letters = text.chars();
    stretch.len() == 1
        && name.written.chars().count() <= SHORT
        && text.strip_suffix('s').is_some_and(|stem| stem.eq_ignore_ascii_case(name.written))
        && letters.next().is_some_and(char::is_uppercase)
        && letters.all(char::is_lowercase)
}

fn is_written_like(name: &Name, words: &Words<'_>, stretch: Range<usize>) -> bool {
    let written = Words::of(name.written, &INDEX.words_with_signs);
    let last = stretch.end - 1;
    stretch.clone().zip(0..written.list.len()).all(|(index, of_name)| {
        let (text, expected) = (words.written(index), written.written(of_name));
        text == expected
            || index == last && text.strip_suffix('s') == Some(expected)
            || !text.is_ascii() && half_width(text) == expected
    })
}

/// The text without full width, accents apart from their letters and hidden characters; case stays.
fn half_width(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    text.nfkc().filter(|&c| !crate::matching::words::is_invisible(c)).collect()
}
