//! Text of PDF and DOCX documents.
//!
//! A document is foreign input to a parser, and some documents are built to kill it (findings D1, UP-01 to UP-08). So the
//! parsers run in a child process with hard limits on memory, time, files and network, an empty environment and no
//! secrets; [`SandboxedParser`] is the parent's side, [`run_worker`] the child's. Whatever happens to the child is one
//! unreadable document to the parent.

mod docx;
mod pdf;
mod refusal;
mod sandbox;
mod worker;

pub use sandbox::SandboxedParser;
#[cfg(feature = "here")]
pub use worker::read_here;
pub use worker::run_worker;
