//! A world set in type as a tagged PDF (PDF/UA-1).

use domain_model::candidates::sheet::{PageFit, Typeset};
use ports::{PortError, PortResult};
use typst::comemo;
use typst::diag::SourceDiagnostic;
use typst::foundations::{Label, Output, Smart, Value};
use typst::introspection::MetadataElem;
use typst::utils::PicoStr;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::world::SheetWorld;

/// Under this label a template's page says how much of it is filled.
const FILLED: &str = "filled";
/// Results of so many sheets before are kept for the next one.
const KEPT: usize = 8;

/// Sets the world in type. The same world gives the same bytes.
pub(crate) fn set(world: &SheetWorld) -> PortResult<Typeset> {
    let compiled = typst::compile::<PagedDocument>(world).output.map_err(|errors| failed(&errors));
    let typeset = compiled.and_then(|document| {
        let pdf = typst_pdf::pdf(&document, &options()?).map_err(|errors| failed(&errors))?;
        Ok(Typeset { pdf, fit: fit(&document) })
    });
    comemo::evict(KEPT);
    typeset
}

fn options() -> PortResult<PdfOptions> {
    let standards =
        PdfStandards::new(&[PdfStandard::Ua_1]).map_err(|error| PortError::internal(error.message().as_str()))?;
    Ok(PdfOptions { creator: Smart::Custom(Some("Jobwright".to_owned())), standards, ..PdfOptions::default() })
}

fn failed(errors: &[SourceDiagnostic]) -> PortError {
    let messages: Vec<&str> = errors.iter().map(|error| error.message.as_str()).take(3).collect();
    PortError::internal(messages.join("; "))
}

fn fit(document: &PagedDocument) -> PageFit {
    let label = Label::new(PicoStr::intern(FILLED)).expect("it is not empty");
    let element = Output::introspector(document).query_label(label).ok().cloned();
    let filled = element.and_then(|element| element.to_packed::<MetadataElem>().map(|metadata| metadata.value.clone()));
    let last_page_filled = match filled {
        #[expect(clippy::cast_possible_truncation, reason = "a share of a page")]
        Some(Value::Float(filled)) => filled.clamp(0.0, 1.0) as f32,
        _ => 1.0,
    };
    PageFit { pages: u16::try_from(document.pages().len()).unwrap_or(u16::MAX), last_page_filled }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use typst::syntax::Source;

    use super::*;
    use crate::world::{Base, TEMPLATE};

    #[test]
    fn a_template_has_no_files_packages_clock_or_eternity() {
        let base = Arc::new(Base::load(None));
        let set_by = |program: &str| {
            let template = Source::new(TEMPLATE.id(), program.to_owned());
            set(&SheetWorld::new(Arc::clone(&base), template, r#"{"paper": "a4"}"#.to_owned(), None))
        };
        let harmless = "#let resume(cv, paper) = { set document(title: \"a\"); set text(lang: \"en\"); [= Text] }";
        assert!(set_by(harmless).is_ok());
        for program in [
            "#let resume(cv, paper) = read(\"/etc/passwd\")",
            "#let resume(cv, paper) = read(\"../../../../etc/passwd\")",
            "#let resume(cv, paper) = image(\"https://example.org/a.png\")",
            "#let resume(cv, paper) = read(\"/resume.json\")",
            "#import \"@preview/cetz:0.3.0\"\n#let resume(cv, paper) = []",
            "#let resume(cv, paper) = datetime.today().display()",
            "#let resume(cv, paper) = { while true { } }",
            "#let resume(cv, paper) = resume(cv, paper)",
        ] {
            assert!(set_by(program).is_err(), "{program}");
        }
    }
}
