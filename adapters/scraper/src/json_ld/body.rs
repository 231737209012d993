//! The main text of a page, for postings whose structured data has only a stub of a description.

use crate::html::{Elements, Node, Syntax};

/// A description with fewer characters is a stub, where the page has much more.
const STUB: usize = 200;
/// Elements of a page that are not about the job.
const PAGE_CHROME: [&str; 5] = ["nav", "header", "footer", "aside", "form"];
/// Of those, how many are left out. Each costs a copy of the text.
const MAX_CHROME: usize = 100;

/// The description, or the text of the page where the description is a stub beside it.
pub(super) fn longer_description(description: String, page: &str) -> String {
    if description.trim().chars().count() >= STUB {
        return description;
    }
    let text = main_text(page);
    let is_much_more = text.chars().count() >= STUB && text.len() > 3 * description.len();
    if is_much_more { text } else { description }
}

/// The text of the element that holds the page's content.
fn main_text(page: &str) -> String {
    let elements = Elements::of(page, Syntax::Html);
    let is_main = |node: &Node<'_>| node.name() == "main" || node.attribute("role") == Some("main");
    let main = elements.nodes().find(is_main).or_else(|| elements.named("article").next());
    if let Some(main) = main {
        return main.content().trim().to_owned();
    }
    let Some(body) = elements.named("body").next() else { return String::new() };
    let mut left_out = 0;
    let chrome = body.within().filter(|node| PAGE_CHROME.contains(&node.name()));
    let outermost = chrome.filter(|node| {
        let is_outermost = node.index() >= left_out;
        left_out = left_out.max(node.end());
        is_outermost
    });
    let text = outermost.take(MAX_CHROME).fold(body.content(), |text, node| {
        let part = node.content();
        let part = part.trim();
        if part.is_empty() { text } else { text.replacen(part, "", 1) }
    });
    text.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stub_gives_way_to_the_page_and_a_text_does_not() {
        let long = "You weld hulls in the yard and at sea. ".repeat(8);
        let page =
            format!("<body><nav>Home</nav><main><h1>Welder</h1><p>{long}</p></main><footer>Imprint</footer></body>");
        let fuller_text = longer_description("Welder".to_owned(), &page);
        assert!(fuller_text.starts_with("Welder\n\nYou weld") && !fuller_text.contains("Imprint"), "{fuller_text}");
        assert_eq!(longer_description(long.clone(), &page), long);
        assert_eq!(longer_description("Welder".to_owned(), "<body><p>Welder wanted</p></body>"), "Welder");
        let bare = format!("<body><nav>Home</nav><p>{long}</p><footer>Imprint</footer></body>");
        assert!(!longer_description(String::new(), &bare).contains("Imprint"));
        let nested = format!("<body><header>Top<nav>Home</nav></header><p>{long}</p></body>");
        let text = longer_description(String::new(), &nested);
        assert!(text.contains("You weld hulls") && !text.contains("Top") && !text.contains("Home"), "{text}");
    }
}
