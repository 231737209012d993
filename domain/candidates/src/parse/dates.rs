//! Dates and ranges of dates in a line, in the spellings of many languages.

use domain_model::candidates::field::{Doubt, Field, Span};
use domain_model::candidates::partial_date::{EndDate, PartialDate};

use super::date_scan::Scan;
use super::date_tokens::tokens;
use super::fold::digit;
use super::fragment::Fragment;

/// A date or a range of dates, and which bytes of the line it takes.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct DateRange {
    /// Where it begins in the text.
    pub(super) from: usize,
    /// Where it ends in the text.
    pub(super) to: usize,
    /// The first date.
    pub(super) start: Option<Point>,
    /// The second date, or that there is none yet.
    pub(super) end: Option<End>,
    /// Where it goes on in the next line.
    pub(super) rest: Option<Span>,
}

/// A date.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Point {
    /// `None` in another calendar, or when it has a month alone.
    pub(super) date: Option<PartialDate>,
    /// A month that waits for its year.
    pub(super) month: Option<u8>,
    /// A season or a quarter, which has no month of its own.
    pub(super) season: bool,
}

/// The end of a range.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum End {
    /// A date.
    On(Point),
    /// It is printed that it goes on.
    Present,
    /// A sign of a range, and nothing behind it; or "since", or "from".
    Open,
}

impl DateRange {
    /// Has it two ends, or is it said that it goes on?
    pub(super) fn is_range(&self) -> bool {
        self.start.is_some() && self.end.is_some()
    }

    /// Beginning and end as fields. `fragment` is the text in which it was found. A single date is the end, and with
    /// `single_is_both` the beginning too: a course is dated by its end, a summer's job by its year.
    pub(super) fn fields(&self, fragment: Fragment<'_>, single_is_both: bool) -> (Field<PartialDate>, Field<EndDate>) {
        let mut spans = vec![fragment.part(self.from, self.to).span()];
        spans.extend(self.rest);
        let date = |point: Point, spans: Vec<Span>| match point.date {
            Some(date) => Field::clear(date, spans),
            None => Field::untold(spans, Doubt::OtherCalendar),
        };
        let on = |field: Field<PartialDate>| Field {
            value: field.value.map(EndDate::On),
            spans: field.spans,
            state: field.state,
            why: field.why,
        };
        match (self.start, self.end) {
            (Some(start), Some(End::On(end))) => {
                let (start, end) = (date(start, spans.clone()), on(date(end, spans)));
                match (start.value, end.value) {
                    // Printed the other way round, as where a line runs from right to left
                    (Some(late), Some(EndDate::On(early))) if is_before(early, late) => {
                        let spans = start.spans;
                        let start = Field::check(early, spans.clone(), Doubt::EndBeforeStart);
                        (start, Field::check(EndDate::On(late), spans, Doubt::EndBeforeStart))
                    }
                    _ => (start, end),
                }
            }
            (Some(start), Some(End::Present)) => (date(start, spans.clone()), Field::clear(EndDate::Present, spans)),
            (Some(start), Some(End::Open)) => {
                (date(start, spans.clone()), Field::check(EndDate::Present, spans, Doubt::OpenEnd))
            }
            (Some(single), None) => {
                let end = on(date(single, spans.clone())).doubted(Doubt::OneDate);
                let start = if single_is_both { date(single, spans).doubted(Doubt::OneDate) } else { Field::missing() };
                (start, end)
            }
            (None, _) => (Field::missing(), Field::missing()),
        }
    }
}

/// Is a date surely before another? One of a year alone is not before a month of that year.
fn is_before(early: PartialDate, late: PartialDate) -> bool {
    let months = early.month().zip(late.month());
    early.year() < late.year() || early.year() == late.year() && months.is_some_and(|(early, late)| early < late)
}

/// The beginning and the end that a text names first: `Jan 2025 - Present`. Of a single date it is the end, and with
/// `single_is_both` the beginning too.
pub fn date_range(text: &str, single_is_both: bool) -> (Field<PartialDate>, Field<EndDate>) {
    match dates(text).first() {
        Some(range) => range.fields(Fragment { line: 0, start: 0, text }, single_is_both),
        None => (Field::missing(), Field::missing()),
    }
}

/// All dates and ranges of a text, in order.
pub(super) fn dates(text: &str) -> Vec<DateRange> {
    if !text.contains(|c| digit(c).is_some()) {
        return Vec::new();
    }
    let tokens = tokens(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let scan = Scan { tokens: &tokens };
        match scan.range(at) {
            Some((range, next)) => {
                found.push(range);
                at = next;
            }
            None => at += 1,
        }
    }
    found
}

impl Point {
    /// A Gregorian date.
    pub(super) fn of(date: PartialDate) -> Self {
        Self { date: Some(date), month: None, season: false }
    }

