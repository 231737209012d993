//! The wire format between child and parent: one line of JSON with the content of the file, then the bytes of the original
//! document, if there is one.

use domain_model::candidates::exchange::{OriginalFile, Table, XmlElement};
use ports::{ExchangeContent, ExchangeReading};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{OpenError, open};

/// The maximum size of a response: an archive with the largest accepted document.
pub(crate) const MAX_RESPONSE_BYTES: u64 = 24 * 1024 * 1024;

#[derive(Serialize, Deserialize)]
enum Response {
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

/// Opens a file and encodes the response.
pub(crate) fn encode(bytes: &[u8]) -> Vec<u8> {
    let mut document = Vec::new();
    let response = match open(bytes) {
        Ok(ExchangeContent::Json(value)) => Response::Json(value),
        Ok(ExchangeContent::Xml(root)) => Response::Xml(root),
        Ok(ExchangeContent::Tables { tables, other_files }) => Response::Tables { tables, other_files },
        Ok(ExchangeContent::Archive { resume, original }) => {
            let original = original.map(|OriginalFile { name, bytes }| {
                document = bytes;
                name
            });
            Response::Archive { resume, original }
        }
        Err(OpenError::Unknown) => Response::Unknown,
        Err(OpenError::Encrypted) => Response::Encrypted,
        Err(OpenError::TooLarge) => Response::TooLarge,
        Err(OpenError::Unreadable(reason)) => Response::Unreadable(reason),
    };
    let mut response = serde_json::to_vec(&response).expect("a response is plain data");
    response.push(b'\n');
    response.append(&mut document);
    response
}

/// Decodes a response.
pub(crate) fn decode(response: &[u8]) -> Result<ExchangeReading, serde_json::Error> {
    // Compact JSON contains no line break.
    let end = response.iter().position(|&byte| byte == b'\n').unwrap_or(response.len());
    let (line, document) = response.split_at(end);
    let content = match serde_json::from_slice(line)? {
        Response::Json(value) => ExchangeContent::Json(value),
        Response::Xml(root) => ExchangeContent::Xml(root),
        Response::Tables { tables, other_files } => ExchangeContent::Tables { tables, other_files },
        Response::Archive { resume, original } => {
            let bytes = document.get(1..).unwrap_or_default();
            let original = original.map(|name| OriginalFile { name, bytes: bytes.to_vec() });
            ExchangeContent::Archive { resume, original }
        }
        Response::Unknown => return Ok(ExchangeReading::Unknown),
        Response::Encrypted => return Ok(ExchangeReading::Encrypted),
        Response::TooLarge => return Ok(ExchangeReading::TooLarge),
        Response::Unreadable(reason) => return Ok(ExchangeReading::Unreadable(reason)),
    };
    Ok(ExchangeReading::Content(content))
}
