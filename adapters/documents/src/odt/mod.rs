//! The lines of an ODT document (`OpenDocument` 1.3), with all changes accepted.

mod story;
mod styles;

#[cfg(test)]
mod tests;

use domain_model::candidates::document::Document;

use crate::lines::Lines;
use crate::package::Package;
use crate::read_error::ReadError;
use crate::xml::Namespace::{Office, Style, Text};
use crate::xml::{self, Element};

use story::Story;
use styles::Styles;

/// The maximum number of page styles whose headers and footers are read.
const MAX_PAGES: usize = 24;
/// The default page style.
const DEFAULT_PAGE: &str = "Standard";

/// Reads the document: headers, body, notes, footers.
pub(crate) fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    let mut package = Package::open(bytes)?;
    // The manifest declares encrypted parts.
    let manifest = package.part("META-INF/manifest.xml")?.unwrap_or_default();
    if manifest.windows(15).any(|window| window == b"encryption-data") {
        return Err(ReadError::Encrypted);
    }
    let content = package.part("content.xml")?.ok_or_else(|| ReadError::unreadable("no content"))?;
    let content = xml::parse(&content)?;
    let common = package.part("styles.xml")?.map(|part| xml::parse(&part)).transpose()?;
    let body = content.child(Office, "body").and_then(|body| body.child(Office, "text"));
    let body = body.ok_or_else(|| ReadError::unreadable("not a text document"))?;

    // Automatic styles of headers and of the body may have the same names, so each part has its own set.
    let (mut of_margins, mut of_body) = (Styles::default(), Styles::default());
    if let Some(named) = common.as_ref().and_then(|common| common.child(Office, "styles")) {
        of_margins.add(named);
        of_body.add(named);
    }
    let automatic = |root: &'_ Element, styles: &mut Styles| {
        if let Some(automatic) = root.child(Office, "automatic-styles") {
            styles.add(automatic);
        }
    };
    automatic(&content, &mut of_body);
    if let Some(common) = &common {
        automatic(common, &mut of_margins);
    }

    let pages = common.as_ref().map(|common| pages(common, &content)).unwrap_or_default();
    let mut lines = Lines::default();
    write_margins(&pages, "header", &of_margins, &mut lines);
    Story::read(body, &of_body, &mut lines);
    write_margins(&pages, "footer", &of_margins, &mut lines);
    lines.finish()
}

/// The page styles that the document uses.
fn pages<'c>(common: &'c Element, content: &Element) -> Vec<&'c Element> {
    let Some(masters) = common.child(Office, "master-styles") else { return Vec::new() };
    let name = |page: &'c Element| page.attribute(Style, "name");
    let named: Vec<&str> = [content, common]
        .iter()
        .flat_map(|root| root.elements())
        .flat_map(Element::elements)
        .filter_map(|style| style.attribute(Style, "master-page-name"))
        .chain([DEFAULT_PAGE])
        .collect();
    let is_named = |page: &&Element| page.attribute(Style, "name").is_some_and(|name| named.contains(&name));
    let mut pages: Vec<&Element> = masters.elements().filter(is_named).take(MAX_PAGES).collect();
    for followed in pages.clone() {
        let next = followed.attribute(Style, "next-style-name");
        let next = masters.elements().find(|page| next.is_some() && name(page) == next);
        pages.extend(next.filter(|next| !pages.iter().any(|page| std::ptr::eq(*page, *next))));
    }
    pages
}

fn write_margins(pages: &[&Element], kind: &str, styles: &Styles, lines: &mut Lines) {
    for page in pages {
        for margin in page.elements().filter(|element| element.namespace == Style) {
            let is_kind = margin.name.strip_prefix(kind).is_some_and(|rest| matches!(rest, "" | "-left" | "-first"));
            if is_kind && margin.attribute(Style, "display") != Some("false") {
                let before = lines.begin_apart();
                Story::read(margin, styles, lines);
                let margin = lines.end_apart(before);
                lines.margin(margin);
            }
        }
    }
}

/// Whether the element has this name in the text namespace.
fn is_text(element: &Element, name: &str) -> bool {
    element.is(Text, name)
}
