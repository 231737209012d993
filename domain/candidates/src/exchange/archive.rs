//! Our own archive: everything that is known of a resume, with the version of its format.

use domain_model::candidates::structured_resume::StructuredResume;
use serde_json::{Value, json};

use super::{ExchangeError, ExchangeResult};

/// What it says it is.
const FORMAT: &str = "jobwright-resume";
/// Raised when an older program would read a newer archive wrongly. A new field alone does not raise it.
const VERSION: u64 = 1;

pub(super) fn export(resume: &StructuredResume) -> Value {
    json!({ "format": FORMAT, "version": VERSION, "resume": resume })
}

pub(super) fn import(archive: Value) -> ExchangeResult<StructuredResume> {
    let Value::Object(mut archive) = archive else { return Err(ExchangeError::UnknownFormat) };
    if archive.get("format").and_then(Value::as_str) != Some(FORMAT) {
        return Err(ExchangeError::UnknownFormat);
    }
    match archive.get("version").and_then(Value::as_u64) {
        None | Some(0) => return Err(ExchangeError::Unreadable("its `version` is no number from 1".to_owned())),
        Some(found) if found > VERSION => return Err(ExchangeError::NewerVersion { found, known: VERSION }),
        Some(_) => {}
    }
    let resume = archive.remove("resume").ok_or_else(|| ExchangeError::Unreadable("it has no `resume`".to_owned()))?;
    serde_json::from_value(resume).map_err(|error| ExchangeError::Unreadable(format!("its `resume`: {error}")))
}
