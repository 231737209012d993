//! Documents built here: several members of each class of errors. Packages, characters, changes, hidden text,
//! fields.

mod structure;

use domain_model::candidates::document::{Document, Finding, LineRole};

use crate::package::tests::package;
use crate::read_error::ReadError;

use super::{COMPOUND_FILE, read};

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const R: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const STRICT_W: &str = "http://purl.oclc.org/ooxml/wordprocessingml/main";
const STRICT_R: &str = "http://purl.oclc.org/ooxml/officeDocument/relationships";

/// A part with this root element around its content.
fn part(root: &str, content: &str) -> String {
    format!(
        "<w:{root} xmlns:w=\"{W}\" xmlns:r=\"{R}\" \
         xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
         xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\" \
         xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
         xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" xmlns:v=\"urn:schemas-microsoft-com:vml\" \
         xmlns:future=\"urn:future\">{content}</w:{root}>"
    )
}

fn relationships(of: &[(&str, &str, &str)]) -> String {
    let all = of.iter().map(|(id, kind, target)| {
        let mode = if target.contains(':') { " TargetMode=\"External\"" } else { "" };
        format!("<Relationship Id=\"{id}\" Type=\"{R}/{kind}\" Target=\"{target}\"{mode}/>")
    });
    let all = all.collect::<Vec<_>>().concat();
    format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{all}</Relationships>"
    )
}

/// A document with this body, and further parts by relationship from it: id, kind, target, content.
fn document_with(body: &str, others: &[(&str, &str, &str, &str)]) -> Document {
    let main = part("document", &format!("<w:body>{body}</w:body>"));
    let root = relationships(&[("rId1", "officeDocument", "word/document.xml")]);
    let ids: Vec<(&str, &str, &str)> = others.iter().map(|&(id, kind, target, _)| (id, kind, target)).collect();
    let ids = relationships(&ids);
    let names: Vec<String> = others.iter().map(|(_, _, target, _)| format!("word/{target}")).collect();
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("_rels/.rels", root.as_bytes()),
        ("word/document.xml", main.as_bytes()),
        ("word/_rels/document.xml.rels", ids.as_bytes()),
    ];
    for (name, (.., content)) in names.iter().zip(others) {
        if !content.is_empty() {
            parts.push((name, content.as_bytes()));
        }
    }
    read(&package(&parts)).unwrap()
}

fn document(body: &str) -> Document {
    document_with(body, &[])
}

fn text(body: &str) -> String {
    document(body).text()
}

fn p(content: &str) -> String {
    format!("<w:p>{content}</w:p>")
}

fn r(words: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r>")
}

fn hidden(document: &Document) -> &str {
    let found = document.findings.iter().find_map(|finding| match finding {
        Finding::HiddenText { text, page: None } => Some(text.as_str()),
        _ => None,
    });
    found.unwrap_or_default()
}

#[test]
fn the_main_part_is_found_by_relationship_or_type_whatever_its_name() {
    let body = part("document", &format!("<w:body>{}</w:body>", p(&r("Maren Tallow"))));
    let types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Override \
                 PartName=\"/a/b.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.\
                 template.main+xml\"/></Types>";
    let absolute = relationships(&[("x", "officeDocument", "/word/Document2.xml")]);
    let strict = absolute.replace(R, STRICT_R);
    for parts in [
        vec![("_rels/.rels", absolute.as_bytes()), ("word/document2.xml", body.as_bytes())],
        vec![("_rels/.rels", strict.as_bytes()), ("word/document2.xml", body.as_bytes())],
        vec![("[Content_Types].xml", types.as_bytes()), ("a/b.xml", body.as_bytes())],
        vec![("_rels/.rels", absolute.as_bytes()), ("word/document.xml", body.as_bytes())],
        vec![("word/document.xml", body.as_bytes())],
    ] {
        assert_eq!(read(&package(&parts)).unwrap().text(), "Maren Tallow");
    }
    let sheet = body.replace("w:document", "w:workbook");
    assert!(matches!(read(&package(&[("word/document.xml", sheet.as_bytes())])), Err(ReadError::Unreadable(_))));
    assert!(matches!(read(&[COMPOUND_FILE, &[0; 600]].concat()), Err(ReadError::Encrypted)));
}

