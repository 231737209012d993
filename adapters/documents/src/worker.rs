//! The child's side of the sandbox: restricts the process, reads one document from standard input and writes one response
//! to standard output.

use std::io::{Read, Write};
use std::os::unix::process::CommandExt;
use std::process::{Command, ExitCode};

use domain_model::candidates::document::Document;
use domain_model::candidates::resume::DocumentType;
use nix::sched::{CloneFlags, unshare};
use nix::sys::resource::{Resource, setrlimit};
use serde::{Deserialize, Serialize};

use crate::read_error::ReadError;
use crate::{docx, exchange, html, markdown, odt, pdf, plain_text, recognition, rtf};

/// The maximum size of a document.
const MAX_INPUT_BYTES: u64 = 16 * 1024 * 1024;

/// The argument of a request to open a file of another program.
pub(crate) const EXCHANGE: &str = "exchange";

/// The resource limits of a child.
struct Limits {
    /// Address space in bytes, including the program itself.
    memory: u64,
    /// CPU time.
    cpu_seconds: u64,
    /// Open files.
    files: u64,
}

/// The limits of a child that parses a document. It opens no files.
const READER_LIMITS: Limits = Limits { memory: 512 * 1024 * 1024, cpu_seconds: 10, files: 8 };
/// The limits of a child that executes another program, which opens its libraries and models.
const EXECUTED_PROGRAM: Limits = Limits { memory: 1024 * 1024 * 1024, cpu_seconds: 20, files: 32 };

/// The response to the parent.
#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum Response {
    /// The parsed document.
    Read {
        /// The text of the document, for manual runs of the child. The parent takes it from the lines.
        #[serde(default)]
        text: String,
        document: Document,
    },
    Refused(ReadError),
}

/// A request to the child.
#[derive(Debug, PartialEq, Eq)]
enum Request {
    /// `TYPE`: parse a document. The response is JSON.
    Read(DocumentType),
    /// `exchange`: open a file of another program. The response is that of [`exchange::encode`].
    Open,
    /// `TYPE PAGE WIDTH`: paint a page. The response is a PNG, or empty when there is no such page.
    Picture { document_type: DocumentType, page: u16, width: u16 },
}

impl Request {
    fn parse(arguments: &[String]) -> Option<Self> {
        match arguments {
            [kind] if kind == EXCHANGE => Some(Self::Open),
            [document_type] => Some(Self::Read(document_type.parse().ok()?)),
            [document_type, page, width] => Some(Self::Picture {
                document_type: document_type.parse().ok()?,
                page: page.parse().ok()?,
                width: width.parse().ok()?,
            }),
            _ => None,
        }
    }
}

/// Runs a request: reads its input from standard input and writes the response to standard output. The arguments are a
/// document type, optionally with the index of a page and a width in pixels; or `exchange`; or a request of
/// [`Tesseract`](crate::Tesseract). Restricts the process irrevocably, so it must be called first in a process of its own.
pub fn run_worker(arguments: &[String]) -> ExitCode {
    if let Some((program, arguments)) = recognition::command(arguments) {
        return exec_program(program, &arguments);
    }
    let Some(request) = Request::parse(arguments) else { return ExitCode::from(2) };
    if restrict(&READER_LIMITS).is_err() {
        return ExitCode::from(3);
    }
    let mut bytes = Vec::new();
    if std::io::stdin().lock().take(MAX_INPUT_BYTES).read_to_end(&mut bytes).is_err() {
        return ExitCode::from(4);
    }
    let respond = match request {
        Request::Read(document_type) => respond(document_type, &bytes),
        Request::Open => exchange::encode(&bytes),
        Request::Picture { document_type: DocumentType::Pdf, page, width } => {
            pdf::picture(&bytes, page, width).ok().flatten().unwrap_or_default()
        }
        // Other formats have no pages.
        Request::Picture { .. } => Vec::new(),
    };
    match std::io::stdout().lock().write_all(&respond) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::from(5),
    }
}

/// Replaces this process by another program, which inherits the restrictions.
fn exec_program(program: &str, arguments: &[&str]) -> ExitCode {
    if restrict(&EXECUTED_PROGRAM).is_err() {
        return ExitCode::from(3);
    }
    // One thread, because the stacks of further ones count against the memory limit. `exec` returns on failure only.
    let _ = Command::new(program).args(arguments).env_clear().env("OMP_THREAD_LIMIT", "1").exec();
    ExitCode::from(6)
}

fn respond(document_type: DocumentType, bytes: &[u8]) -> Vec<u8> {
    let respond = match read(document_type, bytes) {
        Ok(document) => Response::Read { text: document.text(), document },
        Err(refusal) => Response::Refused(refusal),
    };
    serde_json::to_vec(&respond).expect("a response is plain data")
}

/// Parses a document in this process, without the sandbox.
#[cfg(feature = "unsandboxed")]
pub fn read_unsandboxed(document_type: DocumentType, bytes: &[u8]) -> Option<Document> {
    read(document_type, bytes).ok()
}

/// Paints the first page of a PDF in this process, without the sandbox.
#[cfg(feature = "unsandboxed")]
pub fn picture_unsandboxed(bytes: &[u8]) -> Option<Vec<u8>> {
    pdf::picture(bytes, 0, 100).ok().flatten()
}

/// Opens a file of another program in this process, without the sandbox.
#[cfg(feature = "unsandboxed")]
pub fn open_unsandboxed(bytes: &[u8]) -> Option<ports::ExchangeContent> {
    exchange::open(bytes).ok()
}

fn read(document_type: DocumentType, bytes: &[u8]) -> Result<Document, ReadError> {
    match document_type {
        DocumentType::Pdf => pdf::read(bytes),
        DocumentType::Docx => docx::read(bytes),
        DocumentType::Odt => odt::read(bytes),
        DocumentType::Rtf => rtf::read(bytes),
        DocumentType::Html => html::read(bytes),
        DocumentType::Markdown => markdown::read(bytes),
        DocumentType::Text => plain_text::read(bytes),
    }
}

fn restrict(limits: &Limits) -> nix::Result<()> {
    // An empty network namespace. Some systems refuse it to unprivileged users; then the other limits remain, and the parsers
    // open no connections.
    let _ = unshare(CloneFlags::CLONE_NEWUSER | CloneFlags::CLONE_NEWNET);
    let limits = [
        (Resource::RLIMIT_AS, limits.memory),
        (Resource::RLIMIT_CPU, limits.cpu_seconds),
        (Resource::RLIMIT_NOFILE, limits.files),
        (Resource::RLIMIT_FSIZE, 0),
        (Resource::RLIMIT_CORE, 0),
    ];
    limits.into_iter().try_for_each(|(resource, limit)| setrlimit(resource, limit, limit))
}
