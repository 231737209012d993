//! People who do not exist, their resumes and sheets, and our own reader.

use adapter_documents::read_unsandboxed;
use domain_candidates::{SheetOptions, interpret, sheet};
use domain_model::candidates::document::Document;
use domain_model::candidates::resume::DocumentType;
use domain_model::candidates::sheet::Sheet;
use domain_model::candidates::structured_resume::StructuredResume;
use ports::ExchangeContent;

/// As JSON Resume: one a script, each in the language of the tag.
const PEOPLE: [(&str, &str); 6] = [
    ("en", include_str!("../people/latin.json")),
    ("de", include_str!("../people/german.json")),
    ("en", include_str!("../people/greek.json")),
    ("ru", include_str!("../people/cyrillic.json")),
    ("ar", include_str!("../people/arabic.json")),
    ("hi", include_str!("../people/devanagari.json")),
];

fn person(json: &str) -> StructuredResume {
    let json = serde_json::from_str(json).expect("it is JSON");
    interpret(ExchangeContent::Json(json)).expect("it is JSON Resume").resume
}

pub(crate) fn people() -> impl Iterator<Item = (StructuredResume, Sheet)> {
    PEOPLE.iter().map(|(language, json)| {
        let resume = person(json);
        let options = SheetOptions { language: Some((*language).to_owned()), consent: None };
        let sheet = sheet(&resume, &options);
        (resume, sheet)
    })
}

pub(crate) fn read(bytes: &[u8], document_type: DocumentType) -> Document {
    read_unsandboxed(document_type, bytes).expect("it is a document")
}
