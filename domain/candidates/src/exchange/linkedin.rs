//! The archive of their own data that members of `LinkedIn` download: tables with English column names, whatever the language of
//! the member.

use domain_model::candidates::exchange::{Omission, Table};
use domain_model::candidates::field::Field;
use domain_model::candidates::partial_date::{EndDate, PartialDate};
use domain_model::candidates::structured_resume::{
    Award, Certificate, Education, Employer, Language, Link, Position, Project, Publication, Skill, SkillGroup,
    StructuredResume,
};

use super::notes::Notes;
use super::{dates, employers};

/// Lines of remarks may stand above the names of the columns.
const MAX_REMARKS: usize = 20;
const BULLETS: [char; 8] = ['•', '·', '▪', '◦', '‣', '-', '–', '*'];

/// The resume in these tables.
pub(super) fn import(tables: &[Table], other_files: &[String], notes: &Notes) -> StructuredResume {
    let mut resume = StructuredResume::default();
    if let Some(profile) = rows(tables, "Profile", "First Name", notes).into_iter().next() {
        import_profile(profile, &mut resume);
    }
    resume.contacts.emails = emails(tables, notes);
    resume.contacts.phones = all(tables, "PhoneNumbers", "Number", notes, |row| row.text("Number"));
    resume.experience = employers::merged(all(tables, "Positions", "Company Name", notes, |row| {
        employer(row, "Company Name", "Title")
    }));
    resume.volunteering = employers::merged(all(tables, "Volunteering", "Company Name", notes, |row| {
        employer(row, "Company Name", "Role")
    }));
    resume.education = all(tables, "Education", "School Name", notes, education);
    let skills = all(tables, "Skills", "Name", notes, |row| Skill { name: row.text("Name"), ..Skill::default() });
    resume.skills = vec![SkillGroup { skills, ..SkillGroup::default() }];
    resume.languages = all(tables, "Languages", "Name", notes, |row| Language {
        language: row.text("Name"),
        fluency: row.text("Proficiency"),
    });
    resume.projects = all(tables, "Projects", "Title", notes, |row| Project {
        name: row.text("Title"),
        start: row.date("Started On"),
        end: row.end("Started On", "Finished On"),
        url: row.text("Url"),
        highlights: row.lines("Description"),
    });
    resume.certificates = all(tables, "Certifications", "Name", notes, |row| Certificate {
        name: row.text("Name"),
        issuer: row.text("Authority"),
        date: row.date("Started On"),
    });
    resume.awards = all(tables, "Honors", "Title", notes, |row| Award {
        title: row.text("Title"),
        date: row.date("Issued On"),
        notes: row.lines("Description"),
        ..Award::default()
    });
    resume.publications = all(tables, "Publications", "Name", notes, |row| {
        let mut lines = vec![row.text("Publisher")];
        lines.extend(row.lines("Description"));
        lines.push(row.text("Url"));
        Publication { name: row.text("Name"), date: row.date("Published On"), notes: lines }
    });
    for file in other_files {
        notes.leave_out(file, Omission::NoField);
    }
    resume.detached()
}

fn import_profile(mut row: Row<'_>, resume: &mut StructuredResume) {
    let names = [row.cell("First Name"), row.cell("Last Name")];
    resume.name = clear(names.join(" "));
    resume.headline = row.text("Headline");
    resume.summary = row.text("Summary");
    resume.contacts.location = row.text("Geo Location");
    for page in list(&row.cell("Websites")) {
        // `PORTFOLIO:https://…`: the kind stands before the address.
        let address = page.split_once(':').filter(|(_, rest)| rest.contains(':') || rest.contains('.'));
        let address =
            address.map_or(page.as_str(), |(kind, rest)| if kind.starts_with("http") { page.as_str() } else { rest });
        resume.links.push(clear(Link { url: Some(address.trim().to_owned()), ..Link::default() }));
    }
    for name in list(&row.cell("Twitter Handles")) {
        let username = Some(name.trim_start_matches('@').to_owned());
        resume.links.push(clear(Link { network: Some("Twitter".to_owned()), username, url: None }));
    }
    for private in ["Birth Date", "Address", "Zip Code", "Maiden Name", "Instant Messengers"] {
        if !row.cell(private).is_empty() {
            row.notes.leave_out(&row.path(private), Omission::Private);
        }
    }
}

/// `[a,b]`, or a single item.
fn list(cell: &str) -> Vec<String> {
    let inner = cell.strip_prefix('[').and_then(|cell| cell.strip_suffix(']')).unwrap_or(cell);
    inner.split(',').map(|item| item.trim().to_owned()).filter(|item| !item.is_empty()).collect()
}

