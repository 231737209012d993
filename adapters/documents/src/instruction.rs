//! Field instructions, which DOCX and RTF share (ECMA-376 part 1, 17.16).

/// The target of an instruction `HYPERLINK "https://…"`. `None` for targets in the same document.
pub(crate) fn target(instruction: &str) -> Option<String> {
    let mut words = words(instruction).into_iter();
    if !words.next()?.0.eq_ignore_ascii_case("HYPERLINK") {
        return None;
    }
    while let Some((word, is_quoted)) = words.next() {
        match word.as_str() {
            // Switches with an argument: a bookmark, a frame, the text that a pointer shows.
            "\\l" | "\\o" | "\\t" | "\\s" if !is_quoted => {
                words.next();
            }
            other if other.starts_with('\\') && !is_quoted => {}
            _ => return Some(word),
        }
    }
    None
}

/// The words of an instruction; quotation marks keep several together.
fn words(instruction: &str) -> Vec<(String, bool)> {
    let mut words = Vec::new();
    let mut rest = instruction.trim_start();
    while let Some(first) = rest.chars().next() {
        let quoted = matches!(first, '"' | '“' | '”').then(|| &rest[first.len_utf8()..]);
        let (word, after) = match quoted {
            Some(quoted) => quoted.split_once(['"', '“', '”']).unwrap_or((quoted, "")),
            None => rest.split_once(char::is_whitespace).unwrap_or((rest, "")),
        };
        words.push((word.replace("\\\\", "\\"), quoted.is_some()));
        rest = after.trim_start();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_where_their_instruction_says() {
        for (instruction, expected) in [
            (" HYPERLINK \"https://a.example/b c\" ", Some("https://a.example/b c")),
            ("hyperlink https://a.example", Some("https://a.example")),
            (r#"HYPERLINK \o "a tip" "mailto:a@b.example" \t "_blank""#, Some("mailto:a@b.example")),
            (r#"HYPERLINK \l "bookmark""#, None),
            ("PAGE", None),
            ("", None),
            ("HYPERLINK \"unended", Some("unended")),
        ] {
            assert_eq!(target(instruction).as_deref(), expected, "{instruction}");
        }
    }
}
