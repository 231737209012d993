//! Detects the type of a document by its bytes. File name and declared media type are ignored.

use crate::kernel::named::named_enum;

named_enum! {
    /// A kind of document we can read. The name is also its file extension.
    DocumentType {
        /// Portable Document Format.
        Pdf = "pdf",
        /// Office Open XML word processing document.
        Docx = "docx",
        /// `OpenDocument` text.
        Odt = "odt",
        /// Rich Text Format.
        Rtf = "rtf",
        /// A page of HTML.
        Html = "html",
        /// Markdown.
        Markdown = "md",
        /// Plain text in any encoding.
        Text = "txt",
    }
}

/// What an encrypted DOCX is wrapped in, and what else is.
const COMPOUND_FILE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
/// The name of the stream in it, in UTF-16.
const ENCRYPTED_PACKAGE: &str = "EncryptedPackage";
/// So much of a text tells what it is.
const HEAD: usize = 64 * 1024;
/// A package of more entries is none of ours.
const MAX_ENTRIES: usize = 4_000;

impl DocumentType {
    /// Judges by the bytes. `None` for what is none of these.
    ///
    /// A PDF header may follow up to 1,024 bytes of something else, as readers in the field accept. A ZIP file is judged by
    /// the names of its entries; one whose directory cannot be read is taken for a damaged DOCX.
    pub fn sniff(bytes: &[u8]) -> Option<Self> {
        let head = &bytes[..bytes.len().min(1024)];
        if head.windows(5).any(|window| window == b"%PDF-") {
            return Some(Self::Pdf);
        }
        if head.starts_with(b"PK\x03\x04") {
            return of_package(bytes);
        }
        if head.starts_with(COMPOUND_FILE) {
            let name: Vec<u8> = ENCRYPTED_PACKAGE.encode_utf16().flat_map(u16::to_le_bytes).collect();
            return bytes.windows(name.len()).any(|window| window == name).then_some(Self::Docx);
        }
        of_text(&text_head(bytes)?)
    }
}

/// What a ZIP file is.
fn of_package(bytes: &[u8]) -> Option<DocumentType> {
    const TEXT: &[u8] = b"application/vnd.oasis.opendocument.text";
    // The kind of an OpenDocument file stands in its first entry, not compressed, so that it is found without unpacking.
    let kind = bytes.get(30..).and_then(|entry| entry.strip_prefix(b"mimetype"));
    if let Some(kind) = kind.filter(|_| bytes.get(8..10) == Some(&[0, 0])) {
        let is_text = kind.strip_prefix(TEXT).is_some_and(|rest| !rest.starts_with(b"-web"));
        return is_text.then_some(DocumentType::Odt);
    }
    let Some(names) = entry_names(bytes) else { return Some(DocumentType::Docx) };
    let has = |wanted: &str| names.iter().any(|name| name == wanted);
    let has_folder = |wanted: &str| names.iter().any(|name| name.starts_with(wanted));
    if has("content.xml") && (has("meta-inf/manifest.xml") || has("mimetype")) {
        return Some(DocumentType::Odt);
    }
    let is_office = has("[content_types].xml") || has("_rels/.rels");
    let is_other_office = ["xl/", "ppt/", "visio/"].iter().any(|folder| has_folder(folder));
    (has_folder("word/") || (is_office && !is_other_office)).then_some(DocumentType::Docx)
}

/// The names in the directory at the end of a ZIP file, in lower case. `None` when there is no directory.
fn entry_names(bytes: &[u8]) -> Option<Vec<String>> {
    const END: &[u8] = b"PK\x05\x06";
    const ENTRY: &[u8] = b"PK\x01\x02";
    let number = |at: usize| Some(usize::from(u16::from_le_bytes(*bytes.get(at..)?.first_chunk()?)));
    // A comment of up to 64 KiB may follow the end.
    let tail = bytes.len().saturating_sub(66 * 1024);
    let end = tail + bytes[tail..].windows(END.len()).rposition(|window| window == END)?;
    let length = u32::from_le_bytes(*bytes.get(end + 12..)?.first_chunk()?);
    let mut at = end.checked_sub(usize::try_from(length).ok()?)?;
    let mut names = Vec::new();
    while bytes.get(at..)?.starts_with(ENTRY) && names.len() < MAX_ENTRIES {
        let (name, extra, comment) = (number(at + 28)?, number(at + 30)?, number(at + 32)?);
        let bytes = bytes.get(at + 46..at + 46 + name)?;
        let name_of_part = String::from_utf8_lossy(bytes).replace('\\', "/").to_lowercase();
        names.push(name_of_part.trim_start_matches('/').to_owned());
        at += 46 + name + extra + comment;
    }
    (!names.is_empty()).then_some(names)
}

