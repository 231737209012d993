//! Which lines are headings: by their words, and by the style that the headings of the document share.

use domain_model::candidates::document::LineRole;

use super::headings::{Kind, Strength, announced};
use super::lexicon::NAMES;
use super::roles::role_score;
use super::rows::Row;

/// The style that headings of a document share.
pub(super) struct Style {
    /// Recognised by their exact words.
    pub(super) count: usize,
    pub(super) is_caps: bool,
    is_bold: bool,
    size: f32,
    /// Do most of them have this size?
    is_uniform: bool,
    /// Of the text.
    body: f32,
    /// Where the headings of this size begin, in points.
    lefts: Vec<f32>,
}

/// Headings of two columns begin this far apart at least, in points.
const MIN_COLUMN_WIDTH: f32 = 60.0;

impl Style {
    pub(super) fn of(rows: &[Row<'_>]) -> Self {
        let exact: Vec<&Row<'_>> = rows
            .iter()
            .filter(|row| row.cells.len() == 1 && matches!(announced(row.fragment.text), Some((_, Strength::Exact))))
            .collect();
        let count = exact.len();
        let share =
            |is: &dyn Fn(&Row<'_>) -> bool| exact.iter().filter(|row| is(row)).count() * 5 >= count * 4 && count > 0;
        let mut sizes: Vec<f32> = exact.iter().map(|row| row.source.size).collect();
        let middle = median(&mut sizes);
        let sized = exact.iter().filter(|row| (row.source.size - middle).abs() < 0.3);
        let mut bodies: Vec<f32> = rows.iter().map(|row| row.source.size).collect();
        Self {
            count,
            is_caps: share(&|row| row.is_caps),
            is_bold: share(&|row| row.source.bold),
            size: middle,
            lefts: sized.filter_map(|row| row.source.place).map(|place| place.left).collect(),
            is_uniform: {
                sizes.iter().filter(|size| (**size - middle).abs() < 0.2).count() * 10 >= count * 7 && count > 0
            },
            body: median(&mut bodies),
        }
    }

    /// Is the row a heading of another column, where headings are smaller? There it is larger than the row below it.
    fn is_of_other_column(&self, row: &Row<'_>, next: Option<&Row<'_>>) -> bool {
        let (Some(place), Some(next)) = (row.source.place, next) else { return false };
        let is_apart = self.lefts.iter().all(|left| (left - place.left).abs() > MIN_COLUMN_WIDTH);
        is_apart && (row.source.size > next.source.size + 0.4 || row.source.bold && !next.source.bold)
    }

    /// Is the row larger than headings, as a name is?
    pub(super) fn is_exceeded_by(&self, row: &Row<'_>) -> bool {
        self.count >= 3 && row.source.size > self.size + 0.5
    }

    fn is_larger(&self) -> bool {
        self.size > self.body + 0.4
    }

    /// Does the row stand out less than headings do?
    fn is_above(&self, row: &Row<'_>) -> bool {
        if self.count < 3 {
            return false;
        }
        let is_smaller = self.is_uniform && self.is_larger() && row.source.size < self.size - 0.3;
        let is_heading = row.source.role == LineRole::Heading;
        is_smaller && !row.is_caps
            || self.is_caps && !row.is_caps && has_case(row.fragment.text)
            || self.is_larger() && row.source.size < self.size * 0.87 && !row.is_caps && !is_heading
            || self.is_bold && !row.source.bold && !self.is_larger() && !is_heading
    }

    /// Does the row look exactly as headings do, and stand out from the text?
    fn is_shared_by(&self, row: &Row<'_>) -> bool {
        let is_marked = self.is_caps || self.is_larger();
        self.count >= 3
            && is_marked
            && (row.source.size - self.size).abs() < 0.3
            && row.is_caps == self.is_caps
            && (row.source.bold || !self.is_bold)
    }
}

fn median(sizes: &mut [f32]) -> f32 {
    sizes.sort_by(f32::total_cmp);
    sizes.get(sizes.len() / 2).copied().unwrap_or(0.0)
}

fn has_case(text: &str) -> bool {
    text.chars().any(|c| c.is_lowercase() || c.is_uppercase())
}

/// The kind of a heading that fills its line. `following` are the rows behind it, `before` is the kind of the section that it ends.
pub(super) fn whole_line(
    row: &Row<'_>,
    style: &Style,
    previous: Option<&Row<'_>>,
    following: &[Row<'_>],
    before: Option<Kind>,
) -> Option<Kind> {
    // `Resume` at the top is the title of the document.
    let is_title = previous.is_none() && NAMES.get(row.fragment.text) == Some("document");
    if row.cells.len() != 1 || is_title {
        return None;
    }
    let stands_out =
        row.is_caps || row.source.bold || row.source.size > style.body + 0.4 || row.source.role == LineRole::Heading;
    let found = announced(row.fragment.text);
    // A numbered heading is read as an item of a list.
    let is_listed = row.is_item && row.source.role == LineRole::ListItem;
    if is_listed && !(stands_out && matches!(found, Some((_, Strength::Exact)))) {
        return None;
    }
    let Some((kind, strength)) = found else {
        let begins_block = previous.is_none_or(|previous| previous.source.block != row.source.block);
        let is_plain =
            row.words() <= 6 && row.dates.is_empty() && !row.fragment.text.contains(['@', ',', ':']) && !row.is_prose();
        // The head of an entry in capitals stands over its date, and names a job or an employer.
        let mut head =
            following.iter().take(3).take_while(|next| next.source.block == row.source.block && !next.is_item);
        let is_dated = head.any(|next| !next.dates.is_empty());
        let is_entry =
            matches!(before, Some(Kind::Experience | Kind::Volunteering)) && role_score(row.fragment.text) != 0;
        let before_dates = !style.is_larger() && (is_dated || is_entry);
        let is_unknown = (before.is_some() || style.is_uniform && style.is_larger())
            && style.is_shared_by(row)
            && begins_block
            && is_plain
            && !before_dates;
        return is_unknown.then_some(Kind::Other);
    };
    let is_above = style.is_above(row) && !style.is_of_other_column(row, following.first());
    let is_accepted = match strength {
        Strength::Exact => !is_above,
        Strength::Composed => {
            !is_above && (stands_out || !begins_small(row) && style.count < 3 || alone(row, previous))
        }
        Strength::Weak => {
            let is_lone = alone(row, previous) && following.first().is_some_and(|next| alone(next, Some(row)));
            !style.is_above(row) && (stands_out || is_lone) && style.count > 0
        }
    };
    (is_accepted && (stands_out || !begins_small(row))).then_some(kind)
}

fn begins_small(row: &Row<'_>) -> bool {
    row.fragment.text.starts_with(char::is_lowercase)
}

fn alone(row: &Row<'_>, previous: Option<&Row<'_>>) -> bool {
    previous.is_none_or(|previous| previous.source.block != row.source.block)
}
