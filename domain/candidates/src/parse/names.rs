//! The name of the seeker, and the line under it that says what the seeker is.

use domain_model::candidates::field::{Doubt, Field};

use super::contacts::{emails, labelled, phones, place_score};
use super::fold::{digit, fold, is_ideograph};
use super::fragment::{Fragment, is_separator, joined};
use super::headings::{Kind, Strength, announced};
use super::lexicon::{JOBS, NAMES};
use super::links::is_address;
use super::rows::Row;

/// In points: the upper quarter of a page.
const HIGH: f32 = 220.0;
/// The name: the largest line of the first page that reads like one, or the first line that does.
pub(super) fn name<'a>(rows: &[Row<'a>]) -> (Field<String>, Vec<Fragment<'a>>) {
    for row in rows.iter().take(25) {
        let fragments = row.fragment.split(|c| is_separator(c) || c == ',');
        let named = std::iter::once(row.fragment).chain(fragments).find_map(|fragment| match labelled(fragment) {
            Some(("name", value)) if value.words() <= 6 && !value.text.is_empty() => Some(value),
            _ => None,
        });
        if let Some(value) = named {
            let value = value.split(is_separator).first().copied().unwrap_or(value);
            return (shown(&[value]), vec![value]);
        }
    }
    // It stands before the first heading, or high on the page in another column.
    let heading = rows
        .iter()
        .position(|row| {
            row.cells.len() == 1
                && NAMES.get(row.fragment.text) != Some("document")
                && matches!(announced(row.fragment.text), Some((_, Strength::Exact)))
        })
        .unwrap_or(rows.len());
    let is_near = |index: usize, row: &Row<'a>| {
        index < heading || row.source.place.is_some_and(|place| place.page == 0 && place.top < HIGH)
    };
    let candidates: Vec<(usize, Fragment<'a>)> = rows
        .iter()
        .take(120)
        .enumerate()
        .filter(|(index, row)| is_near(*index, row))
        .filter_map(|(index, row)| Some((index, like_name(row)?)))
        .collect();
    let size = |index: usize| rows[index].source.size;
    let largest = candidates.iter().map(|&(index, _)| size(index)).fold(0.0, f32::max);
    let body = {
        let mut sizes: Vec<f32> = rows.iter().map(|row| row.source.size).collect();
        sizes.sort_by(f32::total_cmp);
        sizes.get(sizes.len() / 2).copied().unwrap_or(0.0)
    };
    let is_large = largest > body * 1.3 && largest > body + 1.5;
    // Without sizes the name is among the first lines.
    let chosen = candidates.iter().find(|&&(index, _)| if is_large { size(index) > largest - 0.3 } else { index < 8 });
    let Some(&(index, fragment)) = chosen else { return below_a_column(rows) };
    let mut parts = vec![fragment];
    // A name in two lines of the same size
    if fragment.words() == 1
        && !fragment.text.chars().any(is_ideograph)
        && let Some(next) = rows.get(index + 1)
        && is_large
        && (next.source.size - rows[index].source.size).abs() < 0.3
        && let Some(rest) = like_name(next)
        && rest.words() <= 2
    {
        parts.push(rest);
    }
    let field = shown(&parts);
    let is_sure = is_large || index == 0 || JOBS.kinds_in(rows[index - 1].fragment.text).is_empty();
    (if is_sure { field } else { field.doubted(Doubt::ByPosition) }, parts)
}

/// A name behind a column of contacts and skills, in a document that tells no places. It begins a block, and what follows is a
/// title, or the first section of the main column; or the address of mail is made of it.
fn below_a_column<'a>(rows: &[Row<'a>]) -> (Field<String>, Vec<Fragment<'a>>) {
    let mails: Vec<String> = rows.iter().flat_map(|row| emails(row.fragment)).map(|mail| fold(mail.text)).collect();
    let found = (1..rows.len().min(120)).find_map(|index| {
        let (previous, row, next) = (&rows[index - 1], &rows[index], rows.get(index + 1)?);
        let begins = row.source.block != previous.source.block && row.cells.len() == 1 && !row.is_item;
        let fragment = like_name(row).filter(|_| begins)?;
        let is_titled = names_a_job(next.fragment.text) && next.words() <= 8 && next.dates.is_empty();
        let heads = |row: &Row<'_>| {
            let kind = announced(row.fragment.text).filter(|_| row.cells.len() == 1).map(|(kind, _)| kind);
            matches!(kind, Some(Kind::Summary | Kind::Experience))
        };
        let is_alone = next.source.block != row.source.block && (heads(next) || next.is_prose());
        let has_two = fragment.words() >= 2 || fragment.text.chars().any(is_ideograph);
        (has_two
            && (is_titled && next.source.block == row.source.block || is_alone || is_in_mail(fragment.text, &mails)))
        .then_some(fragment)
    });
    found.map_or((Field::missing(), Vec::new()), |fragment| {
        (shown(&[fragment]).doubted(Doubt::UnusualPlace), vec![fragment])
    })
}

