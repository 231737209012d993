//! Authorization of WebSocket frames: what each frame type does, and who may send it. A connection is open only to
//! those who may see its conversation.

use domain_model::identity::session::Authentication;
use domain_model::kernel::id::AccountId;

use super::frames::{ClientFrame, ClientMessage};
use crate::http::edge::authorization::check_credential;
use crate::http::edge::error::{ApiError, ApiResult};

/// The effect of a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sending {
    /// Follows the session. Allowed to everybody who may see it: its owner, administrators, and their API keys.
    Follows,
    /// Sends a message. Allowed to its owner, and to the owner's API keys with write scope.
    Speaks,
}

/// The effect of each frame type. A type without one does not compile.
const fn who_may_send(message: &ClientMessage) -> Sending {
    match message {
        ClientMessage::Text(_) => Sending::Speaks,
        ClientMessage::Ping => Sending::Follows,
        ClientMessage::Frame(frame) => match frame {
            ClientFrame::Message { .. } => Sending::Speaks,
            // `typing` and `read` have no effect yet.
            ClientFrame::Resume { .. } | ClientFrame::Typing | ClientFrame::Read => Sending::Follows,
        },
    }
}

/// Whether the caller may send this frame.
pub(super) fn judge_frame(message: &ClientMessage, caller: &Authentication, owner: AccountId) -> ApiResult<()> {
    let sending = who_may_send(message);
    check_credential(caller, false, sending == Sending::Speaks)?;
    if sending == Sending::Speaks && caller.principal.account_id != owner {
        return Err(ApiError::forbidden("only its owner speaks here"));
    }
    Ok(())
}
