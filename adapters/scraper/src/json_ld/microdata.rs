//! Converts microdata to JSON-LD nodes.

use serde_json::{Map, Value};

use super::nodes::Node as LinkedNode;
use crate::html::{Elements, Node, Syntax};

/// The depth of items within items.
const DEEPEST: usize = 6;

/// Every `JobPosting` in the markup of a page.
pub(super) fn job_postings(page: &str) -> Vec<LinkedNode> {
    if !page.contains("itemprop") && !page.contains("itemscope") {
        return Vec::new();
    }
    let elements = Elements::of(page, Syntax::Html);
    let is_posting = |node: &Node<'_>| {
        node.attribute("itemtype").is_some_and(|kind| kind.trim_end_matches('/').ends_with("JobPosting"))
    };
    let nested = |node: &Node<'_>| node.attribute("itemprop").is_some();
    elements.nodes().filter(is_posting).filter(|node| !nested(node)).map(|node| item(node, 0)).collect()
}

/// An item with its properties, items among them.
fn item(node: Node<'_>, depth: usize) -> LinkedNode {
    let mut properties = Map::new();
    let kind = node.attribute("itemtype").unwrap_or_default().trim_end_matches('/');
    properties.insert("@type".to_owned(), Value::String(kind.rsplit('/').next().unwrap_or(kind).to_owned()));
    let mut skipped_until = 0;
    for child in node.within() {
        if child.index() < skipped_until {
            continue;
        }
        let is_item = child.attribute("itemscope").is_some();
        if is_item {
            skipped_until = child.end();
        }
        let Some(names) = child.attribute("itemprop") else { continue };
        let value = if is_item && depth < DEEPEST { Value::Object(item(child, depth + 1)) } else { plain(child) };
        for name in names.split_whitespace() {
            add(&mut properties, name, value.clone());
        }
    }
    properties
}

/// The value of a property that is no item.
fn plain(node: Node<'_>) -> Value {
    let attribute = |name: &str| node.attribute(name).map(str::to_owned);
    let stated = match node.name() {
        "a" | "link" | "area" => attribute("href"),
        "img" | "iframe" | "source" => attribute("src"),
        "time" => attribute("datetime"),
        "data" | "meter" => attribute("value"),
        _ => None,
    };
    let stated = attribute("content").or(stated);
    let has_elements = node.within().next().is_some();
    Value::String(stated.unwrap_or_else(|| if has_elements { node.markup().to_owned() } else { node.text() }))
}

/// A property that is given several times is a list; empty values say nothing.
fn add(properties: &mut LinkedNode, name: &str, value: Value) {
    if value.as_str().is_some_and(|text| text.trim().is_empty()) {
        return;
    }
    match properties.get_mut(name) {
        None => {
            properties.insert(name.to_owned(), value);
        }
        Some(Value::Array(values)) => values.push(value),
        Some(known) => *known = Value::Array(vec![known.take(), value]),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn microdata_is_read_as_linked_data_is() {
        let page = "<div itemscope itemtype='https://schema.org/JobPosting'><h1 itemprop=title>Rigger</h1>
            <meta itemprop=datePosted content=2026-10-02><span itemprop=description></span>
            <div itemprop=description><p>Rig &amp; splice.</p></div>
            <p itemprop=hiringOrganization itemscope itemtype='http://schema.org/Organization'><b itemprop=name>Acme</b></p>
            <a itemprop=url href='/j/7'>Apply</a></div>";
        let found = job_postings(page);
        let expected = json!({"@type": "JobPosting", "title": "Rigger", "datePosted": "2026-10-02",
            "description": "<p>Rig &amp; splice.</p>", "url": "/j/7",
            "hiringOrganization": {"@type": "Organization", "name": "Acme"}});
        assert_eq!(Value::Object(found.into_iter().next().unwrap()), expected);
        assert!(job_postings("<p>x</p>").is_empty());
    }
}
