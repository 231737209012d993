//! Extracts text and JSON-LD from HTML. No tree is built, because a hostile page can make a tree far larger than
//! itself; everything here reads tokens in one pass.

mod elements;
mod linked_data;
mod text;
mod tokens;
mod writer;

pub(crate) use elements::{Elements, Node, Syntax};
pub(crate) use linked_data::linked_data;
pub(crate) use text::to_text;
pub(crate) use tokens::decode_entities;

/// How often text is escaped at most.
const MAX_ROUNDS: usize = 4;

/// The text of something that may be HTML, HTML with its signs escaped once or twice, or plain text with line breaks.
pub(crate) fn any_to_text(text: &str) -> String {
    let mut text = text.to_owned();
    for round in 0..MAX_ROUNDS {
        let is_html = if round == 0 { has_tags(&text) } else { has_markup(&text) };
        let next = if is_html { to_text(&text) } else { decode_entities(&text) };
        if next == text {
            break;
        }
        text = next;
    }
    text
}

/// A short field as plain text on one line: entities decoded however often they were escaped, tags taken out.
pub(crate) fn line(text: &str) -> String {
    let mut text = text.to_owned();
    for _ in 0..MAX_ROUNDS {
        let next = decode_entities(&text);
        if next == text {
            break;
        }
        text = next;
    }
    let text = if has_markup(&text) { to_text(&text) } else { text };
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn has_tags(text: &str) -> bool {
    text.match_indices('<').any(|(at, _)| text[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/'))
}

/// Whether there are tags of formatted text, and not just `<T>` or `<name>`.
fn has_markup(text: &str) -> bool {
    const TAGS: [&str; 21] = [
        "p", "br", "li", "ul", "ol", "div", "span", "b", "strong", "i", "em", "u", "a", "h1", "h2", "h3", "h4",
        "table", "section", "hr", "font",
    ];
    text.match_indices('<').any(|(at, _)| {
        let name = text[at + 1..].trim_start_matches('/');
        let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
        name[end..].starts_with(['>', ' ', '/']) && TAGS.iter().any(|tag| tag.eq_ignore_ascii_case(&name[..end]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escaped_html_is_unescaped_first_and_plain_text_is_left_alone() {
        assert_eq!(any_to_text("&lt;p&gt;R&amp;amp;D&lt;/p&gt;").trim(), "R&D");
        assert_eq!(any_to_text("&amp;lt;p&amp;gt;Weld&amp;lt;/p&amp;gt;").trim(), "Weld");
        assert_eq!(any_to_text("<div>&lt;p&gt;Weld&lt;/p&gt;&lt;p&gt;Grind&lt;/p&gt;</div>").trim(), "Weld\n\nGrind");
        assert_eq!(any_to_text("<p>A Vec&lt;T&gt; of tools</p>").trim(), "A Vec<T> of tools");
        assert_eq!(any_to_text("Line one\n- item < 3 &amp; more"), "Line one\n- item < 3 & more");
    }

    #[test]
    fn short_fields_are_plain_text() {
        for (text, plain) in [
            ("Bed &amp; Breakfast", "Bed & Breakfast"),
            ("R&amp;#038;D &#8211; Optics", "R&D – Optics"),
            ("Q&A Lead", "Q&A Lead"),
            ("<b>Welder</b> ", "Welder"),
            ("C++ &lt;T&gt;", "C++ <T>"),
            ("A\n  B", "A B"),
        ] {
            assert_eq!(line(text), plain, "{text}");
        }
    }
}
