//! The child's side of the sandbox: it sets its limits, reads one document from standard input and writes one answer to
//! standard output.

use std::io::{Read, Write};
use std::process::ExitCode;

use domain_model::candidates::document::Document;
use domain_model::candidates::resume::DocumentType;
use nix::sched::{CloneFlags, unshare};
use nix::sys::resource::{Resource, setrlimit};
use serde::{Deserialize, Serialize};

use crate::refusal::Refusal;
use crate::{docx, exchange, html, markdown, odt, pdf, plain_text, rtf};

/// Address space, the program itself included.
const MEMORY: u64 = 512 * 1024 * 1024;
/// Processor time.
const CPU_SECONDS: u64 = 10;
/// Enough for standard input, output and error.
const OPEN_FILES: u64 = 8;
/// The largest document that is read.
const LARGEST_INPUT: u64 = 16 * 1024 * 1024;

/// What the child is asked for when it opens a file in which another program hands a resume on.
pub(crate) const EXCHANGE: &str = "exchange";

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

/// Reads the document of this type, or a file called `exchange`, from standard input and answers on standard output. To be
/// called first thing in a process of its own, which it restricts for good.
pub fn run_worker(what: Option<&str>) -> ExitCode {
    let document_type = what.and_then(|name| name.parse().ok());
    if document_type.is_none() && what != Some(EXCHANGE) {
        return ExitCode::from(2);
    }
    if restrict().is_err() {
        return ExitCode::from(3);
    }
    let mut bytes = Vec::new();
    if std::io::stdin().lock().take(LARGEST_INPUT).read_to_end(&mut bytes).is_err() {
        return ExitCode::from(4);
    }
    let answer = document_type.map_or_else(|| exchange::answer(&bytes), |of| answer(of, &bytes));
    match std::io::stdout().lock().write_all(&answer) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::from(5),
    }
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

fn restrict() -> nix::Result<()> {
    // A network namespace without any interface. Not every system lets a plain user have one; the other limits hold
    // either way, and the parsers never open a connection.
    let _ = unshare(CloneFlags::CLONE_NEWUSER | CloneFlags::CLONE_NEWNET);
    let limits = [
        (Resource::RLIMIT_AS, MEMORY),
        (Resource::RLIMIT_CPU, CPU_SECONDS),
        (Resource::RLIMIT_NOFILE, OPEN_FILES),
        (Resource::RLIMIT_FSIZE, 0),
        (Resource::RLIMIT_CORE, 0),
    ];
    limits.into_iter().try_for_each(|(resource, limit)| setrlimit(resource, limit, limit))
}
