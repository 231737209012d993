//! Documents as word processors write them, shortened.

use domain_model::candidates::document::{Document, Finding, LineRole};

use super::read;

fn document(rtf: &str) -> Document {
    read(format!("{{\\rtf1\\ansi\\deff0 {rtf}}}").as_bytes()).unwrap()
}

fn text(rtf: &str) -> String {
    document(rtf).text()
}

#[test]
fn characters_of_every_kind_are_read() {
    for (rtf, expected) in [
        ("Zo\\'eb M\\'fcller", "Zoë Müller"),
        ("\\ansicpg1251 \\'c8\\'e2\\'e0\\'ed", "Иван"),
        ("{\\fonttbl{\\f0\\fcharset0 Arial;}{\\f1\\fcharset238 Arial CE;}}\\f1 \\'a3\\'f3d\\'9f\\f0  \\'a3", "Łódź £"),
        ("{\\fonttbl{\\f0\\fcharset128 MS Gothic;}}\\f0 \\'8eR\\'93c", "山田"),
        ("{\\fonttbl{\\f1\\fcharset2 Symbol;}}{\\f1\\'b7}\\tab Rust", "Rust"),
        ("\\u1048?\\u1074?", "Ив"),
        ("\\uc0\\u1048\\u1074 x", "Ивx"),
        ("\\uc2\\u26446\\'c0\\'ee!", "李!"),
        ("\\u-10179?\\u-8704?", "😀"),
        ("\\u8226\\'95 a{\\uc0 b}", "ab"),
        ("2019\\endash 2021 \\emdash  \\lquote a\\rquote  \\ldblquote b\\rdblquote", "2019–2021 — ‘a’ “b”"),
        ("CI\\_CD a\\~b co\\-operate \\{x\\}\\\\", "CI-CD a b cooperate {x}\\"),
        ("a\r\nb", "ab"),
        ("{\\upr{Zoe}{\\*\\ud{Zo\\u235 e}}}", "Zoë"),
        ("a\\line b\\par c\\tab d\\page e", "a\nb\nc\td\ne"),
    ] {
        assert_eq!(text(rtf), expected, "{rtf}");
    }
    assert_eq!(read(b"{\\rtf1\\mac Zo\\'91}").unwrap().text(), "Zoë");
    assert_eq!(read(b"{\\rtf1\\pc M\\'81ller}").unwrap().text(), "Müller");
    assert_eq!(read(b"{\\rtf1 Zo\xeb}").unwrap().text(), "Zoë");
}

#[test]
fn destinations_without_text_are_skipped() {
    for skipped in [
        "{\\fonttbl{\\f0 Arial;}}",
        "{\\colortbl;\\red0\\green0\\blue0;}",
        "{\\stylesheet{\\s0 Normal;}{\\s1 heading 1;}}",
        "{\\info{\\title CV}{\\author Maren}}",
        "{\\*\\generator Writer;}",
        "{\\*\\unknown{\\b nested} text}",
        "{\\pict\\pngblip 89504e47}",
        "{\\pict\\bin4 {}\\a}",
        "{\\deleted old}",
        "{\\*\\bkmkstart here}",
        "{\\object{\\*\\objdata 0105}}",
        "{\\*\\annotation note}",
    ] {
        assert_eq!(text(&format!("a{skipped}b")), "ab", "{skipped}");
    }
}

#[test]
fn hidden_text_is_reported_and_not_read() {
    let colors = "{\\colortbl;\\red255\\green255\\blue255;\\red0\\green0\\blue0;}";
    for (hiding, is_seen) in [
        ("{\\v Python}", false),
        ("\\v Python\\v0 ", false),
        ("{\\cf1 Python}", false),
        ("{\\fs2 Python}", false),
        ("{\\v\\plain Python}", true),
        ("{\\cf2 Python}", true),
        ("{\\cf1\\highlight2 Python}", true),
        ("{\\cf0 Python}", true),
    ] {
        let document = document(&format!("{colors}a {hiding} b"));
        let found = Finding::HiddenText { page: None, text: "Python".into() };
        let (text, findings) = if is_seen { ("a Python b", vec![]) } else { ("a b", vec![found]) };
        assert_eq!((document.text().as_str(), document.findings), (text, findings), "{hiding}");
    }
}

