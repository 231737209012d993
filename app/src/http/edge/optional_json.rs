//! A JSON body that may be left out.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::header::{CONTENT_LENGTH, TRANSFER_ENCODING};
use actix_web::web::Json;
use actix_web::{Error, FromRequest, HttpRequest};
use serde::de::DeserializeOwned;

/// The body, or the default where the request has none. A body that is there is read as strictly as [`Json`] reads it.
pub(in crate::http) struct OptionalJson<T>(pub(in crate::http) T);

impl<T: DeserializeOwned + Default + 'static> FromRequest for OptionalJson<T> {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Error>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        if !has_body(request) {
            return Box::pin(std::future::ready(Ok(Self(T::default()))));
        }
        let json = Json::<T>::from_request(request, payload);
        Box::pin(async move { Ok(Self(json.await?.into_inner())) })
    }
}

fn has_body(request: &HttpRequest) -> bool {
    let headers = request.headers();
    headers.contains_key(TRANSFER_ENCODING) || headers.get(CONTENT_LENGTH).is_some_and(|length| length != "0")
}
