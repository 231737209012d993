//! The lines of a Markdown document (`CommonMark` with tables and strikethrough), converted to HTML.

use domain_model::candidates::document::Document;
use pulldown_cmark::{Event, Options, Parser, html};

use crate::charset::decode;
use crate::read_error::ReadError;

/// The maximum size of the source. The generated HTML is several times larger.
const MAX_TEXT_BYTES: usize = 2 * 1024 * 1024;

/// Reads the document. Line breaks are kept, because resumes are seldom hard-wrapped.
pub(crate) fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    let text = decode(bytes);
    if text.len() > MAX_TEXT_BYTES {
        return Err(ReadError::unreadable("too much text"));
    }
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let events = Parser::new_ext(&text, options).map(|event| match event {
        Event::SoftBreak => Event::HardBreak,
        // A checkbox, ticked or not, is a control of a form.
        Event::TaskListMarker(_) => Event::Text("".into()),
        event => event,
    });
    let mut page = String::new();
    html::push_html(&mut page, events);
    crate::html::read_page(&page)
}

#[cfg(test)]
mod tests {
    use domain_model::candidates::document::LineRole::{self, Heading, ListItem, TableRow, Text};

    use super::*;

    fn lines(text: &str) -> Vec<(LineRole, String)> {
        read(text.as_bytes()).unwrap().lines.into_iter().map(|line| (line.role, line.text)).collect()
    }

    #[test]
    fn markdown_syntax_is_not_part_of_the_text() {
        for (text, expected) in [
            (
                "# Maren **Tallow**\nGalway\nIreland",
                vec![(Heading, "Maren Tallow"), (Text, "Galway"), (Text, "Ireland")],
            ),
            (
                "Work\n====\n\n* Lamps\n  1. Oil\n- [x] Boats",
                vec![(Heading, "Work"), (ListItem, "Lamps"), (ListItem, "Oil"), (ListItem, "Boats")],
            ),
            (
                "| Year | Role |\n|---|---|\n| 2019 | Keeper |",
                vec![(TableRow, "Year\tRole"), (TableRow, "2019\tKeeper")],
            ),
            (
                "<div align=\"center\"><b>Maren</b></div>\n\n<!-- hidden -->\nC++ & `SQL`",
                vec![(Text, "Maren"), (Text, "C++ & SQL")],
            ),
            ("---\ntitle: CV\n---\nMaren\\_T", vec![(Text, "Maren_T")]),
            ("    indented\n\n```\nfenced\nlines\n```", vec![(Text, "indented"), (Text, "fenced"), (Text, "lines")]),
        ] {
            let expected: Vec<_> = expected.into_iter().map(|(role, text)| (role, text.to_owned())).collect();
            assert_eq!(lines(text), expected, "{text}");
        }
    }

    #[test]
    fn links_keep_their_targets() {
        let document =
            read(b"[code](https://code.example/maren) and <mailto:m@a.example>, [ref][1]\n\n[1]: https://b.example")
                .unwrap();
        assert_eq!(document.lines[0].links, ["https://code.example/maren", "mailto:m@a.example", "https://b.example"]);
        assert_eq!(document.lines[0].text, "code and mailto:m@a.example, ref");
    }
}
