//! Import of another program's resume as a version, export of the version in use, and edits written as JSON Resume.

use bytes::Bytes;
use domain_model::candidates::document::Document;
use domain_model::candidates::exchange::{ExchangeFormat, OmittedField, OriginalFile};
use domain_model::candidates::resume::{DocumentType, Resume, ResumeOrigin};
use domain_model::identity::account::Principal;
use ports::ExchangeContent;
use serde_json::Value;

use crate::{
    Exported, Imported, ReadDocument, ResumeError, ResumeResult, ResumeService, interpret, plain_text,
    recognise_skills, retrace::retrace,
};

/// A resume that was imported.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportedVersion {
    /// The new version.
    pub resume: Resume,
    /// The format of the file.
    pub format: ExchangeFormat,
    /// What is in the file and not in the resume.
    pub left_out: Vec<OmittedField>,
}

impl ResumeService {
    /// Imports another program's export as a new version, which is in use from now on unless it is a draft. The document that
    /// an archive of ours has is kept with it.
    pub async fn import(&self, principal: &Principal, bytes: Bytes, is_draft: bool) -> ResumeResult<ImportedVersion> {
        let Imported { format, resume: content, left_out, original } = self.exchange.import(bytes).await?;
        let original = self.read_original(original).await?;
        // The program that wrote the archive may have read the document in other lines: places are found again.
        let read = original.as_ref().map(|(.., read)| read.content.clone()).unwrap_or_default();
        let text = plain_text(&content);
        let mut resume = Resume {
            account_id: principal.account_id,
            version: 0,
            origin: ResumeOrigin::Import,
            file: None,
            document: Document::default(),
            skills: recognise_skills(&text),
            content: Some(retrace(&content, &read)),
            text,
            created_at: self.clock.now(),
            is_current: !is_draft,
            deleted_at: None,
        };
        let mut stored = Bytes::new();
        if let Some((name, bytes, read)) = original {
            resume.file = Some(self.new_file(&name, read.document_type));
            resume.document = read.document;
            stored = bytes;
        }
        self.store(principal, &mut resume, stored).await?;
        Ok(ImportedVersion { resume, format, left_out })
    }

    /// The document of an archive with its name, if there is one that can be read.
    async fn read_original(
        &self,
        original: Option<OriginalFile>,
    ) -> ResumeResult<Option<(String, Bytes, ReadDocument)>> {
        let Some(OriginalFile { name, bytes }) = original else { return Ok(None) };
        let bytes = Bytes::from(bytes);
        match self.read(bytes.clone()).await {
            Ok(read) => Ok(Some((name, bytes, read))),
            Err(ResumeError::Port(error)) => Err(error.into()),
            Err(_) => Ok(None),
        }
    }

    /// Makes a new version out of the one in use and a JSON Resume that its owner says instead. [`ResumeError::Outdated`] when
    /// the version in use is not the one that was edited.
    pub async fn edit_as_json_resume(&self, principal: &Principal, edited: u32, json: Value) -> ResumeResult<Resume> {
        let Imported { resume, .. } = interpret(ExchangeContent::Json(json))?;
        self.edit(principal, edited, resume).await
    }

    /// The version in use as a file of this format. Our own archive has its document, too.
    pub async fn export(&self, principal: &Principal, format: ExchangeFormat) -> ResumeResult<Exported> {
        let resume = self.current(principal).await?.ok_or(ResumeError::NoResume)?;
        let content = Self::content(&resume);
        let original = match resume.file {
            Some(file) if format == ExchangeFormat::Archive => {
                let bytes = self.storage.get(&file.object_key).await?;
                bytes.map(|bytes| OriginalFile {
                    name: with_extension(&file.name, file.document_type),
                    bytes: bytes.into(),
                })
            }
            _ => None,
        };
        Ok(self.exchange.export(&content, format, original).await?)
    }
}

/// The name, with the extension that its type has.
fn with_extension(name: &str, document_type: DocumentType) -> String {
    let extension = format!(".{document_type}");
    if name.to_lowercase().ends_with(&extension) { name.to_owned() } else { name.to_owned() + &extension }
}
