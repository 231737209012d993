//! Human languages and how well the seeker knows them.

use std::collections::HashSet;

use domain_model::candidates::field::Field;
use domain_model::candidates::structured_resume::Language;

use super::fold::{phrase, words};
use super::fragment::{Fragment, is_icon, is_separator};
use super::lexicon::LANGUAGES;
use super::rows::Row;

/// The languages in the rows of their section.
pub(super) fn languages(rows: &[Row<'_>]) -> Vec<Language> {
    let mut found: Vec<Language> = Vec::new();
    for row in rows {
        let mut begins_row = true;
        for fragment in row.cells.iter().flat_map(|cell| {
            top_level(*cell, |c| is_separator(c) || matches!(c, ',' | ';' | '/' | '、' | '，' | '،' | '؛' | '；' | '।'))
        }) {
            let mentions = mentions(fragment);
            match mentions[..] {
                [] => match unlisted(fragment) {
                    Some(language) => found.push(language),
                    None => add_fluency(&mut found, fragment, begins_row),
                },
                [mention] => found.push(one(fragment, mention)),
                _ => found.extend(
                    mentions.iter().map(|mention| Language { language: mention.clear(), fluency: Field::missing() }),
                ),
            }
            begins_row = false;
        }
    }
    let mut seen = HashSet::new();
    found.retain(|language| seen.insert(phrase(language.language.as_str())));
    found
}

/// Are most of the items of a text human languages?
pub(super) fn are_languages(fragment: Fragment<'_>) -> bool {
    let items = top_level(fragment, |c| is_separator(c) || matches!(c, ',' | ';' | '/' | '、' | '，' | '،' | '；'));
    let named = items.iter().filter(|item| !mentions(**item).is_empty()).count();
    named > 0 && named * 2 >= items.len()
}

/// The fragments between separators that stand outside of brackets.
pub(super) fn top_level(fragment: Fragment<'_>, is_separator: impl Fn(char) -> bool) -> Vec<Fragment<'_>> {
    let mut fragments = Vec::new();
    let (mut from, mut depth) = (0, 0_usize);
    for (at, c) in fragment.text.char_indices() {
        match c {
            '(' | '[' | '（' => depth += 1,
            ')' | ']' | '）' => depth = depth.saturating_sub(1),
            c if depth == 0 && is_separator(c) => {
                fragments.push(fragment.part(from, at));
                from = at + c.len_utf8();
            }
            _ => {}
        }
    }
    fragments.push(fragment.part(from, fragment.text.len()));
    fragments.into_iter().map(Fragment::tidy).filter(|fragment| !fragment.text.is_empty()).collect()
}

/// The languages that a text names, as they are printed.
fn mentions(fragment: Fragment<'_>) -> Vec<Fragment<'_>> {
    let parts = fragment.split(|c| !super::fold::is_word(c) && c != '-');
    let folded: Vec<String> = parts.iter().map(|part| phrase(part.text)).collect();
    let found = LANGUAGES.matches(&folded);
    let of_language = found.into_iter().filter(|(_, _, kind)| *kind == "language");
    of_language
        .map(|(at, length, _)| {
            let (first, last) = (parts[at], parts[at + length - 1]);
            let whole = fragment.part(first.start - fragment.start, last.start + last.text.len() - fragment.start);
            inner(whole)
        })
        .collect()
}

/// In scripts without spaces the language may be a part of the word: `英语流利`.
fn inner(fragment: Fragment<'_>) -> Fragment<'_> {
    if fragment.text.chars().count() > 20
        || !fragment.text.chars().any(super::fold::is_ideograph)
        || LANGUAGES.get(fragment.text) == Some("language")
    {
        return fragment;
    }
    let ends = fragment.text.char_indices().map(|(at, c)| at + c.len_utf8());
    let starts: Vec<usize> = fragment.text.char_indices().map(|(at, _)| at).collect();
    for end in ends {
        for &start in starts.iter().filter(|&&start| start < end) {
            if LANGUAGES.get(&fragment.text[start..end]) == Some("language") {
                return fragment.part(start, end);
            }
        }
    }
    fragment
}

/// A language and what stands beside it.
fn one(fragment: Fragment<'_>, language: Fragment<'_>) -> Language {
    let from = language.start - fragment.start;
    let after = rated(fragment.part(from + language.text.len(), fragment.text.len()));
    let before = rated(fragment.part(0, from));
    let fluency = if after.text.is_empty() && is_fluency(before.text) { before } else { after };
    let fluency = if fluency.text.is_empty() || fluency.words() > 14 { Field::missing() } else { fluency.clear() };
    Language { language: language.clear(), fluency }
}

/// A language that no list has: a name with a level behind it, `Twi (native)`.
fn unlisted(fragment: Fragment<'_>) -> Option<Language> {
    let (at, sign) =
        fragment.text.char_indices().find(|&(_, c)| matches!(c, '(' | ':' | '-' | '–' | '—' | '：' | '（'))?;
    let name = fragment.part(0, at).tidy();
    let level = rated(fragment.part(at + sign.len_utf8(), fragment.text.len()).trimmed(|c| matches!(c, ')' | '）')));
    let is_name =
        name.words() <= 2 && !name.text.is_empty() && name.text.chars().all(|c| super::fold::is_word(c) || c == ' ');
    let is_level = is_fluency(level.text) && level.words() <= 4 && !is_fluency(name.text);
    (is_name && is_level).then(|| Language { language: name.clear(), fluency: level.clear() })
}

/// A level without bars and stars.
fn rated(fragment: Fragment<'_>) -> Fragment<'_> {
    fragment.tidy().trimmed(|c| is_icon(c) || c.is_whitespace() || matches!(c, '.' | '~')).tidy()
}

fn is_fluency(text: &str) -> bool {
    LANGUAGES.kinds_in(text).contains(&"fluency")
}

/// What stands alone after a language says how well it is known.
fn add_fluency(found: &mut [Language], fragment: Fragment<'_>, begins_row: bool) {
    let Some(last) = found.last_mut() else { return };
    let fragment = rated(fragment);
    if fragment.text.is_empty() || fragment.words() > 10 {
        return;
    }
    if last.fluency.is_missing() {
        if is_fluency(fragment.text) {
            last.fluency = fragment.clear();
        }
        return;
    }
    // `Intermediate (reading); basic (speaking)`
    let is_more = !begins_row && is_fluency(fragment.text) && words(fragment.text).len() <= 6;
    let same_line = last.fluency.spans.first().is_some_and(|span| span.line as usize == fragment.line);
    if is_more && same_line {
        let text = format!("{}; {}", last.fluency.as_str(), fragment.text);
        last.fluency.spans.push(fragment.span());
        last.fluency.value = Some(text);
    }
}

#[cfg(test)]
mod tests {
    use domain_model::candidates::document::Document;

    use super::*;
    use crate::parse::rows::rows;

    fn shown(text: &str) -> Vec<String> {
        let document = Document::from(text);
        let show = |language: Language| format!("{}={}", language.language.as_str(), language.fluency.as_str());
        languages(&rows(&document)).into_iter().map(show).collect()
    }

    #[test]
    fn languages_are_read_with_their_fluency() {
        for (text, expected) in [
            ("English | French | Chinese", vec!["English=", "French=", "Chinese="]),
            (
                "English: Native language.\nLatin: Intermediate (reading); basic (speaking, writing).",
                vec!["English=Native language", "Latin=Intermediate (reading); basic (speaking, writing)"],
            ),
            ("English\nNative\n\nPolish\nConversational", vec!["English=Native", "Polish=Conversational"]),
            ("Deutsch – Muttersprache, Englisch (C1)", vec!["Deutsch=Muttersprache", "Englisch=C1"]),
            (
                "Français : langue maternelle • Anglais courant (TOEIC 900)",
                vec!["Français=langue maternelle", "Anglais=courant (TOEIC 900)"],
            ),
            ("Español\tNativo\nInglés\tB2", vec!["Español=Nativo", "Inglés=B2"]),
            ("英语（CET-6）、中文：母语", vec!["英语=CET-6", "中文=母语"]),
            ("हिन्दी - मातृभाषा\nअंग्रेज़ी - धाराप्रवाह", vec!["हिन्दी=मातृभाषा", "अंग्रेज़ी=धाराप्रवाह"]),
            ("فارسی: زبان مادری\nانگلیسی: پیشرفته", vec!["فارسی=زبان مادری", "انگلیسی=پیشرفته"]),
            ("Spanish ●●●●○", vec!["Spanish="]),
            ("Fluent in English and Spanish", vec!["English=", "Spanish="]),
            ("język angielski – biegły", vec!["język angielski=biegły"]),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn languages_of_machines_are_none() {
        let fragment = |text| Fragment { line: 0, start: 0, text };
        assert!(!are_languages(fragment("Python, C++, Rust, Julia")));
        assert!(are_languages(fragment("English (native), German, C")));
    }
}
