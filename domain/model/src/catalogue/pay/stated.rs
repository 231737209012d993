//! What a posting's text says about pay. Other sums of a posting (a learning budget, revenue, a relocation grant) are not pay.

use crate::catalogue::outline::{Outline, Section};
use crate::catalogue::sentences::sentences;
use crate::search::fold::fold;

/// What the text says about pay, in its own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StatedPay {
    /// It names an amount.
    Amount(String),
    /// It speaks of pay without an amount.
    Words(String),
}

const SIGNS: [char; 6] = ['$', '€', '£', '¥', '₹', '₽'];
const CODES: &str =
    " usd eur gbp chf dkk sek nok pln czk huf ron cad aud nzd inr sgd zar kes aed jpy brl mxn kr zl rs r ";
const PAY: &str = " salary wage wages pay payrate compensation remuneration gehalt grundgehalt jahresgehalt monatsgehalt stundenlohn \
                   lohn entgelt vergutung verdienst bruttogehalt salaire remuneration salario sueldo retribucion वेतन ";
/// Words beside which "pay" is not what the job pays.
const NOT_PAY: &str = " sick parental maternity back overtime paid payroll holiday slip gap equity ";
const PERIODS: [&str; 30] = [
    "an hour",
    "per hour",
    "hourly",
    "a day",
    "per day",
    "a week",
    "per week",
    "a month",
    "per month",
    "monthly",
    "a year",
    "per year",
    "per annum",
    "yearly",
    "annually",
    "pro stunde",
    "die stunde",
    "pro monat",
    "im monat",
    "monatlich",
    "pro jahr",
    "im jahr",
    "brutto",
    "par heure",
    "par mois",
    "par an",
    "por hora",
    "al mes",
    "al ano",
    "gross",
];
/// What a sum is for when it is not pay.
const OTHER_SUMS: [&str; 44] = [
    "learning",
    "training",
    "education",
    "course",
    "study",
    "budget",
    "turnover",
    "revenue",
    "umsatz",
    "allowance",
    "grant",
    "relocation",
    "bonus of",
    "voucher",
    "referral",
    "refund",
    "discount",
    "fee",
    "subsid",
    "contribution",
    "expense",
    "million",
    "billion",
    "deal",
    "quota",
    "invest",
    "funding",
    "project",
    "worth",
    "portfolio",
    "tool",
    "boots",
    "per diem",
    "stipend for",
    "weiterbildung",
    "zuschuss",
    "pramie",
    "formation",
    "chiffre d'affaires",
    "presupuesto",
    "facturacion",
    "formacion",
    "ayuda",
    "sign-on",
];

/// What the description says about pay; an amount goes before words.
pub fn stated(description: &str) -> Option<StatedPay> {
    amount(description).map(StatedPay::Amount).or_else(|| words(description).map(StatedPay::Words))
}

fn amount(description: &str) -> Option<String> {
    let lines: Vec<&str> = description.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    for (position, line) in lines.iter().enumerate() {
        if let Some(sentence) = sentences(line).into_iter().find(|sentence| names_pay(sentence)) {
            return Some(sentence.to_owned());
        }
        // "Annual base salary" above, the sums below.
        let is_label = line.split_whitespace().count() <= 10 && mentions_pay(line) && !has_sum(line) && !is_other(line);
        if is_label {
            let sums: Vec<&str> =
                lines[position + 1..].iter().take_while(|line| is_bare_sum(line)).take(4).copied().collect();
            if sums.iter().any(|line| has_sum(line)) {
                return Some(format!("{}: {}", line.trim_end_matches(':'), sums.join(" ")));
            }
        }
    }
    None
}

/// A sum, in a clause that says that it is pay, or for which time.
fn names_pay(sentence: &str) -> bool {
    let sentence_says_pay = mentions_pay(sentence);
    clauses(sentence).any(|clause| {
        let folded = fold(clause);
        let period = PERIODS.iter().find_map(|period| folded.find(period).map(|at| at + period.len()));
        // "$400 a year for boots", but "for 40 hours".
        let for_something = period.is_some_and(|end| {
            folded[end..]
                .trim_start()
                .strip_prefix("for ")
                .is_some_and(|what| !what.starts_with(|c: char| c.is_ascii_digit()))
        });
        has_sum(clause) && !is_other(clause) && !for_something && (period.is_some() || sentence_says_pay)
    })
}

