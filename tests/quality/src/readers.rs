//! The compared readers: ours, pypdf and pdftotext. Times include starting the process, as in use.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use adapter_documents::SandboxedParser;
use anyhow::{Context, bail};
use bytes::Bytes;
use domain_model::candidates::document::{Document, Place};
use domain_model::candidates::resume::DocumentType;
use ports::{DocumentParser, DocumentReading};
use tempfile::TempDir;
use tokio::process::Command;

/// Prints the text of a document.
const PYPDF: &str = "import sys, pypdf\nfor page in pypdf.PdfReader(sys.argv[1]).pages: print(page.extract_text())";

/// The result of reading a document.
pub(crate) struct Reading {
    pub(crate) text: String,
    /// The parsed document of our reader.
    pub(crate) document: Option<Document>,
    /// Whether there are columns. `None` for readers without layout.
    pub(crate) columns: Option<bool>,
    pub(crate) took: Duration,
}

/// A reader of documents.
pub(crate) enum Reader {
    /// Through the sandbox.
    Ours(SandboxedParser),
    /// In a virtual environment of its own, which is deleted with the reader.
    Pypdf(TempDir),
    /// Of Poppler.
    Pdftotext,
}

/// The available readers, ours first. Reports missing ones.
pub(crate) async fn all() -> anyhow::Result<Vec<Reader>> {
    let mut readers = vec![Reader::Ours(SandboxedParser::new(child()?, &[]))];
    match pypdf().await {
        Ok(environment) => readers.push(Reader::Pypdf(environment)),
        Err(error) => eprintln!("without pypdf: {error:#}"),
    }
    match output(Command::new("pdftotext").arg("-v")).await {
        Ok(_) => readers.push(Reader::Pdftotext),
        Err(_) => eprintln!("without pdftotext: it is not installed (Debian: poppler-utils)"),
    }
    Ok(readers)
}

/// The child process, built beside this program.
fn child() -> anyhow::Result<PathBuf> {
    let here = std::env::current_exe().context("the path of this program is unknown")?;
    let child = here.with_file_name("read-document");
    if !child.exists() {
        bail!("`{}` is missing: build adapter-documents with the same profile", child.display());
    }
    Ok(child)
}

async fn pypdf() -> anyhow::Result<TempDir> {
    let environment = TempDir::new().context("cannot make a directory")?;
    eprintln!("installing pypdf for this run");
    output(Command::new("python3").args(["-m", "venv"]).arg(environment.path())).await?;
    let python = environment.path().join("bin/python");
    output(Command::new(python).args(["-m", "pip", "install", "--quiet", "pypdf", "cryptography"])).await?;
    Ok(environment)
}

async fn output(command: &mut Command) -> anyhow::Result<Vec<u8>> {
    let output = command.stdin(Stdio::null()).kill_on_drop(true).output().await?;
    if !output.status.success() {
        bail!("{}", String::from_utf8_lossy(&output.stderr).lines().last().unwrap_or("it failed"));
    }
    Ok(output.stdout)
}

impl Reader {
    /// The name in the report.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Ours(_) => "ours",
            Self::Pypdf(_) => "pypdf",
            Self::Pdftotext => "pdftotext",
        }
    }

    /// Whether it reads this type of file.
    pub(crate) fn takes(&self, path: &Path) -> bool {
        matches!(self, Self::Ours(_)) || path.extension().is_some_and(|extension| extension == "pdf")
    }

    /// Reads a document. An unreadable one has an empty text.
    pub(crate) async fn read(&self, path: &Path) -> anyhow::Result<Reading> {
        let begun = Instant::now();
        let text = match self {
            Self::Ours(parser) => {
                let bytes = Bytes::from(std::fs::read(path)?);
                let document_type = DocumentType::sniff(&bytes).context("this is no document")?;
                let DocumentReading::Document(document) = parser.read(document_type, bytes).await? else {
                    return Ok(Reading { text: String::new(), document: None, columns: None, took: begun.elapsed() });
                };
                let took = begun.elapsed();
                let (text, columns) = (document.text(), has_columns(&document));
                return Ok(Reading { text, document: Some(document), columns, took });
            }
            Self::Pypdf(environment) => {
                let python = environment.path().join("bin/python");
                output(Command::new(python).args(["-c", PYPDF]).arg(path)).await
            }
            Self::Pdftotext => output(Command::new("pdftotext").arg(path).arg("-")).await,
        };
        let text = String::from_utf8_lossy(&text.unwrap_or_default()).into_owned();
        Ok(Reading { text, document: None, columns: None, took: begun.elapsed() })
    }
}

/// Whether many lines have lines of other blocks beside them.
fn has_columns(document: &Document) -> Option<bool> {
    let places: Vec<(u32, Place)> =
        document.lines.iter().filter_map(|line| line.place.map(|place| (line.block, place))).collect();
    if places.is_empty() {
        return None;
    }
    let is_beside = |a: &Place, b: &Place| {
        let height = (a.bottom.min(b.bottom) - a.top.max(b.top)) / (a.bottom - a.top).max(0.1);
        a.page == b.page && height > 0.5 && (a.right < b.left || b.right < a.left)
    };
    let beside = places
        .iter()
        .filter(|(block, place)| places.iter().any(|(other, neighbour)| block != other && is_beside(place, neighbour)));
    Some(beside.count() * 5 > places.len())
}
