//! The parts of the package around the text.

use domain_model::candidates::sheet::Sheet;

use super::xml_text;

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONSHIP: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

pub(super) const CONTENT_TYPES: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">"#,
    r#"<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"#,
    r#"<Default Extension="xml" ContentType="application/xml"/>"#,
    r#"<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>"#,
    r#"<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>"#,
    r#"<Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/>"#,
    r#"<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>"#,
    "</Types>",
);

pub(super) const RELATIONSHIPS: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#,
    r#"<Relationship Id="document" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>"#,
    r#"<Relationship Id="properties" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>"#,
    "</Relationships>",
);

/// One list, marked with bullets.
pub(super) const NUMBERING: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    r#"<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:abstractNum w:abstractNumId="0">"#,
    r#"<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/>"#,
    r#"<w:pPr><w:ind w:left="284" w:hanging="227"/></w:pPr></w:lvl></w:abstractNum>"#,
    r#"<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"#,
);

/// The title, the author and the language.
pub(super) fn properties(sheet: &Sheet) -> String {
    format!(
        r#"{HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{}</dc:title><dc:creator>{}</dc:creator><dc:language>{}</dc:language></cp:coreProperties>"#,
        xml_text(&sheet.title),
        xml_text(&sheet.name),
        xml_text(&sheet.language),
    )
}

/// The text on A4 with margins of two centimetres.
pub(super) fn document(body: &str) -> String {
    format!(
        r#"{HEAD}<w:document xmlns:w="{WORD}" xmlns:r="{RELATIONSHIP}"><w:body>{body}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>"#
    )
}

/// Where the parts of the document and its links lead.
pub(super) fn links(targets: &[String]) -> String {
    let links = targets.iter().enumerate().map(|(index, target)| {
        format!(
            r#"<Relationship Id="link{}" Type="{RELATIONSHIP}/hyperlink" Target="{}" TargetMode="External"/>"#,
            index + 1,
            xml_text(target)
        )
    });
    format!(
        r#"{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="styles" Type="{RELATIONSHIP}/styles" Target="styles.xml"/><Relationship Id="numbering" Type="{RELATIONSHIP}/numbering" Target="numbering.xml"/>{}</Relationships>"#,
        links.collect::<String>()
    )
}

/// The styles. Word processors know their names and show them in their own language.
pub(super) fn styles(language: &str) -> String {
    let style = |id: &str, name: &str, paragraph: &str, run: &str| {
        format!(
            r#"<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"#
        )
    };
    let styles = [
        style("Title", "Title", r#"<w:spacing w:after="40"/>"#, &size(44, "<w:b/><w:bCs/>")),
        style("Subtitle", "Subtitle", r#"<w:spacing w:after="60"/>"#, &size(24, r#"<w:color w:val="1F4E5F"/>"#)),
        style("Contacts", "Contacts", r#"<w:spacing w:after="120"/>"#, &size(19, "")),
        style(
            "Heading1",
            "heading 1",
            r#"<w:keepNext/><w:pBdr><w:bottom w:val="single" w:sz="4" w:space="2" w:color="808080"/></w:pBdr><w:spacing w:before="240" w:after="100"/><w:outlineLvl w:val="0"/>"#,
            &size(25, r#"<w:b/><w:bCs/><w:color w:val="1F4E5F"/>"#),
        ),
        style(
            "Heading2",
            "heading 2",
            r#"<w:keepNext/><w:tabs><w:tab w:val="right" w:pos="9638"/></w:tabs><w:spacing w:before="120" w:after="0"/><w:outlineLvl w:val="1"/>"#,
            "<w:b/><w:bCs/>",
        ),
        style("Line", "Line", r#"<w:tabs><w:tab w:val="right" w:pos="9638"/></w:tabs>"#, ""),
        style("Place", "Place", r#"<w:keepNext/><w:spacing w:after="40"/>"#, "<w:i/><w:iCs/>"),
        style(
            "ListBullet",
            "List Bullet",
            r#"<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:spacing w:after="20"/>"#,
            "",
        ),
        style("Consent", "Consent", r#"<w:spacing w:before="360"/>"#, &size(16, "<w:i/><w:iCs/>")),
    ];
    format!(
        r#"{HEAD}<w:styles xmlns:w="{WORD}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Arial" w:eastAsia="Calibri"/><w:sz w:val="21"/><w:szCs w:val="21"/><w:lang w:val="{0}" w:bidi="{0}"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr><w:spacing w:after="60" w:line="264" w:lineRule="auto"/></w:pPr></w:style>{1}</w:styles>"#,
        xml_text(language),
        styles.concat()
    )
}

fn size(half_points: u32, others: &str) -> String {
    format!(r#"{others}<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>"#)
}
