//! Finds `JobPosting` nodes in JSON-LD, in any of its forms.

use std::collections::HashMap;

use serde_json::{Map, Value};

use crate::html;

/// A JSON-LD node. Keys are matched without regard to case.
pub(crate) type Node = Map<String, Value>;

/// The maximum depth of a job posting.
const DEEPEST: usize = 12;

/// Parses JSON as career pages write it: in CDATA, with escaped characters, raw line breaks in strings, missing or
/// extra commas.
pub(crate) fn parse(script: &str) -> Result<Value, serde_json::Error> {
    let text = unwrapped(script);
    let first = match serde_json::from_str(text) {
        Ok(value) => return Ok(value),
        Err(error) => error,
    };
    if let Ok(value) = serde_json::from_str(&repaired(text)) {
        return Ok(value);
    }
    if text.contains("&quot;") {
        let decoded = html::decode_entities(text);
        if let Ok(value) = serde_json::from_str(&decoded).or_else(|_| serde_json::from_str(&repaired(&decoded))) {
            return Ok(value);
        }
    }
    Err(first)
}

/// The JSON without what pages wrap it in: comments of HTML and JavaScript, CDATA marks (escaped or not), semicolons.
fn unwrapped(script: &str) -> &str {
    const BEFORE: [&str; 7] = ["<!--", "//", "/*", "*/", "<![CDATA[", "&lt;![CDATA[", "\u{feff}"];
    const AFTER: [&str; 9] = ["-->", "//", "/*", "*/", "]]>", "]]&gt;", ";", "&lt;!", "--&gt;"];
    let mut text = script.trim();
    loop {
        let shorter = BEFORE.iter().fold(text, |text, mark| text.strip_prefix(mark).unwrap_or(text).trim_start());
        let shorter = AFTER.iter().fold(shorter, |text, mark| text.strip_suffix(mark).unwrap_or(text).trim_end());
        if shorter.len() == text.len() {
            return text;
        }
        text = shorter;
    }
}

/// The text with control characters escaped and commas corrected.
fn repaired(text: &str) -> String {
    let mut repaired = String::with_capacity(text.len() + 16);
    let mut in_string = false;
    let mut escaped = false;
    // Does a value end at the last sign that is not white space?
    let mut after_value = false;
    for c in text.chars() {
        if in_string {
            match c {
                '\n' => repaired.push_str("\\n"),
                '\t' => repaired.push_str("\\t"),
                c if c.is_control() => {}
                c => repaired.push(c),
            }
            if !escaped && c == '"' {
                in_string = false;
                after_value = true;
            }
            escaped = !escaped && c == '\\';
            continue;
        }
        if c.is_whitespace() {
            repaired.push(c);
            continue;
        }
        let begins_value = matches!(c, '"' | '{' | '[');
        if after_value && begins_value {
            repaired.push(',');
        }
        if matches!(c, '}' | ']') {
            let kept = repaired.trim_end();
            if kept.ends_with(',') {
                repaired.truncate(kept.len() - 1);
            }
        }
        repaired.push(c);
        in_string = c == '"';
        escaped = false;
        after_value = matches!(c, '}' | ']') || (c.is_alphanumeric() && !in_string);
    }
    repaired
}

/// Nodes by `@id`, of all blocks of a page.
#[derive(Default)]
pub(crate) struct References<'d>(HashMap<&'d str, &'d Node>);

impl<'d> References<'d> {
    pub(crate) fn of(blocks: &'d [Value]) -> Self {
        let mut found = Self::default();
        for block in blocks {
            found.collect(block, 0);
        }
        found
    }

    fn collect(&mut self, data: &'d Value, depth: usize) {
        match data {
            _ if depth > DEEPEST => {}
            Value::Array(items) => items.iter().for_each(|item| self.collect(item, depth + 1)),
            Value::Object(node) => {
                if let Some(id) = node.get("@id").and_then(Value::as_str).filter(|_| !is_reference(node)) {
                    self.0.entry(id).or_insert(node);
                }
                node.values().for_each(|value| self.collect(value, depth + 1));
            }
            _ => {}
        }
    }

    /// The node with references resolved, wherever the nodes they name stand, and `@value` and `@list` unwrapped.
    pub(crate) fn resolved(&self, node: &Node) -> Node {
        match self.value(&Value::Object(node.clone()), 0) {
            Value::Object(node) => node,
            _ => node.clone(),
        }
    }

    fn value(&self, value: &Value, depth: usize) -> Value {
        match value {
            _ if depth > DEEPEST => Value::Null,
            Value::Array(items) => items.iter().map(|item| self.value(item, depth + 1)).collect(),
            Value::Object(node) => {
                let wrapped = ["@value", "@list", "@set"].iter().find_map(|key| node.get(*key));
                if let Some(wrapped) = wrapped {
                    return self.value(wrapped, depth + 1);
                }
                let named = node.get("@id").and_then(Value::as_str).filter(|_| is_reference(node));
                // Nodes that refer to each other end where nesting does.
                match named.and_then(|id| self.find(id)).filter(|_| depth < DEEPEST / 2) {
                    Some(named) => self.value(&Value::Object(named.clone()), depth + 4),
                    None => Value::Object(
                        node.iter().map(|(key, value)| (key.clone(), self.value(value, depth + 1))).collect(),
                    ),
                }
            }
            value => value.clone(),
        }
    }

