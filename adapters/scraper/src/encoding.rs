//! Bytes to text, once: a byte order mark decides, then what the document declares, then UTF-8, then Windows-1252.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// How far into a document its declaration may stand.
const DECLARED_WITHIN: usize = 4096;

/// The text of a document.
pub(crate) fn text(bytes: &[u8]) -> String {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[length..]).0.into_owned();
    }
    if let Some(encoding) = without_mark(bytes) {
        return encoding.decode_without_bom_handling(bytes).0.into_owned();
    }
    // What is UTF-8 is nothing else, whatever it declares: pages are converted and keep their old declaration.
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    let encoding = declared(bytes).filter(|encoding| *encoding != UTF_8).unwrap_or(WINDOWS_1252);
    // A UTF-8 text with a few broken bytes is nearer to UTF-8 than to anything else.
    let (as_utf8, _) = UTF_8.decode_without_bom_handling(bytes);
    let broken = as_utf8.matches('\u{fffd}').count();
    let multibyte = as_utf8.chars().filter(|c| !c.is_ascii() && *c != '\u{fffd}').count();
    if declared(bytes) == Some(UTF_8) && multibyte > broken {
        return as_utf8.replace('\u{fffd}', "");
    }
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// The text in the encoding that the server names, as UTF-8 with a mark, so that no declaration in the document counts
/// any more. `None` when it is UTF-8 already or the name is unknown.
pub(crate) fn converted(bytes: &[u8], content_type: &str) -> Option<Vec<u8>> {
    let encoding = parameter(content_type).and_then(|name| Encoding::for_label(name.as_bytes()))?;
    let is_needed = encoding != UTF_8 && Encoding::for_bom(bytes).is_none() && std::str::from_utf8(bytes).is_err();
    is_needed.then(|| format!("\u{feff}{}", encoding.decode_without_bom_handling(bytes).0).into_bytes())
}

/// UTF-16 without a mark: every second byte of markup is zero.
fn without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes.get(..4)? {
        [b'<' | b'{' | b'[', 0, _, 0] => Some(encoding_rs::UTF_16LE),
        [0, b'<' | b'{' | b'[', 0, _] => Some(encoding_rs::UTF_16BE),
        _ => None,
    }
}

/// `<meta charset=…>`, `<meta … content="text/html; charset=…">` or `<?xml … encoding="…"?>`.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(DECLARED_WITHIN)]).to_lowercase();
    let encoding = |name: String| Encoding::for_label(name.as_bytes());
    let xml = head.trim_start().starts_with("<?xml").then(|| value(&head, "encoding")).flatten();
    xml.or_else(|| value(&head, "charset")).and_then(encoding)
}

fn parameter(content_type: &str) -> Option<String> {
    value(&content_type.to_lowercase(), "charset")
}

/// The value after `name=`.
fn value(text: &str, name: &str) -> Option<String> {
    let after = text.split_once(name)?.1.trim_start().strip_prefix('=')?.trim_start();
    let value = after.trim_start_matches(['"', '\'']);
    let end = value.find(|c: char| matches!(c, '"' | '\'' | ';' | '>' | '?' | '/') || c.is_whitespace());
    Some(value[..end.unwrap_or(value.len())].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, big: bool) -> Vec<u8> {
        let unit = |unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() };
        text.encode_utf16().flat_map(unit).collect()
    }

    #[test]
    fn every_usual_encoding_is_read() {
        let page = |charset: &str| format!("<html><meta charset=\"{charset}\"><p>Schlüssel – „naïve“</p>");
        let (western, ..) = WINDOWS_1252.encode("<meta charset=windows-1252><p>Bäcker – 3 €</p>");
        assert!(text(&western).contains("Bäcker – 3 €"));
        let (undeclared, ..) = WINDOWS_1252.encode("<p>Bäcker</p>");
        assert!(text(&undeclared).contains("Bäcker"));
        let russian = encoding_rs::WINDOWS_1251.encode("<?xml version='1.0' encoding='windows-1251'?><a>Сварщик</a>").0;
        assert!(text(&russian).contains("Сварщик"));
        assert!(text(page("iso-8859-1").as_bytes()).contains("Schlüssel"), "what is UTF-8 is read as that");
        for big in [false, true] {
            let marked = utf16(&format!("\u{feff}{}", page("utf-8")), big);
            assert!(text(&marked).contains("„naïve“"));
            assert!(text(&utf16(&page("utf-8"), big)).contains("„naïve“"), "without a mark");
        }
        assert_eq!(text(b"\xef\xbb\xbf{}"), "{}");
    }

    #[test]
    fn the_server_decides_before_the_document() {
        let (bytes, ..) = encoding_rs::WINDOWS_1251.encode("<meta charset=windows-1252>Сварщик");
        let converted = converted(&bytes, "text/html; charset=\"windows-1251\"").unwrap();
        assert!(text(&converted).contains("Сварщик"));
        assert_eq!(super::converted("ü".as_bytes(), "text/html; charset=latin1"), None);
        assert_eq!(super::converted(b"\xfc", "text/html"), None);
    }
}
