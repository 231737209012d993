//! Pages as people and programs write them.

use domain_model::candidates::document::{Document, Finding, LineRole};

use super::{read, read_page};

fn page(html: &str) -> Document {
    read_page(html).unwrap()
}

fn text(html: &str) -> String {
    page(html).text()
}

#[test]
fn blocks_lists_and_headings_are_lines() {
    let document = page(
        "<!doctype html><head><title>CV</title><style>p{}</style></head><body><h1>Maren <b>Tallow</b></h1><p>Galway,\n \
         Ireland<br>Europe<ul><li>Lamps<li><p>Boats</p></ul><dl><dt>Rust<dd>ten years</dl><p>R&amp;D&nbsp;lead",
    );
    let lines: Vec<_> = document.lines.iter().map(|line| (line.role, line.text.as_str())).collect();
    assert_eq!(
        lines,
        [
            (LineRole::Heading, "Maren Tallow"),
            (LineRole::Text, "Galway, Ireland"),
            (LineRole::Text, "Europe"),
            (LineRole::ListItem, "Lamps"),
            (LineRole::ListItem, "Boats"),
            (LineRole::Text, "Rust"),
            (LineRole::Text, "ten years"),
            (LineRole::Text, "R&D lead"),
        ]
    );
    assert!(document.lines[0].bold && !document.lines[1].bold);
}

#[test]
fn rows_are_lines_and_columns_of_layouts_are_read_one_by_one() {
    assert_eq!(
        text("<table><tr><td>2019<td>Keeper<tr><th>2021</th><th>Lead</th></table>x"),
        "2019\tKeeper\n2021\tLead\nx"
    );
    assert_eq!(
        text(
            "<table><tr><td><p>Skills<p>Rust</td><td>Work<table><tr><td>2019<td>Keeper</table>Ten years</td></tr></table>"
        ),
        "Skills\nRust\nWork\n2019\tKeeper\nTen years"
    );
    assert_eq!(text("<td>a<td>b</td>c"), "a\nb\nc");
}

#[test]
fn what_is_not_displayed_is_not_read() {
    for hiding in [
        "<script>Python</script>",
        "<style>Python</style>",
        "<noscript>Python</noscript>",
        "<template><p>Python</p></template>",
        "<svg><text>Python</text></svg>",
        "<select><option>Python<option>Perl</select>",
        "<textarea>Python</textarea>",
        "<!-- Python -->",
    ] {
        let document = page(&format!("<p>a</p>{hiding}<p>b</p>"));
        assert_eq!((document.text().as_str(), document.findings.len()), ("a\nb", 0), "{hiding}");
    }
    for hiding in [
        "<p hidden>Python</p>",
        "<p style=\"display:none\">Python",
        "<div style='DISPLAY: none !important'><b>Python</b></div>",
        "<span style=\"visibility:hidden\">Python</span>",
        "<span style=\"font-size:1px\">Python</span>",
        "<span style=\"font-size:0\">Python</span>",
        "<span style=\"opacity:0\">Python</span>",
        "<span style=\"color: #FFF\">Python</span>",
        "<font color=white>Python</font>",
        "<style>.x, #y { color: red; display: none }</style><p class=\"w x\">Python</p>",
        "<style>/* c */ #y{visibility:hidden}</style><p id=y>Python</p>",
        "<div hidden><ul><li>Python</div>",
    ] {
        let document = page(&format!("<p>a</p>{hiding}<p>b</p>"));
        assert_eq!(document.text(), "a\nb", "{hiding}");
        assert_eq!(document.findings, [Finding::HiddenText { page: None, text: "Python".into() }], "{hiding}");
    }
    for showing in [
        "<p style=\"display:block\">Python</p>",
        "<span style=\"color:white;background:#000\">Python</span>",
        "<div bgcolor=black><font color=white>Python</font></div>",
        "<style>@media print { .x { display: none } } .y .x { display: none }</style><p class=x>Python</p>",
        "<span aria-hidden=true>Python</span>",
    ] {
        assert_eq!(text(&format!("<p>a</p>{showing}<p>b</p>")).replace('\n', " "), "a Python b", "{showing}");
    }
}

#[test]
fn links_that_lead_outside_are_kept() {
    let document = page(
        "<p><a href=' https://a.example/x '>a</a> <a href=\"javascript:x()\">b</a> <a href=#top>c</a> <a href=mailto:m@a.example>d</a>",
    );
    assert_eq!(document.lines[0].links, ["https://a.example/x", "mailto:m@a.example"]);
}

#[test]
fn preformatted_lines_stay_lines() {
    assert_eq!(text("<pre>Maren\n  2019    Keeper</pre> a\nb"), "Maren\n2019\tKeeper\na b");
}

#[test]
fn the_declared_encoding_is_used() {
    for bytes in [
        b"<meta charset=iso-8859-1><p>Zo\xeb".to_vec(),
        b"<meta http-equiv=Content-Type content=\"text/html; charset=windows-1252\"><p>Zo\xeb".to_vec(),
        "<meta charset=iso-8859-1><p>Zoë".as_bytes().to_vec(),
        "\u{feff}<p>Zoë".encode_utf16().flat_map(u16::to_le_bytes).collect(),
    ] {
        assert_eq!(read(&bytes).unwrap().text(), "Zoë");
    }
}

#[test]
fn hostile_pages_are_read_in_linear_time() {
    assert_eq!(text(&("<div>".repeat(200_000) + "weld")), "weld");
    assert_eq!(text(&("<table><tr><td>".repeat(20_000) + "weld")), "weld");
    assert_eq!(text(&("<ul><li>".repeat(50_000) + "weld")), "weld");
    assert_eq!(text(&("<div></x></p>".repeat(50_000) + "weld")), "weld");
    assert_eq!(text(&("<b>".repeat(900) + &"<p>x</y>".repeat(3_000))).lines().count(), 3_000);
    assert_eq!(text(&("<style>a{".repeat(20_000) + "weld")), "");
}
