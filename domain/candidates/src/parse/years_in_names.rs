//! Years that are part of a name: `Expo 2020 Dubai`, `Studio 1984`, `Programme 2014-2020`.
//!
//! An entry sets its own dates apart: in a cell, behind a separator, in brackets, on a row of their own. Where it does, a year among
//! the words of a name dates nothing, and the name keeps it.

use super::dates::{DateRange, End, Point};
use super::rows::Row;

/// What stands beside a date in its cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Setting {
    /// No word: an end of the cell, a separator, a bracket.
    Apart,
    /// Words behind it.
    Leading,
    /// Words before it.
    Trailing,
    /// Words on both sides.
    Inside,
}

/// Which dates show that a date among words does not date its entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Evidence {
    /// A date set apart on the same row, or on the row before or behind.
    Near,
    /// The same; for a single year also a date set apart anywhere in the section.
    InSection,
}

/// The rows of a section, without the years that are part of a name among their dates.
pub(super) fn released<'a>(rows: &[Row<'a>], evidence: Evidence) -> Vec<Row<'a>> {
    let mut rows = rows.to_vec();
    let apart: Vec<Option<usize>> = rows.iter().map(last_apart).collect();
    let leading: Vec<usize> = (0..rows.len()).filter(|&index| leads_with_range(&rows[index])).collect();
    let is_set_apart = evidence == Evidence::InSection && apart.iter().any(Option::is_some);
    for index in 0..rows.len() {
        let beside = [index.checked_sub(1), Some(index + 1)].into_iter().flatten();
        let beside = beside.filter(|&at| rows.get(at).is_some_and(|row| !row.is_item && !rows[index].is_item));
        let near: Vec<usize> = beside.chain([index]).filter(|&at| apart[at].is_some()).collect();
        let dates_stand_last = near.iter().any(|&at| apart[at] == Some(rows[at].fragment.text.len()));
        let others_lead = leading.iter().any(|&at| at != index);
        let row = &mut rows[index];
        let text = row.fragment.text;
        row.dates.retain(|range| {
            let is_name = match (setting(range, text), precision(range, text)) {
                (Setting::Apart, _) | (_, None) | (Setting::Trailing, Some(Precision::Other)) => false,
                (Setting::Inside | Setting::Trailing, Some(Precision::Year)) => !near.is_empty() || is_set_apart,
                (Setting::Inside | Setting::Trailing, Some(_)) => !near.is_empty(),
                (Setting::Leading, Some(_)) => dates_stand_last && !others_lead,
            };
            !is_name
        });
    }
    rows
}

/// Where the last date that is set apart ends in a row.
fn last_apart(row: &Row<'_>) -> Option<usize> {
    let text = row.fragment.text;
    let last = row.dates.iter().rfind(|range| setting(range, text) == Setting::Apart);
    // A closing bracket belongs to the date.
    last.map(|range| range.to + text[range.to..].len() - text[range.to..].trim_start_matches([')', ']']).len())
}

fn leads_with_range(row: &Row<'_>) -> bool {
    let leads = |range: &DateRange| range.from == 0 && range.is_range();
    row.dates.first().is_some_and(|range| leads(range) && setting(range, row.fragment.text) == Setting::Leading)
}

/// How precise a date is that a name may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Precision {
    /// `2020`
    Year,
    /// `2014-2020`, without spaces.
    Years,
    /// `September 2001`
    Other,
}

/// `None` for what no name has: a range of months or with spaces, and one that goes on.
fn precision(range: &DateRange, text: &str) -> Option<Precision> {
    let is_year = |point: Point| !point.season && point.date.is_some_and(|date| date.month().is_none());
    let start = range.start?;
    match range.end {
        None if is_year(start) => Some(Precision::Year),
        None => Some(Precision::Other),
        Some(End::On(end)) if is_year(start) && is_year(end) && range.rest.is_none() => {
            let is_tight = !text[range.from..range.to].contains(char::is_whitespace);
            is_tight.then_some(Precision::Years)
        }
        Some(_) => None,
    }
}