#[test]
fn elements_are_known_by_namespace_in_any_encoding() {
    let body = format!("<w:document xmlns:w=\"{W}\"><w:body>{}</w:body></w:document>", p(&r("Zoë · 王")));
    let default = body.replace("w:", "").replace("xmlns:w", "xmlns");
    let wide: Vec<u8> = format!("\u{feff}{body}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    for xml in [
        body.clone().into_bytes(),
        body.replace("w:", "ns0:").replace("xmlns:w", "xmlns:ns0").into_bytes(),
        default.into_bytes(),
        body.replace(W, STRICT_W).into_bytes(),
        wide,
    ] {
        assert_eq!(read(&package(&[("word/document.xml", &xml)])).unwrap().text(), "Zoë · 王");
    }
}

#[test]
fn every_character_element_is_a_character() {
    let run = |content: &str| text(&p(&format!("<w:r><w:t>a</w:t>{content}<w:t>b</w:t></w:r>")));
    for (content, read) in [
        ("<w:tab/>", "a\tb"),
        ("<w:ptab w:relativeTo=\"margin\" w:alignment=\"right\" w:leader=\"none\"/>", "a\tb"),
        ("<w:br/>", "a\nb"),
        ("<w:br w:type=\"page\"/>", "a\nb"),
        ("<w:cr/>", "a\nb"),
        ("<w:noBreakHyphen/>", "a-b"),
        ("<w:softHyphen/>", "ab"),
        ("<w:sym w:font=\"Wingdings\" w:char=\"F0FC\"/>", "a✓b"),
        ("<w:sym w:font=\"Wingdings\" w:char=\"00FC\"/>", "a✓b"),
        ("<w:sym w:font=\"Arial\" w:char=\"00E9\"/>", "aéb"),
        ("<w:sym w:font=\"Webdings\" w:char=\"F0FF\"/>", "a b"),
        ("<w:lastRenderedPageBreak/>", "ab"),
        ("<w:t>&#x2060;&amp;<![CDATA[&]]></w:t>", "a&&b"),
    ] {
        assert_eq!(run(content), read, "{content}");
    }
    let item =
        document(&p("<w:r><w:sym w:font=\"Symbol\" w:char=\"F0B7\"/><w:t xml:space=\"preserve\"> Rust</w:t></w:r>"));
    assert_eq!((item.text().as_str(), item.lines[0].role), ("Rust", LineRole::ListItem));
    let ruby = "<w:r><w:ruby><w:rt><w:r><w:t>かん</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>漢</w:t></w:r></w:rubyBase></w:ruby></w:r>";
    assert_eq!(text(&p(ruby)), "漢");
}

#[test]
fn changes_are_read_as_accepted() {
    let deleted = "<w:del><w:r><w:delText>old</w:delText></w:r></w:del>";
    let moved = format!("<w:moveFrom>{}</w:moveFrom><w:moveTo>{}</w:moveTo>", r("here"), r("there"));
    assert_eq!(text(&p(&format!("{}{deleted}<w:ins>{}</w:ins>{moved}", r("a "), r("new ")))), "a new there");
    // The paragraph's end is deleted: what follows goes on in its line.
    for mark in ["<w:del/>", "<w:moveFrom/>", "<w:vanish/><w:specVanish/>"] {
        let first = format!("<w:pPr><w:rPr>{mark}</w:rPr></w:pPr>{}", r("Head "));
        assert_eq!(text(&(p(&first) + &p(&r("of it")))), "Head of it", "{mark}");
    }
    let row = |properties: &str, words: &str| format!("<w:tr>{properties}<w:tc>{}</w:tc></w:tr>", p(&r(words)));
    let rows = row("<w:trPr><w:del/></w:trPr>", "out") + &row("<w:trPr><w:ins/></w:trPr>", "in");
    assert_eq!(text(&format!("<w:tbl>{rows}</w:tbl>")), "in");
}

