//! The HTML that Europass editors keep in texts.

/// Elements that begin or end a line.
const BLOCKS: [&str; 14] = ["p", "br", "li", "ul", "ol", "div", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "table"];
/// `<` as a sign is rarely followed by a letter, and never by a whole page.
const MAX_TAG_BYTES: usize = 2_000;
const BULLETS: [char; 4] = ['•', '·', '▪', '◦'];

/// Its paragraphs and items, without markup. A text without markup is its lines.
pub(super) fn lines(html: &str) -> Vec<String> {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    let has_markup = html.match_indices('<').any(|(index, _)| tag(&html[index..]).is_some());
    while let Some(c) = rest.chars().next() {
        if let Some((name, length)) = tag(rest) {
            if BLOCKS.contains(&name.to_ascii_lowercase().as_str()) {
                text.push('\n');
            }
            rest = &rest[length..];
            continue;
        }
        if let Some((c, length)) = character(rest) {
            text.push(c);
            rest = &rest[length..];
            continue;
        }
        match c {
            // In HTML, any white space is one space.
            _ if has_markup && c.is_whitespace() => {
                if !text.ends_with([' ', '\n']) {
                    text.push(' ');
                }
            }
            _ => text.push(c),
        }
        rest = &rest[c.len_utf8()..];
    }
    let lines = text.lines().map(|line| line.trim().trim_start_matches(BULLETS).trim().to_owned());
    lines.filter(|line| !line.is_empty()).collect()
}

/// The name of the tag at the beginning, and how long it is.
fn tag(text: &str) -> Option<(&str, usize)> {
    let inner = text.strip_prefix('<')?;
    let name = inner.strip_prefix('/').unwrap_or(inner);
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let end = text.bytes().take(MAX_TAG_BYTES).position(|byte| byte == b'>')?;
    let length = name.find(|c: char| !c.is_ascii_alphanumeric())?;
    Some((&name[..length], end + 1))
}

/// The character that the reference at the beginning stands for, and how long it is.
fn character(text: &str) -> Option<(char, usize)> {
    let inner = text.strip_prefix('&')?;
    let end = inner.bytes().take(10).position(|byte| byte == b';')?;
    let name = &inner[..end];
    let c = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)?
        }
    };
    Some((c, end + 2))
}

/// A list of these items.
pub(super) fn list<'t>(items: impl Iterator<Item = &'t str>) -> String {
    let items: Vec<String> = items.map(|item| format!("<li>{}</li>", escaped(item))).collect();
    if items.is_empty() { String::new() } else { format!("<ul>{}</ul>", items.concat()) }
}

/// A paragraph for each line.
pub(super) fn paragraphs(text: &str) -> String {
    text.lines().map(|line| format!("<p>{}</p>", escaped(line))).collect::<Vec<_>>().concat()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_is_read_as_its_lines() {
        for (html, expected) in [
            (
                "<p>Led <strong>ten</strong>\n people</p><ul><li>R&amp;D</li><li>C&#43;&#x2b;</li></ul>",
                vec!["Led ten people", "R&D", "C++"],
            ),
            ("one<br/>two<BR>three", vec!["one", "two", "three"]),
            ("• one\n• two", vec!["one", "two"]),
            ("a < b && c > d &copy &#xffffff;", vec!["a < b && c > d &copy &#xffffff;"]),
            ("<p class=\"x", vec!["<p class=\"x"]),
            ("", vec![]),
        ] {
            assert_eq!(lines(html), expected, "{html}");
        }
        let items = ["a <b> & c", "漢字"];
        assert_eq!(lines(&list(items.into_iter())), items);
        assert_eq!(lines(&paragraphs("a\nb")), ["a", "b"]);
    }
}
