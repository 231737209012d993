//! Structure: text boxes, content controls, tables, lists, headers, notes, diagrams.

use domain_model::candidates::document::{Document, LineRole};

use super::{document, document_with, hidden, p, part, r, text};

#[test]
fn text_boxes_are_read_once_and_apart_from_their_paragraph() {
    let content = |words: &str| format!("<w:txbxContent>{}</w:txbxContent>", p(&r(words)));
    let choice = |requires: &str, words: &str, fallback: &str| {
        format!(
            "<w:r><mc:AlternateContent><mc:Choice Requires=\"{requires}\"><w:drawing><wps:wsp>{}</wps:wsp></w:drawing>\
             </mc:Choice><mc:Fallback><w:pict><v:textbox>{}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
            content(words),
            content(fallback)
        )
    };
    let once = p(&(choice("wps", "Python developer", "Python developer") + &r("WORK EXPERIENCE")));
    assert_eq!(text(&once), "Python developer\nWORK EXPERIENCE");
    let within = p(&(r("Skills: ") + &choice("wps", "Docker", "Docker") + &r("SQL")));
    assert_eq!(text(&within), "Skills: SQL\nDocker");
    assert_eq!(text(&p(&choice("future", "from tomorrow", "today"))), "today");
    assert_eq!(text(&p(&choice("wps", "", "only here"))), "only here");
    let art = "<w:r><w:pict><v:shape><v:textpath string=\"Maren Tallow\"/></v:shape></w:pict></w:r>";
    assert_eq!(text(&p(art)), "Maren Tallow");
}

#[test]
fn content_controls_hold_text_at_every_level() {
    let control = |content: &str| {
        format!("<w:sdt><w:sdtPr><w:alias w:val=\"x\"/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>")
    };
    let row = format!("<w:tr>{}<w:tc>{}</w:tc></w:tr>", control(&format!("<w:tc>{}</w:tc>", p(&r("a")))), p(&r("b")));
    let body =
        control(&p(&format!("{}{}", r("I am "), control(&r("Maren"))))) + &format!("<w:tbl>{}</w:tbl>", control(&row));
    assert_eq!(text(&body), "I am Maren\na\tb");
}

#[test]
fn rows_of_tables_are_lines_and_columns_of_layouts_are_read_one_by_one() {
    let cell = |content: &str| format!("<w:tc>{content}</w:tc>");
    let table = |rows: &[&[String]]| {
        let rows: Vec<String> = rows.iter().map(|cells| format!("<w:tr>{}</w:tr>", cells.concat())).collect();
        format!("<w:tbl>{}</w:tbl>", rows.concat())
    };
    let one = |words: &str| cell(&p(&r(words)));
    let data = document(&table(&[&[one("2019"), one("Analyst")], &[one("2021"), one("Lead")]]));
    assert_eq!(data.text(), "2019\tAnalyst\n2021\tLead");
    assert!(data.lines.iter().all(|line| line.role == LineRole::TableRow));
    let layout = document(&table(&[&[
        cell(&(p(&r("Skills")) + &p(&r("Rust")))),
        cell(&(p(&r("Work")) + &table(&[&[one("2019"), one("Analyst")]]) + &p(&r("Ten years")))),
    ]]));
    assert_eq!(layout.text(), "Skills\nRust\nWork\n2019\tAnalyst\nTen years");
    assert!(layout.lines.windows(2).all(|pair| pair[0].block <= pair[1].block), "blocks never fall");
    assert_eq!(layout.lines[0].block, layout.lines[1].block);
    assert_ne!(layout.lines[1].block, layout.lines[2].block);
    let covered = cell(&format!("<w:tcPr><w:vMerge/></w:tcPr>{}", p(&r("unseen"))));
    assert_eq!(text(&table(&[&[covered, one("seen")]])), "seen");
}

