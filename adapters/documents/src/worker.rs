//! The child's side of the sandbox: it sets its limits, reads one document from standard input and writes one answer to
//! standard output.

use std::io::{Read, Write};
use std::os::unix::process::CommandExt;
use std::process::{Command, ExitCode};

use domain_model::candidates::document::Document;
use domain_model::candidates::resume::DocumentType;
use nix::sched::{CloneFlags, unshare};
use nix::sys::resource::{Resource, setrlimit};
use serde::{Deserialize, Serialize};

use crate::refusal::Refusal;
use crate::{docx, exchange, html, markdown, odt, pdf, plain_text, recognition, rtf};

/// The largest document that is read.
const LARGEST_INPUT: u64 = 16 * 1024 * 1024;

/// What the child is asked for when it opens a file in which another program hands a resume on.
pub(crate) const EXCHANGE: &str = "exchange";

/// What a child may use.
struct Limits {
    /// Address space in bytes, the program itself included.
    memory: u64,
    /// Processor time.
    cpu_seconds: u64,
    /// Open files.
    files: u64,
}

/// Of a child that reads a document: it opens no file but standard input, output and error.
const READER: Limits = Limits { memory: 512 * 1024 * 1024, cpu_seconds: 10, files: 8 };
/// Of a child that becomes another program, which has to find its libraries and models.
const OTHER_PROGRAM: Limits = Limits { memory: 1024 * 1024 * 1024, cpu_seconds: 20, files: 32 };

/// What the child tells its parent.
#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum Answer {
    /// What was read.
    Read {
        /// The text of the document, for whoever runs the child by hand. The parent has it from the lines.
        #[serde(default)]
        text: String,
        document: Document,
    },
    Refused(Refusal),
}

/// What the child is asked for.
#[derive(Debug, PartialEq, Eq)]
enum Request {
    /// `TYPE`: what the document says, as JSON.
    Read(DocumentType),
    /// `exchange`: what is in a file of another program, as JSON.
    Open,
    /// `TYPE PAGE WIDTH`: the picture of a page, as PNG; nothing when there is none.
    Picture { document_type: DocumentType, page: u16, width: u16 },
}

impl Request {
    fn parse(arguments: &[String]) -> Option<Self> {
        match arguments {
            [what] if what == EXCHANGE => Some(Self::Open),
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

/// Reads a document from standard input and answers on standard output. The arguments are its type or `exchange`, and for the
/// picture of a page the index of the page and the width in pixels; or what [`Tesseract`](crate::Tesseract) asks for. To be
/// called first thing in a process of its own, which it restricts for good.
pub fn run_worker(arguments: &[String]) -> ExitCode {
    if let Some((program, arguments)) = recognition::command(arguments) {
        return become_program(program, &arguments);
    }
    let Some(request) = Request::parse(arguments) else { return ExitCode::from(2) };
    if restrict(&READER).is_err() {
        return ExitCode::from(3);
    }
    let mut bytes = Vec::new();
    if std::io::stdin().lock().take(LARGEST_INPUT).read_to_end(&mut bytes).is_err() {
        return ExitCode::from(4);
    }
    let answer = match request {
        Request::Read(document_type) => answer(document_type, &bytes),
        Request::Open => exchange::answer(&bytes),
        Request::Picture { document_type: DocumentType::Pdf, page, width } => {
            pdf::picture(&bytes, page, width).ok().flatten().unwrap_or_default()
        }
        // Other formats have no pages.
        Request::Picture { .. } => Vec::new(),
    };
    match std::io::stdout().lock().write_all(&answer) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::from(5),
    }
}

/// Becomes another program, which reads standard input and answers on standard output under the same walls.
fn become_program(program: &str, arguments: &[&str]) -> ExitCode {
    if restrict(&OTHER_PROGRAM).is_err() {
        return ExitCode::from(3);
    }
    // One thread: the stacks of more would count against the memory. It returns only when there is no such program.
    let _ = Command::new(program).args(arguments).env_clear().env("OMP_THREAD_LIMIT", "1").exec();
    ExitCode::from(6)
}

fn answer(document_type: DocumentType, bytes: &[u8]) -> Vec<u8> {
    let answer = match read(document_type, bytes) {
        Ok(document) => Answer::Read { text: document.text(), document },
        Err(refusal) => Answer::Refused(refusal),
    };
    serde_json::to_vec(&answer).expect("an answer is plain data")
}

/// A document, if it can be read, read in this very process: whatever it does to its reader happens here.
#[cfg(feature = "here")]
pub fn read_here(document_type: DocumentType, bytes: &[u8]) -> Option<Document> {
    read(document_type, bytes).ok()
}

/// A small picture of the first page of a PDF, painted in this very process.
#[cfg(feature = "here")]
pub fn picture_here(bytes: &[u8]) -> Option<Vec<u8>> {
    pdf::picture(bytes, 0, 100).ok().flatten()
}

/// What is in a file, opened in this very process.
#[cfg(feature = "here")]
pub fn open_here(bytes: &[u8]) -> Option<ports::ExchangeContent> {
    exchange::open(bytes).ok()
}

fn read(document_type: DocumentType, bytes: &[u8]) -> Result<Document, Refusal> {
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
    // A network namespace without any interface. Not every system lets a plain user have one; the other limits hold
    // either way, and the parsers never open a connection.
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
