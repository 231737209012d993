//! Entity tags and conditional requests (RFC 9110): `If-None-Match` answers 304 when the client has the current
//! version; `If-Match` answers 412 when the client has seen another one.

use std::future::{Ready, ready};

use actix_web::body::BoxBody;
use actix_web::dev::Payload;
use actix_web::http::header::{self, ContentType, ETag, EntityTag, Header, IfMatch, IfNoneMatch};
use actix_web::{FromRequest, HttpRequest, HttpResponse, Responder};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::error::ApiError;

/// A resource as JSON with a strong entity tag: the digest of its bytes.
pub(crate) struct Tagged<T>(pub(crate) T);

impl<T: Serialize> Responder for Tagged<T> {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        let body = as_json(&self.0);
        let tag = tag_of(&body);
        if request.method().is_safe() && is_known(request, &tag) {
            return HttpResponse::NotModified().insert_header(ETag(tag)).finish();
        }
        HttpResponse::Ok().insert_header(ETag(tag)).insert_header(ContentType::json()).body(body)
    }
}

/// The versions that `If-Match` allows to be changed.
pub(crate) struct Precondition(Option<IfMatch>);

impl Precondition {
    /// Whether this version is one of them. Without the header, any is.
    pub(crate) fn allows(&self, current: &impl Serialize) -> bool {
        match &self.0 {
            None | Some(IfMatch::Any) => true,
            Some(IfMatch::Items(tags)) => {
                let current = tag_of(&as_json(current));
                tags.iter().any(|tag| tag.strong_eq(&current))
            }
        }
    }
}

impl FromRequest for Precondition {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        if !request.headers().contains_key(header::IF_MATCH) {
            return ready(Ok(Self(None)));
        }
        let tags = IfMatch::parse(request);
        ready(
            tags.map(|tags| Self(Some(tags))).map_err(|_| ApiError::bad_request("`If-Match` is a list of entity tags")),
        )
    }
}

fn is_known(request: &HttpRequest, tag: &EntityTag) -> bool {
    if !request.headers().contains_key(header::IF_NONE_MATCH) {
        return false;
    }
    match IfNoneMatch::parse(request) {
        Ok(IfNoneMatch::Any) => true,
        Ok(IfNoneMatch::Items(known)) => known.iter().any(|known| known.weak_eq(tag)),
        // An unreadable header names no version: the resource is sent.
        Err(_) => false,
    }
}

fn as_json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).expect("resources have string keys only")
}

fn tag_of(body: &[u8]) -> EntityTag {
    let digest = Sha256::digest(body);
    EntityTag::new_strong(BASE64_URL_SAFE_NO_PAD.encode(&digest[..16]))
}

#[cfg(test)]
mod tests {
    use actix_web::http::StatusCode;
    use actix_web::test::TestRequest;
    use serde_json::json;

    use super::*;

    fn answer(known: Option<&str>) -> (StatusCode, String) {
        let request = known.map_or_else(TestRequest::default, |known| {
            TestRequest::default().insert_header((header::IF_NONE_MATCH, known))
        });
        let response = Tagged(json!({"a": 1})).respond_to(&request.to_http_request());
        (response.status(), response.headers().get(header::ETAG).unwrap().to_str().unwrap().to_owned())
    }

    #[test]
    fn a_version_that_is_known_is_not_sent_again() {
        let (status, tag) = answer(None);
        assert_eq!(status, StatusCode::OK);
        assert!(tag.starts_with('"'), "a strong one: {tag}");
        for known in [&tag, &format!("W/{tag}"), &format!("\"other\", {tag}"), "*"] {
            assert_eq!(answer(Some(known)), (StatusCode::NOT_MODIFIED, tag.clone()), "{known}");
        }
        for other in ["\"other\"", "not a tag"] {
            assert_eq!(answer(Some(other)).0, StatusCode::OK, "{other}");
        }
    }

    #[actix_web::test]
    async fn only_a_version_that_was_seen_is_changed() {
        let (_, tag) = answer(None);
        for (sent, allows) in [(tag.as_str(), true), ("*", true), ("\"other\"", false), (&format!("W/{tag}"), false)] {
            let request = TestRequest::default().insert_header((header::IF_MATCH, sent)).to_http_request();
            let precondition = Precondition::extract(&request).await.unwrap();
            assert_eq!(precondition.allows(&json!({"a": 1})), allows, "{sent}");
        }
        let none = Precondition::extract(&TestRequest::default().to_http_request()).await.unwrap();
        assert!(none.allows(&json!({"a": 1})));
    }
}
