//! Converts HTML to plain text: paragraphs separated by blank lines, list items starting with `- `.

use html5ever::tokenizer::Tag;

use super::tokens::{Reader, read};
use super::writer::Writer;

/// Elements with raw text that is not displayed.
const HIDDEN: [&str; 7] = ["script", "style", "noscript", "iframe", "noembed", "noframes", "title"];
/// Elements whose content is not text of the page.
const SKIPPED: [&str; 5] = ["template", "svg", "math", "object", "form"];
/// Block elements, separated by a blank line.
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
/// Block elements on a line of their own.
const LINES: [&str; 5] = ["tr", "dt", "dd", "figcaption", "caption"];

/// The text of a piece of HTML.
pub(crate) fn to_text(html: &str) -> String {
    read(html, TextReader::default()).finish()
}

#[derive(Default)]
struct TextReader {
    writer: Writer,
    is_hidden: bool,
    skipped: Option<Skipped>,
}

/// A skipped element that is still open.
struct Skipped {
    name: String,
    /// The nesting depth of elements of this name.
    depth: usize,
    /// The text written before it. Its content is written too and discarded at its end, so an element that is never
    /// closed hides nothing.
    before: Writer,
}

impl Reader for TextReader {
    fn start(&mut self, tag: &Tag) {
        let name = &*tag.name;
        if HIDDEN.contains(&name) {
            self.is_hidden = !tag.self_closing;
            return;
        }
        if SKIPPED.contains(&name) && !tag.self_closing {
            self.skip(name);
            return;
        }
        match name {
            "li" => self.writer.item(),
            "td" | "th" => self.writer.words(" "),
            name => self.break_at(name),
        }
    }

    fn end(&mut self, name: &str) {
        if self.is_hidden {
            // Raw text ends with its own tag only.
            self.is_hidden = false;
            return;
        }
        match &mut self.skipped {
            Some(skipped) if skipped.name == name => {
                skipped.depth -= 1;
                if skipped.depth == 0
                    && let Some(skipped) = self.skipped.take()
                {
                    self.writer = skipped.before;
                }
            }
            _ if name == "li" => self.writer.line(),
            _ => self.break_at(name),
        }
    }

    fn words(&mut self, words: &str) {
        if !self.is_hidden {
            self.writer.words(words);
        }
    }
}

impl TextReader {
    fn skip(&mut self, name: &str) {
        match &mut self.skipped {
            // A form contains no form: the first end tag ends it.
            Some(skipped) if skipped.name == name && name != "form" => skipped.depth += 1,
            Some(_) => {}
            None => {
                let before = std::mem::take(&mut self.writer);
                self.skipped = Some(Skipped { name: name.to_owned(), depth: 1, before });
            }
        }
    }

    fn break_at(&mut self, name: &str) {
        match name {
            "br" => self.writer.line(),
            name if PARAGRAPHS.contains(&name) => self.writer.paragraph(),
            name if LINES.contains(&name) => self.writer.line(),
            _ => {}
        }
    }

    fn finish(self) -> String {
        let Some(skipped) = self.skipped else { return self.writer.text };
        let mut writer = skipped.before;
        writer.paragraph();
        writer.text.push_str(&self.writer.text);
        writer.text
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
    fn elements_that_are_left_open_end_with_the_next() {
        let html = "<p>We weld<p>daily<ul><li>Weld<li>Grind</ul><table><tr><td>Pay<td>10<tr><td>Hours</table>x</br>y";
        assert_eq!(to_text(html).trim(), "We weld\n\ndaily\n\n- Weld\n- Grind\n\nPay 10\nHours\n\nx\ny");
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
        assert_eq!(
            to_text("<head><title>x</title><meta charset=utf-8></head><body>a<noscript><b>x</b></noscript>"),
            "a"
        );
    }

    #[test]
    fn ss_16_what_is_skipped_ends_where_it_ends() {
        for html in [
            "a <svg><svg>x</svg>x</svg>b",
            "a <svg><path d=''/><g>x</svg>b",
            "a <svg/><svg><use/><svg/></svg>b",
            "a <form><input><form>x</form>b",
            "a <object><form>x</object></form>b",
            "a <svg><title/>x</svg>b</svg>",
            "a <script src=x />b",
        ] {
            assert_eq!(to_text(html), "a b", "{html}");
        }
    }

    #[test]
    fn ss_16_what_is_skipped_and_never_ends_hides_nothing() {
        for name in SKIPPED {
            let html = format!("<p>a</p><{name}><p>b</p><script>x</script><ul><li>c</ul>");
            assert_eq!(to_text(&html).trim(), "a\n\nb\n\n- c", "{name}");
        }
        assert_eq!(to_text("<ul><li><form><p>a</p><li>b").trim(), "- a\n\n- b");
    }

    #[test]
    fn ss_20_deep_nesting_is_read() {
        let deep = "<div>".repeat(500_000) + "weld &amp; grind";
        assert_eq!(to_text(&deep).trim(), "weld & grind");
        assert_eq!(to_text(&("<ul><li>".repeat(300_000) + "weld")).trim(), "- weld");
    }

    #[test]
    fn ss_20_formatting_elements_are_not_repeated_in_every_paragraph() {
        let formats = (0..499).map(|n| format!("<b x={n}>")).collect::<Vec<_>>().concat();
        let html = format!("<p>{formats}{}", "<p>x".repeat(1_000_000));
        assert_eq!(to_text(&html).len(), 3_000_000 - 2);
    }

    #[test]
    fn ss_20_end_tags_of_nothing_do_not_make_a_page_slow() {
        let html = "<div></x>".repeat(500_000) + "weld";
        assert_eq!(to_text(&html), "weld");
    }

    #[test]
    fn ss_20_pages_with_inline_scripts_and_drawings_are_read() {
        let script = "<script>for (let i=0;i<n;i++) { if (a<b) f() }</script>".repeat(600);
        let drawing = format!("<svg>{}</svg>", "<path d='M0 0'/><circle r=1 />".repeat(600));
        assert_eq!(to_text(&format!("{script}<p>weld</p>{drawing}<p>grind</p>{script}")).trim(), "weld\n\ngrind");
    }
}