/// The beginning of a text. `None` when the bytes are none: text has no control characters.
fn text_head(bytes: &[u8]) -> Option<String> {
    let wide = |bytes: &[u8], order: fn([u8; 2]) -> u16| {
        let units = bytes[..bytes.len().min(HEAD)].as_chunks::<2>().0.iter().map(|&unit| order(unit));
        char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect::<String>()
    };
    let zeros = |from: usize| bytes.iter().skip(from).step_by(2).take(1_024).filter(|&&byte| byte == 0).count() * 10;
    let pairs = (bytes.len() / 2).min(1_024);
    let head = match bytes {
        [] => return None,
        // UTF-32, whose mark begins like that of UTF-16.
        [0xff, 0xfe, 0, 0, rest @ ..] => rest.iter().step_by(4).take(HEAD).map(|&byte| char::from(byte)).collect(),
        [0, 0, 0xfe, 0xff, rest @ ..] => {
            rest.iter().skip(3).step_by(4).take(HEAD).map(|&byte| char::from(byte)).collect()
        }
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes),
        _ if pairs > 0 && zeros(1) >= pairs * 7 && zeros(0) == 0 => wide(bytes, u16::from_le_bytes),
        _ if pairs > 0 && zeros(0) >= pairs * 7 && zeros(1) == 0 => wide(bytes, u16::from_be_bytes),
        _ => {
            let is_control = |byte: u8| byte < b' ' && !matches!(byte, b'\t' | b'\n' | 0xb | 0xc | b'\r' | 0x1a | 0x1b);
            if bytes.iter().any(|&byte| is_control(byte) || byte == 0x7f) {
                return None;
            }
            String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).into_owned()
        }
    };
    (!head.contains('\0')).then_some(head)
}

/// What a text is.
fn of_text(head: &str) -> Option<DocumentType> {
    let text = head.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if text.starts_with("{\\rtf") {
        return Some(DocumentType::Rtf);
    }
    // JSON is data; there are other ways for those.
    if let Some(after) = text.strip_prefix(['{', '['])
        && after.trim_start().starts_with(['"', '{', '[', '}', ']'])
    {
        return None;
    }
    match markup(text) {
        Markup::Page => Some(DocumentType::Html),
        Markup::Piece if !is_markdown(head) => Some(DocumentType::Html),
        Markup::Other => None,
        Markup::Piece | Markup::None if is_markdown(head) => Some(DocumentType::Markdown),
        _ => Some(DocumentType::Text),
    }
}

/// How a text begins.
enum Markup {
    /// As a whole page of HTML.
    Page,
    /// With an element of HTML; Markdown may begin so too.
    Piece,
    /// With markup of another vocabulary.
    Other,
    /// With words.
    None,
}

fn markup(text: &str) -> Markup {
    const PAGE: [&str; 4] = ["html", "head", "body", "meta"];
    const PIECES: [&str; 31] = [
        "a", "address", "article", "aside", "b", "br", "center", "div", "em", "font", "h1", "h2", "h3", "h4", "header",
        "hr", "i", "img", "link", "main", "ol", "p", "pre", "script", "section", "span", "strong", "style", "table",
        "title", "ul",
    ];
    let mut rest = text;
    let mut is_xml = false;
    // Comments and instructions may stand before the first element.
    loop {
        rest = rest.trim_start();
        let end = match rest {
            _ if rest.starts_with("<!--") => "-->",
            _ if rest.starts_with("<?") => "?>",
            _ => break,
        };
        is_xml |= rest.starts_with("<?xml");
        let Some((_, after)) = rest.split_once(end) else { return Markup::Other };
        rest = after;
    }
    let lower: String = rest.chars().take(40).collect::<String>().to_ascii_lowercase();
    if let Some(declared) = lower.strip_prefix("<!doctype") {
        return if declared.trim_start().starts_with("html") { Markup::Page } else { Markup::Other };
    }
    let Some(tag) = lower.strip_prefix('<') else { return if is_xml { Markup::Other } else { Markup::None } };
    let length = tag.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, ':' | '-'))).unwrap_or(tag.len());
    let (name, after) = tag.split_at(length);
    match name {
        name if PAGE.contains(&name) => Markup::Page,
        name if PIECES.contains(&name) && !is_xml => Markup::Piece,
        // `<maren@example.org>` is no element.
        name if name.is_empty() || !after.starts_with([' ', '>', '/', '\n', '\r', '\t']) => Markup::None,
        _ => Markup::Other,
    }
}

