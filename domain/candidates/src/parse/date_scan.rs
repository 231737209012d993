//! Finds dates among the words, numbers and signs of a line.

use domain_model::candidates::partial_date::PartialDate;

use super::date_tokens::{Token, TokenKind};
use super::dates::{DateRange, End, Point};
use super::fold::is_ideograph;
use super::lexicon::DATES;

/// Looks for dates among tokens.
pub(super) struct Scan<'a> {
    pub(super) tokens: &'a [Token],
}

impl Scan<'_> {
    fn what(&self, at: usize) -> Option<&TokenKind> {
        self.tokens.get(at).map(|token| &token.what)
    }

    fn sign(&self, at: usize) -> Option<char> {
        match self.what(at)? {
            TokenKind::Sign(c) => Some(*c),
            _ => None,
        }
    }

    fn number(&self, at: usize) -> Option<(u16, usize)> {
        match self.what(at)? {
            TokenKind::Number(value, digits) => Some((*value, *digits)),
            _ => None,
        }
    }

    fn word(&self, at: usize) -> Option<&str> {
        match self.what(at)? {
            TokenKind::Word(word) => Some(word),
            _ => None,
        }
    }

    /// Does the token stand directly behind the one before?
    fn touches(&self, at: usize) -> bool {
        at > 0 && self.tokens.get(at).is_some_and(|token| self.tokens[at - 1].to == token.from)
    }

    /// A phrase of this kind, of up to three words, and what follows it.
    fn phrase(&self, at: usize, kind: &str) -> Option<usize> {
        (1..=3).rev().find_map(|length| {
            let words: Option<Vec<&str>> = (at..at + length).map(|at| self.word(at)).collect();
            let words = words?;
            let joined = if words[0].chars().any(is_ideograph) { words.concat() } else { words.join(" ") };
            (DATES.of_key(&joined) == Some(kind)).then_some(at + length)
        })
    }

    /// The date or the range of dates that begins at a token, and the token behind it.
    pub(super) fn range(&self, at: usize) -> Option<(DateRange, usize)> {
        let since = self.phrase(at, "since");
        // A word such as "ab" is also the end of a name: it leads a date only where a part of the line begins.
        let begins = self.tokens[at].begins_cell || self.sign(at - 1).is_some();
        let lead = since.or_else(|| self.phrase(at, "from").filter(|_| begins));
        let begin = lead.filter(|&next| self.point(next).is_some()).unwrap_or(at);
        if let Some(range) = self.present_first(at) {
            return Some(range);
        }
        let (start, mut next) = self.point(begin)?;
        let mut range = DateRange { from: self.tokens[at].from, to: 0, start: Some(start), end: None, rest: None };
        if let Some((end, after)) = self.end(next, start) {
            (range.end, next) = (Some(end), after);
        } else if begin > at {
            range.end = Some(End::Open);
            if since.is_some() {
                range.end = Some(End::Present);
            }
        }
        match (&mut range.start, range.end) {
            (Some(start), Some(End::On(Point { date: Some(end), .. }))) if start.date.is_none() => {
                if let Some(month) = start.month {
                    start.date = PartialDate::month_of(end.year(), month);
                }
            }
            _ => {}
        }
        let is_month_alone = range.start.is_some_and(|start| start.date.is_none() && start.month.is_some());
        if is_month_alone {
            return None;
        }
        range.to = self.tokens[next - 1].to;
        Some((range, next))
    }

    /// `Present – June 2019`: the end stands first.
    fn present_first(&self, at: usize) -> Option<(DateRange, usize)> {
        let dash = self.phrase(at, "present").filter(|&dash| self.is_range_sign(dash))?;
        let (start, next) = self.point(dash + 1)?;
        let (from, to) = (self.tokens[at].from, self.tokens[next - 1].to);
        start
            .date
            .is_some()
            .then_some((DateRange { from, to, start: Some(start), end: Some(End::Present), rest: None }, next))
    }

    /// What follows a first date: a sign of a range and a date, or that it goes on.
    fn end(&self, at: usize, start: Point) -> Option<(End, usize)> {
        if let Some(next) = self.phrase(at, "present") {
            return Some((End::Present, next));
        }
        let mut next = at;
        while self.sign(next).is_some_and(|c| matches!(c, ')' | ']' | '.' | ',')) && self.is_range_sign(next + 1) {
            next += 1;
        }
        let dashed = next;
        while self.is_range_sign(next) && next < dashed + 3 {
            next += 1;
        }
        let is_dashed = next > dashed;
        if let Some(after) = self.phrase(next, "to") {
            next = after;
        } else if !is_dashed {
            let is_school_year = self.sign(next) == Some('/') && start.date.is_some_and(|date| date.month().is_none());
            let (year, digits) = is_school_year.then(|| self.number(next + 1)).flatten()?;
            return Some((End::On(Point::of(later_year(start, year, digits)?)), next + 2));
        }
        if self.sign(next).is_some_and(|c| matches!(c, '(' | '[')) {
            next += 1;
        }
        for kind in ["to", "from"] {
            let after = self
                .phrase(next, kind)
                .filter(|&after| self.point(after).is_some() || self.phrase(after, "present").is_some());
            next = after.unwrap_or(next);
        }
        if let Some(after) = self.phrase(next, "present") {
            // A Chinese or Hindi word of the range may follow the date.
            return Some((End::Present, after));
        }
        if let Some((end, mut after)) = self.point(next)
            && (end.date.is_some() || start.month.is_none())
        {
            if self.word(after).is_some_and(|word| matches!(word, "तक" | "まで")) {
                after += 1;
            }
            return Some((End::On(end), after));
        }
        if let Some((year, 2)) = self.number(next)
            && is_dashed
            && let Some(date) = later_year(start, year, 2)
        {
            return Some((End::On(Point::of(date)), next + 1));
        }
        // A dash that nothing follows. One that a text follows separates.
        (is_dashed && self.what(next).is_none()).then_some((End::Open, dashed + 1))
    }

    fn is_range_sign(&self, at: usize) -> bool {
        self.sign(at).is_some_and(|c| {
            matches!(
                c,
                '-' | '–'
                    | '—'
                    | '―'
                    | '−'
                    | '‐'
                    | '‑'
                    | '‒'
                    | '~'
                    | '〜'
                    | '～'
                    | '→'
                    | '>'
                    | '➔'
                    | '➝'
                    | '›'
                    | '»'
            )
        })
    }

    fn month(&self, at: usize) -> Option<(Option<u8>, usize)> {
        let word = self.word(at)?;
        let two = self.word(at + 1).map(|next| format!("{word} {next}"));
        let (kind, next) = match two.as_deref().and_then(|two| DATES.of_key(two)).filter(|kind| is_month(kind)) {
            Some(kind) => (kind, at + 2),
            None => (DATES.of_key(word).filter(|kind| is_month(kind))?, at + 1),
        };
        Some((kind.parse().ok(), next))
    }

    /// A year of four digits that stands alone, and whether it is Gregorian.
    fn year(&self, at: usize) -> Option<(Option<u16>, usize)> {
        let (value, digits) = self.number(at)?;
        if digits == 4 && (1940..=2069).contains(&value) {
            let next =
                if self.word(at + 1) == Some("年") || self.word(at + 1) == Some("년") { at + 2 } else { at + 1 };
            return Some((Some(value), next));
        }
        (digits == 4 && (1300..=1460).contains(&value)).then_some((None, at + 1))
    }

    /// `'19`
    fn short_year(&self, at: usize) -> Option<(Option<u16>, usize)> {
        let is_apostrophe = self.sign(at).is_some_and(|c| matches!(c, '\'' | '’' | '‘'));
        match self.number(at + 1) {
            Some((year, 2)) if is_apostrophe => Some((Some(century(year)), at + 2)),
            _ => None,
        }
    }

    fn point(&self, at: usize) -> Option<(Point, usize)> {
        self.month_first(at).or_else(|| self.number_first(at)).or_else(|| self.season(at)).or_else(|| {
            let (year, next) = self.short_year(at)?;
            Some((Point::of(PartialDate::year_only(year?)?), next))
        })
    }

    /// `März 2020`, `March 12, 2020`, `Sept. '19`, `mayo de 2020`, `مهر ۱۴۰۰`
    fn month_first(&self, at: usize) -> Option<(Point, usize)> {
        let (month, mut next) = self.month(at)?;
        while self.sign(next).is_some_and(|c| matches!(c, '.' | ',' | '/' | '-')) && self.number(next + 1).is_some() {
            next += 1;
        }
        if self.word(next).is_some_and(|word| matches!(word, "de" | "del" | "of" | "do")) {
            next += 1;
        }
        if let Some((day, 1..=2)) = self.number(next)
            && (1..=31).contains(&day)
        {
            let mut after = next + 1;
            while self.sign(after) == Some(',')
                || self.word(after).is_some_and(|word| matches!(word, "st" | "nd" | "rd" | "th"))
            {
                after += 1;
            }
            if self.year(after).is_some() {
                next = after;
            } else if self.touches(next) || self.sign(next - 1).is_some() || day > 12 {
                // `Sep-19`: two digits with a sign are a year
                let year = month.and_then(|month| PartialDate::month_of(century(day), month));
                return (self.number(next)?.1 == 2).then_some((Point::of(year?), next + 1));
            }
        }
        let year = self.year(next).or_else(|| self.short_year(next));
        match (year, month) {
            (Some((Some(year), next)), Some(month)) => Some((Point::of(PartialDate::month_of(year, month)?), next)),
            (Some((_, next)), _) => Some((Point::untold(), next)),
            // A month of a range whose year stands at its end.
            (None, Some(month)) => {
                let after = if self.sign(at + 1) == Some('.') { at + 2 } else { at + 1 };
                let is_range = self.is_range_sign(after) || self.phrase(after, "to").is_some();
                is_range.then_some((Point { date: None, month: Some(month), season: false }, after))
            }
            (None, None) => None,
        }
    }

    /// `2020`, `2020-03`, `03/2020`, `01.03.2020`, `1. März 2020`, `2020年3月`, `1400 مهر`
    fn number_first(&self, at: usize) -> Option<(Point, usize)> {
        // Part of a longer number, an amount, or a name: `EN-2019`, `$2019`.
        if self.touches(at)
            && (self.sign(at - 1).is_some_and(|c| matches!(c, '$' | '€' | '£' | '#'))
                || self.word(at - 1).is_some_and(|word| !word.chars().any(is_ideograph)))
        {
            return None;
        }
        let (value, digits) = self.number(at)?;
        let is_fraction = at >= 2
            && self.sign(at - 1) == Some('.')
            && self.touches(at)
            && self.touches(at - 1)
            && self.number(at - 2).is_some();
        if is_fraction {
            return None;
        }
        if let Some((year, next)) = self.year(at) {
            return self.year_first(at, year, next);
        }
        if digits > 2 || value == 0 {
            return None;
        }
        let number = |at| self.number(at).filter(|_| self.touches(at)).map(|(value, _)| value);
        let sign = self.sign(at + 1).filter(|_| self.touches(at + 1));
        if let Some(sign) = sign.filter(|c| matches!(c, '/' | '.' | '-')) {
            if let Some((year, next)) = self.year(at + 2).filter(|_| self.touches(at + 2)) {
                if self.is_version(next) {
                    return None;
                }
                return Some((Point::of(month_of(year?, value)?), next));
            }
            if let Some(second) = number(at + 2)
                && self.sign(at + 3) == Some(sign)
                && let Some((year, next)) = self.year(at + 4).filter(|_| self.touches(at + 4))
            {
                return Some((Point::of(day_and_month(year?, value, second, sign)?), next));
            }
            // `05/19 – 08/21`: only in a range can two digits be a year.
            if let Some((year, 2)) = self.number(at + 2)
                && sign == '/'
                && value <= 12
                && self.is_range_sign(at + 3)
                && (self.sign(at + 5) == Some('/') || self.phrase(at + 4, "present").is_some())
            {
                return Some((Point::of(month_of(century(year), value)?), at + 3));
            }
            if let Some((year, 2)) = self.number(at + 2)
                && sign == '/'
                && value <= 12
                && at >= 4
                && self.is_range_sign(at - 1)
                && self.sign(at - 3) == Some('/')
            {
                return Some((Point::of(month_of(century(year), value)?), at + 3));
            }
            // `03 - 2020` is no date, `05-08/2020` is a range of months.
            if self.is_range_sign(at + 1)
                && value <= 12
                && self.number(at + 2).is_some_and(|(month, _)| month <= 12)
                && self.sign(at + 3) == Some('/')
            {
                return Some((Point { date: None, month: u8::try_from(value).ok(), season: false }, at + 1));
            }
        }
        let mut next = at + 1;
        while self.sign(next) == Some('.')
            || self.word(next).is_some_and(|word| matches!(word, "er" | "st" | "nd" | "rd" | "th" | "de"))
        {
            next += 1;
        }
        let is_day = (1..=31).contains(&value) && self.month(next).is_some();
        let (point, next) = is_day.then(|| self.month_first(next)).flatten()?;
        point.date.is_some().then_some((point, next))
    }

    fn year_first(&self, at: usize, year: Option<u16>, next: usize) -> Option<(Point, usize)> {
        // A number with a unit or a decimal part is no year.
        let is_unit = self.touches(next)
            && (self.sign(next).is_some_and(|c| matches!(c, '%' | '+' | '$' | '€'))
                || self.word(next).is_some_and(str::is_ascii));
        if is_unit {
            return None;
        }
        let Some(year) = year else {
            let is_other = self.month(next).is_some_and(|(month, _)| month.is_none());
            let was_other = at > 0 && self.month(at - 1).is_some_and(|(month, _)| month.is_none());
            let is_word = self.phrase(next, "to").is_some() || self.phrase(next, "present").is_some();
            let is_range = is_word || self.is_range_sign(next) || (at > 0 && self.is_range_sign(at - 1));
            return (is_other || was_other || is_range)
                .then_some((Point::untold(), if is_other { next + 1 } else { next }));
        };
        let alone = Some((Point::of(PartialDate::year_only(year)?), next));
        if next == at + 2 || self.word(next).is_some_and(|word| word.chars().all(is_ideograph)) {
            // 2020年3月
            let Some((month, 1..=2)) = self.number(next) else { return alone };
            let Some(date) = month_of(year, month) else { return alone };
            let mut after = next + 1;
            if self.word(after).is_some_and(|word| matches!(word, "月" | "월")) {
                after += 1;
            }
            if self.number(after).is_some() && self.word(after + 1).is_some_and(|word| matches!(word, "日" | "일")) {
                after += 2;
            }
            return Some((Point::of(date), after));
        }
        let is_joined = self.sign(next).is_some_and(|c| matches!(c, '-' | '/' | '.'))
            && self.touches(next)
            && self.touches(next + 1);
        if let Some((month, digits @ 1..=2)) = self.number(next + 1).filter(|_| is_joined)
            && (digits == 2 || self.sign(next) != Some('-'))
            && let Some(date) = month_of(year, month)
        {
            let has_day = self.sign(next + 2) == self.sign(next) && self.touches(next + 2) && self.touches(next + 3);
            let has_day = has_day && self.number(next + 3).is_some_and(|(day, digits)| digits <= 2 && day <= 31);
            return Some((Point::of(date), if has_day { next + 4 } else { next + 2 }));
        }
        // `2018 März – 2019 Juni`, unless the month belongs to the year behind it.
        if let Some((Some(month), after)) = self.month(next)
            && self.year(after).is_none()
            && !self.is_range_sign(next)
        {
            let after = if self.sign(after) == Some('.') { after + 1 } else { after };
            if self.what(after).is_none() || self.is_range_sign(after) || self.sign(after).is_some() {
                return Some((Point::of(PartialDate::month_of(year, month)?), after));
            }
        }
        alone
    }

    /// `3.2020.1`: the number goes on behind a point.
    fn is_version(&self, next: usize) -> bool {
        self.sign(next) == Some('.') && self.touches(next) && self.touches(next + 1) && self.number(next + 1).is_some()
    }

    /// `Summer 2017`, `Q2 2025`, `early 2020`
    fn season(&self, at: usize) -> Option<(Point, usize)> {
        let is_quarter = self.word(at) == Some("q")
            && self.number(at + 1).is_some_and(|(quarter, _)| quarter <= 4)
            && self.touches(at + 1);
        let mut next = if is_quarter { at + 2 } else { self.phrase(at, "season")? };
        while self.sign(next).is_some_and(|c| matches!(c, '/' | '-' | ',' | '.')) || self.word(next) == Some("of") {
            next += 1;
        }
        let (year, after) = self.year(next).or_else(|| self.short_year(next))?;
        Some((Point { season: true, ..Point::of(PartialDate::year_only(year?)?) }, after))
    }
}

