//! Setting resumes in type.

use async_trait::async_trait;
use domain_model::candidates::sheet::{Layout, Sheet, Template, Typeset};

use crate::PortResult;

/// The result of setting a sheet in type. None of these is a failure of the renderer.
#[derive(Debug, Clone, PartialEq)]
pub enum Typesetting {
    /// The pages.
    Set(Typeset),
    /// There is no such template.
    UnknownTemplate,
    /// The sheet is far longer than any resume.
    TooLong,
    /// No font has these characters.
    MissingFont {
        /// Some of them.
        characters: String,
    },
}

/// Sets sheets in type. Whatever their texts contain, they are text: nothing of them is run, looked up or fetched, and the call
/// ends within a minute.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait DocumentRenderer: Send + Sync {
    /// The templates, in the order in which they are offered.
    fn templates(&self) -> Vec<Template>;

    /// The sheet as a tagged PDF. The same sheet and layout give the same bytes.
    async fn typeset(&self, sheet: &Sheet, layout: &Layout) -> PortResult<Typesetting>;

    /// The sheet as a document for word processors (DOCX). The same sheet gives the same bytes.
    fn word(&self, sheet: &Sheet) -> PortResult<Vec<u8>>;
}
