//! Each field of a resume with the place on the page it was read from, for the page that shows both side by side.

use domain_model::candidates::document::{Document, Finding, Place};
use domain_model::candidates::field::{Doubt, FieldState, Span};
use domain_model::candidates::structured_resume::StructuredResume;
use serde_json::Value;

use crate::json_resume::with_provenance;

/// A field and where it comes from.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldTrace {
    /// The JSON pointer of the value in the resume as JSON Resume: `/work/0/position`.
    pub path: String,
    /// The value: a text, or `None` when it is missing or cannot be told.
    pub value: Option<String>,
    /// How sure the reading is.
    pub state: FieldState,
    /// Why it is not clear.
    pub why: Option<Doubt>,
    /// The parts of the document that say so.
    pub quotations: Vec<Quotation>,
}

/// A part of a line, quoted.
#[derive(Debug, Clone, PartialEq)]
pub struct Quotation {
    /// The index of the line in the document.
    pub line: u32,
    /// Where the part stands. Its width is estimated from its share of the line's letters. `None` in a format without pages.
    pub place: Option<Place>,
    /// The words.
    pub text: String,
}

/// A resume as JSON Resume without extension, and its fields in that order, each with its quotations. Spans that the document
/// does not have are left out. Nothing that was recognised in a picture is clear.
pub fn trace(document: &Document, content: &StructuredResume) -> (Value, Vec<FieldTrace>) {
    let (resume, provenance) = with_provenance(content);
    let resume = Value::Object(resume);
    let traced = provenance.into_iter().map(|of| {
        let stated = resume.pointer(&of.pointer).and_then(Value::as_str);
        let quotations: Vec<Quotation> = of.spans.iter().filter_map(|&span| quote(document, span)).collect();
        let is_doubtful = of.state == FieldState::Clear && quotations.iter().any(|part| was_recognised(document, part));
        let (state, why) = if is_doubtful { (FieldState::Check, Some(Doubt::Recognised)) } else { (of.state, of.why) };
        FieldTrace { value: stated.or(of.value).map(str::to_owned), quotations, path: of.pointer, state, why }
    });
    let traced = traced.collect();
    (resume, traced)
}

fn was_recognised(document: &Document, part: &Quotation) -> bool {
    part.place.is_some_and(|place| document.findings.contains(&Finding::Recognised { page: place.page }))
}

fn quote(document: &Document, span: Span) -> Option<Quotation> {
    let text = span.text(document)?.to_owned();
    let line = document.lines.get(span.line as usize)?;
    let place = line.place.map(|place| part_of(place, &line.text, span));
    Some(Quotation { line: span.line, place, text })
}

/// The part of a line's place that a span of its text takes.
#[expect(clippy::cast_precision_loss, reason = "lines have far fewer letters than a float is precise for")]
fn part_of(place: Place, text: &str, span: Span) -> Place {
    let letters = |end: u32| text[..end as usize].chars().count() as f32;
    let width = (place.right - place.left) / (text.chars().count().max(1) as f32);
    Place { left: place.left + width * letters(span.start), right: place.left + width * letters(span.end), ..place }
}

#[cfg(test)]
mod tests {
    use domain_model::candidates::document::Line;
    use domain_model::candidates::field::Field;

    use super::*;

    fn document() -> Document {
        let place = Place { page: 0, left: 100.0, top: 50.0, right: 220.0, bottom: 62.0 };
        let line = Line { text: "Zoë Lovelace".to_owned(), place: Some(place), ..Line::default() };
        Document { lines: vec![line], ..Document::default() }
    }

    fn named(span: Span) -> StructuredResume {
        StructuredResume { name: Field::clear("Zoë".to_owned(), vec![span]), ..StructuredResume::default() }
    }

    #[test]
    fn a_field_is_traced_to_its_words_and_their_place() {
        let (resume, traces) = trace(&document(), &named(Span { line: 0, start: 0, end: 4 }));
        assert_eq!(resume["basics"]["name"], "Zoë");
        let name = traces.iter().find(|trace| trace.path == "/basics/name").unwrap();
        assert_eq!((name.value.as_deref(), name.state), (Some("Zoë"), FieldState::Clear));
        let [quotation] = name.quotations.as_slice() else { panic!("{:?}", name.quotations) };
        assert_eq!((quotation.text.as_str(), quotation.line), ("Zoë", 0));
        let place = quotation.place.unwrap();
        assert!((place.left - 100.0).abs() < 0.01 && (place.right - 130.0).abs() < 0.01, "{place:?}");
    }

    #[test]
    fn what_was_recognised_in_a_picture_is_to_be_checked() {
        let resume = named(Span { line: 0, start: 0, end: 4 });
        let scanned = |page| Document { findings: vec![Finding::Recognised { page }], ..document() };
        for (page, expected) in [(0, (FieldState::Check, Some(Doubt::Recognised))), (1, (FieldState::Clear, None))] {
            let (_, traces) = trace(&scanned(page), &resume);
            let name = traces.iter().find(|trace| trace.path == "/basics/name").unwrap();
            assert_eq!((name.state, name.why), expected, "page {page}");
        }
    }

    #[test]
    fn what_is_missing_is_traced_to_nothing() {
        let (_, traces) = trace(&document(), &StructuredResume::default());
        let name = traces.iter().find(|trace| trace.path == "/basics/name").unwrap();
        assert_eq!((name.state, name.why), (FieldState::Missing, Some(Doubt::NotFound)));
        assert!(name.value.is_none() && name.quotations.is_empty());
    }

    #[test]
    fn a_span_that_the_document_does_not_have_quotes_nothing() {
        for span in [Span { line: 7, start: 0, end: 1 }, Span { line: 0, start: 0, end: 3 }] {
            let (_, traces) = trace(&document(), &named(span));
            assert!(traces.iter().all(|trace| trace.quotations.is_empty()));
        }
    }
}