#[test]
fn headings_and_items_are_known_by_their_styles() {
    let styles = part(
        "styles",
        "<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val=\"21\"/></w:rPr></w:rPrDefault></w:docDefaults>\
         <w:style w:type=\"paragraph\" w:styleId=\"berschrift1\"><w:name w:val=\"heading 1\"/><w:rPr><w:b/><w:sz \
         w:val=\"32\"/></w:rPr></w:style>\
         <w:style w:type=\"paragraph\" w:styleId=\"Mine\"><w:name w:val=\"Mine\"/><w:basedOn w:val=\"berschrift1\"/></w:style>\
         <w:style w:type=\"paragraph\" w:styleId=\"Level\"><w:pPr><w:outlineLvl w:val=\"2\"/></w:pPr></w:style>\
         <w:style w:type=\"paragraph\" w:styleId=\"Item\"><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>",
    );
    let numbering = part(
        "numbering",
        "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"x\"/></w:lvl>\
         <w:lvl w:ilvl=\"1\"><w:numFmt w:val=\"none\"/><w:lvlText w:val=\"\"/></w:lvl><w:lvl w:ilvl=\"2\"><w:numFmt \
         w:val=\"bullet\"/><w:lvlText w:val=\" \"/></w:lvl><w:lvl w:ilvl=\"3\"><w:lvlText w:val=\"\"/><w:lvlPicBulletId \
         w:val=\"0\"/></w:lvl></w:abstractNum><w:num \
         w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>",
    );
    let others =
        [("s", "styles", "styles.xml", styles.as_str()), ("n", "numbering", "numbering.xml", numbering.as_str())];
    let number = |list, level| format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>");
    for (properties, role) in [
        ("<w:pStyle w:val=\"berschrift1\"/>", LineRole::Heading),
        ("<w:pStyle w:val=\"Mine\"/>", LineRole::Heading),
        ("<w:pStyle w:val=\"Level\"/>", LineRole::Heading),
        ("<w:pStyle w:val=\"Heading2\"/>", LineRole::Heading),
        ("<w:outlineLvl w:val=\"0\"/>", LineRole::Heading),
        ("<w:pStyle w:val=\"Level\"/><w:outlineLvl w:val=\"9\"/>", LineRole::Text),
        ("<w:pStyle w:val=\"Item\"/>", LineRole::ListItem),
        ("<w:pStyle w:val=\"ListBullet2\"/>", LineRole::ListItem),
        (&number(1, 0), LineRole::ListItem),
        (&number(1, 1), LineRole::Text),
        (&number(1, 2), LineRole::Text),
        (&number(1, 3), LineRole::ListItem),
        (&format!("<w:pStyle w:val=\"Item\"/>{}", number(0, 0)), LineRole::Text),
        ("", LineRole::Text),
    ] {
        let read = document_with(&p(&format!("<w:pPr>{properties}</w:pPr>{}", r("Experience"))), &others);
        assert_eq!(read.lines[0].role, role, "{properties}");
    }
    let heading = document_with(&p(&format!("<w:pPr><w:pStyle w:val=\"Mine\"/></w:pPr>{}", r("Experience"))), &others);
    let points = |document: &Document| format!("{:.1}", document.lines[0].size);
    assert_eq!((heading.lines[0].bold, points(&heading).as_str()), (true, "16.0"));
    assert_eq!(points(&document_with(&p(&r("x")), &others)), "10.5");
}

#[test]
fn headers_footers_and_notes_are_read_once() {
    let header = |words: &str| part("hdr", &p(&r(words)));
    let (first, odd, even) = (header("Maren Tallow"), header("Maren Tallow"), header("Unseen"));
    let footer = part("ftr", &p(&r("Galway")));
    let notes = part(
        "footnotes",
        &format!(
            "<w:footnote w:type=\"separator\" w:id=\"-1\">{}</w:footnote><w:footnote w:id=\"2\">{}</w:footnote>",
            p(&r("sep")),
            p(&r("With honours"))
        ),
    );
    let section = "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"o\"/><w:headerReference w:type=\"first\" \
                   r:id=\"f\"/><w:headerReference w:type=\"even\" r:id=\"e\"/><w:footerReference w:type=\"default\" \
                   r:id=\"b\"/><w:titlePg/></w:sectPr>";
    let body = p(&(r("BSc") + "<w:r><w:footnoteReference w:id=\"2\"/></w:r>")) + section;
    let read = document_with(
        &body,
        &[
            ("o", "header", "header1.xml", &odd),
            ("f", "header", "header2.xml", &first),
            ("e", "header", "header3.xml", &even),
            ("b", "footer", "footer1.xml", &footer),
            ("n", "footnotes", "footnotes.xml", &notes),
        ],
    );
    assert_eq!(read.text(), "Maren Tallow\nBSc\nWith honours\nGalway");
    let roles: Vec<LineRole> = read.lines.iter().map(|line| line.role).collect();
    assert_eq!(roles, [LineRole::PageMargin, LineRole::Text, LineRole::Text, LineRole::PageMargin]);
}

#[test]
fn diagrams_and_parts_of_other_formats_are_read_where_they_are_shown() {
    let data = "<dgm:dataModel xmlns:dgm=\"urn:d\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"><dgm:pt>\
                <a:p><a:r><a:t>Rust</a:t></a:r></a:p></dgm:pt><dgm:pt><a:p><a:r><a:t>SQL</a:t></a:r></a:p></dgm:pt></dgm:dataModel>";
    let diagram =
        "<w:r><w:drawing><a:graphic><dgm:relIds xmlns:dgm=\"urn:d\" r:dm=\"d\"/></a:graphic></w:drawing></w:r>";
    let body = p(&(r("Skills") + diagram))
        + "<w:altChunk r:id=\"h\"/><w:altChunk r:id=\"t\"/><w:altChunk r:id=\"none\"/>"
        + &p(&r("end"));
    let read = document_with(
        &body,
        &[
            ("d", "diagramData", "data.xml", data),
            ("h", "aFChunk", "chunk.html", "<html><p>Keeper<p hidden>Python</html>"),
            ("t", "aFChunk", "chunk.rtf", "{\\rtf1 Galway}"),
        ],
    );
    assert_eq!((read.text().as_str(), hidden(&read)), ("Skills\nRust\nSQL\nKeeper\nGalway\nend", "Python"));
    assert!(read.lines.windows(2).all(|pair| pair[0].block < pair[1].block), "{read:?}");
}
