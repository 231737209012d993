//! The sections of a resume that a format cannot express, kept in an extension of the file.
//!
//! They are found by a round trip: a section that differs after export and import is stored whole, with a digest of the imported
//! form. On import it replaces the imported section while that digest matches; a change by another program wins.

use domain_model::candidates::structured_resume::StructuredResume;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

/// The sections of a detached resume that are not the same in what its format carries.
pub(super) fn unmapped(resume: &StructuredResume, carried: &StructuredResume) -> Map<String, Value> {
    let carried = sections(carried);
    let differing = sections(resume).into_iter().filter_map(|(name, section)| {
        let instead = carried.get(&name).filter(|carried| **carried != section)?;
        let kept = json!({ "instead_of": digest(instead), "value": compact(section) });
        Some((name, kept))
    });
    differing.collect()
}

/// The resume with the kept sections, as far as what its format carries was not changed meanwhile.
pub(super) fn restore(carried: StructuredResume, unmapped: Map<String, Value>) -> StructuredResume {
    let mut sections = sections(&carried);
    for (name, mut kept) in unmapped {
        let Some(section) = sections.get_mut(&name) else { continue };
        if kept["instead_of"] == digest(section) {
            *section = expand(kept["value"].take());
        }
    }
    // Sections that are no resume were not written by us.
    let restored = serde_json::from_value::<StructuredResume>(Value::Object(sections));
    restored.map_or(carried, |resume| resume.detached())
}

fn sections(resume: &StructuredResume) -> Map<String, Value> {
    match serde_json::to_value(resume) {
        Ok(Value::Object(sections)) => sections,
        _ => unreachable!("a resume is plain data with named fields"),
    }
}

fn digest(section: &Value) -> String {
    hex::encode(&Sha256::digest(section.to_string())[..8])
}

/// Fields of a detached resume are clear or missing: `{"value": …}` or `{}`.
fn compact(value: Value) -> Value {
    match value {
        Value::Array(items) => items.into_iter().map(compact).collect(),
        Value::Object(mut field) if field.contains_key("spans") => match field.remove("value") {
            None | Some(Value::Null) => json!({}),
            Some(value) => json!({ "value": value }),
        },
        Value::Object(item) => item.into_iter().map(|(key, value)| (key, compact(value))).collect(),
        other => other,
    }
}

fn expand(value: Value) -> Value {
    match value {
        Value::Array(items) => items.into_iter().map(expand).collect(),
        Value::Object(field) if field.is_empty() => {
            json!({ "value": null, "spans": [], "state": "missing", "why": "not_found" })
        }
        Value::Object(mut field) if field.contains_key("value") => {
            json!({ "value": field["value"].take(), "spans": [], "state": "clear", "why": null })
        }
        Value::Object(item) => item.into_iter().map(|(key, value)| (key, expand(value))).collect(),
        other => other,
    }
}