#[test]
fn hidden_text_is_reported_and_not_read() {
    let styles = part(
        "styles",
        "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"N\"><w:rPr><w:sz w:val=\"22\"/></w:rPr></w:style>\
         <w:style w:type=\"character\" w:styleId=\"H\"><w:rPr><w:vanish/></w:rPr></w:style>\
         <w:style w:type=\"character\" w:styleId=\"HH\"><w:basedOn w:val=\"H\"/></w:style>\
         <w:style w:type=\"character\" w:styleId=\"V\"><w:basedOn w:val=\"H\"/><w:rPr><w:vanish w:val=\"0\"/></w:rPr></w:style>\
         <w:style w:type=\"paragraph\" w:styleId=\"P\"><w:rPr><w:vanish/></w:rPr></w:style>\
         <w:style w:type=\"character\" w:styleId=\"C1\"><w:basedOn w:val=\"C2\"/></w:style>\
         <w:style w:type=\"character\" w:styleId=\"C2\"><w:basedOn w:val=\"C1\"/></w:style>",
    );
    let others = [("s", "styles", "styles.xml", styles.as_str())];
    let run = |properties: &str| format!("<w:r><w:rPr>{properties}</w:rPr><w:t>Ansible</w:t></w:r>");
    for (properties, is_seen) in [
        ("<w:vanish/>", false),
        ("<w:vanish w:val=\"true\"/>", false),
        ("<w:vanish w:val=\"0\"/>", true),
        ("<w:vanish w:val=\"off\"/>", true),
        ("<w:webHidden/>", true),
        ("<w:rStyle w:val=\"H\"/>", false),
        ("<w:rStyle w:val=\"HH\"/>", false),
        ("<w:rStyle w:val=\"V\"/>", true),
        ("<w:rStyle w:val=\"H\"/><w:vanish w:val=\"false\"/>", true),
        ("<w:rStyle w:val=\"C1\"/>", true),
        ("<w:rStyle w:val=\"unknown\"/>", true),
        ("<w:color w:val=\"FFFFFF\"/>", false),
        ("<w:color w:val=\"fefefe\"/>", false),
        ("<w:color w:themeColor=\"background1\"/>", false),
        ("<w:color w:val=\"FFFFFF\"/><w:shd w:val=\"clear\" w:fill=\"000000\"/>", true),
        ("<w:color w:val=\"FFFFFF\"/><w:highlight w:val=\"black\"/>", true),
        ("<w:color w:val=\"auto\"/>", true),
        ("<w:color w:val=\"777777\"/>", true),
        ("<w:sz w:val=\"2\"/>", false),
        ("<w:sz w:val=\"12\"/>", true),
    ] {
        let read = document_with(&p(&format!("{}{}{}", r("a "), run(properties), r(" b"))), &others);
        let (text, hidden) = if is_seen { ("a Ansible b", "") } else { ("a b", "Ansible") };
        assert_eq!((read.text().as_str(), self::hidden(&read)), (text, hidden), "{properties}");
    }
    let paragraph = |style: &str, run: &str| p(&format!("<w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{run}"));
    assert_eq!(document_with(&paragraph("P", &r("Jenkins")), &others).text(), "");
    // Two styles that turn it on turn it off (17.7.3).
    assert_eq!(document_with(&paragraph("P", &run("<w:rStyle w:val=\"H\"/>")), &others).text(), "Ansible");
    let defaults = styles.replace(
        "<w:style w:type=\"paragraph\" w:default",
        "<w:docDefaults><w:rPrDefault><w:rPr><w:vanish/></w:rPr></w:rPrDefault></w:docDefaults><w:style \
         w:type=\"paragraph\" w:default",
    );
    let others = [("s", "styles", "styles.xml", defaults.as_str())];
    let read = document_with(&(p(&r("Jenkins")) + &p(&run("<w:rStyle w:val=\"V\"/>"))), &others);
    assert_eq!((read.text().as_str(), self::hidden(&read)), ("Ansible", "Jenkins"));
}

#[test]
fn white_text_on_a_background_is_visible() {
    let white = "<w:r><w:rPr><w:color w:val=\"FFFFFF\"/></w:rPr><w:t>Maren</w:t></w:r>";
    let cell = |properties: &str| {
        format!("<w:tbl><w:tr><w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc></w:tr></w:tbl>", p(white))
    };
    assert_eq!(text(&cell("<w:shd w:val=\"clear\" w:fill=\"1F3864\"/>")), "Maren");
    assert_eq!(text(&cell("<w:shd w:val=\"clear\" w:fill=\"auto\"/>")), "");
    assert_eq!(text(&p(&format!("<w:pPr><w:shd w:val=\"solid\" w:color=\"000000\"/></w:pPr>{white}"))), "Maren");
    let banner = "<w:r><w:drawing><wp:anchor behindDoc=\"1\"/></w:drawing></w:r>";
    assert_eq!(text(&(p(banner) + &p(white))), "Maren");
    assert_eq!(
        text(&p(&format!(
            "<w:r><w:pict><v:shape><w:txbxContent>{}</w:txbxContent></v:shape></w:pict></w:r>",
            p(white)
        ))),
        "Maren"
    );
}

