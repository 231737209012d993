//! Amounts and ranges of amounts.

use super::currency::currency;
use super::period::{Unit, unit};
use crate::catalogue::salary::{Salary, SalaryPeriod};

const LAKH: f64 = 100_000.0;
/// Longer texts are no statement of an amount.
const MAX_TEXT_BYTES: usize = 300;

/// A number in a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Found {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) value: f64,
    /// What a word behind it multiplies it by: `k`, lakh, million.
    pub(super) scale: Option<f64>,
}

impl Found {
    pub(super) fn value(&self) -> f64 {
        self.value * self.scale.unwrap_or(1.0)
    }

    pub(super) fn is_scaled(&self) -> bool {
        self.scale.is_some()
    }
}

/// The amount that a text states: `45.000,00`, `€35.000`, `82,5k`, `12,00,000`.
pub fn amount(text: &str) -> Option<f64> {
    let found = numbers(text.trim());
    match found.as_slice() {
        [one] => Some(one.value()),
        _ => None,
    }
}

/// Pay that one text states: an amount or a range, perhaps with its currency and unit. What other fields say of them counts
/// first.
pub fn read(text: &str, stated_currency: Option<&str>, stated_unit: Option<&str>) -> Option<Salary> {
    if text.len() > MAX_TEXT_BYTES {
        return None;
    }
    let found = numbers(text);
    let first = *found.first()?;
    let second = found.get(1).copied().filter(|second| is_range(&text[first.end..second.start]));
    let after = second.map_or(first.end, |second| second.end);
    let unit = match stated_unit.and_then(unit) {
        Some(unit) => Some(unit),
        None => unit_behind(&text[after..]).or_else(|| unit_before(&text[..first.start])),
    };
    if unit == Some(Unit::Unknown) {
        return None;
    }
    let currency = stated_currency.and_then(currency).or_else(|| currency(text));
    let (min, max) = ends(text, first, second);
    // "8–12" in lakhs, but never "8 lakh" twice over.
    let in_lakhs = unit == Some(Unit::LakhsPerYear) && !first.is_scaled();
    let scaled = |amount: f64| if in_lakhs && amount < 10_000.0 { amount * LAKH } else { amount };
    Salary::new(currency, min.map(scaled), max.map(scaled), unit.and_then(Unit::period))
}

/// The ends of the range that these numbers state; one of them may be open.
pub(super) fn ends(text: &str, first: Found, second: Option<Found>) -> (Option<f64>, Option<f64>) {
    if let Some(second) = second {
        // "45–60k": what stands behind the second is meant for both.
        let low = if first.is_scaled() || first.value() >= 1_000.0 {
            first.value()
        } else {
            first.value * second.scale.unwrap_or(1.0)
        };
        return (Some(low), Some(second.value()));
    }
    let before = text[..first.start].to_lowercase();
    let after = text[first.end..].trim_start().to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| before.contains(word));
    let value = Some(first.value());
    if after.starts_with('+')
        || after.starts_with("and up")
        || says(&["from ", "ab ", "à partir", "at least", "desde", "minimum"])
    {
        (value, None)
    } else if says(&["up to", "bis zu", "jusqu", "hasta", "maximum"]) {
        (None, value)
    } else {
        (value, value)
    }
}

/// Whether what stands between two numbers makes them a range.
pub(super) fn is_range(between: &str) -> bool {
    let words: String =
        between.chars().filter(|c| c.is_alphabetic() || matches!(c, '-' | '–' | '—' | '−' | '~')).collect();
    let words = words.to_lowercase();
    let words = words.trim_start_matches(|c: char| c.is_alphabetic() && !"tobisauy".contains(c));
    let is_dash = |word: &str| word.contains(['-', '–', '—', '−', '~']);
    between.chars().count() <= 24
        && (is_dash(words)
            || ["to", "bis", "a", "à", "and", "und", "y", "até", "tot", "do"].contains(&bare(between).as_str()))
}

