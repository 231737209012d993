//! Extracts JSON-LD scripts and the canonical URL from a page.

use html5ever::tokenizer::Tag;

use super::tokens::{Reader, attribute, read};

/// The JSON-LD scripts of a page, and its canonical URL.
pub(crate) fn linked_data(page: &str) -> (Vec<String>, Option<String>) {
    let found = read(page, Found::default());
    (found.scripts, found.canonical)
}

#[derive(Default)]
struct Found {
    scripts: Vec<String>,
    canonical: Option<String>,
    is_in_script: bool,
}

impl Reader for Found {
    fn start(&mut self, tag: &Tag) {
        match &*tag.name {
            "script" if !tag.self_closing => {
                self.is_in_script = attribute(tag, "type").is_some_and(is_linked_data);
                if self.is_in_script {
                    self.scripts.push(String::new());
                }
            }
            "link" if self.canonical.is_none() && attribute(tag, "rel").is_some_and(is_canonical) => {
                self.canonical = attribute(tag, "href").map(str::to_owned);
            }
            _ => {}
        }
    }

    fn end(&mut self, _name: &str) {
        self.is_in_script = false;
    }

    fn words(&mut self, words: &str) {
        if self.is_in_script
            && let Some(script) = self.scripts.last_mut()
        {
            script.push_str(words);
        }
    }
}

fn is_linked_data(kind: &str) -> bool {
    kind.trim().to_lowercase().starts_with("application/ld+json")
}

fn is_canonical(relations: &str) -> bool {
    relations.split_whitespace().any(|relation| relation.eq_ignore_ascii_case("canonical"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_of_linked_data_and_the_canonical_address_are_found() {
        let page = "<title>x <script type=application/ld+json>no</script></title><link rel=stylesheet href=/no>
            <LINK REL='canonical' HREF='/j?a=1&amp;b=2'><link rel=canonical href=/no>
            <!-- <script type=application/ld+json>no</script> -->
            <script>no</script><script type=' Application/LD+JSON; charset=utf-8'>{\"a\": \"<p>&amp;</p>\n\"}</script>
            <script type=\"application/ld+json\">2</script>";
        let (scripts, canonical) = linked_data(page);
        assert_eq!(scripts, ["{\"a\": \"<p>&amp;</p>\n\"}", "2"]);
        assert_eq!(canonical.as_deref(), Some("/j?a=1&b=2"));
    }

    #[test]
    fn ss_20_linked_data_beside_inline_scripts_and_drawings_is_found() {
        let script = "<script>for (let i=0;i<n;i++) { if (a<b) f() }</script>".repeat(600);
        let drawing = format!("<svg>{}</svg>", "<g><path d='M0 0'/>".repeat(600));
        let page = format!("{script}{drawing}<script type='application/ld+json'>1</script>{script}");
        assert_eq!(linked_data(&page).0, ["1"]);
    }

    #[test]
    fn ss_20_pages_that_would_make_huge_trees_are_searched() {
        let formats = (0..499).map(|n| format!("<b x={n}>")).collect::<Vec<_>>().concat();
        let found = "<script type='application/ld+json'>1</script>";
        for page in [
            format!("<p>{formats}{}{found}", "<p>x".repeat(1_000_000)),
            format!("{}{found}", "<div></x>".repeat(500_000)),
        ] {
            assert_eq!(linked_data(&page).0, ["1"]);
        }
    }
}
