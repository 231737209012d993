//! Puts lines beside the lines that they belong to: headings and dates of a margin, and columns of a grid.
//!
//! A reader gives a margin as a column of its own: all its headings or dates, and then all text. The places say which stand
//! beside which. Documents without places stay as they are.

use std::collections::VecDeque;
use std::ops::Range;

use domain_model::candidates::document::Place;

use super::contacts;
use super::headings::{Strength, announced, is_part};
use super::rows::Row;

/// Less than this below each other, in points, rows stand in one line.
const NEXT_LINE: f32 = 8.0;

/// The least width of a margin, in points.
const MIN_MARGIN: f32 = 20.0;

/// More rows than this beside a name are no contacts.
const MAX_CONTACTS: usize = 12;

/// Rows that follow each other downwards on one page.
struct Run {
    from: usize,
    to: usize,
    page: u16,
    left: f32,
    right: f32,
    top: f32,
    bottom: f32,
}

/// The rows in an order in which what stands side by side belongs together.
pub(super) fn ordered<'a>(mut rows: Vec<Row<'a>>) -> Vec<Row<'a>> {
    headings_first(&mut rows);
    let runs = runs(&rows);
    if runs.len() < 2 {
        return rows;
    }
    // Where each row goes: the key of its run's page and place, refined for rows that move.
    let mut keys: Vec<(usize, f32, usize)> = (0..rows.len()).map(|index| (index, 0.0, index)).collect();
    let first_heading = rows.iter().position(is_heading);
    for (number, run) in runs.iter().enumerate() {
        if let Some(heading) = first_heading.filter(|&heading| heading < run.from) {
            for index in contacts_beside_name(&rows, run, heading) {
                keys[index] = (heading, -1.0, index);
            }
        }
        let stands_apart = is_margin(&rows[run.from..run.to]);
        let beside = |other: &&Run| other.is_beside(run) && other.to - other.from >= run.to - run.from;
        let neighbours =
            [number.checked_add(1), number.checked_sub(1)].into_iter().flatten().filter_map(|other| runs.get(other));
        if stands_apart {
            // Rows of one group stay together; a group stands before the row beside its first row.
            for content in neighbours.filter(beside).take(1) {
                let mut group = run.from;
                for index in run.from..run.to {
                    let goes_on = index > run.from && rows[index].source.block == rows[index - 1].source.block;
                    group = if goes_on { group } else { index };
                    let is_heading = is_part(rows[index].fragment.text);
                    let top = if is_heading { top(&rows[group]) - 6.0 } else { top(&rows[index]) + 0.5 };
                    let at = (content.from..content.to).rev().find(|&at| self::top(&rows[at]) <= top);
                    keys[index] = match at {
                        Some(at) => (at, 1.0, index),
                        None => (content.from, -1.0, index),
                    };
                }
            }
        } else if let Some(headed) = number.checked_sub(1).and_then(|before| runs.get(before))
            && !is_margin(&rows[headed.from..headed.to])
            && is_grid(&rows, headed, run)
        {
            let headings: Vec<usize> = (headed.from..headed.to).filter(|&at| is_heading(&rows[at])).collect();
            for index in run.from..run.to {
                let section = headings.iter().rposition(|&at| top(&rows[at]) <= top(&rows[index]) + 3.0);
                let end =
                    section.map_or(headings[0], |section| headings.get(section + 1).copied().unwrap_or(headed.to));
                keys[index] = (end.saturating_sub(1), 1.0, index);
            }
        }
    }
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by(|&a, &b| {
        keys[a].0.cmp(&keys[b].0).then(keys[a].1.total_cmp(&keys[b].1)).then(keys[a].2.cmp(&keys[b].2))
    });
    let mut slots: Vec<Option<Row<'a>>> = rows.into_iter().map(Some).collect();
    order.into_iter().filter_map(|index| slots[index].take()).collect()
}

