//! The sections of a resume: its headings, and the rows under each.

use super::fragment::Fragment;
use super::heading_style::{Style, whole_line};
use super::headings::{Kind, Strength, announced, is_part};
use super::margin_headings::Margin;
use super::rows::Row;

/// The rows under a heading.
#[derive(Debug)]
pub(super) struct Section<'a> {
    /// What it is about.
    pub(super) kind: Kind,
    /// Its heading. `None` before the first one.
    pub(super) heading: Option<Fragment<'a>>,
    /// Its rows, without the heading.
    pub(super) rows: Vec<Row<'a>>,
}

/// Splits rows into sections. The first is the header, and may be empty.
pub(super) fn sections<'a>(rows: &[Row<'a>]) -> Vec<Section<'a>> {
    let style = Style::of(rows);
    let margin = Margin::of(rows, &style);
    let mut sections = vec![Section { kind: Kind::Header, heading: None, rows: Vec::new() }];
    let mut index = 0;
    while index < rows.len() {
        let row = &rows[index];
        let previous = index.checked_sub(1).map(|before| &rows[before]);
        let following = &rows[index + 1..];
        index += 1;
        let (kind_before, is_headed) =
            sections.last().map_or((Kind::Header, false), |last| (last.kind, last.heading.is_some()));
        if let Some(kind) = whole_line(row, &style, previous, following, (sections.len() > 1).then_some(kind_before)) {
            sections.push(Section { kind, heading: Some(row.fragment), rows: Vec::new() });
            index += usize::from(following.first().is_some_and(|next| is_rest(row, next, kind)));
            continue;
        }
        if let Some(next) = following.first()
            && let Some(kind) = over_two_lines(row, next)
        {
            sections.push(Section { kind, heading: Some(row.fragment), rows: Vec::new() });
            index += 1;
            continue;
        }
        if let Some(margin) = &margin {
            if let Some(beside) = margin.heading(&rows[index - 1..]) {
                index += beside.taken - 1;
                sections.push(Section { kind: beside.kind, heading: Some(beside.heading), rows: beside.content });
                continue;
            }
            if is_headed && margin.is_rest(row) {
                continue;
            }
        }
        if let Some(announcement) = inline(row, previous, kind_before) {
            sections.push(Section {
                kind: announcement.kind,
                heading: Some(announcement.heading),
                rows: announcement.content,
            });
            // Only this line is announced: the section before goes on.
            if announcement.is_single && (kind_before != Kind::Header || sections.len() > 2) {
                sections.push(Section { kind: kind_before, heading: None, rows: Vec::new() });
            }
            continue;
        }
        if previous.is_some_and(|previous| is_other_column(previous, row))
            && is_headed
            && (style.is_exceeded_by(row)
                || begins_with_prose(row, following.first())
                    && !matches!(kind_before, Kind::Experience | Kind::Projects | Kind::Summary | Kind::Education))
        {
            sections.push(Section { kind: Kind::Header, heading: None, rows: Vec::new() });
        }
        sections.last_mut().expect("there is always the header").rows.push(row.clone());
    }
    sections
}

/// Is the row the rest of the heading above it: "AWARDS &", "SCHOLARSHIPS"?
fn is_rest(heading: &Row<'_>, next: &Row<'_>, kind: Kind) -> bool {
    if !is_part(next.fragment.text) || next.is_caps != heading.is_caps {
        return false;
    }
    let is_open = heading.fragment.text.trim_end().ends_with(['&', ',']);
    let whole = format!("{} {}", heading.fragment.text, next.fragment.text);
    is_open
        || is_alike(heading, next)
            && !matches!(announced(next.fragment.text), Some((_, Strength::Exact)))
            && announced(&whole).is_some_and(|(whole, _)| whole == kind)
}

/// The kind of a heading whose first line says none: "PROFESSIONAL", "EXPERIENCE".
fn over_two_lines(row: &Row<'_>, next: &Row<'_>) -> Option<Kind> {
    let is_first = announced(row.fragment.text).is_none() && is_part(row.fragment.text) && is_alike(row, next);
    let (kind, strength) = announced(&format!("{} {}", row.fragment.text, next.fragment.text)).filter(|_| is_first)?;
    (strength == Strength::Exact).then_some(kind)
}

/// Are both set alike, unlike text, and in one block?
fn is_alike(row: &Row<'_>, next: &Row<'_>) -> bool {
    row.source.block == next.source.block
        && row.source.bold == next.source.bold
        && (row.source.size - next.source.size).abs() < 0.3
        && (row.source.bold || row.is_caps && next.is_caps)
}

/// A heading and what it announces in the same line.
struct Announcement<'a> {
    kind: Kind,
    heading: Fragment<'a>,
    content: Vec<Row<'a>>,
    /// Does the section end with the line?
    is_single: bool,
}

/// `Languages: English (native), German`
fn inline<'a>(row: &Row<'a>, previous: Option<&Row<'a>>, before: Kind) -> Option<Announcement<'a>> {
    let text = row.fragment.text;
    let (at, colon) = text.char_indices().find(|&(_, c)| matches!(c, ':' | '：'))?;
    let heading = row.fragment.part(0, at).tidy();
    let rest = row.fragment.part(at + colon.len_utf8(), text.len());
    let (kind, strength) = announced(heading.text)?;
    let is_content = rest.text.chars().filter(|c| c.is_alphanumeric()).count() > 2;
    let begins_block = previous.is_none_or(|previous| previous.source.block != row.source.block);
    let is_exact = strength == Strength::Exact && !row.is_item;
    // `Technologies: Go, Rust` under a job is what the job was done with.
    let in_entry = matches!(before, Kind::Experience | Kind::Projects | Kind::Volunteering);
    let is_announced = match kind {
        Kind::Languages => super::languages::are_languages(rest),
        Kind::Skills => before != Kind::Skills && is_exact && !(in_entry && super::headings::names_tools(heading.text)),
        Kind::Interests => strength == Strength::Exact,
        Kind::Summary => is_exact && rest.words() >= 5,
        Kind::Education | Kind::Experience | Kind::Certificates | Kind::Awards => {
            is_exact && begins_block && before != kind
        }
        _ => false,
    };
    let goes_on = matches!(kind, Kind::Education | Kind::Experience) || begins_block && kind == Kind::Skills;
    let content = Row::new(row.source, rest).into_iter().collect();
    (is_content && is_announced).then_some(Announcement { kind, heading, content, is_single: !goes_on })
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
        sections(&rows(&document)).iter().map(|section| (section.kind, section.rows.len())).collect()
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
