//! JSON of a bounded size and depth.

use serde_json::Value;

use super::{DEEPEST, MOST_VALUES, Refused};

pub(super) fn parse(text: &str) -> Result<Value, Refused> {
    let value =
        serde_json::from_str(text).map_err(|error| Refused::because(format!("it is no valid JSON: {error}")))?;
    let mut left = MOST_VALUES;
    measure(&value, DEEPEST, &mut left)?;
    Ok(value)
}

/// `serde_json` itself goes no deeper than 128 levels.
fn measure(value: &Value, levels: usize, left: &mut usize) -> Result<(), Refused> {
    *left = left.checked_sub(1).ok_or(Refused::TooLarge)?;
    let within = || levels.checked_sub(1).ok_or_else(|| Refused::because("it is nested too deep"));
    match value {
        Value::Array(items) => items.iter().try_for_each(|item| measure(item, within()?, left)),
        Value::Object(fields) => fields.values().try_for_each(|field| measure(field, within()?, left)),
        _ => Ok(()),
    }
}