/// The rows at the top of a column that stand beside the name and not under a heading: contacts, read after another column.
fn contacts_beside_name(rows: &[Row<'_>], run: &Run, heading: usize) -> Range<usize> {
    let is_at_top = place(&rows[heading]).is_some_and(|place| place.page == run.page && run.top < place.top);
    let to = (run.from..run.to).find(|&index| is_heading(&rows[index])).unwrap_or(run.to);
    let reaches =
        |row: &Row<'_>| !contacts::emails(row.fragment).is_empty() || !contacts::phones(row.fragment).is_empty();
    let are_contacts = rows[run.from..to].iter().any(reaches) && to - run.from <= MAX_CONTACTS;
    if is_at_top && are_contacts { run.from..to } else { run.from..run.from }
}

/// A heading of a margin is set larger than the text beside it, and so begins a little lower: it stands before that text.
fn headings_first(rows: &mut [Row<'_>]) {
    for index in 1..rows.len() {
        let (Some(before), Some(here)) = (place(&rows[index - 1]), place(&rows[index])) else { return };
        let is_beside = before.page == here.page
            && (here.top - before.top).abs() < NEXT_LINE
            && (here.left + MIN_MARGIN < before.left || here.right > before.right + MIN_MARGIN);
        let stands_out = rows[index].source.bold || rows[index].is_caps;
        let is_announced = announced(rows[index].fragment.text).is_some() && rows[index].cells.len() == 1 && stands_out;
        if is_beside && (is_announced || is_heading(&rows[index])) && !is_heading(&rows[index - 1]) {
            rows.swap(index - 1, index);
        }
    }
}

fn place(row: &Row<'_>) -> Option<Place> {
    row.source.place
}

fn top(row: &Row<'_>) -> f32 {
    place(row).map_or(0.0, |place| place.top)
}

fn runs(rows: &[Row<'_>]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let Some(place) = place(row) else { return Vec::new() };
        match runs.last_mut() {
            Some(run)
                if run.page == place.page
                    && place.top > run.bottom - 25.0
                    && index > run.from
                    && (place.left < run.right && place.right > run.left) =>
            {
                run.to = index + 1;
                (run.left, run.right) = (run.left.min(place.left), run.right.max(place.right));
                run.bottom = run.bottom.max(place.bottom);
            }
            _ => runs.push(Run::of(rows, index, index + 1)),
        }
    }
    without_contacts(rows, runs)
}

/// A margin may begin under the contacts: its headings and dates are a run of their own when a column stands beside them.
fn without_contacts(rows: &[Row<'_>], runs: Vec<Run>) -> Vec<Run> {
    let mut parted: Vec<Run> = Vec::new();
    let mut rest: VecDeque<Run> = runs.into();
    while let Some(run) = rest.pop_front() {
        let beside = rest.front().and_then(|next| {
            let from = (run.from..run.to).find(|&index| top(&rows[index]) + NEXT_LINE > next.top)?;
            let margin = Run::of(rows, from, run.to);
            // Below the margin the column may take the whole width.
            let is_in_column = |index: &usize| Run::of(rows, *index, index + 1).is_beside(&margin);
            let end = next.from + (next.from..next.to).take_while(is_in_column).count();
            let is_part = from > run.from && end - next.from >= run.to - from && is_margin(&rows[from..run.to]);
            is_part.then(|| (margin, Run::of(rows, next.from, end), next.to))
        });
        let Some((margin, column, to)) = beside else {
            parted.push(run);
            continue;
        };
        rest.pop_front();
        if column.to < to {
            rest.push_front(Run::of(rows, column.to, to));
        }
        parted.extend([Run::of(rows, run.from, margin.from), margin, column]);
    }
    parted
}

impl Run {
    /// Do the two stand on one page, one wholly left of the other?
    fn is_beside(&self, other: &Self) -> bool {
        self.page == other.page && (self.right <= other.left + 2.0 || self.left + 2.0 >= other.right)
    }

    fn of(rows: &[Row<'_>], from: usize, to: usize) -> Self {
        let places = || rows[from..to].iter().filter_map(place);
        Self {
            from,
            to,
            page: places().next().map_or(0, |place| place.page),
            left: places().map(|place| place.left).fold(f32::MAX, f32::min),
            right: places().map(|place| place.right).fold(0.0, f32::max),
            top: places().map(|place| place.top).fold(f32::MAX, f32::min),
            bottom: places().map(|place| place.bottom).fold(0.0, f32::max),
        }
    }
}

/// Are all rows headings and dates, or nearly all headings, or nearly all dates and places?
fn is_margin(rows: &[Row<'_>]) -> bool {
    let is_date =
        |row: &Row<'_>| !row.dates.is_empty() && row.undated().iter().map(|name| name.words()).sum::<usize>() <= 3;
    let is_announced = |row: &&Row<'_>| announced(row.fragment.text).is_some();
    let has_dates = rows.iter().filter(|row| is_date(row)).count() >= 2;
    let has_headings = rows.iter().filter(is_announced).count() >= 2;
    if (has_dates || has_headings) && rows.iter().all(|row| is_part(row.fragment.text) || is_date(row)) {
        return true;
    }
    let share = |is: &dyn Fn(&Row<'_>) -> bool| rows.iter().filter(|row| is(row)).count() * 10 >= rows.len() * 6;
    let are_dates = has_dates && share(&|row| is_date(row) || contacts::is_place(row.fragment.text));
    rows.len() >= 3 && (has_headings && share(&|row| is_part(row.fragment.text)) || are_dates)
}

fn is_heading(row: &Row<'_>) -> bool {
    row.cells.len() == 1 && matches!(announced(row.fragment.text), Some((_, strength)) if strength > Strength::Weak)
}

/// Is `run`, which has no heading, the right part of a grid whose headings stand in `headed`?
fn is_grid(rows: &[Row<'_>], headed: &Run, run: &Run) -> bool {
    let beside = rows[headed.from..headed.to].iter().filter(|row| (run.top - 5.0..=run.bottom).contains(&top(row)));
    let edge = beside.filter_map(place).map(|place| place.right).fold(headed.left, f32::max);
    run.page == headed.page
        && run.left + 2.0 >= edge
        && run.top + 5.0 >= headed.top
        && run.bottom <= headed.bottom + 40.0
        && run.to - run.from <= headed.to - headed.from
        && rows[headed.from..headed.to].iter().any(is_heading)
        && !rows[run.from..run.to].iter().any(is_heading)
}

#[cfg(test)]
mod tests {
    use domain_model::candidates::document::{Document, Line};

    use super::*;
    use crate::parse::rows::rows;

    fn document(lines: &[(&str, f32, f32, u32)]) -> Document {
        let line = |&(text, left, top, block): &(&str, f32, f32, u32)| Line {
            text: text.to_owned(),
            place: Some(Place { page: 0, left, top, right: left + 60.0, bottom: top + 9.0 }),
            block,
            ..Line::default()
        };
        Document { lines: lines.iter().map(line).collect(), ..Document::default() }
    }

    fn texts(document: &Document) -> Vec<String> {
        ordered(rows(document)).iter().map(|row| row.fragment.text.to_owned()).collect()
    }

    #[test]
    fn headings_of_a_margin_stand_before_what_is_beside_them() {
        let document = document(&[
            ("OTHER WORK", 50.0, 100.0, 0),
            ("EXPERIENCE", 50.0, 110.0, 0),
            ("LANGUAGES", 50.0, 200.0, 1),
            ("SKILLS", 50.0, 300.0, 2),
            ("ACME Inc", 150.0, 100.0, 3),
            ("Analyst", 150.0, 112.0, 3),
            ("English", 150.0, 200.0, 4),
            ("Looms", 150.0, 300.0, 5),
        ]);
        assert_eq!(
            texts(&document),
            ["OTHER WORK", "EXPERIENCE", "ACME Inc", "Analyst", "LANGUAGES", "English", "SKILLS", "Looms"]
        );
    }

    #[test]
    fn dates_of_a_margin_stand_behind_what_is_beside_them() {
        let document = document(&[
            ("ACME Inc", 150.0, 100.0, 0),
            ("Built looms", 150.0, 130.0, 0),
            ("Bank AG", 150.0, 200.0, 1),
            ("2019 – 2020", 50.0, 100.0, 2),
            ("2017 – 2018", 50.0, 200.0, 3),
            ("2015 – 2016", 50.0, 300.0, 3),
        ]);
        assert_eq!(
            texts(&document),
            ["ACME Inc", "2019 – 2020", "Built looms", "Bank AG", "2017 – 2018", "2015 – 2016"]
        );
    }

    #[test]
    fn contacts_beside_the_name_stand_before_the_first_heading() {
        let lines = [
            ("Ada Lovelace", 50.0, 50.0, 0),
            ("EXPERIENCE", 50.0, 130.0, 1),
            ("Analyst", 50.0, 150.0, 1),
            ("London", 350.0, 50.0, 2),
            ("ada@example.org", 350.0, 62.0, 2),
            ("SKILLS", 350.0, 110.0, 3),
            ("Looms", 350.0, 130.0, 3),
        ];
        let expected = ["Ada Lovelace", "London", "ada@example.org", "EXPERIENCE", "Analyst", "SKILLS", "Looms"];
        assert_eq!(texts(&document(&lines)), expected);
        let below =
            lines.map(|(text, left, top, block)| (text, left, if block < 2 { top } else { top + 100.0 }, block));
        assert_eq!(texts(&document(&below))[1], "EXPERIENCE", "a column that begins below the heading");
    }

    #[test]
    fn columns_of_a_grid_belong_to_the_heading_above_them() {
        let document = document(&[
            ("Languages", 50.0, 100.0, 0),
            ("English", 50.0, 120.0, 0),
            ("Skills", 50.0, 150.0, 1),
            ("Looms", 50.0, 170.0, 1),
            ("Polish", 150.0, 120.0, 2),
            ("Cards", 150.0, 170.0, 3),
        ]);
        assert_eq!(texts(&document), ["Languages", "English", "Polish", "Skills", "Looms", "Cards"]);
    }
}
