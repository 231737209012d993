//! The code of an error, by which programs tell errors apart.

use domain_model::kernel::error::ErrorKind;

/// An error code. The general codes are typed, so that a compatibility layer can translate them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::http) enum ErrorCode {
    /// The code of the kind.
    Kind(ErrorKind),
    /// The session is pending: the second factor is not proved yet.
    MfaRequired,
    /// The operation requires a recent authentication.
    StepUpRequired,
    /// A code of its own.
    Own(&'static str),
}

impl ErrorCode {
    pub(in crate::http) const fn as_str(self) -> &'static str {
        match self {
            Self::Kind(kind) => kind.code(),
            Self::MfaRequired => "mfa_required",
            Self::StepUpRequired => "step_up_required",
            Self::Own(code) => code,
        }
    }
}

impl From<ErrorKind> for ErrorCode {
    fn from(kind: ErrorKind) -> Self {
        Self::Kind(kind)
    }
}

impl From<&'static str> for ErrorCode {
    fn from(code: &'static str) -> Self {
        Self::Own(code)
    }
}