/// Do two words of a name stand in an address of mail: `Ada Lovelace`, `ada.lovelace@…`?
fn is_in_mail(name: &str, mails: &[String]) -> bool {
    let words = super::fold::words(name);
    let is_in = |mail: &String| {
        let local = mail.split('@').next().unwrap_or_default();
        words.iter().filter(|word| word.len() >= 3 && local.contains(word.as_str())).count() >= 2
    };
    mails.iter().any(is_in)
}

/// The part of a row that reads like the name of a person.
fn like_name<'a>(row: &Row<'a>) -> Option<Fragment<'a>> {
    let cell = *row.cells.first()?;
    let cell = cell.split(|c| is_separator(c) || matches!(c, '(' | '（' | '/')).first().copied()?;
    let mut fragment = cell;
    // `Jane Doe, PhD`, `Jane Doe – Engineer`
    for sign in [",", " – ", " — ", " - ", "，"] {
        if let Some(at) = fragment.text.find(sign) {
            fragment = fragment.part(0, at).tidy();
        }
    }
    // `Jane Doe   jane@example.com`
    let mail = emails(cell).first().map(|mail| mail.start - cell.start);
    if let Some(at) = mail.filter(|&at| at < fragment.text.len() && at > 0) {
        fragment = fragment.part(0, at).tidy();
    }
    // `Lebenslauf Max Muster`
    let words = fragment.split(char::is_whitespace);
    let titled = (1..=3.min(words.len()))
        .rev()
        .find(|&length| NAMES.get(fragment.spanning(words[0], words[length - 1]).text) == Some("document"));
    if let Some(length) = titled {
        fragment = fragment.spanning(*words.get(length)?, words[words.len() - 1]);
    }
    is_name(fragment.text).then_some(fragment)
}

/// Does the text read like the name of a person?
fn is_name(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() >= 4 && words.iter().all(|word| word.chars().count() == 1) {
        return is_name(&words.concat());
    }
    let is_allowed = |c: char| {
        super::fold::is_word(c) && digit(c).is_none()
            || c.is_whitespace()
            || matches!(c, '.' | '-' | '\'' | '’' | '·' | '"' | '“' | '”' | '‐')
    };
    let is_small = |word: &&str| word.starts_with(char::is_lowercase);
    let stray = words.iter().filter(|word| is_small(word) && NAMES.get(word) != Some("particle")).count();
    let is_ideographic = text.chars().any(is_ideograph);
    letters >= 2
        && text.chars().all(is_allowed)
        && (1..=5).contains(&words.len())
        && text.chars().count() <= 45
        && (!is_ideographic || letters <= 12)
        && stray == 0
        && announced(text).is_none()
        && NAMES.get(text) != Some("document")
        && !is_address(text)
        && phones(Fragment { line: 0, start: 0, text }).is_empty()
        && !names_a_job(text)
        && !(words.len() >= 2 && super::roles::company_score(text) >= 4)
        && !(place_score(text) >= 3 && words.len() <= 2 && !has_two_names(&words))
}

fn has_two_names(words: &[&str]) -> bool {
    words.len() == 2 && super::lexicon::PLACES.get(words[0]).is_none()
}

fn names_a_job(text: &str) -> bool {
    // "Cook" and "Dean" are names too: one title as the last of two words is no proof.
    let words = super::fold::words(text);
    let found = JOBS.matches(&words);
    let titles = found.iter().filter(|(_, _, kind)| *kind == "title").count();
    let covered: usize = found.iter().map(|(_, length, _)| length).sum();
    titles > 0
        && (covered >= words.len()
            || words.len() != 2
            || words.last().is_none_or(|word| NAMES.of_key(word) != Some("surname")))
}

