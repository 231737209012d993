//! Skills as the seeker lists them, with the names of their groups and their levels.

use std::collections::HashSet;

use domain_model::candidates::field::Field;
use domain_model::candidates::structured_resume::{Skill, SkillGroup};

use domain_model::matching::skill;

use super::fold::{phrase, words};
use super::fragment::{Fragment, is_separator};
use super::languages::top_level;
use super::lexicon::{HEADINGS, LANGUAGES};
use super::rows::Row;

/// More words than this are a sentence about a skill.
const MAX_WORDS: usize = 6;
/// More than this in one resume is noise.
const MAX_SKILLS: usize = 200;
/// The groups of skills in the rows of a section of skills.
pub(super) fn skills(rows: &[Row<'_>]) -> Vec<SkillGroup> {
    let mut groups: Vec<SkillGroup> = vec![SkillGroup::default()];
    let mut seen = HashSet::new();
    let mut count = 0;
    let mut after_level = false;
    for (index, row) in rows.iter().enumerate() {
        let next = rows.get(index + 1);
        if is_level(row.fragment.text)
            && let Some(skill) = groups.last_mut().and_then(|group| group.skills.last_mut())
        {
            skill.level = row.fragment.tidy().clear();
            after_level = true;
            continue;
        }
        let (label, content) = label(row, next, rows.get(index.wrapping_sub(1)));
        if content.is_empty() && label.is_some_and(|label| label.fragment.text.len() > 1) {
            let name = label.map_or_else(Field::missing, |label| label.fragment.clear());
            groups.push(SkillGroup { name, skills: Vec::new() });
            after_level = false;
            continue;
        }
        if let Some(label) = label {
            groups.push(SkillGroup { name: label.fragment.clear(), skills: Vec::new() });
        }
        let items: Vec<Fragment<'_>> = content.into_iter().flat_map(items).collect();
        let group = groups.last_mut().expect("there is always one");
        // What follows a level explains the skill.
        if after_level
            && items.len() > 1
            && label.is_none()
            && let Some(skill) = group.skills.last_mut()
        {
            skill.details.extend(items.iter().map(|item| item.clear()));
            continue;
        }
        after_level = false;
        for item in items {
            let (name, level) = with_level(item);
            if count < MAX_SKILLS && seen.insert(name.text.to_lowercase()) {
                count += 1;
                group.skills.push(Skill { name: name.clear(), level, details: Vec::new() });
            }
        }
    }
    groups.retain(|group| !group.skills.is_empty());
    groups
}

#[derive(Clone, Copy)]
struct Label<'a> {
    fragment: Fragment<'a>,
}

/// The name of the group that a row begins, and the rest of the row.
fn label<'a>(
    row: &Row<'a>,
    next: Option<&Row<'a>>,
    previous: Option<&Row<'a>>,
) -> (Option<Label<'a>>, Vec<Fragment<'a>>) {
    let whole = row.fragment;
    let colon = whole.text.char_indices().find(|&(_, c)| matches!(c, ':' | '：'));
    if let Some((at, colon)) = colon {
        let head = whole.part(0, at).tidy();
        let rest = whole.part(at + colon.len_utf8(), whole.text.len());
        if !head.text.is_empty() && head.words() <= 6 && !head.text.contains([',', '\t']) {
            // `Python: expert`
            let is_skill_with_level = is_level(rest.tidy().text);
            if !is_skill_with_level {
                let rest = rest.tidy();
                return (Some(Label { fragment: head }), if rest.text.is_empty() { vec![] } else { vec![rest] });
            }
        }
    }
    // `Databases⇥MySQL, PostgreSQL`, `Databases⇥MySQL | PostgreSQL`
    let is_listed = |cell: &Fragment<'_>| cell.text.contains([',', '،', '、', '，']) || cell.text.contains(" | ");
    if row.cells.len() >= 2 && row.cells[1..].iter().any(is_listed) && !is_listed(&row.cells[0]) {
        return (Some(Label { fragment: row.cells[0] }), row.cells[1..].to_vec());
    }
    // `Tech Stack Tableau | Python`: the words of a heading before a list
    let parts = whole.split(is_separator);
    if parts.len() >= 2 || whole.text.matches(',').count() >= 2 {
        let first = whole.split(char::is_whitespace);
        for length in (1..=2.min(first.len().saturating_sub(1))).rev() {
            let head = whole.part(0, first[length - 1].start + first[length - 1].text.len() - whole.start).tidy();
            let rest = whole.part(first[length].start - whole.start, whole.text.len());
            let begins_small = rest.text.starts_with(char::is_lowercase);
            let is_heading = HEADINGS.get(head.text).is_some_and(|kind| {
                matches!(kind, "skills" | "tools" | "languages" | "interests" | "other" | "modifier" | "certificates")
            });
            if is_heading && !begins_small && row.cells.len() == 1 && !head.text.ends_with(',') {
                return (Some(Label { fragment: head }), vec![rest]);
            }
        }
    }
    // A name alone in its line, over a list
    let is_list = |row: &Row<'_>| {
        row.cells.len() >= 3
            || labels(row.fragment).len() >= 3
            || row.fragment.text.matches([',', '|', '•', '·', '、']).count() >= 2
    };
    let is_alone = row.cells.len() == 1 && !is_list(row) && row.words() <= 4 && !row.is_item;
    let begins = previous.is_none_or(|previous| previous.source.block != row.source.block);
    let stands_out = next.is_some_and(|next| {
        row.source.bold && !next.source.bold
            || row.source.size > next.source.size + 0.4
            || begins && next.source.block != row.source.block
    });
    if is_alone
        && next.is_some_and(|next| {
            (is_list(next) || row.source.bold && next.is_item && !next.source.bold) && !next.source.bold
                || is_list(next) && stands_out
        })
    {
        return (Some(Label { fragment: row.fragment.tidy() }), Vec::new());
    }
    (None, row.cells.clone())
}

