//! Authorization of WebSocket frames: what each frame type does, and who may send it. A connection is open only to
//! those who may see its conversation.

use domain_model::identity::session::Authentication;
use domain_model::kernel::id::AccountId;

use super::frames::{ClientFrame, ClientMessage};
use crate::http::edge::authorization::check_credential;
use crate::http::edge::error::{ApiError, ApiResult};

/// The effect of a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FrameEffect {
    /// Follows the session. Allowed to everybody who may see it: its owner, administrators, and their API keys.
    Follow,
    /// Sends a message. Allowed to its owner, and to the owner's API keys with write scope.
    Send,
}

/// The effect of each frame type. A type without one does not compile.
const fn effect_of(message: &ClientMessage) -> FrameEffect {
    match message {
        ClientMessage::Text(_) => FrameEffect::Send,
        ClientMessage::Ping => FrameEffect::Follow,
        ClientMessage::Frame(frame) => match frame {
            ClientFrame::Message { .. } => FrameEffect::Send,
            // `typing` and `read` have no effect yet.
            ClientFrame::Resume { .. } | ClientFrame::Typing | ClientFrame::Read => FrameEffect::Follow,
        },
    }
}

/// Whether the caller may send this frame.
pub(super) fn judge_frame(message: &ClientMessage, caller: &Authentication, owner: AccountId) -> ApiResult<()> {
    let effect = effect_of(message);
    check_credential(caller, false, effect == FrameEffect::Send)?;
    if effect == FrameEffect::Send && caller.principal.account_id != owner {
        return Err(ApiError::forbidden("only its owner speaks here"));
    }
    Ok(())
}
