//! Pay in the running text of a posting. An amount is pay only beside a pay word, and never beside a word about other money.

use super::amount::{Found, ends, is_range, numbers, unit_before, unit_behind};
use super::currency::currency;
use super::period::Unit;
use crate::catalogue::salary::{Salary, SalaryPeriod};

/// Words of pay.
const PAY: [&str; 22] = [
    "salary",
    "compensation",
    "pay range",
    "base pay",
    "pay rate",
    "hourly rate",
    "pay:",
    "wage",
    "remuneration",
    "ote",
    "pay is",
    "gehalt",
    "vergütung",
    "jahresgehalt",
    "stundenlohn",
    "lohn",
    "salaire",
    "rémunération",
    "salario",
    "retribución",
    "salaris",
    "ctc",
];
/// Words of other money.
const OTHER_MONEY: [&str; 26] = [
    "revenue",
    "funding",
    "raised",
    "series ",
    "valuation",
    "arr",
    "budget",
    "bonus of",
    "sign-on",
    "signing bonus",
    "referral",
    "turnover",
    "umsatz",
    "assets",
    "portfolio",
    "grant",
    "sales of",
    "deal",
    "customers",
    "insurance",
    "stipend",
    "reimburse",
    "401",
    "allowance",
    "per employee",
    "billion",
];
/// How far an amount may stand behind its pay word, in bytes.
const REACH: usize = 120;

/// The pay that a description states, in the first sentence that does.
pub fn in_text(description: &str) -> Option<Salary> {
    sentences(description).find_map(of_sentence)
}

/// Lines, and sentences of lines.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.lines().flat_map(|line| line.split(". ")).filter(|line| line.bytes().any(|sign| sign.is_ascii_digit()))
}

fn of_sentence(sentence: &str) -> Option<Salary> {
    let lower = sentence.to_lowercase();
    // Positions in one are positions in the other only while no letter changes its length.
    if lower.len() != sentence.len() || OTHER_MONEY.iter().any(|word| has_word(&lower, word)) {
        return None;
    }
    let pay_at = PAY.iter().filter_map(|word| word_at(&lower, word)).min()?;
    let found = numbers(sentence);
    let near = |found: &&Found| found.start > pay_at && found.start - pay_at <= REACH;
    let position = found.iter().position(|found| near(&found) && has_currency(sentence, found))?;
    let first = found[position];
    let second = found.get(position + 1).copied().filter(|second| is_range(&sentence[first.end..second.start]));
    let after = second.map_or(first.end, |second| second.end);
    let unit = unit_behind(&sentence[after..]).or_else(|| unit_before(&sentence[..first.start]));
    if unit == Some(Unit::Unknown) {
        return None;
    }
    let beside = &sentence[first.start.saturating_sub(8)..];
    let code = near_currency(sentence, &first).or_else(|| currency(beside.get(..40).unwrap_or(beside)))?;
    let (min, max) = ends(&sentence[pay_at..], shifted(first, pay_at), second.map(|second| shifted(second, pay_at)));
    let salary = Salary::new(Some(code), min, max, unit.and_then(Unit::period))?;
    is_plausible(&salary).then_some(salary)
}

fn shifted(found: Found, by: usize) -> Found {
    Found { start: found.start - by, end: found.end - by, ..found }
}

fn word_at(text: &str, word: &str) -> Option<usize> {
    let is_apart = |at: usize| !text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
    let ends_apart = |at: usize| !text[at..].chars().next().is_some_and(char::is_alphabetic) || word.len() > 3;
    text.match_indices(word).map(|(at, _)| at).find(|&at| is_apart(at) && ends_apart(at + word.len()))
}

fn has_word(text: &str, word: &str) -> bool {
    word_at(text, word).is_some()
}

fn has_currency(text: &str, found: &Found) -> bool {
    near_currency(text, found).is_some()
}

/// The currency right before or right behind a number.
fn near_currency(text: &str, found: &Found) -> Option<&'static str> {
    let before: String = text[..found.start].chars().rev().take(5).collect::<Vec<_>>().into_iter().rev().collect();
    let after: String = text[found.end..].chars().take(6).collect();
    let adjacent = |text: &str| currency(text);
    adjacent(&before).or_else(|| adjacent(&after))
}

/// Whether people are paid such amounts per such a period.
fn is_plausible(salary: &Salary) -> bool {
    let Some(least) = salary.min_hundredths.or(salary.max_hundredths) else { return false };
    let least = least / 100;
    match salary.period {
        Some(SalaryPeriod::Year) => least >= 5_000,
        Some(SalaryPeriod::Month | SalaryPeriod::TwoWeeks) => least >= 100,
        Some(SalaryPeriod::Hour | SalaryPeriod::Day | SalaryPeriod::Week) => least >= 3,
        Some(SalaryPeriod::Once) => true,
        None => least >= 10_000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Option<String> {
        in_text(text).map(|salary| salary.to_string())
    }

    #[test]
    fn pay_is_read_beside_a_pay_word() {
        for (text, expected) in [
            ("We weld.\nThe salary range is $82,000 - $97,500 per year.", "$ 82,000–97,500 per year"),
            ("Compensation: €40k–48k annually", "EUR 40,000–48,000 per year"),
            ("Pay range: USD 31.50 to 36.00 per hour", "USD 31.50–36 per hour"),
            ("Gehalt: 42.000 € bis 48.000 € pro Jahr", "EUR 42,000–48,000 per year"),
            ("Annual base salary of $120,000", "$ 120,000 per year"),
        ] {
            assert_eq!(shown(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn other_money_is_no_pay() {
        for text in [
            "We raised $40 million and pay a fair salary.",
            "A learning budget of $2,000 per year on top of your salary",
            "We manage $90,000 of revenue",
            "You bring 5 years of experience with salary negotiations",
            "Salary: competitive, 30 days of vacation",
            "Founded in 2019 with $12,000",
        ] {
            assert_eq!(shown(text), None, "{text}");
        }
    }
}
