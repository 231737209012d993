//! RSS and Atom feeds of openings, and sitemaps: lists of pages that may have postings.

use domain_model::catalogue::job::Posting;
use url::Url;

use crate::boards::Reading;
use crate::dates;
use crate::html::{Elements, Node, Syntax, any_to_text, line};

/// The entries of a feed; `None` when the document is none.
pub(super) fn postings(document: &str, fetched_from: Option<&Url>, company: Option<&str>) -> Option<Vec<Reading>> {
    if !is_xml_of(document, &["rss", "feed", "rdf:rdf"]) {
        return None;
    }
    let elements = Elements::of(document, Syntax::Xml);
    let entries = elements.nodes().filter(|node| matches!(node.name(), "item" | "entry"));
    Some(entries.filter_map(|entry| posting(entry, fetched_from, company)).map(Ok).collect())
}

/// The pages that a sitemap names, or further sitemaps, on its own host; `None` when the document is none.
pub(super) fn pages(document: &str, fetched_from: &Url) -> Option<Vec<Url>> {
    if !is_xml_of(document, &["urlset", "sitemapindex"]) {
        return None;
    }
    let elements = Elements::of(document, Syntax::Xml);
    let places = elements.named("loc").filter_map(|place| fetched_from.join(place.unescaped().trim()).ok());
    Some(places.filter(|url| url.host_str() == fetched_from.host_str()).collect())
}

/// Whether the first element of the document has one of these names.
fn is_xml_of(document: &str, roots: &[&str]) -> bool {
    let mut rest = document.trim_start_matches('\u{feff}').trim_start();
    while rest.starts_with("<?") || rest.starts_with("<!") {
        let end = if rest.starts_with("<!--") { "-->" } else { ">" };
        let Some((_, behind)) = rest.split_once(end) else { return false };
        rest = behind.trim_start();
    }
    let name = rest.strip_prefix('<').unwrap_or_default();
    let name = name.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next().unwrap_or_default();
    roots.iter().any(|root| root.eq_ignore_ascii_case(name))
}

/// An entry without a title or an address is no opening.
fn posting(entry: Node<'_>, fetched_from: Option<&Url>, company: Option<&str>) -> Option<Posting> {
    let text = |names: &[&str]| {
        let found = names.iter().filter_map(|name| entry.child(name)).map(|child| child.unescaped().trim().to_owned());
        found.into_iter().find(|text| !text.is_empty())
    };
    let title = text(&["title"]).map(|title| line(&title)).filter(|title| !title.is_empty())?;
    let url = text(&["link"]).or_else(|| linked(entry)).and_then(|link| match fetched_from {
        Some(base) => base.join(&link).ok(),
        None => Url::parse(&link).ok(),
    });
    let url = url.filter(|url| matches!(url.scheme(), "http" | "https"));
    let external_id = text(&["guid", "id"]).or_else(|| url.as_ref().map(Url::to_string))?;
    let host = || url.as_ref().and_then(|url| url.host_str()).unwrap_or_default().to_owned();
    Some(Posting {
        external_id,
        requisition_id: None,
        title,
        company: company.map_or_else(host, str::to_owned),
        locations: Vec::new(),
        workplace: None,
        employment_type: None,
        salary: None,
        department: text(&["category"]).map(|category| line(&category)),
        description: text(&["content:encoded", "content", "description", "summary"])
            .map(|body| any_to_text(&body))
            .unwrap_or_default(),
        apply_url: url.clone(),
        url,
        posted_at: text(&["pubdate", "published", "dc:date", "updated"]).and_then(|date| dates::instant(&date)),
        valid_through: None,
    })
}

/// Atom's link: the one to the page, not to the feed itself.
fn linked(entry: Node<'_>) -> Option<String> {
    let links = entry.within().filter(|node| node.name() == "link");
    let mut pages = links.filter(|link| matches!(link.attribute("rel"), None | Some("alternate")));
    pages.find_map(|link| link.attribute("href")).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(document: &str) -> Vec<Posting> {
        let from = Url::parse("https://mill.example/jobs.xml").unwrap();
        postings(document, Some(&from), None).unwrap().into_iter().map(Result::unwrap).collect()
    }

    #[test]
    fn entries_of_rss_and_atom_are_postings() {
        let rss = "<?xml version=\"1.0\"?>\n<!-- jobs -->\n<rss version=\"2.0\"><channel><title>Jobs</title><item>\
            <title>Miller &amp;amp; Baker</title><link>/jobs/7</link><guid>m-7</guid>\
            <description><![CDATA[<p>Mill.</p><ul><li>Bake</li></ul>]]></description>\
            <pubDate>Sun, 08 Nov 2026 09:00:00 +0100</pubDate></item><item><title></title></item></channel></rss>";
        let [job] = read(rss).try_into().unwrap();
        assert_eq!(
            (job.title.as_str(), job.external_id.as_str(), job.company.as_str()),
            ("Miller & Baker", "m-7", "mill.example")
        );
        assert_eq!(job.url.unwrap().as_str(), "https://mill.example/jobs/7");
        assert_eq!(job.description.trim(), "Mill.\n\n- Bake");
        assert_eq!(job.posted_at.unwrap().to_rfc3339(), "2026-11-08T08:00:00+00:00");

        let atom = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Jobs</title><entry><title>Miller</title>\
            <link rel=\"self\" href=\"/feed/7\"/><link href=\"https://mill.example/jobs/7\"/><id>urn:7</id>\
            <published>2026-11-08T08:00:00Z</published><content type=\"html\">&lt;p&gt;Mill.&lt;/p&gt;</content></entry></feed>";
        let [job] = read(atom).try_into().unwrap();
        assert_eq!((job.external_id.as_str(), job.description.trim()), ("urn:7", "Mill."));
        assert_eq!(job.url.unwrap().as_str(), "https://mill.example/jobs/7");
    }

    #[test]
    fn a_sitemap_names_pages_of_its_own_host() {
        let from = Url::parse("https://mill.example/sitemap.xml").unwrap();
        let map = "<?xml version='1.0'?><urlset><url><loc> https://mill.example/jobs/1?a=b&amp;c=d </loc></url>\
            <url><loc>https://elsewhere.example/</loc></url></urlset>";
        let pages = pages(map, &from).unwrap();
        assert_eq!(pages.iter().map(Url::as_str).collect::<Vec<_>>(), ["https://mill.example/jobs/1?a=b&c=d"]);
    }

    #[test]
    fn a_page_is_neither() {
        let from = Url::parse("https://mill.example/").unwrap();
        for page in ["<!doctype html><html><item>x</item></html>", "", "{}", "<!-- <rss>", "plain"] {
            assert!(postings(page, None, None).is_none() && pages(page, &from).is_none(), "{page}");
        }
    }
}
