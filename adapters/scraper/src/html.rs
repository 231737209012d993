//! From HTML to plain text: paragraphs separated by blank lines, list items beginning with `- `.

use ego_tree::iter::Edge;
use scraper::node::Node;
use scraper::{Html, Selector};

/// What is never text.
const SKIPPED: [&str; 10] =
    ["script", "style", "noscript", "template", "svg", "math", "iframe", "head", "object", "form"];
/// What stands on lines of its own, apart from its neighbours.
const PARAGRAPHS: [&str; 18] = [
    "p",
    "div",
    "section",
    "article",
    "header",
    "footer",
    "ul",
    "ol",
    "table",
    "blockquote",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "pre",
    "dl",
];
/// What stands on a line of its own.
const LINES: [&str; 5] = ["tr", "dt", "dd", "figcaption", "caption"];

/// Deeper nesting than this is no page somebody wrote; building its tree takes time that grows with the square.
const DEEPEST: usize = 500;

/// The text of a piece of HTML. The tree is walked without recursion.
pub(crate) fn to_text(html: &str) -> String {
    if nesting(html) > DEEPEST {
        return without_tags(html);
    }
    let tree = Html::parse_fragment(html);
    let mut writer = Writer::default();
    let mut skipping = 0_usize;
    for edge in tree.tree.root().traverse() {
        match edge {
            Edge::Open(node) => match node.value() {
                Node::Text(text) if skipping == 0 => writer.words(&text.text),
                Node::Element(element) => {
                    let name = element.name();
                    if skipping > 0 || SKIPPED.contains(&name) {
                        skipping += 1;
                        continue;
                    }
                    match name {
                        "br" => writer.line(),
                        "li" => writer.item(),
                        name if PARAGRAPHS.contains(&name) => writer.paragraph(),
                        name if LINES.contains(&name) => writer.line(),
                        "td" | "th" => writer.words(" "),
                        _ => {}
                    }
                }
                _ => {}
            },
            Edge::Close(node) => {
                let Node::Element(element) = node.value() else { continue };
                if skipping > 0 {
                    skipping -= 1;
                    continue;
                }
                match element.name() {
                    "li" => writer.line(),
                    name if PARAGRAPHS.contains(&name) => writer.paragraph(),
                    name if LINES.contains(&name) => writer.line(),
                    _ => {}
                }
            }
        }
    }
    writer.text
}

/// How deep elements stand in one another, at least; elements that are often left open do not count.
fn nesting(html: &str) -> usize {
    const OFTEN_OPEN: [&str; 16] = [
        "p", "li", "br", "hr", "img", "input", "meta", "link", "td", "th", "tr", "dt", "dd", "option", "source", "wbr",
    ];
    let (mut depth, mut deepest) = (0_usize, 0);
    for (at, _) in html.match_indices('<') {
        let tag = &html[at + 1..];
        let (is_end, tag) = tag.strip_prefix('/').map_or((false, tag), |tag| (true, tag));
        let name_ends = tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len());
        let name = tag[..name_ends].to_ascii_lowercase();
        if name.is_empty() || OFTEN_OPEN.contains(&name.as_str()) {
            continue;
        }
        depth = if is_end { depth.saturating_sub(1) } else { depth + 1 };
        deepest = deepest.max(depth);
    }
    deepest
}

/// What is left when everything between `<` and `>` is gone.
fn without_tags(html: &str) -> String {
    let mut text = String::new();
    for part in html.split('<') {
        let words = part.split_once('>').map_or(part, |(_, words)| words);
        text.push_str(words);
        text.push(' ');
    }
    decode_entities(text.replace('>', " ").trim())
}

