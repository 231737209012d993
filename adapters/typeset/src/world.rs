//! All that a template can see.

use std::path::PathBuf;
use std::sync::Arc;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use crate::fonts;

/// A place in the world of a template. There is nothing else in it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place(&'static str);

const MAIN: Place = Place("/main.typ");
const COMMON: Place = Place("/common.typ");
pub(crate) const TEMPLATE: Place = Place("/template.typ");
const SHEET: Place = Place("/cv.json");
const ATTACHED: Place = Place("/resume.json");

impl Place {
    pub(crate) fn id(self) -> FileId {
        let path = VirtualPath::new(self.0).expect("the places above are paths");
        RootedPath::new(VirtualRoot::Project, path).intern()
    }
}

/// What all sheets share.
pub(crate) struct Base {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    pub(crate) fonts: Vec<Font>,
    main: Source,
    common: Source,
}

impl Base {
    /// With the fonts in this folder besides our own.
    pub(crate) fn load(font_folder: Option<&PathBuf>) -> Self {
        let fonts = fonts::load(font_folder.map(PathBuf::as_path));
        let main = "#import \"/template.typ\": resume\n#let cv = json(\"/cv.json\")\n#resume(cv, cv.paper)\n";
        let common = include_str!("../templates/common/common.typ");
        Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            main: Source::new(MAIN.id(), main.to_owned()),
            common: Source::new(COMMON.id(), common.to_owned()),
        }
    }
}

/// The world of one template with one sheet.
pub(crate) struct SheetWorld {
    base: Arc<Base>,
    template: Source,
    sheet: Bytes,
    attached: Option<Bytes>,
}

impl SheetWorld {
    /// The sheet as JSON, and the file that is attached to the PDF.
    pub(crate) fn new(base: Arc<Base>, template: Source, sheet: String, attached: Option<Vec<u8>>) -> Self {
        Self { base, template, sheet: Bytes::from_string(sheet), attached: attached.map(Bytes::new) }
    }
}

impl World for SheetWorld {
    fn library(&self) -> &LazyHash<Library> {
        &self.base.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.base.book
    }

    fn main(&self) -> FileId {
        self.base.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let sources = [&self.base.main, &self.base.common, &self.template];
        sources.into_iter().find(|source| source.id() == id).cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let attached = self.attached.as_ref().map(|attached| (ATTACHED, attached));
        let mut files = [(SHEET, &self.sheet)].into_iter().chain(attached);
        files.find(|(place, _)| place.id() == id).map(|(_, bytes)| bytes.clone()).ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.base.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
