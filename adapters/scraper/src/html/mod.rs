//! Extracts text and JSON-LD from HTML. No tree is built, because a hostile page can make a tree far larger than
//! itself; everything here reads tokens in one pass.

mod linked_data;
mod text;
mod tokens;
mod writer;

pub(crate) use linked_data::linked_data;
pub(crate) use text::to_text;
pub(crate) use tokens::decode_entities;

/// The text of something that may be HTML, HTML with its signs escaped, or plain text with line breaks.
pub(crate) fn any_to_text(text: &str) -> String {
    let has_tags = |text: &str| {
        text.match_indices('<').any(|(at, _)| text[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/'))
    };
    if has_tags(text) {
        return to_text(text);
    }
    let decoded = decode_entities(text);
    if has_tags(&decoded) { to_text(&decoded) } else { decoded }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escaped_html_is_unescaped_first_and_plain_text_is_left_alone() {
        assert_eq!(any_to_text("&lt;p&gt;R&amp;amp;D&lt;/p&gt;").trim(), "R&D");
        assert_eq!(any_to_text("Line one\n- item < 3 &amp; more"), "Line one\n- item < 3 & more");
    }
}