/// The text of something that may be HTML, HTML with its signs escaped, or plain text with line breaks.
pub(crate) fn any_to_text(text: &str) -> String {
    let has_tags = |text: &str| {
        text.match_indices('<').any(|(at, _)| text[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/'))
    };
    if has_tags(text) {
        return to_text(text);
    }
    let decoded = decode_entities(text);
    if has_tags(&decoded) { to_text(&decoded) } else { decoded }
}

/// `&lt;p&gt;` → `<p>`. For text without tags of its own.
pub(crate) fn decode_entities(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    Html::parse_fragment(text).root_element().text().collect()
}

/// The contents of the scripts that hold linked data, and the address the page gives itself.
pub(crate) fn linked_data(page: &str) -> (Vec<String>, Option<String>) {
    if nesting(page) > DEEPEST {
        return (Vec::new(), None);
    }
    let tree = Html::parse_document(page);
    let scripts = selector("script");
    let scripts = tree
        .select(&scripts)
        .filter(|script| {
            script.attr("type").is_some_and(|kind| kind.trim().to_lowercase().starts_with("application/ld+json"))
        })
        .map(|script| script.text().collect())
        .collect();
    let canonical = tree.select(&selector("link[rel=canonical]")).find_map(|link| link.attr("href").map(str::to_owned));
    (scripts, canonical)
}

fn selector(css: &str) -> Selector {
    Selector::parse(css).expect("the selectors of this module are valid")
}

/// Writes words and breaks; white space never piles up.
#[derive(Default)]
struct Writer {
    text: String,
    owes_space: bool,
}

impl Writer {
    fn words(&mut self, words: &str) {
        let begins_apart = words.starts_with(char::is_whitespace);
        self.owes_space |= begins_apart;
        for word in words.split_whitespace() {
            if std::mem::take(&mut self.owes_space) && !self.text.is_empty() && !self.text.ends_with(['\n', ' ']) {
                self.text.push(' ');
            }
            self.text.push_str(word);
            self.owes_space = true;
        }
        self.owes_space = words.ends_with(char::is_whitespace) || (self.owes_space && words.trim().is_empty());
    }

    fn line(&mut self) {
        self.owes_space = false;
        // A list mark without words is no item.
        if self.text.ends_with("\n- ") || self.text == "- " {
            self.text.truncate(self.text.len() - 2);
            return;
        }
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    fn paragraph(&mut self) {
        // `<li><p>` is one item: the mark stays with its words.
        if self.text.ends_with("\n- ") || self.text == "- " {
            return;
        }
        self.line();
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    fn item(&mut self) {
        self.line();
        self.text.push_str("- ");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_and_items_are_lines() {
        let html = "<h2>About&nbsp;<b>us</b></h2><p>We <i>weld</i>.<br>Daily.</p>\n<ul>\n<li>Weld</li><li><p>Grind</p></li><li> \
                    </li></ul><div>Apply</div>";
        assert_eq!(to_text(html).trim(), "About us\n\nWe weld.\nDaily.\n\n- Weld\n- Grind\n\nApply");
    }

    #[test]
    fn words_split_over_tags_stay_words() {
        assert_eq!(
            to_text("<span>Post</span><span>greSQL</span> <span>and </span><span>SQL</span>"),
            "PostgreSQL and SQL"
        );
    }

    #[test]
    fn ss_16_scripts_and_drawings_are_no_text() {
        assert_eq!(to_text("a<script>alert(1)</script><svg><text>x</text></svg><style>p{}</style> b"), "a b");
        assert_eq!(to_text("<img src=x onerror=alert(1)>Hi"), "Hi");
    }

    #[test]
    fn escaped_html_is_unescaped_first_and_plain_text_is_left_alone() {
        assert_eq!(any_to_text("&lt;p&gt;R&amp;amp;D&lt;/p&gt;").trim(), "R&D");
        assert_eq!(any_to_text("Line one\n- item < 3 &amp; more"), "Line one\n- item < 3 & more");
    }

    #[test]
    fn ss_20_deep_nesting_is_read_without_building_its_tree() {
        let deep = "<div>".repeat(50_000) + "weld &amp; grind";
        assert_eq!(to_text(&deep).trim(), "weld & grind");
        assert_eq!(nesting("<ul><li>a<li>b<li>c</ul><p>d<p>e<br>"), 1);
    }
}
