//! Versions of a resume. Every upload, import and edit is a new version; one of them is in use; what is deleted stays in a bin
//! for 30 days.
//!
//! Nothing is stored before the document was read, so that one we cannot use leaves nothing behind. The file's key is committed
//! before the file is stored: an upload that is interrupted leaves at most a file that the reaper knows of.

use bytes::Bytes;
use domain_model::candidates::resume::{BIN_RETENTION, DocumentType, Resume, ResumeFile, ResumeOrigin, ResumeSummary};
use domain_model::candidates::structured_resume::StructuredResume;
use domain_model::identity::account::Principal;
use domain_model::kernel::id::EventId;
use domain_model::kernel::page::{Page, PageRequest};
use domain_model::kernel::text;
use domain_model::operations::event::{DomainEvent, EventRecord};
use ports::{Actor, PortError, PortErrorKind, PortResult, UnitOfWork};

use crate::parse::parse_resume;
use crate::retrace::retrace;
use crate::{ReadDocument, ResumeError, ResumeResult, ResumeService, plain_text, recognise_skills};

/// Versions that are deleted for good by one transaction.
const BATCH: u32 = 100;

/// A file that a seeker uploads as a resume.
#[derive(Debug)]
pub struct Upload<'a> {
    /// Its name as the client says.
    pub file_name: &'a str,
    /// The file.
    pub bytes: Bytes,
    /// Is it kept without being used until its owner says so?
    pub is_draft: bool,
}

impl<'a> Upload<'a> {
    /// A file that is in use from now on.
    pub fn used(file_name: &'a str, bytes: Bytes) -> Self {
        Self { file_name, bytes, is_draft: false }
    }
}

impl ResumeService {
    /// Reads a document and keeps it as a new version, which is in use from now on unless it is a draft.
    pub async fn upload(&self, principal: &Principal, upload: Upload<'_>) -> ResumeResult<Resume> {
        let Upload { file_name, bytes, is_draft } = upload;
        let ReadDocument { document_type, document, content, text, skills } = self.read(bytes.clone()).await?;
        let file = self.new_file(file_name, document_type);
        let mut resume = Resume {
            content: Some(content),
            text,
            skills,
            is_current: !is_draft,
            ..Resume::uploaded(principal.account_id, file, document, self.clock.now())
        };
        self.store(principal, &mut resume, bytes).await?;
        Ok(resume)
    }

    /// A file that is about to be stored.
    pub(crate) fn new_file(&self, file_name: &str, document_type: DocumentType) -> ResumeFile {
        ResumeFile {
            name: displayable(file_name, document_type),
            document_type,
            object_key: format!("resumes/{}.{document_type}", self.ids.next()),
        }
    }

    /// Stores a version, and its document if it has one of its own.
    pub(crate) async fn store(&self, principal: &Principal, resume: &mut Resume, bytes: Bytes) -> PortResult<()> {
        let Some(ResumeFile { object_key, .. }) = resume.file.clone() else {
            self.add(principal, resume, Basis::Nothing).await?;
            return Ok(());
        };
        self.insert_pending(principal, &object_key).await?;
        self.storage.put(&object_key, bytes).await?;
        if !self.add(principal, resume, Basis::File(&object_key)).await? {
            // The reaper may have deleted the file before it was stored: then only this upload knows of it.
            self.storage.delete(&object_key).await?;
            return Err(PortError::new(PortErrorKind::Timeout));
        }
        Ok(())
    }

    /// Makes a new version, in use, out of the one in use and what its owner says instead. What is unchanged keeps its place in
    /// the document. [`ResumeError::Outdated`] when the version in use is not the one that was edited.
    pub async fn edit(&self, principal: &Principal, edited: u32, content: StructuredResume) -> ResumeResult<Resume> {
        let before = self.current(principal).await?.ok_or(ResumeError::NoResume)?;
        let text = plain_text(&content);
        let mut resume = Resume {
            origin: ResumeOrigin::Edit,
            skills: recognise_skills(&text),
            content: Some(retrace(&content, &Self::content(&before))),
            text,
            created_at: self.clock.now(),
            ..before
        };
        if !self.add(principal, &mut resume, Basis::Version(edited)).await? {
            return Err(ResumeError::Outdated);
        }
        Ok(resume)
    }

    /// The principal's version in use.
    pub async fn current(&self, principal: &Principal) -> ResumeResult<Option<Resume>> {
        Ok(self.database.read(principal.into()).resumes().current(principal, principal.account_id).await?)
    }

    /// A version of the principal's resume, in the bin or not.
    pub async fn version(&self, principal: &Principal, version: u32) -> ResumeResult<Resume> {
        let found =
            self.database.read(principal.into()).resumes().get(principal, principal.account_id, version).await?;
        found.ok_or(ResumeError::NoSuchVersion)
    }

    /// The principal's versions, newest first, those in the bin among them.
    pub async fn versions(
        &self,
        principal: &Principal,
        page: PageRequest<u32>,
    ) -> ResumeResult<Page<ResumeSummary, u32>> {
        Ok(self.database.read(principal.into()).resumes().list(principal, principal.account_id, page).await?)
    }

