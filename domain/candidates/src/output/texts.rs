//! A sheet as plain text and as Markdown.

use domain_model::candidates::sheet::{Entry, Section, Sheet};

/// The sheet as plain text: what stands apart on paper is separated by a tab, items begin with `• `.
pub fn as_text(sheet: &Sheet) -> String {
    written(sheet, &PLAIN)
}

/// The sheet as Markdown (`CommonMark`). Signs that would be markup are escaped.
pub fn as_markdown(sheet: &Sheet) -> String {
    written(sheet, &MARKDOWN)
}

/// How a format marks things.
struct Marks {
    name: &'static str,
    heading: &'static str,
    title: &'static str,
    item: &'static str,
    strong: &'static str,
    /// Ends a line that another one of the same paragraph follows.
    wrap: &'static str,
    /// What stands between a title and its dates.
    apart: &'static str,
    escape: fn(&str) -> String,
}

const PLAIN: Marks =
    Marks { name: "", heading: "", title: "", item: "• ", strong: "", wrap: "", apart: "\t", escape: str::to_owned };
const MARKDOWN: Marks = Marks {
    name: "# ",
    heading: "## ",
    title: "### ",
    item: "- ",
    strong: "**",
    wrap: "  ",
    apart: "\n\n",
    escape: escaped,
};

fn written(sheet: &Sheet, marks: &Marks) -> String {
    let mut out = String::new();
    let escape = marks.escape;
    if !sheet.name.is_empty() {
        out.push_str(&format!("{}{}\n", marks.name, escape(&sheet.name)));
    }
    if !sheet.headline.is_empty() {
        out.push_str(&format!("{}{}\n", if marks.name.is_empty() { "" } else { "\n" }, escape(&sheet.headline)));
    }
    if !sheet.contacts.is_empty() {
        let contacts: Vec<String> = sheet.contacts.iter().map(|contact| escape(&contact.text)).collect();
        out.push_str(&format!("{}{}\n", if marks.name.is_empty() { "" } else { "\n" }, contacts.join(" | ")));
    }
    for section in &sheet.sections {
        out.push_str(&format!("\n{}{}\n\n", marks.heading, escape(&section.heading)));
        write_section(&mut out, section, marks);
    }
    if let Some(consent) = &sheet.consent {
        out.push_str(&format!("\n{}\n", escape(consent)));
    }
    out
}

fn write_section(out: &mut String, section: &Section, marks: &Marks) {
    let escape = marks.escape;
    for paragraph in &section.paragraphs {
        out.push_str(&format!("{}\n", escape(paragraph)));
    }
    for (index, entry) in section.entries.iter().enumerate() {
        if entry.is_line {
            out.push_str(&in_line(entry, marks));
            continue;
        }
        if index > 0 {
            out.push('\n');
        }
        write_entry(out, entry, marks);
    }
    for group in &section.groups {
        let items: Vec<String> = group.items.iter().map(|item| escape(item)).collect();
        let label = if group.label.is_empty() {
            String::new()
        } else {
            format!("{0}{1}:{0} ", marks.strong, escape(&group.label))
        };
        out.push_str(&format!("{label}{}{}\n", items.join(", "), marks.wrap));
    }
}

/// `Chartered Engineer · Engineering Council · 2018`
fn in_line(entry: &Entry, marks: &Marks) -> String {
    let parts: Vec<String> = [&entry.title, &entry.organisation, &entry.dates]
        .into_iter()
        .filter(|part| !part.is_empty())
        .map(|part| (marks.escape)(part))
        .collect();
    format!("{}{}\n", marks.item, parts.join(" · "))
}

fn write_entry(out: &mut String, entry: &Entry, marks: &Marks) {
    let escape = marks.escape;
    let dates = if entry.dates.is_empty() { String::new() } else { format!("{}{}", marks.apart, escape(&entry.dates)) };
    out.push_str(&format!("{}{}{dates}\n", marks.title, escape(&entry.title)));
    for part in [&entry.organisation, &entry.location, &entry.grade, &entry.url] {
        if !part.is_empty() {
            out.push_str(&format!("{}{}\n", escape(part), marks.wrap));
        }
    }
    if !marks.name.is_empty() && !entry.items.is_empty() {
        out.push('\n');
    }
    for item in &entry.items {
        out.push_str(&format!("{}{}\n", marks.item, escape(item)));
    }
}

/// The text with a backslash before every sign that Markdown could take for markup.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let begins_a_block = at == 0 && matches!(c, '+' | '-' | '=' | '~' | ':')
            || matches!(c, '.' | ')') && at > 0 && text[..at].bytes().all(|byte| byte.is_ascii_digit());
        if begins_a_block || matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '&' | '!' | '~') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_a_seeker_says_is_markup() {
        assert_eq!(escaped("*a* <b> [c](d) `e` f_g"), "\\*a\\* \\<b\\> \\[c\\](d) \\`e\\` f\\_g");
        assert_eq!(escaped("1. first"), "1\\. first");
        assert_eq!(escaped("- no item"), "\\- no item");
        assert_eq!(escaped("in 2019. Then"), "in 2019. Then");
    }
}
