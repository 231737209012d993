//! The sections of a resume: its headings, by their words and their style, and the rows under each.

use domain_model::candidates::document::LineRole;

use super::fold::phrase;
use super::headings::{Kind, Strength, announced, announced_in_margin, is_part};
use super::piece::Piece;
use super::rows::Row;

/// The rows under a heading.
#[derive(Debug)]
pub(super) struct Section<'a> {
    /// What it is about.
    pub(super) kind: Kind,
    /// Its heading. `None` before the first one.
    pub(super) heading: Option<Piece<'a>>,
    /// Its rows, without the heading.
    pub(super) rows: Vec<Row<'a>>,
}

/// The style that headings of a document share.
struct Style {
    /// Recognised by their exact words.
    count: usize,
    is_caps: bool,
    is_bold: bool,
    size: f32,
    /// Do most of them have this size?
    is_uniform: bool,
    /// Of the text.
    body: f32,
}

/// Splits rows into sections. The first is the header, and may be empty.
pub(super) fn sections(rows: Vec<Row<'_>>) -> Vec<Section<'_>> {
    let style = Style::of(&rows);
    let margin = has_margin_headings(&rows, &style);
    let mut sections = vec![Section { kind: Kind::Header, heading: None, rows: Vec::new() }];
    let mut rows = rows.into_iter().peekable();
    let mut previous: Option<Row<'_>> = None;
    while let Some(row) = rows.next() {
        let (kind_before, is_headed) =
            sections.last().map_or((Kind::Header, false), |last| (last.kind, last.heading.is_some()));
        if let Some(kind) = whole_line(&row, &style, previous.as_ref(), rows.peek(), sections.len() > 1) {
            // A heading of two lines: "AWARDS &", "SCHOLARSHIPS".
            let goes_on = row.piece.text.trim_end().ends_with(['&', ',']);
            sections.push(Section { kind, heading: Some(row.piece), rows: Vec::new() });
            if goes_on {
                rows.next_if(|next| is_part(next.piece.text) && next.is_caps == row.is_caps);
            }
            previous = Some(row);
            continue;
        }
        if margin && row.cells.len() > 1 && !row.is_item && is_part(row.cells[0].text) {
            let (heading, rest) =
                (row.cells[0], row.piece.part(row.cells[1].start - row.piece.start, row.piece.text.len()));
            let mut content: Vec<Row<'_>> = Row::new(row.source, rest).into_iter().collect();
            let mut words = heading.text.to_owned();
            let mut kind = announced_in_margin(&words);
            // The heading goes on in the margin of the next line.
            while let Some(next) = rows.next_if(|next| {
                let goes_on = format!("{words} {}", next.cells[0].text);
                next.cells.len() > 1
                    && is_part(next.cells[0].text)
                    && next.is_caps_first() == row.is_caps_first()
                    && announced_in_margin(&goes_on).is_some()
                    && (kind.is_none() || words.ends_with('&'))
            }) {
                words = format!("{words} {}", next.cells[0].text);
                kind = announced_in_margin(&words);
                let rest = next.piece.part(next.cells[1].start - next.piece.start, next.piece.text.len());
                content.extend(Row::new(next.source, rest));
            }
            if let Some(kind) = kind {
                sections.push(Section { kind, heading: Some(heading), rows: content });
                previous = Some(row);
                continue;
            }
        }
        if let Some((kind, heading, content)) = inline(&row, kind_before == Kind::Skills) {
            let returns_to = kind_before;
            sections.push(Section { kind, heading: Some(heading), rows: content });
            // Only this line is announced: the section before goes on.
            if returns_to != Kind::Header || sections.len() > 2 {
                sections.push(Section { kind: returns_to, heading: None, rows: Vec::new() });
            }
            previous = Some(row);
            continue;
        }
        if previous.as_ref().is_some_and(|previous| is_other_column(previous, &row))
            && is_headed
            && begins_with_prose(&row, rows.peek())
            && !matches!(kind_before, Kind::Experience | Kind::Projects | Kind::Summary | Kind::Education)
        {
            sections.push(Section { kind: Kind::Header, heading: None, rows: Vec::new() });
        }
        let last = sections.last_mut().expect("there is always the header");
        previous = Some(row.clone());
        last.rows.push(row);
    }
    sections
}

impl Row<'_> {
    fn is_caps_first(&self) -> bool {
        let text = self.cells.first().map_or("", |cell| cell.text);
        text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase)
    }
}

