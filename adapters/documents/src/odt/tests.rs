//! Documents built here, as word processors write them, shortened.

use domain_model::candidates::document::{Document, Finding, LineRole};

use crate::package::tests::package;
use crate::read_error::ReadError;

use super::read;

const NAMESPACES: &str = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
     xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
     xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
     xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" \
     xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" \
     xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" \
     xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
     xmlns:xlink=\"http://www.w3.org/1999/xlink\"";

/// A document with these styles made for single places, this body, and this content of its part for styles.
fn document_with(automatic: &str, body: &str, common: &str) -> Document {
    let content = format!(
        "<office:document-content {NAMESPACES}><office:automatic-styles>{automatic}</office:automatic-styles><office:body>\
         <office:text>{body}</office:text></office:body></office:document-content>"
    );
    let styles = format!("<office:document-styles {NAMESPACES}>{common}</office:document-styles>");
    let parts: [(&str, &[u8]); 3] = [
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", content.as_bytes()),
        ("styles.xml", styles.as_bytes()),
    ];
    read(&package(&parts)).unwrap()
}

fn document(body: &str) -> Document {
    document_with("", body, "")
}

fn text(body: &str) -> String {
    document(body).text()
}

fn p(content: &str) -> String {
    format!("<text:p>{content}</text:p>")
}

#[test]
fn paragraphs_spaces_and_breaks_are_read() {
    for (body, expected) in [
        (p("Maren<text:s/>Tallow &amp; Co"), "Maren Tallow & Co"),
        (p("Acme<text:s text:c=\"9\"/>2019"), "Acme\t2019"),
        (p("a<text:tab/>b<text:line-break/>c<text:soft-page-break/>d"), "a\tb\ncd"),
        (p("Py<text:span text:style-name=\"T1\">thon</text:span>\n  3"), "Python 3"),
        (
            p(
                "a<text:bookmark text:name=\"x\"/>b<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>note</text:p></text:note-body></text:note> c",
            ),
            "ab c\nnote",
        ),
        (p("x<office:annotation><dc:creator>Eve</dc:creator><text:p>remark</text:p></office:annotation>y"), "xy"),
        (p("<text:ruby><text:ruby-base>漢</text:ruby-base><text:ruby-text>かん</text:ruby-text></text:ruby>"), "漢"),
    ] {
        assert_eq!(text(&body), expected, "{body}");
    }
}

#[test]
fn changes_are_read_as_accepted() {
    let tracked = "<text:tracked-changes><text:changed-region><text:deletion><text:p>old</text:p></text:deletion>\
                   </text:changed-region></text:tracked-changes>";
    let body = p(
        "a <text:change text:change-id=\"c\"/><text:change-start text:change-id=\"d\"/>new<text:change-end text:change-id=\"d\"/>",
    );
    assert_eq!(text(&format!("{tracked}{body}")), "a new");
}

#[test]
fn hidden_text_is_reported_and_not_read() {
    let style = |name: &str, properties: &str| {
        format!(
            "<style:style style:name=\"{name}\" style:family=\"text\"><style:text-properties {properties}/></style:style>"
        )
    };
    let styles = style("H", "text:display=\"none\"")
        + &style("W", "fo:color=\"#ffffff\"")
        + &style("T", "fo:font-size=\"1pt\"")
        + &style("B", "fo:color=\"#ffffff\" fo:background-color=\"#000000\"")
        + "<style:style style:name=\"HP\" style:family=\"paragraph\" style:parent-style-name=\"HQ\"/>\
           <style:style style:name=\"HQ\" style:family=\"paragraph\"><style:text-properties text:display=\"none\"/></style:style>";
    let span = |name: &str| p(&format!("a <text:span text:style-name=\"{name}\">Python</text:span> b"));
    for (body, expected) in [
        (span("H"), "a b"),
        (span("W"), "a b"),
        (span("T"), "a b"),
        (span("B"), "a Python b"),
        ("<text:p>a b</text:p><text:p text:style-name=\"HP\">Python</text:p>".to_owned(), "a b"),
        (p("a b") + "<text:section text:display=\"none\"><text:p>Python</text:p></text:section>", "a b"),
        (p("a b") + &p("<text:hidden-paragraph text:is-hidden=\"true\"/>Python"), "a b"),
        (p("a <text:hidden-text text:is-hidden=\"true\" text:string-value=\"Python\"/>b"), "a b"),
    ] {
        let document = document_with(&styles, &body, "");
        assert_eq!(document.text(), expected, "{body}");
        let hidden = [Finding::HiddenText { page: None, text: "Python".into() }];
        assert_eq!(document.findings, if expected == "a b" { &hidden[..] } else { &[] }, "{body}");
    }
}

