//! JSON of a bounded size and depth.

use serde_json::Value;

use super::{MAX_DEPTH, MAX_VALUES, OpenError};

pub(super) fn parse(text: &str) -> Result<Value, OpenError> {
    let value =
        serde_json::from_str(text).map_err(|error| OpenError::unreadable(format!("it is no valid JSON: {error}")))?;
    let mut left = MAX_VALUES;
    measure(&value, MAX_DEPTH, &mut left)?;
    Ok(value)
}

/// `serde_json` itself goes no deeper than 128 levels.
fn measure(value: &Value, levels: usize, left: &mut usize) -> Result<(), OpenError> {
    *left = left.checked_sub(1).ok_or(OpenError::TooLarge)?;
    let within = || levels.checked_sub(1).ok_or_else(|| OpenError::unreadable("it is nested too deep"));
    match value {
        Value::Array(items) => items.iter().try_for_each(|item| measure(item, within()?, left)),
        Value::Object(fields) => fields.values().try_for_each(|field| measure(field, within()?, left)),
        _ => Ok(()),
    }
}