impl Style {
    fn of(rows: &[Row<'_>]) -> Self {
        let exact: Vec<&Row<'_>> = rows
            .iter()
            .filter(|row| row.cells.len() == 1 && matches!(announced(row.piece.text), Some((_, Strength::Exact))))
            .collect();
        let count = exact.len();
        let share =
            |is: &dyn Fn(&Row<'_>) -> bool| exact.iter().filter(|row| is(row)).count() * 5 >= count * 4 && count > 0;
        let mut sizes: Vec<f32> = exact.iter().map(|row| row.source.size).collect();
        let mut bodies: Vec<f32> = rows.iter().map(|row| row.source.size).collect();
        Self {
            count,
            is_caps: share(&|row| row.is_caps),
            is_bold: share(&|row| row.source.bold),
            size: median(&mut sizes),
            is_uniform: {
                let middle = median(&mut sizes);
                sizes.iter().filter(|size| (**size - middle).abs() < 0.2).count() * 10 >= count * 7 && count > 0
            },
            body: median(&mut bodies),
        }
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
            || self.is_caps && !row.is_caps && has_case(row.piece.text)
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

/// The kind of a heading that fills its line.
fn whole_line(
    row: &Row<'_>,
    style: &Style,
    previous: Option<&Row<'_>>,
    next: Option<&Row<'_>>,
    in_body: bool,
) -> Option<Kind> {
    if row.cells.len() != 1 || row.is_item && row.source.role == LineRole::ListItem {
        return None;
    }
    let stands_out =
        row.is_caps || row.source.bold || row.source.size > style.body + 0.4 || row.source.role == LineRole::Heading;
    let Some((kind, strength)) = announced(row.piece.text) else {
        let begins_block = previous.is_none_or(|previous| previous.source.block != row.source.block);
        let is_plain =
            row.words() <= 6 && row.dates.is_empty() && !row.piece.text.contains(['@', ',', ':']) && !row.is_prose();
        let before_dates = next.is_some_and(|next| !next.dates.is_empty() && next.source.block == row.source.block);
        let is_unknown = (in_body || style.is_uniform && style.is_larger())
            && style.is_shared_by(row)
            && begins_block
            && is_plain
            && !before_dates;
        return is_unknown.then_some(Kind::Other);
    };
    let is_accepted = match strength {
        Strength::Exact => !style.is_above(row),
        Strength::Composed => {
            !style.is_above(row) && (stands_out || !begins_small(row) && style.count < 3 || alone(row, previous))
        }
        Strength::Weak => !style.is_above(row) && stands_out && style.count > 0,
    };
    (is_accepted && (stands_out || !begins_small(row))).then_some(kind)
}

fn begins_small(row: &Row<'_>) -> bool {
    row.piece.text.starts_with(char::is_lowercase)
}

fn alone(row: &Row<'_>, previous: Option<&Row<'_>>) -> bool {
    previous.is_none_or(|previous| previous.source.block != row.source.block)
}

/// Do the headings of the document stand in a margin, in the first cell of a line?
fn has_margin_headings(rows: &[Row<'_>], style: &Style) -> bool {
    let in_margin = rows.iter().filter(|row| row.cells.len() > 1 && !row.is_item);
    let kinds: Vec<Kind> = in_margin
        .filter_map(|row| {
            let (kind, strength) = announced(row.cells[0].text)?;
            (strength > Strength::Weak && !(style.count >= 3 && style.is_caps && !row.is_caps_first())).then_some(kind)
        })
        .collect();
    let is_main = |kind: &Kind| matches!(kind, Kind::Experience | Kind::Education | Kind::Summary);
    kinds.iter().any(is_main)
        && (style.count < 3 || kinds.iter().filter(|kind| is_main(kind)).count() >= 2)
        && kinds.len() >= 2
}

/// `Languages: English (native), German`: a heading and all that it announces in one line.
fn inline<'a>(row: &Row<'a>, in_skills: bool) -> Option<(Kind, Piece<'a>, Vec<Row<'a>>)> {
    let text = row.piece.text;
    let (at, colon) = text.char_indices().find(|&(_, c)| matches!(c, ':' | '：'))?;
    let head = row.piece.part(0, at).tidy();
    let rest = row.piece.part(at + colon.len_utf8(), text.len());
    let (kind, strength) = announced(head.text)?;
    let is_content = rest.text.chars().filter(|c| c.is_alphanumeric()).count() > 2;
    let is_kind = match kind {
        Kind::Languages => super::languages::are_languages(rest),
        Kind::Skills => {
            !in_skills
                && strength == Strength::Exact
                && !row.is_item
                && matches!(
                    phrase(head.text).as_str(),
                    "skills"
                        | "technical skills"
                        | "kenntnisse"
                        | "competences"
                        | "habilidades"
                        | "competencias"
                        | "技能"
                        | "专业技能"
                        | "vaardigheden"
                        | "umiejetnosci"
                )
        }
        Kind::Interests => strength == Strength::Exact,
        Kind::Summary => !row.is_item && strength == Strength::Exact && rest.words() >= 5,
        _ => false,
    };
    (is_content && is_kind).then(|| (kind, head, Row::new(row.source, rest).into_iter().collect()))
}

/// Does the row begin a column beside the one of the row before?
fn is_other_column(previous: &Row<'_>, row: &Row<'_>) -> bool {
    let (Some(before), Some(here)) = (previous.source.place, row.source.place) else { return false };
    before.page == here.page
        && here.top + 40.0 < before.top
        && (here.left > before.right || here.right < before.left || here.left > before.left + 100.0)
}

fn begins_with_prose(row: &Row<'_>, next: Option<&Row<'_>>) -> bool {
    row.dates.is_empty() && row.words() + next.map_or(0, Row::words) >= 12
}

#[cfg(test)]
mod tests {
    use domain_model::candidates::document::Document;

    use super::*;
    use crate::parse::rows::rows;

    fn kinds(text: &str) -> Vec<(Kind, usize)> {
        let document = Document::from(text);
        sections(rows(&document)).iter().map(|section| (section.kind, section.rows.len())).collect()
    }

    #[test]
    fn rows_stand_under_their_headings() {
        let text = "Ada Lovelace\nLondon\n\nEXPERIENCE\nAnalyst\n\nEDUCATION\nHome\nSchool\n\nGARDENING\nRoses";
        let expected = [(Kind::Header, 2), (Kind::Experience, 1), (Kind::Education, 4)];
        assert_eq!(kinds(text), expected, "two headings do not show their style");
        let text = format!("{text}\n\nSKILLS\nLooms");
        let expected =
            [(Kind::Header, 2), (Kind::Experience, 1), (Kind::Education, 2), (Kind::Other, 1), (Kind::Skills, 1)];
        assert_eq!(kinds(&text), expected);
    }

    #[test]
    fn headings_in_the_margin_are_found() {
        let text =
            "Ada\n\nEDUCATION\tUniversity of London\nMathematics\t1840\nRESEARCH\tInstitute\nEXPERIENCE\tAnalyst\t1842";
        assert_eq!(kinds(text), [(Kind::Header, 1), (Kind::Education, 2), (Kind::Experience, 2)]);
    }

    #[test]
    fn a_line_can_announce_itself() {
        let text = "Ada\n\nSkills\nLanguages: Rust, Go\nLanguages: English, German (B2)\nTools: Looms";
        let expected = [(Kind::Header, 1), (Kind::Skills, 1), (Kind::Languages, 1), (Kind::Skills, 1)];
        assert_eq!(kinds(text), expected);
    }

    #[test]
    fn what_stands_out_less_than_headings_is_none() {
        let text = "Ada\n\nSKILLS\n\nWeb\nHTML\n\nProject\nJIRA\n\nEXPERIENCE\nAnalyst\n\nEDUCATION\nHome";
        let expected = [(Kind::Header, 1), (Kind::Skills, 4), (Kind::Experience, 1), (Kind::Education, 1)];
        assert_eq!(kinds(text), expected);
    }
}