    /// Takes the version out of the bin if it is there, and makes it the one in use.
    pub async fn restore(&self, principal: &Principal, version: u32) -> ResumeResult<Resume> {
        let resume = self.version(principal, version).await?;
        if resume.is_current {
            return Ok(resume);
        }
        let mut uow = self.database.begin(principal.into()).await?;
        if !uow.resumes().make_current(principal.account_id, version).await? {
            return Err(ResumeError::NoSuchVersion);
        }
        let restored = Resume { is_current: true, deleted_at: None, ..resume };
        self.append_event(uow.as_mut(), &restored).await?;
        uow.commit().await?;
        Ok(restored)
    }

    /// Puts a version into the bin. Repeated, it stays since the first time.
    pub async fn delete(&self, principal: &Principal, version: u32) -> ResumeResult<()> {
        let resume = self.version(principal, version).await?;
        if resume.is_current {
            return Err(ResumeError::InUse);
        }
        if resume.deleted_at.is_some() {
            return Ok(());
        }
        let mut uow = self.database.begin(principal.into()).await?;
        if !uow.resumes().move_to_bin(principal.account_id, version, self.clock.now()).await? {
            return Err(ResumeError::InUse);
        }
        Ok(uow.commit().await?)
    }

    /// Deletes for good what has been in the bin for 30 days. `true` when there may be more.
    pub async fn purge_bin(&self) -> PortResult<bool> {
        let mut uow = self.database.begin(Actor::System).await?;
        let purged = uow.resumes().purge(self.clock.now() - BIN_RETENTION, BATCH).await?;
        for key in &purged.object_keys {
            uow.objects().abandon(key).await?;
        }
        uow.commit().await?;
        Ok(purged.versions > 0)
    }

    /// What the version says, field by field. One that an older program stored is read again.
    pub fn content(resume: &Resume) -> StructuredResume {
        resume.content.clone().unwrap_or_else(|| parse_resume(&resume.document))
    }

    async fn insert_pending(&self, principal: &Principal, object_key: &str) -> PortResult<()> {
        let mut uow = self.database.begin(principal.into()).await?;
        uow.objects().insert_pending(object_key, principal.account_id, self.clock.now()).await?;
        uow.commit().await
    }

    /// Numbers the version and stores it, unless what it stands on is no longer there.
    async fn add(&self, principal: &Principal, resume: &mut Resume, basis: Basis<'_>) -> PortResult<bool> {
        let mut uow = self.database.begin(principal.into()).await?;
        resume.version = uow.resumes().next_version(resume.account_id).await?;
        let is_there = match basis {
            Basis::Nothing => true,
            Basis::File(object_key) => uow.objects().mark_stored(object_key).await?,
            Basis::Version(version) => {
                let current = uow.resumes().current(principal, principal.account_id).await?;
                current.is_some_and(|current| current.version == version)
            }
        };
        if !is_there {
            return Ok(false);
        }
        uow.resumes().insert(resume).await?;
        if resume.is_current {
            self.append_event(uow.as_mut(), resume).await?;
        }
        uow.commit().await?;
        Ok(true)
    }

    /// Appends the event that another version is in use.
    async fn append_event(&self, uow: &mut dyn UnitOfWork, resume: &Resume) -> PortResult<()> {
        let event = DomainEvent::ResumeChanged { account: resume.account_id, version: resume.version };
        let record = EventRecord { id: EventId(self.ids.next()), event, occurred_at: self.clock.now() };
        uow.outbox().append(&[record]).await
    }
}

/// What a new version stands on.
#[derive(Debug, Clone, Copy)]
enum Basis<'a> {
    /// Nothing that is stored.
    Nothing,
    /// Its own file, which is pending under this key.
    File(&'a str),
    /// The version in use, as long as it is this one.
    Version(u32),
}

/// A name that is safe to show and to put into a header: no path, no control characters, not endless (UP-11).
fn displayable(file_name: &str, document_type: DocumentType) -> String {
    let name = file_name.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = text::clean(name).chars().filter(|&c| !matches!(c, '\n' | '\t' | '"')).take(120).collect();
    let name = name.trim().trim_start_matches('.');
    if name.is_empty() { format!("resume.{document_type}") } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn up_11_a_file_name_cannot_leave_its_header_or_folder() {
        let shown = |name: &str| displayable(name, DocumentType::Pdf);
        assert_eq!(shown("../../etc/passwd"), "passwd");
        assert_eq!(shown("C:\\cv\\Ada \"L\" \u{202e}fdp.pdf"), "Ada L fdp.pdf");
        assert_eq!(shown("cv\r\nSet-Cookie: a=b.pdf"), "cvSet-Cookie: a=b.pdf");
        assert_eq!(shown("..."), "resume.pdf");
        assert_eq!(shown(&"x".repeat(4096)).len(), 120);
    }
}
