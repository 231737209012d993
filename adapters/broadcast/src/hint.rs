//! The wire format of a hint: the id of the chat session, a space, the `seq` of the message.

use std::fmt;
use std::str::FromStr;

use domain_model::kernel::id::ChatSessionId;

/// The session has messages up to `seq`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hint {
    pub(crate) session: ChatSessionId,
    pub(crate) seq: u64,
}

/// The text is not a hint.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct InvalidHint;

impl fmt::Display for Hint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.session, self.seq)
    }
}

impl FromStr for Hint {
    type Err = InvalidHint;

    fn from_str(text: &str) -> Result<Self, InvalidHint> {
        let (session, seq) = text.split_once(' ').ok_or(InvalidHint)?;
        Ok(Self { session: session.parse().map_err(|_| InvalidHint)?, seq: seq.parse().map_err(|_| InvalidHint)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SESSION: &str = "01a1fd74-80d2-74d7-9b15-63bcc6479528";

    #[test]
    fn a_hint_survives_its_wire_format() {
        let hint = Hint { session: SESSION.parse().unwrap(), seq: 7 };
        assert_eq!(hint.to_string(), format!("{SESSION} 7"));
        assert_eq!(hint.to_string().parse(), Ok(hint));
    }

    #[test]
    fn other_messages_are_not_parsed_as_hints() {
        for text in ["", "beat", SESSION, &format!("{SESSION} -1"), &format!("{SESSION} 7 8"), "7 7", "\0 \0"] {
            assert_eq!(text.parse::<Hint>(), Err(InvalidHint), "{text}");
        }
    }
}
