//! Downloads of resume files by links that expire.

use std::time::Duration;

use bytes::Bytes;
use domain_model::candidates::resume::ResumeFile;
use domain_model::identity::account::Principal;
use domain_model::kernel::id::AccountId;
use ports::{TokenClaims, TokenPurpose};
use serde_json::{Map, json};
use url::Url;

use crate::{ResumeError, ResumeResult, ResumeService};

/// How long a download link works.
pub const DOWNLOAD_LINK_LIFETIME: Duration = Duration::from_mins(15);
/// How long a storage link works. It is not checked against its owner, so it is made when the download is requested (UP-12).
const STORAGE_LINK_LIFETIME: Duration = Duration::from_mins(1);

/// A stored file on its way to its owner.
#[derive(Debug)]
pub enum Download {
    /// The storage hands it out itself, as an attachment, for a minute.
    Elsewhere(Url),
    /// Here it is.
    Here {
        /// The name it was uploaded under.
        file_name: String,
        /// The file.
        bytes: Bytes,
    },
}

impl ResumeService {
    /// A link's token for downloading the file of the principal's version in use, good for a quarter of an hour.
    pub async fn download_token(&self, principal: &Principal) -> ResumeResult<String> {
        let resume = self.current(principal).await?.ok_or(ResumeError::NoResume)?;
        let file = resume.file.ok_or(ResumeError::NoDocument)?;
        let details = Map::from_iter([("key".to_owned(), json!(file.object_key))]);
        let claims = TokenClaims { subject: resume.account_id.0, session: None, details };
        Ok(self.tokens.sign(TokenPurpose::Download, &claims, DOWNLOAD_LINK_LIFETIME)?)
    }

    /// The file behind a link, as long as it is still the file of its owner's version in use.
    pub async fn download(&self, token: &str) -> ResumeResult<Download> {
        let claims = self.tokens.verify(TokenPurpose::Download, token).ok_or(ResumeError::InvalidLink)?;
        let owner = Principal::owner(AccountId(claims.subject));
        let file = self.current(&owner).await?.and_then(|resume| resume.file);
        let ResumeFile { object_key, name: file_name, .. } = file.ok_or(ResumeError::InvalidLink)?;
        if claims.details.get("key").and_then(|key| key.as_str()) != Some(&object_key) {
            return Err(ResumeError::InvalidLink);
        }
        if let Some(link) = self.storage.download_link(&object_key, &file_name, STORAGE_LINK_LIFETIME).await? {
            return Ok(Download::Elsewhere(link));
        }
        let bytes = self.storage.get(&object_key).await?.ok_or(ResumeError::InvalidLink)?;
        Ok(Download::Here { file_name, bytes })
    }

    /// The picture of a page of a version's document as PNG, so many pixels wide. Pages are counted from 1.
    pub async fn page_picture(
        &self,
        principal: &Principal,
        version: u32,
        page: u16,
        width: u16,
    ) -> ResumeResult<Bytes> {
        let resume = self.version(principal, version).await?;
        let file = resume.file.ok_or(ResumeError::NoDocument)?;
        let page = page.checked_sub(1).ok_or(ResumeError::NoSuchPage)?;
        let bytes = self.storage.get(&file.object_key).await?.ok_or(ResumeError::NoSuchPage)?;
        let picture = self.reader.documents.page_picture(file.document_type, bytes, page, width).await?;
        picture.ok_or(ResumeError::NoSuchPage)
    }
}
