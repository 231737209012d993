//! How the child tells its parent the content of a file: one line of JSON, and behind it the bytes of a document.

use domain_model::candidates::exchange::{OriginalFile, Table, XmlElement};
use ports::{ExchangeContent, ExchangeReading};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Refused, open};

/// An archive with the largest document we take.
pub(crate) const LARGEST_ANSWER: u64 = 24 * 1024 * 1024;

#[derive(Serialize, Deserialize)]
enum Answer {
    Json(Value),
    Xml(XmlElement),
    Tables {
        tables: Vec<Table>,
        other_files: Vec<String>,
    },
    Archive {
        resume: Value,
        /// The name of the document whose bytes follow.
        original: Option<String>,
    },
    Unknown,
    Encrypted,
    TooLarge,
    Unreadable(String),
}

/// The child's answer for these bytes.
pub(crate) fn answer(bytes: &[u8]) -> Vec<u8> {
    let mut behind = Vec::new();
    let answer = match open(bytes) {
        Ok(ExchangeContent::Json(value)) => Answer::Json(value),
        Ok(ExchangeContent::Xml(root)) => Answer::Xml(root),
        Ok(ExchangeContent::Tables { tables, other_files }) => Answer::Tables { tables, other_files },
        Ok(ExchangeContent::Archive { resume, original }) => {
            let original = original.map(|OriginalFile { name, bytes }| {
                behind = bytes;
                name
            });
            Answer::Archive { resume, original }
        }
        Err(Refused::Unknown) => Answer::Unknown,
        Err(Refused::Encrypted) => Answer::Encrypted,
        Err(Refused::TooLarge) => Answer::TooLarge,
        Err(Refused::Unreadable(reason)) => Answer::Unreadable(reason),
    };
    let mut answer = serde_json::to_vec(&answer).expect("an answer is plain data");
    answer.push(b'\n');
    answer.append(&mut behind);
    answer
}

/// What such an answer says.
pub(crate) fn reading(answer: &[u8]) -> Result<ExchangeReading, serde_json::Error> {
    // JSON has no line break of its own when it is written without spaces.
    let end = answer.iter().position(|&byte| byte == b'\n').unwrap_or(answer.len());
    let (line, behind) = answer.split_at(end);
    let content = match serde_json::from_slice(line)? {
        Answer::Json(value) => ExchangeContent::Json(value),
        Answer::Xml(root) => ExchangeContent::Xml(root),
        Answer::Tables { tables, other_files } => ExchangeContent::Tables { tables, other_files },
        Answer::Archive { resume, original } => {
            let bytes = behind.get(1..).unwrap_or_default();
            let original = original.map(|name| OriginalFile { name, bytes: bytes.to_vec() });
            ExchangeContent::Archive { resume, original }
        }
        Answer::Unknown => return Ok(ExchangeReading::Unknown),
        Answer::Encrypted => return Ok(ExchangeReading::Encrypted),
        Answer::TooLarge => return Ok(ExchangeReading::TooLarge),
        Answer::Unreadable(reason) => return Ok(ExchangeReading::Unreadable(reason)),
    };
    Ok(ExchangeReading::Content(content))
}
