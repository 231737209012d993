//! The part for pay: offered against desired pay. Unknown unless both are stated in one currency and period.

use domain_model::catalogue::salary::{Salary, SalaryPeriod};
use domain_model::kernel::text::normalise;

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
    let is_comparable = desired.currency == offered.currency && desired.period == offered.period;
    let wish = desired.min_hundredths.filter(|_| is_comparable)?;
    let offer = offered.max_hundredths.or(offered.min_hundredths)?;
    #[expect(clippy::cast_precision_loss, reason = "the ratio of two amounts needs few digits")]
    let ratio = offer as f32 / wish as f32;
    Some(((ratio - 2.0 / 3.0) * 3.0).clamp(0.0, 1.0))
}

/// What a resume says that its owner wants to be paid a year: "Salary expectation: EUR 60,000".
pub(super) fn desired_pay(resume: &str) -> Option<Salary> {
    const MARKS: [&str; 6] = [
        "salary expectation",
        "expected salary",
        "desired salary",
        "gehaltsvorstellung",
        "prétentions salariales",
        "expectativa salarial",
    ];
    const CURRENCIES: [(&str, &str); 7] =
        [("eur", "EUR"), ("€", "EUR"), ("usd", "USD"), ("$", "USD"), ("gbp", "GBP"), ("£", "GBP"), ("chf", "CHF")];
    let line = resume.lines().map(normalise).find(|line| MARKS.iter().any(|mark| line.contains(mark)))?;
    let (_, currency) = CURRENCIES.iter().find(|(sign, _)| line.contains(sign))?;
    let digits =
        line.split(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | '\''))).find(|part| part.len() >= 4)?;
    let amount: f64 = digits.chars().filter(char::is_ascii_digit).collect::<String>().parse().ok()?;
    Salary::new(Some(currency), Some(amount), None, Some(SalaryPeriod::Year))
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
    }
}