/// Clauses end at a comma or semicolon before white space, so that `12,000` is whole.
fn clauses(sentence: &str) -> impl Iterator<Item = &str> {
    sentence.split(", ").flat_map(|clause| clause.split("; "))
}

fn is_other(clause: &str) -> bool {
    let folded = fold(clause);
    OTHER_SUMS.iter().any(|word| folded.contains(word))
}

fn mentions_pay(text: &str) -> bool {
    let words = fold(text);
    let words: Vec<&str> = words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let among = |list: &str, word: &str| list.contains(&format!(" {word} "));
    (0..words.len()).any(|at| {
        let before = at.checked_sub(1).map_or("", |before| words[before]);
        let after = words.get(at + 1).copied().unwrap_or("");
        among(PAY, words[at]) && !(among(NOT_PAY, before) || among(NOT_PAY, after) || after == "sacrifice")
    }) || fold(text).contains("paid by the")
}

fn has_sum(text: &str) -> bool {
    let folded = fold(text);
    let signed = folded.char_indices().filter(|(_, c)| SIGNS.contains(c)).any(|(at, sign)| {
        let after = folded[at + sign.len_utf8()..].trim_start();
        let before = folded[..at].trim_end();
        after.starts_with(|c: char| c.is_ascii_digit()) || before.ends_with(|c: char| c.is_ascii_digit())
    });
    let words: Vec<&str> =
        folded.split_whitespace().map(|word| word.trim_matches(['(', ')', ',', '.', ';', ':'])).collect();
    let is_number = |word: Option<&&str>| word.is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    signed
        || (0..words.len()).any(|at| {
            let before = at.checked_sub(1).and_then(|before| words.get(before));
            CODES.contains(&format!(" {} ", words[at])) && (is_number(words.get(at + 1)) || is_number(before))
        })
}

fn is_bare_sum(line: &str) -> bool {
    line.split_whitespace().count() <= 5 && line.chars().filter(|c| c.is_alphabetic()).count() <= 12
}

/// Words about pay outside the lists of duties and requirements, where payroll work would pass for it.
fn words(description: &str) -> Option<String> {
    let outline = Outline::of(description);
    let elsewhere = outline.statements.iter().filter(|statement| {
        !(statement.is_item
            && matches!(statement.section, Section::Duties | Section::Requirements | Section::NiceToHave))
    });
    elsewhere
        .flat_map(|statement| sentences(&statement.text))
        .find(|sentence| mentions_pay(sentence) && !has_sum(sentence))
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_is_pay_only_beside_the_right_words() {
        for (text, quote) in [
            ("We grew.\nNOK 310 to 355 an hour, and a bus pass", "NOK 310 to 355 an hour, and a bus pass"),
            ("The salary is £31,000 for 37 hours.", "The salary is £31,000 for 37 hours."),
            ("Perks: €900 a year for courses. You earn 2.900 € brutto im Monat.", "You earn 2.900 € brutto im Monat."),
            ("Pay range\nCA$60,000—CA$70,500 CAD", "Pay range: CA$60,000—CA$70,500 CAD"),
            ("Base salary, Oslo\n€50,000\n—\n€60,000 EUR", "Base salary, Oslo: €50,000 — €60,000 EUR"),
        ] {
            assert_eq!(stated(text), Some(StatedPay::Amount(quote.to_owned())), "{text}");
        }
    }

    #[test]
    fn other_sums_are_no_pay() {
        for text in [
            "A learning budget of €1,200 a year",
            "Our turnover is £6 million per year.",
            "$300 a year for shoes",
            "Campaigns with a yearly budget of €80,000",
            "Relocation grant of up to £2,000 per year",
            "What you'll do\n- Calculate sick pay and wages for 900 people",
        ] {
            assert_eq!(stated(text), None, "{text}");
        }
    }

    #[test]
    fn words_about_pay_are_told_apart_from_amounts() {
        let found = stated("Offer\nPay follows the scale of the public sector. Free soup.");
        assert_eq!(found, Some(StatedPay::Words("Pay follows the scale of the public sector.".to_owned())));
    }
}
