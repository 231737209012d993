//! Text in pictures, recognised by Tesseract where it is installed.
//!
//! Tesseract is a program of its own, as hostile pictures need it: a child of ours sets the same limits as for documents and
//! becomes it. It tells the lines of a picture with their places as hOCR.

mod hocr;

use std::path::{Path, PathBuf};
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use domain_model::candidates::document::Line;
use ports::{PortResult, TextRecognition};
use serde::Deserialize;

use crate::children::Children;

/// What the child is asked for: `languages PROGRAM`, those that Tesseract has …
const LANGUAGES: &str = "languages";
/// … and `recognise PROGRAM LANGUAGES`, the lines of the picture on standard input.
const RECOGNISE: &str = "recognise";
/// From start to answer.
const WALL: Duration = Duration::from_secs(25);
/// Children at the same time; each may use a gigabyte.
const AT_ONCE: usize = 1;
/// Every word is told with its place: a page of text takes some 200 KiB.
const LONGEST_ANSWER: u64 = 4 * 1024 * 1024;

/// The program that a child becomes for this request, and its arguments. `None` for other requests.
pub(crate) fn command(request: &[String]) -> Option<(&str, Vec<&str>)> {
    match request {
        [what, program] if what == LANGUAGES => Some((program, vec!["--list-langs"])),
        [what, program, languages] if what == RECOGNISE => {
            Some((program, vec!["stdin", "stdout", "-l", languages, "hocr"]))
        }
        _ => None,
    }
}

/// Which Tesseract, and what it is to expect.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TesseractConfig {
    /// The program. `None` where it is in the `PATH`.
    pub program: Option<PathBuf>,
    /// The languages that pictures are read in, as Tesseract calls them.
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
    children: Children,
    program: String,
    /// Joined as Tesseract takes them.
    languages: String,
}

impl Tesseract {
    /// Tesseract at this path, in those of these languages that it has. `None` when it does not start or has none of them.
    /// `child` is started with these arguments and has to call [`crate::run_worker`] with what follows them.
    pub async fn find(
        child: PathBuf,
        arguments: &[&str],
        program: &Path,
        languages: &[String],
    ) -> PortResult<Option<Self>> {
        let program = program.to_string_lossy().into_owned();
        let children = Children::new(child, arguments, AT_ONCE, WALL);
        let answer = children.ask(&[LANGUAGES, &program], &[], LONGEST_ANSWER).await?;
        let answer = String::from_utf8_lossy(&answer.unwrap_or_default()).into_owned();
        let installed: Vec<&str> = answer.lines().map(str::trim).collect();
        let usable = languages.iter().map(String::as_str).filter(|language| installed.contains(language));
        let languages = usable.collect::<Vec<_>>().join("+");
        Ok((!languages.is_empty()).then_some(Self { children, program, languages }))
    }

    /// The languages that pictures are read in, joined by `+`.
    pub fn languages(&self) -> &str {
        &self.languages
    }

    /// Are pictures read in this language?
    pub fn reads(&self, language: &str) -> bool {
        self.languages.split('+').any(|read| read == language)
    }
}

#[async_trait]
impl TextRecognition for Tesseract {
    async fn recognise(&self, picture: Bytes) -> PortResult<Vec<Line>> {
        let request = [RECOGNISE, &self.program, &self.languages];
        let answer = self.children.ask(&request, &picture, LONGEST_ANSWER).await?;
        Ok(answer.and_then(|answer| hocr::lines(&String::from_utf8_lossy(&answer))).unwrap_or_default())
    }
}
