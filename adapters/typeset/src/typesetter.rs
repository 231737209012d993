//! Implements the port: validates a request and typesets it on a thread for blocking work.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use async_trait::async_trait;
use domain_model::candidates::sheet::{Layout, Paper, Sheet, Template};
use ports::{DocumentRenderer, PortError, PortErrorKind, PortResult, Typesetting};
use tokio::sync::Semaphore;
use tokio::time::timeout;

use crate::templates::{self, Program};
use crate::world::{Base, SheetWorld};
use crate::{fonts, pdf, word};

/// Sheets that are set at the same time.
const MAX_CONCURRENT: usize = 2;
/// Waiting for a free place, and for the pages.
const TIMEOUT: Duration = Duration::from_secs(30);
/// Of all texts of a sheet, in bytes: some hundred pages.
const MAX_SHEET_BYTES: usize = 400_000;
/// Of the characters without a font, so many are named.
const MAX_NAMED: usize = 12;

/// Sets resumes in type.
pub struct Typesetter {
    programs: Vec<Program>,
    font_folder: Option<PathBuf>,
    base: Arc<OnceLock<Arc<Base>>>,
    places: Arc<Semaphore>,
}

impl Typesetter {
    /// A typesetter that also uses the fonts in this folder, if there is one. They are read at the first sheet.
    pub fn new(font_folder: Option<PathBuf>) -> Self {
        Self {
            programs: templates::load(),
            font_folder,
            base: Arc::default(),
            places: Arc::new(Semaphore::new(MAX_CONCURRENT)),
        }
    }
}

#[async_trait]
impl DocumentRenderer for Typesetter {
    fn templates(&self) -> Vec<Template> {
        self.programs.iter().map(|program| program.template.clone()).collect()
    }

    async fn typeset(&self, sheet: &Sheet, layout: &Layout) -> PortResult<Typesetting> {
        let Some(program) = self.programs.iter().find(|program| program.template.name == layout.template) else {
            return Ok(Typesetting::UnknownTemplate);
        };
        let json = described(sheet, layout).to_string();
        if json.len() > MAX_SHEET_BYTES {
            return Ok(Typesetting::TooLong);
        }
        let place = timeout(TIMEOUT, Arc::clone(&self.places).acquire_owned()).await;
        let place = place.map_err(|_| PortErrorKind::Unavailable)?.map_err(PortError::internal)?;
        let (base, font_folder) = (Arc::clone(&self.base), self.font_folder.clone());
        let (source, attached) = (program.source.clone(), layout.attached.clone());
        // The place is free again when the work has ended, even if nobody waits for it any more.
        let work = tokio::task::spawn_blocking(move || {
            let base = Arc::clone(base.get_or_init(|| Arc::new(Base::load(font_folder.as_ref()))));
            let missing = fonts::missing(&base.fonts, &json);
            let result = if missing.is_empty() {
                pdf::set(&SheetWorld::new(base, source, json, attached)).map(Typesetting::Set)
            } else {
                Ok(Typesetting::MissingFont { characters: missing.into_iter().take(MAX_NAMED).collect() })
            };
            drop(place);
            result
        });
        timeout(TIMEOUT, work).await.map_err(|_| PortErrorKind::Timeout)?.map_err(PortError::internal)?
    }

    fn word(&self, sheet: &Sheet) -> PortResult<Vec<u8>> {
        word::write(sheet).map_err(PortError::internal)
    }
}

/// What a template is told: the sheet, its paper, and whether something is attached.
fn described(sheet: &Sheet, layout: &Layout) -> serde_json::Value {
    let mut described = serde_json::json!(sheet);
    let paper = match layout.paper {
        Paper::A4 => "a4",
        Paper::Letter => "us-letter",
    };
    described["paper"] = paper.into();
    described["is_attached"] = layout.attached.is_some().into();
    described
}
