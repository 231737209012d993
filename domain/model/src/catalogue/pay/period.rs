//! What an amount is paid for, in the words of postings and of standards (ISO 8601, UN/CEFACT).

use crate::catalogue::salary::SalaryPeriod;

/// A unit of pay as stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Paid per this.
    Per(SalaryPeriod),
    /// Lakhs of rupees per year.
    LakhsPerYear,
    /// A unit nobody here knows: the amount may mean anything.
    Unknown,
}

/// Words that are whole, and beginnings of words (with `*`). The first that fits counts.
const UNITS: [(SalaryPeriod, &str); 7] = [
    (SalaryPeriod::Once, "once one-time onetime one_time lump* fixed_price flat"),
    (
        SalaryPeriod::TwoWeeks,
        "bi-week* biweek* bi_week* fortnight* p2w p14d two_weeks twoweeks every_two_weeks every_2_weeks \
         zweiwöch* quincenal* 14tägig*",
    ),
    (
        SalaryPeriod::Hour,
        "h hr hrs hour* hur pt1h p/h ph stunde* std std. stündl* heure* horaire hora horas ora uur uurloon godz godzin* \
         timme timma timmar tim tunti hodina saat час",
    ),
    (SalaryPeriod::Week, "w wk week* wee p1w p7d woche* wöchentl* semaine* hebdo* semana* settiman* vecka veckor uge"),
    (
        SalaryPeriod::Month,
        "mo mon mth month* p1m pcm monat* mtl mtl. mois mensuel* mes mês meses mensual* mensile mese mesi maand* \
         miesi* månad* måned* kuukausi měsíc* ay месяц",
    ),
    (
        SalaryPeriod::Day,
        "d day* daily p1d per_diem perdiem tag tage* täglich jour* día* dia diario giorn* dag dagen dzień dziennie* päivä",
    ),
    (
        SalaryPeriod::Year,
        "y yr yrs year* annual* annum ann anum p1y p12m pa p.a p.a. lpa jahr* jährl* an ans année* annuel* año* anual* \
         ano anos anno annuo annua jaar* rok rocznie* år års årlig* vuosi rok* yıl год",
    ),
];
/// Periods of which no amount is known to be: they are not the ones they contain.
const OTHERS: [&str; 6] = ["semi", "bi-month", "bimonth", "quarter", "quartal", "twice"];

/// The unit in a stated text: `YEAR`, `per hour`, `pro Jahr`, `P1Y`. `None` when nothing is stated.
pub fn unit(text: &str) -> Option<Unit> {
    let lower = text.trim().to_lowercase();
    if lower.is_empty() || lower == "null" || lower == "none" {
        return None;
    }
    if OTHERS.iter().any(|other| lower.contains(other)) {
        return Some(Unit::Unknown);
    }
    let joined = lower.replace([' ', '\u{a0}'], "_");
    let fits = |word: &str, pattern: &str| match pattern.strip_suffix('*') {
        Some(beginning) => word.starts_with(beginning),
        None => word == pattern,
    };
    let words =
        || lower.split(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '.' | '_')).filter(|w| !w.is_empty());
    let parts = || words().flat_map(|word| word.split(['-', '_'])).filter(|word| !word.is_empty());
    if words().any(|word| matches!(word, "lpa" | "lakhs" | "lakh" | "lacs" | "lac")) {
        return Some(Unit::LakhsPerYear);
    }
    let found = UNITS.iter().find(|(_, patterns)| {
        let is = |word: &str| patterns.split_whitespace().any(|pattern| fits(word, pattern));
        is(&joined) || words().any(is) || parts().any(is)
    });
    Some(found.map_or(Unit::Unknown, |(period, _)| Unit::Per(*period)))
}

impl Unit {
    /// The period of an amount in this unit.
    pub fn period(self) -> Option<SalaryPeriod> {
        match self {
            Self::Per(period) => Some(period),
            Self::LakhsPerYear => Some(SalaryPeriod::Year),
            Self::Unknown => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_known_in_the_words_of_postings() {
        use SalaryPeriod::{Day, Hour, Month, Once, TwoWeeks, Week, Year};
        for (text, period) in [
            ("annum", Year),
            ("P1Y", Year),
            ("per hour", Hour),
            ("pro Jahr", Year),
            ("Stunde", Hour),
            ("Bi-weekly", TwoWeeks),
            ("HUR", Hour),
            ("per-year-salary", Year),
            ("per-hour-wage", Hour),
            ("1 YEAR", Year),
            ("1 MONTH", Month),
            ("par mois", Month),
            ("al mes", Month),
            ("WEEK", Week),
            ("täglich", Day),
            ("one-time", Once),
            ("Fortnight", TwoWeeks),
            ("per annum", Year),
        ] {
            assert_eq!(unit(text), Some(Unit::Per(period)), "{text}");
        }
        assert_eq!(unit("LPA"), Some(Unit::LakhsPerYear));
        for text in ["per shift", "semi-monthly", "bi-month-salary", "quarter", "banana"] {
            assert_eq!(unit(text), Some(Unit::Unknown), "{text}");
        }
        assert_eq!(unit(" "), None);
    }
}