    /// By its id; a relative id is also what an absolute one ends with.
    fn find(&self, id: &str) -> Option<&'d Node> {
        let fragment = |id: &str| id.rsplit_once('#').map(|(_, fragment)| fragment.to_owned());
        let exact = self.0.get(id).copied();
        exact.or_else(|| {
            let wanted = fragment(id)?;
            let is_relative = |id: &str| id.starts_with('#');
            let mut others = self.0.iter().filter(|(other, _)| is_relative(other) != is_relative(id));
            others.find(|(other, _)| fragment(other).as_deref() == Some(&wanted)).map(|(_, node)| *node)
        })
    }
}

/// Whether it only names a node.
fn is_reference(node: &Node) -> bool {
    node.keys().all(|key| matches!(key.as_str(), "@id" | "@type" | "@context"))
}

/// Every `JobPosting` in the data: at the top, in arrays, in `@graph`, nested in other nodes.
pub(crate) fn job_postings(data: &Value) -> Vec<&Node> {
    let mut found = Vec::new();
    collect(data, 0, &mut found);
    found
}

fn collect<'d>(data: &'d Value, depth: usize, found: &mut Vec<&'d Node>) {
    if depth > DEEPEST {
        return;
    }
    match data {
        Value::Array(items) => items.iter().for_each(|item| collect(item, depth + 1, found)),
        Value::Object(node) if is_job_posting(node) => found.push(node),
        Value::Object(node) => node.values().for_each(|value| collect(value, depth + 1, found)),
        _ => {}
    }
}

fn is_job_posting(node: &Node) -> bool {
    let names = match get(node, "@type") {
        Some(Value::String(name)) => vec![name.as_str()],
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    names.iter().any(|name| name.rsplit(['/', ':']).next() == Some("JobPosting"))
}

/// A member by name, without regard to case. Empty values count as absent.
pub(crate) fn get<'d>(node: &'d Node, name: &str) -> Option<&'d Value> {
    let exact = node.get(name);
    let value =
        exact.or_else(|| node.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value))?;
    let is_empty = match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    };
    (!is_empty).then_some(value)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn json_as_pages_write_it_is_read() {
        let expected = json!({"a": "x\ny", "b": [1, {"c": 2}]});
        for text in [
            r#"{"a": "x\ny", "b": [1, {"c": 2}]}"#,
            "//<![CDATA[\n{\"a\": \"x\ny\", \"b\": [1, {\"c\": 2}]}\n//]]>",
            "{\"a\": \"x\ny\" \"b\": [1, {\"c\": 2},],}",
            "{\"a\": \"x\ny\"\n\"b\": [1 {\"c\": 2}]}",
            "<!--\n{\"a\": \"x\\ny\", \"b\": [1, {\"c\": 2}]}\n-->",
            "/* <![CDATA[ */ {\"a\": \"x\\ny\", \"b\": [1, {\"c\": 2}]} /* ]]&gt; */",
            "{\"a\": \"x\\ny\", \"b\": [1, {\"c\": 2}]};\n",
            "{&quot;a&quot;: &quot;x\\ny&quot;, &quot;b&quot;: [1, {&quot;c&quot;: 2}]}",
        ] {
            assert_eq!(parse(text).ok(), Some(expected.clone()), "{text}");
        }
        assert!(parse("{\"a\": ").is_err());
    }

    #[test]
    fn mending_leaves_strings_alone() {
        let text = r#"{"a": "say \"yes\", \"no\" {now}", "b": "c:\\"}"#;
        assert_eq!(repaired(text), text);
    }

    #[test]
    fn postings_are_found_wherever_they_hide() {
        let node = json!({"@type": "JobPosting", "title": "x"});
        for data in [
            node.clone(),
            json!([{"@type": "Organization"}, node]),
            json!({"@context": "https://schema.org", "@graph": [node]}),
            json!({"@type": "WebPage", "mainEntity": node}),
            json!({"@type": ["Thing", "JobPosting"]}),
            json!({"@Type": "http://schema.org/JobPosting"}),
        ] {
            assert_eq!(job_postings(&data).len(), 1, "{data}");
        }
        assert!(job_postings(&json!({"@type": "Organization", "name": "JobPosting"})).is_empty());
    }

    #[test]
    fn references_are_resolved_wherever_the_node_stands() {
        let blocks = [
            json!({"@type": "JobPosting", "title": {"@value": "Welder", "@language": "en"},
                "hiringOrganization": {"@id": "#employer"}, "jobLocation": [{"@id": "https://a.example/#yard"}]}),
            json!({"@graph": [{"@id": "https://a.example/#employer", "name": "Acme"}, {"@id": "#yard", "address": "Hull"}]}),
        ];
        let node = References::of(&blocks).resolved(job_postings(&blocks[0])[0]);
        assert_eq!(node["title"], json!("Welder"));
        assert_eq!(node["hiringOrganization"]["name"], json!("Acme"));
        assert_eq!(node["jobLocation"][0]["address"], json!("Hull"));
    }

    #[test]
    fn ss_20_nodes_that_refer_to_each_other_end() {
        let blocks = [
            json!({"@id": "#a", "@type": "JobPosting", "x": {"@id": "#b"}, "y": {"@id": "#b"}}),
            json!({"@id": "#b", "x": {"@id": "#a"}, "y": {"@id": "#a"}}),
        ];
        assert!(References::of(&blocks).resolved(job_postings(&blocks[0])[0]).contains_key("x"));
    }
}
