//! Document parsers (PDF, DOCX, ODT, RTF, HTML, Markdown, plain text) in a sandbox.
//!
//! Documents are untrusted input, and some are built to crash a parser (findings D1, UP-01 to UP-08). So the parsers run in a
//! child process with hard limits on memory, time, files and network, with an empty environment and without secrets.
//! [`SandboxedParser`] is the parent's side, [`run_worker`] the child's. A child that fails is one unreadable document to the
//! parent.

mod characters;
mod charset;
mod child_pool;
mod docx;
mod exchange;
mod html;
mod instruction;
mod lines;
mod markdown;
mod odt;
mod package;
mod pdf;
mod plain_text;
mod read_error;
mod recognition;
mod rtf;
mod sandbox;
mod worker;
mod xml;

pub use recognition::{Tesseract, TesseractConfig};
pub use sandbox::SandboxedParser;
pub use worker::run_worker;
#[cfg(feature = "unsandboxed")]
pub use worker::{open_unsandboxed, picture_unsandboxed, read_unsandboxed};
