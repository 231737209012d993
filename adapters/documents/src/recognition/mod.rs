//! Optical character recognition by Tesseract, where it is installed.
//!
//! Tesseract runs in the sandbox: a child process restricts itself as for documents and then executes it. Its output is hOCR,
//! which has the lines of a picture with their positions.

mod hocr;

use std::path::{Path, PathBuf};
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use domain_model::candidates::document::Line;
use ports::{PortResult, TextRecognition};
use serde::Deserialize;

use crate::child_pool::ChildPool;

/// The request `languages PROGRAM`: lists the installed languages.
const LANGUAGES: &str = "languages";
/// The request `recognise PROGRAM LANGUAGES`: recognises the picture on standard input.
const RECOGNISE: &str = "recognise";
/// The timeout of a child.
const TIMEOUT: Duration = Duration::from_secs(25);
/// Concurrent children, each of which may use a gigabyte.
const MAX_CONCURRENT: usize = 1;
/// The maximum size of the hOCR of a picture; a page of text has about 200 KiB.
const MAX_RESPONSE_BYTES: u64 = 4 * 1024 * 1024;

/// The command that a child executes for this request. `None` for other requests.
pub(crate) fn command(request: &[String]) -> Option<(&str, Vec<&str>)> {
    match request {
        [what, program] if what == LANGUAGES => Some((program, vec!["--list-langs"])),
        [what, program, languages] if what == RECOGNISE => {
            Some((program, vec!["stdin", "stdout", "-l", languages, "hocr"]))
        }
        _ => None,
    }
}

/// `[recognition]`: the program and the languages.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TesseractConfig {
    /// The program. `None` looks it up in the `PATH`.
    pub program: Option<PathBuf>,
    /// The languages of pictures, as codes of Tesseract.
    pub languages: Vec<String>,
}

impl Default for TesseractConfig {
    fn default() -> Self {
        Self { program: None, languages: vec!["eng".to_owned()] }
    }
}

/// Recognises text by Tesseract.
#[derive(Debug)]
pub struct Tesseract {
    pool: ChildPool,
    program: String,
    /// Language codes, joined by `+`.
    languages: String,
}

impl Tesseract {
    /// Tesseract at this path, with those of the languages that are installed. `None` when it does not start or has none of them.
    /// `child` is started with these arguments followed by those of a request, which it passes to [`crate::run_worker`].
    pub async fn find(
        child: PathBuf,
        arguments: &[&str],
        program: &Path,
        languages: &[String],
    ) -> PortResult<Option<Self>> {
        let program = program.to_string_lossy().into_owned();
        let pool = ChildPool::new(child, arguments, MAX_CONCURRENT, TIMEOUT);
        let response = pool.run(&[LANGUAGES, &program], &[], MAX_RESPONSE_BYTES).await?;
        let response = String::from_utf8_lossy(&response.unwrap_or_default()).into_owned();
        let installed: Vec<&str> = response.lines().map(str::trim).collect();
        let usable = languages.iter().map(String::as_str).filter(|language| installed.contains(language));
        let languages = usable.collect::<Vec<_>>().join("+");
        Ok((!languages.is_empty()).then_some(Self { pool, program, languages }))
    }

    /// The usable languages, joined by `+`.
    pub fn languages(&self) -> &str {
        &self.languages
    }

    /// Whether this language is usable.
    pub fn reads(&self, language: &str) -> bool {
        self.languages.split('+').any(|read| read == language)
    }
}

#[async_trait]
impl TextRecognition for Tesseract {
    async fn recognise(&self, picture: Bytes) -> PortResult<Vec<Line>> {
        let request = [RECOGNISE, &self.program, &self.languages];
        let response = self.pool.run(&request, &picture, MAX_RESPONSE_BYTES).await?;
        Ok(response.and_then(|response| hocr::lines(&String::from_utf8_lossy(&response))).unwrap_or_default())
    }
}
