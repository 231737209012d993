//! A response or saved file: its text, and its JSON when it is JSON.

use ports::{PortError, PortErrorKind};
use serde_json::Value;

use crate::encoding;

/// An answer or a saved file.
pub(crate) struct Document {
    pub(crate) text: String,
    /// What it is as JSON.
    pub(crate) json: Result<Value, serde_json::Error>,
}

impl Document {
    /// Of bytes in any encoding.
    pub(crate) fn of(bytes: &[u8]) -> Self {
        let text = encoding::text(bytes);
        let json = serde_json::from_str(&text);
        Self { text, json }
    }

    /// Whether it starts like JSON.
    pub(crate) fn looks_like_json(&self) -> bool {
        self.text.trim_start().starts_with(['{', '['])
    }

    /// Whether it is a page or XML.
    pub(crate) fn is_markup(&self) -> bool {
        self.text.trim_start().starts_with('<')
    }

    /// The rows under a key, when it is empty or one of them has one of these marks. An empty key means the document
    /// itself.
    pub(crate) fn rows(&self, key: &str, marks: &[&str]) -> Option<Vec<Value>> {
        let data = self.json.as_ref().ok()?;
        let rows = key.split('.').filter(|part| !part.is_empty()).try_fold(data, |data, part| match data {
            Value::Array(items) => items.get(part.parse::<usize>().ok()?),
            data => data.get(part),
        })?;
        let rows = rows.as_array()?;
        let is_marked = rows.iter().any(|row| marks.iter().any(|mark| row.get(mark).is_some()));
        (rows.is_empty() || is_marked).then(|| rows.clone())
    }

    /// The one posting under a key, when it has all of these marks.
    pub(crate) fn single(&self, key: &str, marks: &[&str]) -> Option<Vec<Value>> {
        let data = self.json.as_ref().ok()?;
        let data = if key.is_empty() { data } else { data.get(key)? };
        marks.iter().all(|mark| data.get(mark).is_some()).then(|| vec![data.clone()])
    }

    /// The reason why this is no list.
    pub(crate) fn no_list(self) -> PortError {
        let is_eof = self.json.as_ref().is_err_and(serde_json::Error::is_eof);
        let reason = match (self.is_markup(), is_eof) {
            (true, _) => "the board answers with a web page instead of its list",
            (false, true) => "the board's answer breaks off",
            (false, false) => "the board's answer is not its list",
        };
        let kind = PortErrorKind::Invalid(reason.to_owned());
        match self.json {
            Err(error) => kind.because(error),
            Ok(_) => PortError::new(kind),
        }
    }

    /// The JSON that follows a marker in a script.
    pub(crate) fn json_behind(&self, mark: &str) -> Option<Value> {
        let (_, behind) = self.text.split_once(mark)?;
        let behind = behind.trim_start_matches(|c: char| c.is_whitespace() || c == '=');
        serde_json::Deserializer::from_str(behind).into_iter::<Value>().next()?.ok()
    }
}