fn setting(range: &DateRange, text: &str) -> Setting {
    let (before, after) = (&text[..range.from], &text[range.to..]);
    let words = before.trim_end_matches(|c: char| c.is_whitespace() && c != '\t');
    let follows = words
        .chars()
        .next_back()
        .is_some_and(|c| c.is_alphanumeric() || matches!(c, ')' | ']' | '.' | '!' | '"' | '\'' | '”' | '’' | '»'));
    let words = after.trim_start_matches(|c: char| c.is_whitespace() && c != '\t');
    let precedes =
        words.chars().next().is_some_and(|c| c.is_alphanumeric() || matches!(c, '"' | '\'' | '“' | '‘' | '„' | '«'));
    match (follows, precedes) {
        (false, false) => Setting::Apart,
        (false, true) => Setting::Leading,
        (true, false) => Setting::Trailing,
        (true, true) => Setting::Inside,
    }
}

#[cfg(test)]
mod tests {
    use domain_model::candidates::document::Document;

    use super::*;
    use crate::parse::rows::rows;

    /// The dates that are left on each row.
    fn left(text: &str, evidence: Evidence) -> Vec<Vec<String>> {
        let document = Document::from(text);
        let rows = released(&rows(&document), evidence);
        let shown = |row: &Row<'_>| {
            row.dates.iter().map(|range| row.fragment.text[range.from..range.to].to_owned()).collect::<Vec<_>>()
        };
        rows.iter().map(shown).collect()
    }

    #[test]
    fn a_year_of_a_name_is_no_date_beside_one_that_is_set_apart() {
        for (name, dates) in [
            ("Expo 2020 Dubai", "Oct 2020 – Jun 2022"),
            ("Studio 1984", "2019 – present"),
            ("Class of 1998 Foundation", "2019"),
            ("Milano Cortina 2026, Lombardy", "03/2024 – 05/2025"),
            ("2020 Census Bureau", "2019 – 2021"),
            ("Programme 2014-2020", "2016 – 2017"),
            ("Decade 2021-2030 Office", "2021 – 2022"),
            ("September 2001 Memorial", "May 2005"),
            ("Horizon 2020 (Brussels)", "2019 – 2021"),
        ] {
            let text = format!("Officer\t{dates}\n{name}\n{name}\t{dates}");
            assert_eq!(left(&text, Evidence::Near), [vec![dates], vec![], vec![dates]], "{name}");
        }
    }

    #[test]
    fn the_only_date_of_an_entry_dates_it() {
        for (text, date) in [
            ("Analyst, Café Roma 2015\nServed coffee", "2015"),
            ("BSc Mathematics 2018\nUniversity of Bath", "2018"),
            ("Analyst 2018 – 2020 Bank AG\nCounted", "2018 – 2020"),
            ("Analyst, Bank AG 2018-2020\nCounted", "2018-2020"),
            ("2022 Certified Welder", "2022"),
        ] {
            assert_eq!(left(text, Evidence::InSection)[0], [date], "{text}");
        }
        // Of a list, each item has its own.
        let text = "- First prize 2019\n- Second prize | 2021";
        assert_eq!(left(text, Evidence::Near), [["2019"], ["2021"]]);
        let text = "2019 Clerk, Shop\n2016 – 2018 Analyst, Bank\nServed\t2015";
        assert_eq!(left(text, Evidence::Near)[0], ["2019"], "where dates lead");
    }

    #[test]
    fn an_entry_without_a_date_keeps_the_year_where_the_others_set_theirs_apart() {
        let text = "Clerk\t2019 – 2020\nBank\n- Counted\nVolunteer\nStudio 1984\n- Filmed";
        assert_eq!(left(text, Evidence::InSection)[4], [] as [&str; 0]);
        assert_eq!(left(text, Evidence::Near)[4], ["1984"]);
    }
}