/// The primary one first.
fn emails(tables: &[Table], notes: &Notes) -> Vec<Field<String>> {
    let mut emails = all(tables, "Email Addresses", "Email Address", notes, |row| {
        row.taken.extend(["Confirmed", "Updated On"].map(|known| row.column(known).unwrap_or(usize::MAX)));
        (!row.cell("Primary").eq_ignore_ascii_case("yes"), row.text("Email Address"))
    });
    emails.sort_by_key(|(is_other, _)| *is_other);
    emails.into_iter().map(|(_, email)| email).collect()
}

fn employer(row: &mut Row<'_>, name: &str, title: &str) -> Employer {
    let position = Position {
        title: row.text(title),
        location: row.text("Location"),
        start: row.date("Started On"),
        end: row.end("Started On", "Finished On"),
        highlights: row.lines("Description"),
    };
    Employer { name: row.text(name), positions: vec![position], ..Employer::default() }
}

fn education(row: &mut Row<'_>) -> Education {
    let mut lines = row.lines("Notes");
    lines.extend(row.lines("Activities"));
    Education {
        institution: row.text("School Name"),
        degree: row.text("Degree Name"),
        start: row.date("Start Date"),
        end: row.date("End Date").value.map_or_else(Field::missing, |date| clear(EndDate::On(date))),
        notes: lines,
        ..Education::default()
    }
}

/// The rows of a table, mapped. A row that says the same as one before it is left out.
fn all<T>(tables: &[Table], name: &str, key_column: &str, notes: &Notes, map: impl Fn(&mut Row<'_>) -> T) -> Vec<T> {
    rows(tables, name, key_column, notes).into_iter().map(|mut row| map(&mut row)).collect()
}

fn rows<'t>(tables: &'t [Table], name: &'t str, key_column: &str, notes: &'t Notes) -> Vec<Row<'t>> {
    let Some(table) = tables.iter().find(|table| table.name == name) else { return Vec::new() };
    let is_header = |row: &Vec<String>| row.iter().any(|cell| cell.trim().eq_ignore_ascii_case(key_column));
    let Some(header) = table.rows.iter().take(MAX_REMARKS).position(is_header) else {
        notes.leave_out(&format!("{name}.csv"), Omission::NoField);
        return Vec::new();
    };
    let (columns, rows) = (&table.rows[header], &table.rows[header + 1..]);
    let mut seen = std::collections::HashSet::new();
    let mut fresh = Vec::new();
    for (index, cells) in rows.iter().enumerate() {
        if seen.insert(cells) {
            fresh.push(Row { name, columns, cells, taken: Vec::new(), notes });
        } else {
            notes.leave_out(&format!("{name}.csv: row {}", header + index + 2), Omission::Repeated);
        }
    }
    fresh
}

/// A row of a table. What nobody took from it is left out and said when it is dropped.
struct Row<'t> {
    name: &'t str,
    columns: &'t [String],
    cells: &'t [String],
    /// Columns.
    taken: Vec<usize>,
    notes: &'t Notes,
}

impl Row<'_> {
    fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.trim().eq_ignore_ascii_case(name))
    }

    fn path(&self, column: &str) -> String {
        format!("{}.csv: {}", self.name, column.trim())
    }

    fn cell(&mut self, column: &str) -> String {
        let Some(index) = self.column(column) else { return String::new() };
        self.taken.push(index);
        self.cells.get(index).map(|cell| cell.trim().to_owned()).unwrap_or_default()
    }

    fn text(&mut self, column: &str) -> Field<String> {
        clear(self.cell(column))
    }

    /// Its lines, without their bullets.
    fn lines(&mut self, column: &str) -> Vec<Field<String>> {
        let cell = self.cell(column);
        cell.lines().map(|line| clear(without_bullet(line).to_owned())).collect()
    }

    fn date(&mut self, column: &str) -> Field<PartialDate> {
        let cell = self.cell(column);
        dates::date(&cell, &self.path(column), self.notes)
    }

    /// Without an end it goes on, if it has begun.
    fn end(&mut self, start: &str, end: &str) -> Field<EndDate> {
        let (start, cell) = (self.cell(start), self.cell(end));
        if cell.is_empty() && !start.is_empty() && self.column(end).is_some() {
            return clear(EndDate::Present);
        }
        dates::end(&cell, &self.path(end), self.notes)
    }
}

impl Drop for Row<'_> {
    fn drop(&mut self) {
        for (index, column) in self.columns.iter().enumerate() {
            let is_filled = self.cells.get(index).is_some_and(|cell| !cell.trim().is_empty());
            if is_filled && !self.taken.contains(&index) {
                self.notes.leave_out(&self.path(column), Omission::NoField);
            }
        }
    }
}

/// A hyphen is a bullet only before a space.
fn without_bullet(line: &str) -> &str {
    let line = line.trim();
    match line.strip_prefix(BULLETS) {
        Some(rest) if rest.starts_with(char::is_whitespace) || line.starts_with('•') => rest.trim_start(),
        _ => line,
    }
}

fn clear<T>(value: T) -> Field<T> {
    Field::clear(value, Vec::new())
}