fn is_month(kind: &str) -> bool {
    kind == "other" || kind.bytes().all(|byte| byte.is_ascii_digit())
}

fn month_of(year: u16, month: u16) -> Option<PartialDate> {
    PartialDate::month_of(year, u8::try_from(month).ok()?)
}

/// The order of day and month follows from the sign, from numbers above 12, or from ends of months. Otherwise only the year is told.
fn day_and_month(year: u16, first: u16, second: u16, sign: char) -> Option<PartialDate> {
    match (first, second) {
        (1..=31, 1..=12) if sign == '.' || first > 12 || first == second => month_of(year, second),
        (1, 2..=12) => month_of(year, second),
        (1..=12, 13..=31) | (2..=12, 1) => month_of(year, first),
        (1..=31, 1..=31) => PartialDate::year_only(year),
        _ => None,
    }
}

/// The year of two digits: none of a resume lies long ago or far ahead.
fn century(year: u16) -> u16 {
    if year <= 40 { 2000 + year } else { 1900 + year }
}

/// `2019-21`, `2018/2019`: a year at or after the first.
fn later_year(start: Point, year: u16, digits: usize) -> Option<PartialDate> {
    let first = start.date?.year();
    let year = match digits {
        2 => first / 100 * 100 + year,
        4 => year,
        _ => return None,
    };
    (first..=first + 12).contains(&year).then(|| PartialDate::year_only(year)).flatten()
}
