//! Classifies HTML elements for reading lines.

/// The kind of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The content is never displayed as text.
    Skipped,
    Heading,
    Item,
    Row,
    Cell,
    Other,
}

pub(super) fn kind(name: &str) -> Kind {
    match name {
        "script" | "style" | "noscript" | "iframe" | "noembed" | "noframes" | "title" | "template" | "svg" | "math"
        | "object" | "select" | "datalist" | "textarea" | "audio" | "video" | "canvas" | "button" | "rt" | "rp" => {
            Kind::Skipped
        }
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Kind::Heading,
        "li" => Kind::Item,
        "tr" => Kind::Row,
        "td" | "th" => Kind::Cell,
        _ => Kind::Other,
    }
}

/// Whether it is a block element.
pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "legend"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "search"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "tfoot"
            | "thead"
            | "ul"
            | "xmp"
    )
}

/// Whether it is a void element.
pub(super) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Whether an open element ends where one of this name begins.
pub(super) fn ends_before(open: &str, name: &str) -> bool {
    (open == "p" && is_block(name)) || (open == "head" && name == "body")
}

/// The elements that are closed implicitly when one of this name begins, and the elements that bound the search.
pub(super) fn implied_end(name: &str) -> Option<(&'static [&'static str], &'static [&'static str])> {
    match name {
        "li" => Some((&["li"], &["ul", "ol", "menu", "dir", "table"])),
        "dt" | "dd" => Some((&["dt", "dd"], &["dl", "table"])),
        "td" | "th" => Some((&["td", "th"], &["tr", "table"])),
        "tr" => Some((&["tr"], &["table"])),
        "tbody" | "thead" | "tfoot" => Some((&["tr", "tbody", "thead", "tfoot"], &["table"])),
        name if is_block(name) => Some((&["p"], &["td", "th", "li", "div", "section", "table", "button", "dd"])),
        _ => None,
    }
}