/// The name in mixed case.
fn shown(parts: &[Fragment<'_>]) -> Field<String> {
    let mut field = joined(parts, " ");
    if let Some(name) = &mut field.value {
        let words: Vec<&str> = name.split_whitespace().collect();
        let is_spaced =
            words.len() >= 5 && words.iter().filter(|word| word.chars().count() == 1).count() == words.len();
        if is_spaced {
            *name = words.concat();
        }
        let letters = || name.chars().filter(|c| c.is_alphabetic());
        if letters().any(char::is_uppercase) && !letters().any(char::is_lowercase) && letters().count() > 3 {
            *name = mixed_case(name);
        } else {
            *name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        }
    }
    field
}

fn mixed_case(name: &str) -> String {
    let mut mixed = String::with_capacity(name.len());
    let mut begins = true;
    for c in name.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        if begins {
            mixed.push(c);
        } else {
            mixed.extend(c.to_lowercase());
        }
        begins = !(c.is_alphabetic() || super::fold::is_word(c));
    }
    mixed
}

/// The line of the header, after the name, that says what the seeker is.
pub(super) fn headline(header: &[Row<'_>], name: &[Fragment<'_>]) -> Field<String> {
    let Some(last) = name.last() else { return Field::missing() };
    let after = header.iter().filter(|row| row.fragment.line >= last.line);
    for row in after.take(6) {
        let start = if row.fragment.line == last.line { last.start + last.text.len() } else { 0 };
        for fragment in row.cells.iter().filter(|fragment| fragment.start >= start) {
            let has_contact = !emails(*fragment).is_empty()
                || !phones(*fragment).is_empty()
                || fragment.text.split_whitespace().any(is_address);
            if has_contact
                || row.is_prose()
                || fragment.words() > 12
                || !row.dates.is_empty()
                || labelled(*fragment).is_some()
            {
                continue;
            }
            let is_title = JOBS.kinds_in(fragment.text).iter().any(|kind| *kind == "title" || *kind == "grade");
            if is_title {
                return fragment.clear();
            }
        }
    }
    Field::missing()
}

#[cfg(test)]
mod tests {
    use domain_model::candidates::document::Document;

    use super::*;
    use crate::parse::rows::rows;

    fn name_of(text: &str) -> String {
        let document = Document::from(text);
        name(&rows(&document)).0.as_str().to_owned()
    }

    #[test]
    fn names_are_found_in_any_script() {
        for (text, expected) in [
            ("JOHN Q. PUBLIC\n555 356 7936", "John Q. Public"),
            ("Curriculum Vitae\nMaria-José Carreño Quiñones\nMadrid", "Maria-José Carreño Quiñones"),
            ("Jane Doe, PhD\nScientist", "Jane Doe"),
            ("张伟\n软件工程师", "张伟"),
            ("姓名：李娜 | 电话：138", "李娜"),
            ("علی احمدی\nمهندس نرم\u{200c}افزار", "علی احمدی"),
            ("राजेश कुमार\nसॉफ्टवेयर इंजीनियर", "राजेश कुमार"),
            ("Lebenslauf\n\nName: Max Mustermann\nGeburtsdatum: 1.1.1990", "Max Mustermann"),
            ("CRAIG DAVIS\tcraig@example.com\nDEVELOPER", "Craig Davis"),
            ("Senior Engineer\nAda Lovelace\nada@example.com", "Ada Lovelace"),
            ("Ada Lovelace | Analyst\nLondon", "Ada Lovelace"),
            ("J O H N D O E\nx", "JOHNDOE".to_lowercase().replace('j', "J").as_str()),
            ("Vincent van der Berg\nDeveloper", "Vincent van der Berg"),
            ("Tim Cook\nCook", "Tim Cook"),
        ] {
            assert_eq!(name_of(text), expected, "{text}");
        }
    }

    #[test]
    fn a_document_without_a_name_has_none() {
        assert_eq!(name_of("Experience\nSenior Engineer, 2019 - 2020\nsomething@example.com"), "");
    }

    #[test]
    fn the_headline_says_what_the_seeker_is() {
        let document = Document::from("Ada Lovelace\nada@example.com | London\nSenior Software Engineer\n");
        let rows = rows(&document);
        let (_, parts) = name(&rows);
        assert_eq!(headline(&rows, &parts).as_str(), "Senior Software Engineer");
    }
}
