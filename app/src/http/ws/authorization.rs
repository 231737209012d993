//! Authorization of WebSocket frames: what each frame type does, and who may send it. A connection is open only to
//! those who may see its conversation.

use domain_model::identity::session::Authentication;
use domain_model::kernel::id::AccountId;

use super::frames::{ClientFrame, ClientMessage};
use crate::http::edge::authorization::check_credential;
use crate::http::edge::error::{ApiError, ApiResult};

/// What sending a frame comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sending {
    /// Follows the conversation. Whoever may see it: its owner, administrators, and their keys.
    Follows,
    /// Says something in it. Its owner, and programs with a key of theirs that is good for writing.
    Speaks,
}

/// The rows of the frames. A kind without one does not compile.
const fn who_may_send(message: &ClientMessage) -> Sending {
    match message {
        ClientMessage::Text(_) => Sending::Speaks,
        ClientMessage::Ping => Sending::Follows,
        ClientMessage::Frame(frame) => match frame {
            ClientFrame::Message { .. } => Sending::Speaks,
            // Whether somebody types or has read is told to nobody yet.
            ClientFrame::Resume { .. } | ClientFrame::Typing | ClientFrame::Read => Sending::Follows,
        },
    }
}

/// Whether whoever has opened the socket of a conversation may send this over it.
pub(super) fn judge_frame(message: &ClientMessage, caller: &Authentication, owner: AccountId) -> ApiResult<()> {
    let sending = who_may_send(message);
    check_credential(caller, false, sending == Sending::Speaks)?;
    if sending == Sending::Speaks && caller.principal.account_id != owner {
        return Err(ApiError::forbidden("only its owner speaks here"));
    }
    Ok(())
}
