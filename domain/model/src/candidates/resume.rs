//! Resumes: the document a seeker uploads and what was read in it.

use chrono::{DateTime, Utc};

use crate::kernel::id::AccountId;
use crate::kernel::named::named_enum;

/// A seeker's current resume.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resume {
    /// Whose.
    pub account_id: AccountId,
    /// The name of the uploaded file, for display only.
    pub file_name: String,
    /// What the bytes are, judged by the bytes.
    pub document_type: DocumentType,
    /// Where the object storage keeps the file.
    pub object_key: String,
    /// Its text in reading order.
    pub text: String,
    /// Canonical skill names recognised in it.
    pub skills: Vec<String>,
    /// When it was uploaded.
    pub uploaded_at: DateTime<Utc>,
}

named_enum! {
    /// A kind of document we can read. The name is also its file extension.
    DocumentType {
        /// Portable Document Format.
        Pdf = "pdf",
        /// Office Open XML word processing document.
        Docx = "docx",
    }
}

impl DocumentType {
    /// Judges by the first bytes; neither file name nor the client's word counts.
    ///
    /// A PDF header may follow up to 1,024 bytes of something else, as readers in the field accept.
    pub fn sniff(bytes: &[u8]) -> Option<Self> {
        let head = &bytes[..bytes.len().min(1024)];
        if head.windows(5).any(|window| window == b"%PDF-") {
            return Some(Self::Pdf);
        }
        if head.starts_with(b"PK\x03\x04") {
            return Some(Self::Docx);
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn up_09_a_document_is_judged_by_its_bytes() {
        assert_eq!(DocumentType::sniff(b"%PDF-1.7 ..."), Some(DocumentType::Pdf));
        assert_eq!(DocumentType::sniff(b"\xef\xbb\xbf\n%PDF-1.4"), Some(DocumentType::Pdf));
        assert_eq!(DocumentType::sniff(b"PK\x03\x04...."), Some(DocumentType::Docx));
        assert_eq!(DocumentType::sniff(b"MZ\x90\x00"), None);
        assert_eq!(DocumentType::sniff(b""), None);
    }
}