    /// A date of another calendar.
    pub(super) fn untold() -> Self {
        Self { date: None, month: None, season: false }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let fragment = Fragment { line: 0, start: 0, text };
        let show = |range: DateRange| {
            let (start, end) = range.fields(fragment, true);
            let text = |value: Option<String>| value.unwrap_or_else(|| "?".to_owned());
            format!(
                "{} {}",
                text(start.value.map(|date| date.to_string())),
                text(end.value.map(|date| date.to_string()))
            )
        };
        dates(text).into_iter().map(show).collect()
    }

    #[test]
    fn ranges_are_read_in_many_spellings() {
        for (text, expected) in [
            ("2018 - 2020", "2018 2020"),
            ("2018–present", "2018 present"),
            ("June 2023 – present", "2023-06 present"),
            ("Oct. 2021 – Current", "2021-10 present"),
            ("Sept 2018 – May 2023", "2018-09 2023-05"),
            ("2013-09 — Present", "2013-09 present"),
            ("2011-07 — 2013-08", "2011-07 2013-08"),
            ("09/2018 – heute", "2018-09 present"),
            ("01.03.2019 bis 30.06.2020", "2019-03 2020-06"),
            ("März 2019 bis heute", "2019-03 present"),
            ("seit 2019", "2019 present"),
            ("Seit 05/2021", "2021-05 present"),
            ("depuis janvier 2020", "2020-01 present"),
            ("de marzo de 2018 a la actualidad", "2018-03 present"),
            ("mars 2015 à aujourd'hui", "2015-03 present"),
            ("janv. 2015 - déc. 2017", "2015-01 2017-12"),
            ("enero 2016 – diciembre 2018", "2016-01 2018-12"),
            ("mar/2018 - atual", "2018-03 present"),
            ("gennaio 2018 - oggi", "2018-01 present"),
            ("mrt 2018 – heden", "2018-03 present"),
            ("od stycznia 2019 do obecnie", "2019-01 present"),
            ("01.2019 – obecnie", "2019-01 present"),
            ("янв. 2019 — настоящее время", "2019-01 present"),
            ("Ocak 2019 - Halen", "2019-01 present"),
            ("2019年9月 - 至今", "2019-09 present"),
            ("2019.09-2021.06", "2019-09 2021-06"),
            ("2019年9月至2021年6月", "2019-09 2021-06"),
            ("2019年9月～現在", "2019-09 present"),
            ("जनवरी २०१९ - वर्तमान", "2019-01 present"),
            ("जनवरी 2019 से दिसंबर 2020 तक", "2019-01 2020-12"),
            ("مهر ۱۴۰۰ – اکنون", "? present"),
            ("مهر ۱۳۹۸ – شهریور ۱۴۰۰", "? ?"),
            ("يناير 2020 - الآن", "2020-01 present"),
            ("May – Aug 2020", "2020-05 2020-08"),
            ("2019-21", "2019 2021"),
            ("2018/2019", "2018 2019"),
            ("Jan '19 – Mar '20", "2019-01 2020-03"),
            ("05/19 – 08/21", "2019-05 2021-08"),
            ("(2016 - 2018)", "2016 2018"),
            ("Summer 2017", "2017 2017"),
            ("2024", "2024 2024"),
            ("May 2005", "2005-05 2005-05"),
            ("March 12, 2020", "2020-03 2020-03"),
            ("12 March 2020 - 1 June 2021", "2020-03 2021-06"),
            ("2019 –", "2019 present"),
            ("From June 2019 to July 2020", "2019-06 2020-07"),
            ("08/01/2018 - 07/31/2019", "2018-08 2019-07"),
            ("Jan 2019 to Present", "2019-01 present"),
            ("2020 → 2022", "2020 2022"),
        ] {
            assert_eq!(shown(text), [expected], "{text}");
        }
    }

    #[test]
    fn numbers_that_are_no_dates_are_left() {
        for text in [
            "$2019",
            "2000+ users",
            "SP2013",
            "1,200 people",
            "version 3.2020.1x",
            "555 356 7936",
            "20000",
            "may help",
            "GPA 3.97/4.00",
            "C++ 17",
        ] {
            assert_eq!(shown(text), [] as [&str; 0], "{text}");
        }
    }

    #[test]
    fn a_date_says_which_bytes_it_takes() {
        let text = "Analyst, Bank (März 2019 – heute) Köln";
        let range = &dates(text)[0];
        assert_eq!(&text[range.from..range.to], "März 2019 – heute");
    }

    #[test]
    fn an_end_before_its_beginning_is_doubted() {
        let text = "2020 - 2018";
        let (_, end) = dates(text)[0].fields(Fragment { line: 0, start: 0, text }, true);
        assert_eq!(end.why, Some(Doubt::EndBeforeStart));
    }
}
