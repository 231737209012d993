//! Multipart uploads, read in chunks up to a maximum size (UP-15).

use actix_multipart::{Field, Multipart, MultipartError};
use actix_web::web::BytesMut;
use bytes::Bytes;
use domain_candidates::{MAX_DOCUMENT_BYTES, ResumeError};
use futures_util::TryStreamExt;
use utoipa::ToSchema;

use super::error::{ApiError, ApiResult};

const MAX_PARTS: usize = 20;
/// The maximum size of a part that is ignored.
const MAX_OTHER_PART_BYTES: usize = 64 * 1024;

/// The form of an upload.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the form to readers of the API page; it is read piece by piece")]
pub(crate) struct UploadForm {
    /// A document: PDF, DOCX, ODT, RTF, HTML, Markdown or plain text.
    #[schema(format = Binary, content_media_type = "application/octet-stream")]
    file: String,
}

/// An uploaded file.
pub(crate) struct Upload {
    /// The file name that the client sent.
    pub(crate) file_name: String,
    pub(crate) bytes: Bytes,
}

/// Reads the part named `file`.
pub(crate) async fn file(mut parts: Multipart) -> ApiResult<Upload> {
    let mut upload = None;
    let mut seen = 0;
    loop {
        let mut part = match parts.try_next().await {
            Ok(Some(part)) => part,
            Ok(None) => break,
            // An empty form consists of its end only.
            Err(MultipartError::Incomplete) if seen == 0 => break,
            Err(error) => return Err(of_upload(&error)),
        };
        seen += 1;
        if seen > MAX_PARTS {
            return Err(ApiError::bad_request("the upload has too many parts"));
        }
        if part.name() != Some("file") {
            let other = read(&mut part, MAX_OTHER_PART_BYTES).await?;
            other.ok_or_else(|| ApiError::too_large("a part of the upload that is not the `file` is too large"))?;
            continue;
        }
        let file_name = part.content_disposition().and_then(|part| part.get_filename()).unwrap_or_default().to_owned();
        let bytes = read(&mut part, MAX_DOCUMENT_BYTES).await?.ok_or(ResumeError::TooLarge)?;
        upload = Some(Upload { file_name, bytes });
    }
    upload.ok_or_else(|| ApiError::validation("send the document as a multipart form with a part called `file`"))
}

/// Reads a part. `None` when it is larger than `most`.
async fn read(part: &mut Field, most: usize) -> ApiResult<Option<Bytes>> {
    let mut bytes = BytesMut::new();
    while let Some(piece) = part.try_next().await.map_err(|error| of_upload(&error))? {
        if bytes.len() + piece.len() > most {
            return Ok(None);
        }
        bytes.extend_from_slice(&piece);
    }
    Ok(Some(bytes.freeze()))
}

fn of_upload(error: &MultipartError) -> ApiError {
    match error {
        MultipartError::ContentTypeMissing
        | MultipartError::ContentTypeParse
        | MultipartError::ContentTypeIncompatible
        | MultipartError::BoundaryMissing => {
            ApiError::validation("send the document as a multipart form with a part called `file`")
        }
        _ => ApiError::bad_request("the upload is damaged or breaks off"),
    }
}
