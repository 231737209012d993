//! Whether an element has so many attributes that reading it takes the square of their number: the tokenizer compares each
//! attribute with all before it.

/// Of one element. Pages of people have dozens.
const MOST_ATTRIBUTES: usize = 1_000;
/// Elements whose content is text, whatever it looks like.
const RAW: [&str; 9] = ["script", "style", "noscript", "iframe", "noembed", "noframes", "xmp", "textarea", "title"];

/// Does a tag of the page have too many attributes?
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

/// What follows the tag whose attributes begin here (HTML, 13.2.5.32 and following). `None` when it has too many.
fn after_attributes(mut rest: &[u8]) -> Option<&[u8]> {
    for _ in 0..MOST_ATTRIBUTES {
        rest = skip(rest, |byte| byte.is_ascii_whitespace() || byte == b'/');
        match rest.split_first() {
            None => return Some(rest),
            Some((b'>', behind)) => return Some(behind),
            // An equals sign that comes first is of the name.
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

/// What follows the first occurrence of an end; nothing when there is none.
fn after<'h>(bytes: &'h [u8], end: &[u8]) -> &'h [u8] {
    let found = bytes.windows(end.len()).position(|window| window == end);
    found.map_or(&[], |position| &bytes[position + end.len()..])
}

/// What begins with the end tag of an element of raw text; nothing when it does not end.
fn after_raw<'h>(bytes: &'h [u8], name: &str) -> &'h [u8] {
    let ends = |window: &[u8]| window.starts_with(b"</") && window[2..].eq_ignore_ascii_case(name.as_bytes());
    let found = bytes.windows(name.len() + 2).position(ends);
    found.map_or(&[], |position| &bytes[position..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn many(attribute: &str) -> String {
        attribute.repeat(MOST_ATTRIBUTES + 1)
    }

    #[test]
    fn a_tag_with_attributes_without_end_is_found_however_it_is_written() {
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
    fn what_only_looks_like_attributes_is_none() {
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
