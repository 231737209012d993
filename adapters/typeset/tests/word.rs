//! Documents for word processors are read again by our own reader.

mod support;

use adapter_typeset::Typesetter;
use domain_candidates::read_back;
use domain_model::candidates::resume::DocumentType;
use ports::DocumentRenderer;
use support::{people, read};

#[test]
fn a_document_for_word_processors_is_read_back_in_every_script() {
    let typesetter = Typesetter::new(None);
    for (resume, sheet) in people() {
        let word = typesetter.word(&sheet).unwrap();
        assert_eq!(word, typesetter.word(&sheet).unwrap());
        let read = read_back(&resume, &read(&word, DocumentType::Docx));
        assert_eq!(read.failed_field(), None, "{}: {read:?}", sheet.name);
    }
}
