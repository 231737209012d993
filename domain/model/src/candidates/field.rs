//! A value read in a document, together with the text it was read from.

use serde::{Deserialize, Serialize};

use super::document::Document;
use crate::kernel::named::named_enum;

/// A part of one line of a [`Document`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// The index of the line in [`Document::lines`].
    pub line: u32,
    /// Where it begins: a byte offset in the text of the line, on the boundary of a character.
    pub start: u32,
    /// Where it ends, exclusive.
    pub end: u32,
}

impl Span {
    /// The text it marks. `None` when the document has no such place.
    pub fn text(self, document: &Document) -> Option<&str> {
        document.lines.get(self.line as usize)?.text.get(self.start as usize..self.end as usize)
    }
}

named_enum! {
    /// How sure the reading of a field is.
    FieldState {
        /// The rules agree.
        Clear = "clear",
        /// Something speaks against it, or little speaks for it: the seeker should look.
        Check = "check",
        /// Nothing in the document reads like it.
        Missing = "missing",
    }
}

named_enum! {
    /// Why a field is not clear.
    Doubt {
        /// Nothing in the document reads like it.
        NotFound = "not_found",
        /// Several places in the document could be it.
        SeveralCandidates = "several_candidates",
        /// Only its position says what it is, not its words.
        ByPosition = "by_position",
        /// The date is printed in another calendar than the Gregorian. It is not converted.
        OtherCalendar = "other_calendar",
        /// One date is printed where a beginning and an end are usual.
        OneDate = "one_date",
        /// The range of dates has no printed end.
        OpenEnd = "open_end",
        /// The end lies before the beginning.
        EndBeforeStart = "end_before_start",
        /// It stands outside of the section where it is usual.
        UnusualPlace = "unusual_place",
        /// A person's name beside it is not the seeker's.
        OtherPerson = "other_person",
        /// It was recognised in a picture (OCR), so letters may be wrong.
        Recognised = "recognised",
    }
}

impl Doubt {
    /// The reason in English, to be read after the name of the field.
    pub const fn explanation(self) -> &'static str {
        match self {
            Self::NotFound => "nothing in the document reads like it",
            Self::SeveralCandidates => "several places in the document could be it",
            Self::ByPosition => "only its position says what it is",
            Self::OtherCalendar => "the printed date is of another calendar",
            Self::OneDate => "one date is printed instead of a beginning and an end",
            Self::OpenEnd => "no end is printed",
            Self::EndBeforeStart => "the printed end lies before the beginning",
            Self::UnusualPlace => "it stands outside of the section where it is usual",
            Self::OtherPerson => "it may belong to another person",
            Self::Recognised => "it was recognised in a picture, so letters may be wrong",
        }
    }
}

/// A value read in a document.
///
/// Every value is a quotation of its spans, or a normalisation of what they say (a date as `2021-03`, a name that is printed
/// in capitals in mixed case, the parts of a wrapped sentence joined by spaces). Rules and models alike never add what the
/// document does not say: a refinement chooses other spans, it does not invent a value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field<T> {
    /// The value. `None` when the field is missing, or when the text of its spans cannot be normalised.
    pub value: Option<T>,
    /// The parts of the document that say so, in reading order. Empty when the field is missing, or was not read in a
    /// document at all (an import, an edit).
    pub spans: Vec<Span>,
    /// How sure the reading is.
    pub state: FieldState,
    /// Why the field is not clear.
    pub why: Option<Doubt>,
}

impl<T> Default for Field<T> {
    fn default() -> Self {
        Self::missing()
    }
}

impl<T> Field<T> {
    /// A value of which the rules are sure.
    pub fn clear(value: T, spans: Vec<Span>) -> Self {
        Self { value: Some(value), spans, state: FieldState::Clear, why: None }
    }

    /// A value that the seeker should look at.
    pub fn check(value: T, spans: Vec<Span>, why: Doubt) -> Self {
        Self { value: Some(value), spans, state: FieldState::Check, why: Some(why) }
    }

    /// Text that is this field, but whose value cannot be told.
    pub fn untold(spans: Vec<Span>, why: Doubt) -> Self {
        Self { value: None, spans, state: FieldState::Check, why: Some(why) }
    }

    /// Nothing was found.
    pub fn missing() -> Self {
        Self { value: None, spans: Vec::new(), state: FieldState::Missing, why: Some(Doubt::NotFound) }
    }

    /// Is there neither a value nor a text of it?
    pub fn is_missing(&self) -> bool {
        self.state == FieldState::Missing
    }

    /// The same field, to be looked at. A field that is missing stays so.
    #[must_use]
    pub fn doubted(mut self, why: Doubt) -> Self {
        if self.state == FieldState::Clear {
            self.state = FieldState::Check;
            self.why = Some(why);
        }
        self
    }
}

impl Field<String> {
    /// The text, or an empty one.
    pub fn as_str(&self) -> &str {
        self.value.as_deref().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_quotes_its_line_or_nothing() {
        let document = Document::from("Zoë Lovelace");
        assert_eq!(Span { line: 0, start: 0, end: 4 }.text(&document), Some("Zoë"));
        for nowhere in [
            Span { line: 1, start: 0, end: 1 },
            Span { line: 0, start: 0, end: 3 },
            Span { line: 0, start: 5, end: 99 },
        ] {
            assert_eq!(nowhere.text(&document), None);
        }
    }

    #[test]
    fn a_doubt_does_not_hide_that_a_field_is_missing() {
        let doubted = Field::clear("Ada", vec![]).doubted(Doubt::ByPosition);
        assert_eq!((doubted.state, doubted.why), (FieldState::Check, Some(Doubt::ByPosition)));
        assert!(Field::<String>::missing().doubted(Doubt::ByPosition).is_missing());
    }
}
