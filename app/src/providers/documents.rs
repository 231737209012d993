//! What reads and prints documents: child processes of this very program, and Tesseract for those that are pictures.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use adapter_documents::{SandboxedParser, Tesseract, TesseractConfig};
use anyhow::Context;
use ports::{DocumentParser, DocumentRenderer, ExchangeFiles, TextRecognition};
use tracing::warn;

use crate::config::{Config, RecognitionProvider, in_search_path};

/// The hidden command under which this program is its own document reader.
pub const DOCUMENT_WORKER: &str = "read-document";

/// One parser, so that all files share its places.
pub(super) fn document_parser() -> anyhow::Result<Arc<SandboxedParser>> {
    Ok(Arc::new(SandboxedParser::new(std::env::current_exe()?, &[DOCUMENT_WORKER])))
}

/// Reads documents and opens files of other programs, for commands without an installation.
pub fn documents() -> anyhow::Result<(Arc<dyn DocumentParser>, Arc<dyn ExchangeFiles>)> {
    let parser = document_parser()?;
    Ok((parser.clone(), parser))
}

/// Sets resumes in type, with the fonts in this folder besides our own.
pub fn renderer(font_folder: PathBuf) -> Arc<dyn DocumentRenderer> {
    Arc::new(adapter_typeset::Typesetter::new(Some(font_folder)))
}

/// What recognises text in pictures, if there is something.
pub(crate) async fn recognition(config: &Config) -> anyhow::Result<Option<Arc<dyn TextRecognition>>> {
    Ok(match find_recognition(config).await? {
        Recognition::Tesseract { tesseract, missing } => {
            if !missing.is_empty() {
                warn!("Tesseract lacks languages that [recognition] names: {}", missing.join(", "));
            }
            Some(Arc::new(tesseract))
        }
        Recognition::Unusable { program } => {
            warn!(
                "`{}` of [recognition] is not used: it does not start or has none of its languages",
                program.display()
            );
            None
        }
        Recognition::Off | Recognition::NotInstalled => None,
    })
}

/// What there is to recognise text with.
pub(crate) enum Recognition {
    /// The configuration wants none.
    Off,
    /// Nothing in the search path.
    NotInstalled,
    /// The configuration names this one, or it is in the search path, and it does not work.
    Unusable { program: PathBuf },
    Tesseract {
        tesseract: Tesseract,
        /// Languages of the configuration that it lacks.
        missing: Vec<String>,
    },
}

/// Looks for what the configuration says.
pub(crate) async fn find_recognition(config: &Config) -> anyhow::Result<Recognition> {
    let RecognitionProvider::Tesseract(TesseractConfig { program, languages }) = &config.recognition else {
        return Ok(Recognition::Off);
    };
    let program = match program {
        Some(program) => std::path::absolute(program).context("`program` in [recognition] is no path")?,
        None => match in_search_path("tesseract") {
            Some(program) => program,
            None => return Ok(Recognition::NotInstalled),
        },
    };
    let child = std::env::current_exe()?;
    Ok(match Tesseract::find(child, &[DOCUMENT_WORKER], &program, languages).await? {
        Some(tesseract) => {
            let missing = languages.iter().filter(|language| !tesseract.reads(language)).cloned().collect();
            Recognition::Tesseract { tesseract, missing }
        }
        None => Recognition::Unusable { program },
    })
}

/// The child's side of reading documents: see `adapter-documents`.
pub fn run_document_worker(request: &[String]) -> ExitCode {
    adapter_documents::run_worker(request)
}