/// The items of a list.
fn items(fragment: Fragment<'_>) -> Vec<Fragment<'_>> {
    let parts = top_level(fragment, |c| is_separator(c) || matches!(c, ',' | ';' | '、' | '，' | '،' | '؛' | '；'));
    parts.into_iter().flat_map(labels).flat_map(bare_item).collect()
}

/// An item without "and" before it and a full stop behind it. "SQL and Java" are two.
fn bare_item(fragment: Fragment<'_>) -> Vec<Fragment<'_>> {
    const JOINERS: [&str; 12] = ["and ", "und ", "et ", "y ", "e ", "i ", "oraz ", "och ", "en ", "ve ", "& ", "и "];
    let mut fragment = fragment.trimmed(|c| matches!(c, '.' | '。') || c.is_whitespace()).tidy();
    let joined = JOINERS.iter().find_map(|joiner| fragment.text.strip_prefix(joiner));
    if let Some(rest) = joined.filter(|rest| !rest.is_empty()) {
        fragment = fragment.part(fragment.text.len() - rest.len(), fragment.text.len());
    }
    let is_item = fragment.words() <= MAX_WORDS
        && fragment.text.chars().any(char::is_alphanumeric)
        && fragment.text.chars().count() <= 60
        && !matches!(phrase(fragment.text).as_str(), "etc" | "usw" | "more" | "others");
    if is_item { vec![fragment] } else { Vec::new() }
}

/// Labels that only spaces set apart: `MySQL PostgreSQL NoSQL`. They part where most of the words are skills of the lexicon.
fn labels(fragment: Fragment<'_>) -> Vec<Fragment<'_>> {
    let words = fragment.split(char::is_whitespace);
    let joins = |word: &Fragment<'_>| matches!(word.text, "and" | "or" | "und" | "oder" | "et" | "y" | "e");
    if words.len() < 3 || fragment.text.contains(['(', '&']) || words.iter().any(joins) {
        return vec![fragment];
    }
    let run = |from: usize, length: usize| {
        let (first, last) = (words[from], words[from + length - 1]);
        fragment.part(first.start - fragment.start, last.start + last.text.len() - fragment.start)
    };
    let (mut found, mut known, mut at) = (Vec::new(), 0, 0);
    while at < words.len() {
        let most = 3.min(words.len() - at);
        let name = (1..=most).rev().find(|&length| skill::lookup(run(at, length).text).is_some());
        known += usize::from(name.is_some());
        // A number belongs to the name before it: `HTML 5`.
        let length = name.unwrap_or(1)
            + words
                .get(at + name.unwrap_or(1))
                .map_or(0, |next| usize::from(next.text.chars().all(|c| c.is_ascii_digit())));
        found.push(run(at, length));
        at += length;
    }
    if known >= 2 && known * 2 >= found.len() { found } else { vec![fragment] }
}

/// `Python (expert)`, `Rust – advanced`, `Java: 5 years`
fn with_level(item: Fragment<'_>) -> (Fragment<'_>, Field<String>) {
    // `Rust 3/5`, `Figma 80%`
    if let Some(at) = item.text.rfind(char::is_whitespace).filter(|&at| is_rating(&item.text[at + 1..])) {
        return (item.part(0, at).tidy(), item.part(at + 1, item.text.len()).clear());
    }
    for sign in [":", "：", " – ", " — ", " - ", "(", "（"] {
        let Some(at) = item.text.find(sign).filter(|&at| at > 0) else { continue };
        let level = item.part(at + sign.len(), item.text.len()).tidy().trimmed(|c| matches!(c, ')' | '）'));
        if is_level(level.text) {
            return (item.part(0, at).tidy(), level.clear());
        }
    }
    (item, Field::missing())
}

/// `3/5`, `80%`
fn is_rating(text: &str) -> bool {
    let is_number = |text: &str| (1..=3).contains(&text.len()) && text.chars().all(|c| c.is_ascii_digit());
    text.strip_suffix('%').is_some_and(is_number)
        || text.split_once('/').is_some_and(|(value, of)| is_number(value) && matches!(of, "5" | "10" | "100"))
}

/// Does the text say how well, and nothing else?
fn is_level(text: &str) -> bool {
    let words = words(text);
    let is_number = |word: &String| word.chars().all(|c| c.is_ascii_digit());
    let key = words.join(" ");
    let is_level = |key: &str| matches!(LANGUAGES.of_key(key), Some("level" | "fluency")) && key.len() > 2;
    let known = |word: &String| is_level(word) || is_number(word) || LANGUAGES.of_key(word) == Some("time");
    !words.is_empty() && words.len() <= 4 && !words.iter().all(is_number) && (is_level(&key) || words.iter().all(known))
}

#[cfg(test)]
mod tests {
    use domain_model::candidates::document::Document;

    use super::*;
    use crate::parse::rows::rows;

    fn shown(text: &str) -> Vec<String> {
        let document = Document::from(text);
        let show = |group: SkillGroup| {
            let names: Vec<String> = group.skills.iter().map(|skill| skill.name.as_str().to_owned()).collect();
            format!("{}={}", group.name.as_str(), names.join("+"))
        };
        skills(&rows(&document)).into_iter().map(show).collect()
    }

    #[test]
    fn lists_and_groups_are_read() {
        for (text, expected) in [
            (
                "Languages: Rust, Go\nDatabases: MySQL and SQLite, Redis",
                vec!["Languages=Rust+Go", "Databases=MySQL and SQLite+Redis"],
            ),
            ("Databases\tMySQL, PostgreSQL\nTools\tVim, Emacs", vec!["Databases=MySQL+PostgreSQL", "Tools=Vim+Emacs"]),
            ("Tech Stack\tTableau | Python | PostgreSQL", vec!["Tech Stack=Tableau+Python+PostgreSQL"]),
            ("Go\tPython\nCI/CD\tAPI Design", vec!["=Go+Python+CI/CD+API Design"]),
            ("• Attention to detail\n• Communication skills", vec!["=Attention to detail+Communication skills"]),
            (
                "Tech Stack Tableau | Python (Pandas, Numpy) | PostgreSQL",
                vec!["Tech Stack=Tableau+Python (Pandas, Numpy)+PostgreSQL"],
            ),
            ("HTML ●●●○○\nCSS ★★★", vec!["=HTML+CSS"]),
            ("TeX, LaTeX,\nand Microsoft Word.", vec!["=TeX+LaTeX+Microsoft Word"]),
            ("编程语言：Python、Java、C++", vec!["编程语言=Python+Java+C++"]),
            ("ابزارها: Docker، Git", vec!["ابزارها=Docker+Git"]),
            ("Python (expert), Rust – advanced", vec!["=Python+Rust"]),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn what_explains_a_skill_is_none() {
        let document = Document::from("Unity Engine\nExpert\nC#, Editor Tools\n\nGame AI\nAdvanced\nFSM, Pathfinding");
        let groups = skills(&rows(&document));
        let skills: Vec<&Skill> = groups.iter().flat_map(|group| &group.skills).collect();
        assert_eq!(skills.iter().map(|skill| skill.name.as_str()).collect::<Vec<_>>(), ["Unity Engine", "Game AI"]);
        assert_eq!((skills[0].level.as_str(), skills[0].details.len()), ("Expert", 2));
    }

    #[test]
    fn sentences_are_no_skills() {
        assert_eq!(shown("I enjoy working with people in many different places"), [] as [&str; 0]);
    }
}