#[test]
fn headings_lists_and_links_are_known() {
    let styles = "<office:styles><style:style style:name=\"Heading\" style:family=\"paragraph\" style:default-outline-level=\"1\">\
                  <style:text-properties fo:font-weight=\"bold\" fo:font-size=\"200%\"/></style:style><style:default-style \
                  style:family=\"paragraph\"><style:text-properties fo:font-size=\"12pt\"/></style:default-style></office:styles>";
    let automatic = "<style:style style:name=\"P1\" style:family=\"paragraph\" style:parent-style-name=\"Heading\"/>";
    let body = "<text:h text:outline-level=\"1\">Work</text:h><text:p text:style-name=\"P1\">Study</text:p><text:list>\
                <text:list-item><text:p>Rust</text:p><text:p>more</text:p><text:list><text:list-item><text:p>SQL</text:p>\
                </text:list-item></text:list></text:list-item></text:list><text:p>see <text:a \
                xlink:href=\"https://a.example/\">here</text:a> <text:a xlink:href=\"#x\">there</text:a></text:p>";
    let document = document_with(automatic, body, styles);
    let lines: Vec<_> = document.lines.iter().map(|line| (line.role, line.text.as_str())).collect();
    assert_eq!(
        lines,
        [
            (LineRole::Heading, "Work"),
            (LineRole::Heading, "Study"),
            (LineRole::ListItem, "Rust"),
            (LineRole::Text, "more"),
            (LineRole::ListItem, "SQL"),
            (LineRole::Text, "see here there"),
        ]
    );
    assert_eq!(document.lines[5].links, ["https://a.example/"]);
    assert_eq!((document.lines[1].bold, format!("{:.0}", document.lines[1].size)), (true, "24".to_owned()));
}

#[test]
fn tables_are_rows_and_frames_are_read_once() {
    let cell = |content: &str| format!("<table:table-cell>{content}</table:table-cell>");
    let row = |cells: &[String]| format!("<table:table-row>{}</table:table-row>", cells.concat());
    let table = format!(
        "<table:table><table:table-column/><table:table-header-rows>{}</table:table-header-rows>{}{}</table:table>",
        row(&[cell(&p("Year")), cell(&p("Role"))]),
        row(&[cell(&p("2019")), "<table:covered-table-cell><text:p>x</text:p></table:covered-table-cell>".to_owned()]),
        row(&[cell(&(p("Skills") + &p("Rust"))), cell(&p("Work"))]),
    );
    assert_eq!(text(&table), "Year\tRole\n2019\nSkills\nRust\nWork");
    let frame =
        "<draw:frame><draw:text-box><text:p>Boxed</text:p></draw:text-box><svg:title>alt</svg:title></draw:frame>";
    assert_eq!(text(&p(&format!("{frame}Head"))), "Boxed\nHead");
    assert_eq!(text(&p(&format!("He{frame}ad"))), "Head\nBoxed");
    assert_eq!(text(&p("<draw:custom-shape><text:p>Shape</text:p></draw:custom-shape>")), "Shape");
}

#[test]
fn headers_and_footers_of_used_pages_are_read_once() {
    let master =
        |name: &str, content: &str| format!("<style:master-page style:name=\"{name}\">{content}</style:master-page>");
    let common = format!(
        "<office:master-styles>{}{}</office:master-styles>",
        master(
            "Standard",
            "<style:header><text:p>Maren</text:p></style:header><style:header-left style:display=\"false\"><text:p>no</text:p>\
             </style:header-left><style:header-first><text:p>Maren</text:p></style:header-first><style:footer><text:p>Galway</text:p></style:footer>"
        ),
        master("Unused", "<style:header><text:p>never</text:p></style:header>"),
    );
    let document = document_with("", &p("body"), &common);
    assert_eq!(document.text(), "Maren\nbody\nGalway");
    assert_eq!(document.lines[0].role, LineRole::PageMargin);
}

#[test]
fn an_unreadable_document_has_a_reason() {
    let encrypted: [(&str, &[u8]); 2] =
        [("content.xml", b"noise"), ("META-INF/manifest.xml", b"<m><manifest:encryption-data/></m>")];
    assert!(matches!(read(&package(&encrypted)), Err(ReadError::Encrypted)));
    let sheet = format!(
        "<office:document-content {NAMESPACES}><office:body><office:spreadsheet/></office:body></office:document-content>"
    );
    for content in ["", "<a", &sheet, "<!DOCTYPE x><office:document-content/>"] {
        assert!(
            matches!(read(&package(&[("content.xml", content.as_bytes())])), Err(ReadError::Unreadable(_))),
            "{content}"
        );
    }
    assert!(read(&package(&[("other.xml", b"<a/>")])).is_err());
}
