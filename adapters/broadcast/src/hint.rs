//! The wire format of a hint: the id of the chat session, a space, the `seq` of the message.

use std::fmt;
use std::str::FromStr;

use domain_model::kernel::id::ChatSessionId;

/// Message `seq` of the conversation is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hint {
    pub(crate) session: ChatSessionId,
    pub(crate) seq: u64,
}

/// What was heard is no hint.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct NoHint;

impl fmt::Display for Hint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.session, self.seq)
    }
}

impl FromStr for Hint {
    type Err = NoHint;

    fn from_str(text: &str) -> Result<Self, NoHint> {
        let (session, seq) = text.split_once(' ').ok_or(NoHint)?;
        Ok(Self { session: session.parse().map_err(|_| NoHint)?, seq: seq.parse().map_err(|_| NoHint)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SESSION: &str = "01a1fd74-80d2-74d7-9b15-63bcc6479528";

    #[test]
    fn a_hint_arrives_as_it_was_sent() {
        let hint = Hint { session: SESSION.parse().unwrap(), seq: 7 };
        assert_eq!(hint.to_string(), format!("{SESSION} 7"));
        assert_eq!(hint.to_string().parse(), Ok(hint));
    }

    #[test]
    fn what_others_send_by_mistake_is_no_hint() {
        for text in ["", "beat", SESSION, &format!("{SESSION} -1"), &format!("{SESSION} 7 8"), "7 7", "\0 \0"] {
            assert_eq!(text.parse::<Hint>(), Err(NoHint), "{text}");
        }
    }
}
