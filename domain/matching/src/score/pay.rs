//! The part for pay: offered against desired pay, both by the year. Unknown unless both are stated in one currency.

use domain_model::catalogue::pay;
use domain_model::catalogue::salary::{Salary, SalaryPeriod};
use domain_model::kernel::text::normalise;
use domain_model::search::filter::YearlyPay;

use super::{Part, PartKind, tenths};

pub(super) fn part(desired: Option<&Salary>, offered: Option<&Salary>) -> Part {
    let max = PartKind::Pay.weight();
    let (share, sentence) = match (desired, offered) {
        (_, None) => (None, "Pay is not stated.".to_owned()),
        (None, Some(offered)) => (None, format!("Pay is stated: {offered}. What you want is not.")),
        (Some(desired), Some(offered)) => match share(desired, offered) {
            Some(share) if share >= 1.0 => (Some(1.0), format!("Pay is what you want: {offered}.")),
            Some(share) => (Some(share), format!("Pay is less than you want: {offered}.")),
            None => (None, format!("Pay is stated ({offered}), but not in the currency or period of what you want.")),
        },
    };
    Part { kind: PartKind::Pay, points: share.map(|share| tenths(share * max)), max, sentence, evidence: Vec::new() }
}

/// 1 when the upper end of the offer reaches the wish; nothing when it is a third below.
fn share(desired: &Salary, offered: &Salary) -> Option<f32> {
    let (wish, offer) = (YearlyPay::of(desired)?, YearlyPay::of(offered)?);
    if wish.currency != offer.currency {
        return None;
    }
    if offer.max >= wish.min {
        return Some(1.0);
    }
    #[expect(clippy::cast_precision_loss, reason = "the ratio of two amounts needs few digits")]
    let ratio = offer.max as f32 / wish.min as f32;
    Some(((ratio - 2.0 / 3.0) * 3.0).clamp(0.0, 1.0))
}

/// What a resume says that its owner wants to be paid: "Salary expectation: EUR 60,000". Without a period it is a year's pay,
/// unless the amount may as well be a month's.
pub(super) fn desired_pay(resume: &str) -> Option<Salary> {
    const MARKS: [&str; 6] = [
        "salary expectation",
        "expected salary",
        "desired salary",
        "gehaltsvorstellung",
        "prétentions salariales",
        "expectativa salarial",
    ];
    /// Codes that people write in small letters.
    const CODES: [&str; 4] = ["eur", "usd", "gbp", "chf"];
    const MIN_YEARLY: i64 = 10_000 * 100;
    let is_marked = |line: &&str| {
        let line = normalise(line);
        MARKS.iter().any(|mark| line.contains(mark))
    };
    let line = resume.lines().find(is_marked)?;
    let lower = line.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphabetic());
    let wish = pay::read(line.trim(), words.find(|word| CODES.contains(word)), None)?.with_dollars_of(&[]);
    let is_clear = wish.period.is_some() || wish.min_hundredths >= Some(MIN_YEARLY);
    let wish = Salary { period: wish.period.or(Some(SalaryPeriod::Year)), ..wish };
    (is_clear && wish.currency.is_some()).then_some(wish)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn euros(min: f64, max: f64) -> Salary {
        Salary::new(Some("EUR"), Some(min), Some(max), Some(SalaryPeriod::Year)).unwrap()
    }

    #[test]
    fn pay_is_judged_where_both_sides_speak_of_it() {
        let wish = desired_pay("Salary expectation: EUR 60,000 per year").unwrap();
        assert_eq!(part(Some(&wish), Some(&euros(50_000.0, 65_000.0))).points, Some(5.0));
        assert_eq!(part(Some(&wish), Some(&euros(20_000.0, 30_000.0))).points, Some(0.0));
        assert_eq!(part(None, Some(&euros(50_000.0, 65_000.0))).points, None);
        assert_eq!(part(Some(&wish), None).points, None);
        let dollars = Salary::new(Some("USD"), Some(90_000.0), None, Some(SalaryPeriod::Year)).unwrap();
        assert_eq!(part(Some(&wish), Some(&dollars)).points, None);
        let monthly = desired_pay("Gehaltsvorstellung: 4.500 € pro Monat").unwrap();
        let exactly = part(Some(&monthly), Some(&euros(40_000.0, 54_000.0)));
        assert_eq!(exactly.points, Some(5.0));
        assert!(exactly.sentence.starts_with("Pay is what you want"), "{}", exactly.sentence);
    }

    #[test]
    fn a_wish_is_read_with_its_separators_and_only_when_it_is_clear() {
        let wish = |line: &str| desired_pay(line).map(|wish| (wish.currency.unwrap(), wish.min_hundredths.unwrap()));
        let euros = |amount: i64| Some(("EUR".to_owned(), amount * 100));
        assert_eq!(wish("Expected salary: $60,000.00"), Some(("USD".to_owned(), 6_000_000)));
        assert_eq!(wish("Gehaltsvorstellung: 60.000,00 €"), euros(60_000));
        assert_eq!(wish("Salary expectation: 60k eur"), euros(60_000));
        assert_eq!(wish("Expected salary: 4,500 EUR"), None, "a month's or a year's");
        assert_eq!(wish("Chauffeur, salary expectation: 45,000"), None, "in which currency?");
    }
}