fn field(instruction: &str, result: &str) -> String {
    format!(
        "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>{instruction}</w:instrText></w:r>\
         <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>",
        r(result)
    )
}

#[test]
fn fields_show_their_results_and_links_keep_their_targets() {
    let link = document(&p(&(field(" HYPERLINK \"https://maren.example/a\" ", "My work") + &r(" etc"))));
    assert_eq!(
        (link.text().as_str(), link.lines[0].links.as_slice()),
        ("My work etc", ["https://maren.example/a".to_owned()].as_slice())
    );
    let simple = document(&p(&format!(
        "<w:fldSimple w:instr=\" HYPERLINK &quot;mailto:m@a.example&quot; \">{}</w:fldSimple>",
        r("mail")
    )));
    assert_eq!(
        (simple.text().as_str(), simple.lines[0].links.as_slice()),
        ("mail", ["mailto:m@a.example".to_owned()].as_slice())
    );
    let nested = format!(
        "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> IF \"</w:instrText></w:r>{}\
         <w:r><w:tab/><w:instrText>\" = \"x\"</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{}\
         <w:r><w:fldChar w:fldCharType=\"end\"/></w:r>",
        field("DOCPROPERTY Java", "Fortran"),
        field("MERGEFIELD x", "Python")
    );
    assert_eq!(text(&p(&nested)), "Python");
    // A result may span paragraphs.
    let spanning = "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/><w:instrText>TOC</w:instrText><w:fldChar \
                    w:fldCharType=\"separate\"/><w:t>a</w:t></w:r></w:p><w:p><w:r><w:t>b</w:t><w:fldChar \
                    w:fldCharType=\"end\"/></w:r></w:p>";
    assert_eq!(text(spanning), "a\nb");
    // One that never ends hides nothing.
    let endless = p("<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>") + &p(&r("Ten years of ships"));
    assert_eq!(text(&endless), "Ten years of ships");
    let choice = "<w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData><w:ddList><w:result w:val=\"1\"/><w:listEntry \
                  w:val=\"Mr\"/><w:listEntry w:val=\"Dr\"/></w:ddList></w:ffData></w:fldChar><w:instrText>FORMDROPDOWN\
                  </w:instrText><w:fldChar w:fldCharType=\"end\"/></w:r>";
    assert_eq!(text(&p(&(choice.to_owned() + &r(" Tallow")))), "Dr Tallow");
    let by_relationship = document_with(
        &p(&format!(
            "<w:hyperlink r:id=\"l\">{}</w:hyperlink><w:hyperlink w:anchor=\"x\">{}</w:hyperlink>",
            r("code"),
            r(" top")
        )),
        &[("l", "hyperlink", "https://code.example/maren", "")],
    );
    assert_eq!(by_relationship.lines[0].links, ["https://code.example/maren"]);
    assert_eq!(by_relationship.text(), "code top");
}

#[test]
fn compatibility_forms_are_normalized_and_runs_joined() {
    assert_eq!(
        text(&p(&r("Ｐｙｔｈｏｎ, Fu\u{308}hrerschein, ﬁnance, Kuber\u{ad}netes"))),
        "Python, Führerschein, finance, Kubernetes"
    );
    assert_eq!(text(&p(&(r("Py") + "<w:proofErr/><w:bookmarkStart w:id=\"0\"/>" + &r("thon")))), "Python");
}

#[test]
fn up_05_to_up_08_hostile_parts_are_refused() {
    let declared = "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><w:document><w:t>&a;</w:t></w:document>";
    let deep = "<w:p>".repeat(10_000);
    for xml in [declared, &deep, "", "no markup"] {
        let bytes = package(&[("word/document.xml", xml.as_bytes())]);
        assert!(matches!(read(&bytes), Err(ReadError::Unreadable(_))), "{}", &xml[..xml.len().min(40)]);
    }
}
