//! Detects elements with very many attributes, for which the tokenizer takes quadratic time: it compares each attribute with
//! all previous ones.

/// The maximum number of attributes of an element.
const MAX_ATTRIBUTES: usize = 1_000;
/// Elements whose content is text, whatever it looks like.
const RAW: [&str; 9] = ["script", "style", "noscript", "iframe", "noembed", "noframes", "xmp", "textarea", "title"];

/// Whether a tag of the page has too many attributes.
pub(super) fn are_too_many(html: &str) -> bool {
    let mut rest = html.as_bytes();
    while let Some(start) = rest.iter().position(|&byte| byte == b'<') {
        rest = &rest[start + 1..];
        if let Some(comment) = rest.strip_prefix(b"!--") {
            rest = after(comment, b"-->");
            continue;
        }
        let is_end = rest.starts_with(b"/");
        let tag = rest.strip_prefix(b"/").unwrap_or(rest);
        if !tag.first().is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        let length = tag.iter().take_while(|&&byte| !ends_a_name(byte)).count();
        let (name, attributes) = tag.split_at(length);
        let Some(behind) = after_attributes(attributes) else { return true };
        rest = behind;
        if !is_end && let Some(raw) = RAW.iter().find(|raw| name.eq_ignore_ascii_case(raw.as_bytes())) {
            rest = after_raw(rest, raw);
        }
    }
    false
}

/// Skips the attributes of a tag (HTML, 13.2.5.32 and following) and returns the rest. `None` when there are too many.
fn after_attributes(mut rest: &[u8]) -> Option<&[u8]> {
    for _ in 0..MAX_ATTRIBUTES {
        rest = skip(rest, |byte| byte.is_ascii_whitespace() || byte == b'/');
        match rest.split_first() {
            None => return Some(rest),
            Some((b'>', behind)) => return Some(behind),
            // A leading equals sign belongs to the name.
            Some((_, name)) => rest = skip(name, |byte| !ends_a_name(byte) && byte != b'='),
        }
        let value = skip(rest, |byte| byte.is_ascii_whitespace());
        let Some(value) = value.strip_prefix(b"=") else { continue };
        let value = skip(value, |byte| byte.is_ascii_whitespace());
        rest = match value.split_first() {
            Some((&quote @ (b'"' | b'\''), quoted)) => after(quoted, &[quote]),
            _ => skip(value, |byte| !byte.is_ascii_whitespace() && byte != b'>'),
        };
    }
    None
}

fn ends_a_name(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>')
}

fn skip(bytes: &[u8], is_skipped: impl Fn(u8) -> bool) -> &[u8] {
    let length = bytes.iter().take_while(|&&byte| is_skipped(byte)).count();
    &bytes[length..]
}

/// The text after the first occurrence of `end`; empty without one.
fn after<'h>(bytes: &'h [u8], end: &[u8]) -> &'h [u8] {
    let found = bytes.windows(end.len()).position(|window| window == end);
    found.map_or(&[], |position| &bytes[position + end.len()..])
}

/// The text from the end tag of a raw-text element on; empty without one.
fn after_raw<'h>(bytes: &'h [u8], name: &str) -> &'h [u8] {
    let ends = |window: &[u8]| window.starts_with(b"</") && window[2..].eq_ignore_ascii_case(name.as_bytes());
    let found = bytes.windows(name.len() + 2).position(ends);
    found.map_or(&[], |position| &bytes[position..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn many(attribute: &str) -> String {
        attribute.repeat(MAX_ATTRIBUTES + 1)
    }

    #[test]
    fn a_tag_with_too_many_attributes_is_found_in_any_notation() {
        for attribute in [" a", " a=b", "/a", " a=\"b\"", "a='>'", "\na = b", " =a=b"] {
            for begin in ["<p ", "</p ", "<!-- x --><b ", "<script>a<b</script><i ", "<"] {
                let html = if begin == "<" {
                    format!("<p{}", many(&format!(" {attribute}")))
                } else {
                    begin.to_owned() + &many(attribute)
                };
                assert!(are_too_many(&html), "{begin} {attribute}");
                assert!(are_too_many(&(html + ">text")), "{begin} {attribute}");
            }
        }
    }

    #[test]
    fn quoted_text_is_not_counted_as_attributes() {
        let picture = format!("<img src=\"data:image/png;base64,{}\">", many("a/b c="));
        let script = format!("<script>for (i=0; i<n; i++) {{ {} }}</SCRIPT>", many("a b=c "));
        let comment = format!("<!-- <p {} -->", many(" a"));
        let text = format!("1 < 2 {}", many(" a"));
        let open = format!("<p>{}", many("<b x=1>"));
        for html in [picture, script, comment, text, open, "<".into(), "<p".into(), "<p a=".into(), "<title>".into()] {
            assert!(!are_too_many(&html), "{}", &html[..html.len().min(60)]);
        }
    }
}