#[test]
fn fields_show_their_results_and_links_keep_their_targets() {
    let document = document(
        "{\\field{\\*\\fldinst{ HYPERLINK \"https://maren.example/\" }}{\\fldrslt{\\ul My work}}} and \
         {\\field{\\*\\fldinst PAGE}{\\fldrslt 1}}{\\field{\\*\\fldinst IF {\\field{\\*\\fldinst X}{\\fldrslt no}} }{\\fldrslt !}}",
    );
    assert_eq!(document.text(), "My work and 1!");
    assert_eq!(document.lines[0].links, ["https://maren.example/"]);
}

#[test]
fn tables_and_lists_keep_their_shape() {
    let rows = "\\trowd\\cellx100\\cellx200\\pard\\intbl 2019\\cell\\pard\\intbl Keeper\\cell\\row\
                \\trowd\\cellx100\\cellx200\\pard\\intbl Skills\\par Rust\\cell Work\\cell\\row\\pard after";
    let document = document(rows);
    let lines: Vec<_> = document.lines.iter().map(|line| (line.role, line.text.as_str())).collect();
    assert_eq!(
        lines,
        [
            (LineRole::TableRow, "2019\tKeeper"),
            (LineRole::Text, "Skills"),
            (LineRole::Text, "Rust"),
            (LineRole::Text, "Work"),
            (LineRole::Text, "after"),
        ]
    );
    assert_eq!(text("\\pard\\intbl a\\cell b\\cell"), "a\tb");
    assert_eq!(
        text("\\pard\\intbl a\\nestcell b\\nestcell{\\*\\nesttableprops\\nestrow}{\\nonesttables\\par} c\\cell\\row"),
        "a\tb\nc"
    );
    for item in [
        "{\\listtext\\'b7\\tab}\\ls1\\ilvl0 Rust\\par",
        "{\\pntext\\f3\\'B7\\tab}{\\*\\pn\\pnlvlblt\\pntxtb\\'B7}Rust\\par",
        "\\bullet  Rust\\par",
        "\\pard\\ls3 Rust\\par",
    ] {
        let document = self::document(item);
        assert_eq!((document.text().as_str(), document.lines[0].role), ("Rust", LineRole::ListItem), "{item}");
    }
}

#[test]
fn headings_bold_sizes_and_blocks_are_read() {
    let document = document(
        "{\\stylesheet{\\s0 Normal;}{\\s7\\b heading 2;}{\\s8\\outlinelevel0 Mine;}{\\*\\cs9 Char;}}\\pard\\s7\\b\\fs32 Work\\par\
         \\pard\\plain\\s8 Study\\par\\pard\\plain\\s0 text\\par\\pard\\outlinelevel1 More\\par",
    );
    let lines: Vec<_> = document.lines.iter().map(|line| (line.role, line.bold, line.block)).collect();
    assert_eq!(
        lines,
        [
            (LineRole::Heading, true, 0),
            (LineRole::Heading, false, 1),
            (LineRole::Text, false, 2),
            (LineRole::Heading, false, 3),
        ]
    );
    assert_eq!(format!("{:.1} {:.1}", document.lines[0].size, document.lines[2].size), "16.0 12.0");
}

#[test]
fn headers_notes_and_boxes_are_read_once() {
    let document = document(
        "{\\header Maren\\par}{\\headerf Maren\\par}{\\footer Galway\\par}BSc{\\footnote With honours}\
         {\\shp{\\*\\shpinst{\\sp{\\sn x}{\\sv 1}}{\\shptxt Boxed\\par}}{\\shprslt Boxed\\par}} 2019\\par end",
    );
    assert_eq!(document.text(), "Maren\nBSc 2019\nBoxed\nend\nWith honours\nGalway");
    assert_eq!(document.lines[0].role, LineRole::PageMargin);
}

#[test]
fn hostile_files_are_refused_or_read_in_linear_time() {
    for broken in [
        "",
        "{\\rtf1",
        "{\\rtf1\\'",
        "{\\rtf1\\u}",
        "{\\rtf1\\bin99999 x}",
        "{\\rtf1 a}}}}b{",
        "{\\rtf1\\cell\\row\\cell}",
    ] {
        let _ = read(broken.as_bytes());
    }
    assert!(read(format!("{{\\rtf1{}", "{".repeat(10_000)).as_bytes()).is_err());
    assert!(read(b"Maren").is_err());
    let fields = "{\\field{\\*\\fldinst HYPERLINK \"x\"}{\\fldrslt ".repeat(2_000);
    assert_eq!(text(&(fields + "a" + &"}}".repeat(2_000))), "a");
    assert_eq!(text(&("\\intbl a\\cell".repeat(20_000) + "\\row b")).lines().count(), 2);
}
