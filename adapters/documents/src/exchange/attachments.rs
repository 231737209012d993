//! Files attached to a PDF: Europass editors attach the resume as XML to the PDF they write.

use lopdf::{Dictionary, Document, LoadOptions, Object};
use ports::ExchangeContent;

use super::{MAX_TEXT_BYTES, OpenError, open_text};

/// The maximum number of attached files that are read.
const MAX_ATTACHMENTS: usize = 16;

/// The first attached file that is an XML or JSON text.
pub(super) fn open(bytes: &[u8]) -> Result<ExchangeContent, OpenError> {
    let options = LoadOptions { max_decompressed_size: Some(MAX_TEXT_BYTES), ..LoadOptions::default() };
    let document = match Document::load_mem_with_options(bytes, options) {
        Ok(document) => document,
        Err(lopdf::Error::InvalidPassword | lopdf::Error::Decryption(_)) => return Err(OpenError::Encrypted),
        Err(error) => return Err(OpenError::unreadable(error)),
    };
    let dictionaries = document.objects.values().filter_map(|object| object.as_dict().ok());
    let attached = dictionaries.filter_map(|dictionary| embedded(&document, dictionary)).take(MAX_ATTACHMENTS);
    let mut refused = OpenError::Unknown;
    for content in attached {
        match open_text(&content) {
            Ok(content) => return Ok(content),
            Err(OpenError::Unknown) => {}
            Err(reason) => refused = reason,
        }
    }
    Err(refused)
}

/// The content of the file that a file specification (ISO 32000-1, 7.11.3) embeds.
fn embedded(document: &Document, specification: &Dictionary) -> Option<Vec<u8>> {
    let files = specification.get(b"EF").ok()?;
    let (_, files) = document.dereference(files).ok()?;
    let files = files.as_dict().ok()?;
    let file = [b"F".as_slice(), b"UF"].into_iter().find_map(|key| files.get(key).ok())?;
    let (_, Object::Stream(stream)) = document.dereference(file).ok()? else { return None };
    stream.get_plain_content_with_limit(MAX_TEXT_BYTES).ok()
}
