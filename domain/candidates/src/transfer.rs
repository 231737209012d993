//! Taking a resume over from another program, and handing it on to one.

use bytes::Bytes;
use domain_model::candidates::document::Document;
use domain_model::candidates::exchange::{ExchangeFormat, LeftOut, OriginalFile};
use domain_model::candidates::resume::{DocumentType, Resume, ResumeOrigin};
use domain_model::identity::account::Principal;
use ports::ExchangeContent;
use serde_json::Value;

use crate::{
    Exported, Imported, ReadDocument, ResumeError, ResumeResult, ResumeService, interpret, plain_text, recognise_skills,
};

/// A resume that was taken over.
#[derive(Debug, Clone, PartialEq)]
pub struct TakenOver {
    /// The new version.
    pub resume: Resume,
    /// The format of the file.
    pub format: ExchangeFormat,
    /// What is in the file and not in the resume.
    pub left_out: Vec<LeftOut>,
}

impl ResumeService {
    /// Imports another program's export as a new version, which is in use from now on unless it is a draft. The document that
    /// an archive of ours has is kept with it.
    pub async fn import(&self, principal: &Principal, bytes: Bytes, is_draft: bool) -> ResumeResult<TakenOver> {
        let Imported { format, resume: content, left_out, original } = self.exchange.import(bytes).await?;
        let text = plain_text(&content);
        let mut resume = Resume {
            account_id: principal.account_id,
            version: 0,
            origin: ResumeOrigin::Import,
            file: None,
            document: Document::default(),
            skills: recognise_skills(&text),
            content: Some(content),
            text,
            created_at: self.clock.now(),
            is_current: !is_draft,
            deleted_at: None,
        };
        let bytes = self.attach(&mut resume, original).await?;
        self.keep(principal, &mut resume, bytes).await?;
        Ok(TakenOver { resume, format, left_out })
    }

    /// Keeps the document of an archive with the version, if there is one that can be read. What it says is that of the archive.
    async fn attach(&self, resume: &mut Resume, original: Option<OriginalFile>) -> ResumeResult<Bytes> {
        let Some(OriginalFile { name, bytes }) = original else { return Ok(Bytes::new()) };
        let bytes = Bytes::from(bytes);
        match self.read(bytes.clone()).await {
            Ok(ReadDocument { document_type, document, .. }) => {
                resume.file = Some(self.new_file(&name, document_type));
                resume.document = document;
                Ok(bytes)
            }
            Err(ResumeError::Port(error)) => Err(error.into()),
            Err(_) => Ok(Bytes::new()),
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