/// The one word between two numbers, without currencies and signs.
fn bare(between: &str) -> String {
    let words = between.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    words.filter(|word| currency(word).is_none()).collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The unit stated right behind an amount.
pub(super) fn unit_behind(text: &str) -> Option<Unit> {
    let text = text.trim_start_matches(['+', ' ', '\u{a0}', ',', '(', '.']);
    let near: String = text.chars().take(30).collect();
    let near = near.split([';', '\n', '(', ')', '|']).next().unwrap_or_default().to_owned();
    let lower = near.to_lowercase();
    let marks =
        ["per ", "/", "pro ", "par ", "al ", "por ", "an hour", "a year", "a month", "a week", "a day", "p.a", "lpa"];
    let words = ["annual", "year", "hour", "month", "brutto/", "jährlich", "monatlich", "week", "daily", "lakh", "pa"];
    let is_marked = marks.iter().chain(&words).any(|mark| lower.contains(mark));
    let stated = if is_marked { unit(&first_words(&lower)) } else { None };
    stated.filter(|unit| *unit != Unit::Unknown || lower.starts_with("per ") || lower.starts_with('/'))
}

fn first_words(text: &str) -> String {
    text.split_whitespace().take(4).collect::<Vec<_>>().join(" ")
}

/// "Annual salary: 50,000", "hourly rate 20".
pub(super) fn unit_before(text: &str) -> Option<Unit> {
    let lower = text.to_lowercase();
    let found = [
        ("hourly", SalaryPeriod::Hour),
        ("stundenlohn", SalaryPeriod::Hour),
        ("annual", SalaryPeriod::Year),
        ("yearly", SalaryPeriod::Year),
        ("jahresgehalt", SalaryPeriod::Year),
        ("monthly", SalaryPeriod::Month),
        ("monatsgehalt", SalaryPeriod::Month),
        ("weekly", SalaryPeriod::Week),
        ("daily", SalaryPeriod::Day),
    ]
    .into_iter()
    .filter_map(|(word, period)| lower.rfind(word).map(|at| (at, period)))
    .max_by_key(|(at, _)| *at);
    found.map(|(_, period)| Unit::Per(period))
}

/// The numbers of a text.
pub(super) fn numbers(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(offset) = text[at..].find(|c: char| c.is_ascii_digit()) {
        let start = at + offset;
        let end = start + extent(&text[start..]);
        let is_part_of_word =
            text[..start].chars().next_back().is_some_and(|c| c.is_alphanumeric() && !is_code_before(&text[..start]));
        let (scale, length) = scale(&text[end..]);
        if let Some(value) = value(&text[start..end]).filter(|_| !is_part_of_word) {
            found.push(Found { start, end: end + length, value, scale });
        }
        at = end + length;
    }
    found
}

/// "EUR50000" is an amount, "B2B50" is not.
fn is_code_before(text: &str) -> bool {
    let tail: String =
        text.chars().rev().take_while(|c| c.is_alphabetic()).collect::<Vec<_>>().into_iter().rev().collect();
    tail.len() == 3 && currency(&tail).is_some()
}

/// How long the number is: digits, and separators that digits follow.
fn extent(text: &str) -> usize {
    let mut end = 0;
    for (at, sign) in text.char_indices() {
        if sign.is_ascii_digit() {
            end = at + 1;
            continue;
        }
        let follows = &text.as_bytes()[at + sign.len_utf8()..];
        let digits = follows.iter().take_while(|sign| sign.is_ascii_digit()).count();
        let joins = match sign {
            '.' | ',' => digits > 0,
            '\'' | '’' | ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' => digits == 3,
            _ => false,
        };
        if !joins {
            break;
        }
    }
    end
}

/// The number that digits and separators state.
fn value(text: &str) -> Option<f64> {
    let text: String = text.chars().filter(|c| c.is_ascii_digit() || matches!(c, '.' | ',')).collect();
    let (dots, commas) = (text.matches('.').count(), text.matches(',').count());
    let last = text.rfind(['.', ',']);
    let tail = last.map_or(0, |at| text.len() - at - 1);
    let decimal_at = match (dots, commas) {
        (1.., 1..) => last.filter(|&at| text.matches(&text[at..=at]).count() == 1),
        // One separator before three digits groups thousands, unless a zero stands before it.
        (1, 0) | (0, 1) => last.filter(|_| tail != 3 || text.starts_with('0')),
        _ => None,
    };
    let (whole, fraction) = match decimal_at {
        Some(at) => (&text[..at], &text[at + 1..]),
        None => (text.as_str(), ""),
    };
    let mut groups = whole.split(['.', ',']);
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let groups_well = rest.is_empty()
        || (first.len() <= 3
            && rest.last().is_some_and(|last| last.len() == 3)
            && rest.iter().all(|group| (2..=3).contains(&group.len())));
    let is_fraction = decimal_at.is_none() || (1..=6).contains(&fraction.len()) && (dots > 0 || fraction.len() <= 2);
    if first.is_empty() || !groups_well || !is_fraction {
        return None;
    }
    format!("{}.{}", whole.replace(['.', ','], ""), if fraction.is_empty() { "0" } else { fraction }).parse().ok()
}

/// What a word behind a number multiplies it by, and its length.
fn scale(text: &str) -> (Option<f64>, usize) {
    let trimmed = text.trim_start_matches([' ', '\u{a0}']);
    let gap = text.len() - trimmed.len();
    let word: String = trimmed.chars().take_while(|c| c.is_alphabetic()).collect();
    let scale = match word.to_lowercase().as_str() {
        "k" | "tsd" | "mil" | "thousand" => 1_000.0,
        "lakh" | "lakhs" | "lac" | "lacs" | "lpa" | "l" => LAKH,
        "crore" | "crores" | "cr" => 100.0 * LAKH,
        "m" | "mio" | "million" | "mn" => 1_000_000.0,
        _ => return (None, 0),
    };
    // "5 l" and "5 m" are litres and metres.
    if gap > 0 && matches!(word.as_str(), "l" | "L" | "m" | "M" | "cr") {
        return (None, 0);
    }
    // LPA is the unit too: it stays in the text for whoever looks for the unit.
    let length = if word.eq_ignore_ascii_case("lpa") { 0 } else { gap + word.len() };
    (Some(scale), length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_with_the_separators_of_every_country() {
        for (text, expected) in [
            ("52.000,00", Some(52_000.0)),
            ("€31.000", Some(31_000.0)),
            ("64'500", Some(64_500.0)),
            ("64’500.50", Some(64_500.5)),
            ("27 300", Some(27_300.0)),
            ("27\u{a0}300", Some(27_300.0)),
            ("38k", Some(38_000.0)),
            ("71,5k", Some(71_500.0)),
            ("17,35", Some(17.35)),
            ("17.5", Some(17.5)),
            ("31.7308", Some(31.7308)),
            ("14,50,000", Some(1_450_000.0)),
            ("1,234,567.50", Some(1_234_567.5)),
            ("9.5 Lakh", Some(950_000.0)),
            ("1,,000", None),
            ("4500,000", None),
            ("Negotiable", None),
            ("", None),
        ] {
            assert_eq!(amount(text), expected, "{text:?}");
        }
    }

    #[test]
    fn ranges_and_open_ends_are_read() {
        for (text, currency, unit, shown) in [
            ("$90,000+", Some("USD"), Some("YEAR"), "USD from 90,000 per year"),
            ("$51,000 - $64,000", Some("USD"), Some("YEAR"), "USD 51,000–64,000 per year"),
            ("€38k–52k per year", None, None, "EUR 38,000–52,000 per year"),
            ("38–52k EUR", None, None, "EUR 38,000–52,000"),
            ("$19–$23 per hour", None, None, "$ 19–23 per hour"),
            ("9-14 LPA", Some("INR"), Some("YEAR"), "INR 900,000–1,400,000 per year"),
            ("9 - 14", Some("INR"), Some("LPA"), "INR 900,000–1,400,000 per year"),
            ("₹7.5 Lakh per annum", None, None, "INR 750,000 per year"),
            ("CHF 80'000 bis 95'000 pro Jahr", None, None, "CHF 80,000–95,000 per year"),
            ("up to £60,000 a year", None, None, "GBP up to 60,000 per year"),
            ("From $120,000.00 to $150,000.00 annually", None, None, "$ 120,000–150,000 per year"),
        ] {
            let read = read(text, currency, unit).map(|salary| salary.to_string());
            assert_eq!(read.as_deref(), Some(shown), "{text}");
        }
        for (text, unit) in [("Competitive", None), ("21", Some("per shift")), ("", None)] {
            assert_eq!(read(text, Some("USD"), unit), None, "{text}");
        }
    }
}