/// Has it what only Markdown has: headings with `#`, links in brackets, fences, words between double asterisks?
fn is_markdown(text: &str) -> bool {
    let is_heading = |line: &str| {
        let rest = line.trim_start_matches('#');
        (1..=6).contains(&(line.len() - rest.len())) && rest.starts_with(' ') && !rest.trim().is_empty()
    };
    let is_strong = |line: &str| {
        let mut parts = line.split("**").skip(1);
        parts.next().is_some_and(|inner| !inner.trim().is_empty()) && parts.next().is_some()
    };
    let has_link = ["](http", "](mailto:", "](tel:"].iter().any(|link| text.contains(link));
    has_link || text.lines().any(|line| is_heading(line) || line.starts_with("```") || is_strong(line))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The directory of a ZIP file with entries of these names, after a first entry.
    fn archive(names: &[&str]) -> Vec<u8> {
        let mut file = b"PK\x03\x04".to_vec();
        file.resize(30, 8);
        let mut directory = Vec::new();
        for name in names {
            let mut entry = b"PK\x01\x02".to_vec();
            entry.resize(46, 0);
            entry[28] = u8::try_from(name.len()).unwrap();
            directory.extend(entry);
            directory.extend(name.as_bytes());
        }
        file.extend(&directory);
        let mut end = b"PK\x05\x06".to_vec();
        end.resize(22, 0);
        end[12..16].copy_from_slice(&u32::try_from(directory.len()).unwrap().to_le_bytes());
        [file, end, b"<script>".to_vec()].concat()
    }

    #[test]
    fn up_09_a_document_is_judged_by_its_bytes() {
        assert_eq!(DocumentType::sniff(b"%PDF-1.7 ..."), Some(DocumentType::Pdf));
        assert_eq!(DocumentType::sniff(b"\xef\xbb\xbf\n%PDF-1.4"), Some(DocumentType::Pdf));
        assert_eq!(DocumentType::sniff(b"PK\x03\x04...."), Some(DocumentType::Docx));
        assert_eq!(DocumentType::sniff(b"MZ\x90\x00"), None);
        assert_eq!(DocumentType::sniff(b"GIF89a\x01\0\x01\0\x80\0\0"), None);
        assert_eq!(DocumentType::sniff(b""), None);
    }

    #[test]
    fn up_09_a_package_is_judged_by_what_is_in_it() {
        for (names, expected) in [
            (&["[Content_Types].xml", "_rels/.rels", "word/document.xml"][..], Some(DocumentType::Docx)),
            (&["[Content_Types].xml", "content/main.xml"], Some(DocumentType::Docx)),
            (&["word\\document.xml"], Some(DocumentType::Docx)),
            (&["content.xml", "META-INF/manifest.xml", "styles.xml"], Some(DocumentType::Odt)),
            (&["[Content_Types].xml", "xl/workbook.xml"], None),
            (&["[Content_Types].xml", "ppt/presentation.xml"], None),
            (&["Profile.csv", "Positions.csv"], None),
            (&["META-INF/MANIFEST.MF", "a.class"], None),
        ] {
            assert_eq!(DocumentType::sniff(&archive(names)), expected, "{names:?}");
        }
        let first =
            |kind: &str| [b"PK\x03\x04".as_slice(), &[0; 26], b"mimetype", kind.as_bytes(), b"PK\x03\x04"].concat();
        let sniffed = |kind: &str| DocumentType::sniff(&first(kind));
        assert_eq!(sniffed("application/vnd.oasis.opendocument.text"), Some(DocumentType::Odt));
        assert_eq!(sniffed("application/vnd.oasis.opendocument.text-template"), Some(DocumentType::Odt));
        assert_eq!(sniffed("application/vnd.oasis.opendocument.spreadsheet"), None);
        assert_eq!(sniffed("application/epub+zip"), None);
        let encrypted: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(DocumentType::sniff(&[COMPOUND_FILE, &[0; 504], &encrypted].concat()), Some(DocumentType::Docx));
        assert_eq!(DocumentType::sniff(&[COMPOUND_FILE, &[0; 504]].concat()), None);
    }

    #[test]
    fn up_09_texts_are_judged_by_their_marks() {
        use DocumentType::{Html, Markdown, Rtf, Text};
        for (text, expected) in [
            ("{\\rtf1\\ansi Maren}", Some(Rtf)),
            ("<!DOCTYPE html><p>Maren", Some(Html)),
            ("\u{feff}<!-- c -->\n<HTML><p>Maren", Some(Html)),
            ("<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"/>", Some(Html)),
            ("<div>Maren</div>", Some(Html)),
            ("<?xml version=\"1.0\"?><Candidate/>", None),
            ("<w:document/>", None),
            ("{\"basics\": {}}", None),
            ("[{}]", None),
            ("# Maren\n\ntext", Some(Markdown)),
            ("Maren\n\n## Work", Some(Markdown)),
            ("<h1>Maren</h1>\n\n## Work", Some(Markdown)),
            ("See [code](https://a.example)", Some(Markdown)),
            ("**Maren** Tallow", Some(Markdown)),
            ("Maren Tallow\nC#, F#, #1 in sales", Some(Text)),
            ("<maren@example.org> Maren", Some(Text)),
            ("{curly} [square]", Some(Text)),
            ("a", Some(Text)),
        ] {
            assert_eq!(DocumentType::sniff(text.as_bytes()), expected, "{text}");
        }
        let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
        assert_eq!(DocumentType::sniff(&wide("\u{feff}Maren")), Some(Text));
        assert_eq!(DocumentType::sniff(&wide("\u{feff}<html>Maren")), Some(Html));
        assert_eq!(DocumentType::sniff(&wide("Maren Tallow, Galway")), Some(Text));
        assert_eq!(DocumentType::sniff(b"Zo\xeb Tallow, M\xfcnchen"), Some(Text));
        assert_eq!(DocumentType::sniff(b"Maren\x00Tallow"), None);
    }
}
