//! Small PDFs, and the real child process that reads them.

use adapter_documents::SandboxedParser;
use bytes::Bytes;
use domain_model::candidates::resume::DocumentType;
use lopdf::{Dictionary, Document, Object, Stream, dictionary};
use ports::{DocumentParser, DocumentReading};

pub(crate) fn parser() -> SandboxedParser {
    SandboxedParser::new(env!("CARGO_BIN_EXE_read-document").into(), &[])
}

pub(crate) async fn read(document_type: DocumentType, bytes: Vec<u8>) -> DocumentReading {
    parser().read(document_type, Bytes::from(bytes)).await.expect("the reader itself works")
}

pub(crate) async fn read_pdf(bytes: Vec<u8>) -> DocumentReading {
    read(DocumentType::Pdf, bytes).await
}

/// A one-page PDF whose page paints `content`.
pub(crate) fn pdf(content: Stream) -> Document {
    let mut document = Document::with_version("1.7");
    let font = document.add_object(dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica" });
    let content = document.add_object(content);
    let pages = document.new_object_id();
    let page = document.add_object(dictionary! {
        "Type" => "Page",
        "Parent" => pages,
        "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
        "Resources" => dictionary! { "Font" => dictionary! { "F1" => font } },
        "Contents" => content,
    });
    let tree = dictionary! { "Type" => "Pages", "Kids" => vec![Object::from(page)], "Count" => 1 };
    document.objects.insert(pages, Object::Dictionary(tree));
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    document.trailer.set("Root", catalog);
    document.trailer.set("ID", vec![Object::string_literal("id"), Object::string_literal("id")]);
    document
}

pub(crate) fn saved(mut document: Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("a document can be written to memory");
    bytes
}

pub(crate) fn page_with(text: &str) -> Stream {
    Stream::new(Dictionary::new(), format!("BT /F1 12 Tf 50 700 Td ({text}) Tj ET").into_bytes())
}
