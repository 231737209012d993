//! The request builder.

use bytes::Bytes;
use reqwest::Method;
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use url::Url;

/// A request to be sent.
#[derive(Debug, Clone)]
pub struct Request {
    pub(crate) method: Method,
    pub(crate) url: Url,
    /// `None` after an invalid header value.
    pub(crate) headers: Option<HeaderMap>,
    pub(crate) body: Option<Bytes>,
}

impl Request {
    /// A request without headers and body.
    pub fn new(method: Method, url: Url) -> Self {
        Self { method, url, headers: Some(HeaderMap::new()), body: None }
    }

    /// A GET.
    pub fn get(url: Url) -> Self {
        Self::new(Method::GET, url)
    }

    /// A POST.
    pub fn post(url: Url) -> Self {
        Self::new(Method::POST, url)
    }

    /// Sets `Accept`.
    #[must_use]
    pub fn accept(self, media_type: &'static str) -> Self {
        self.header(ACCEPT, media_type)
    }

    /// Sets `Authorization`. The value appears in no debug output.
    #[must_use]
    pub fn authorization(self, credentials: &str) -> Self {
        self.secret(AUTHORIZATION, credentials)
    }

    /// Sets a secret header. The value appears in no debug output.
    #[must_use]
    pub fn secret(self, name: HeaderName, value: &str) -> Self {
        self.with(name, value, true)
    }

    /// Sets a header.
    #[must_use]
    pub fn header(self, name: HeaderName, value: &str) -> Self {
        self.with(name, value, false)
    }

    /// Sets the body and its type.
    #[must_use]
    pub fn body(self, content_type: &'static str, body: impl Into<Bytes>) -> Self {
        Self { body: Some(body.into()), ..self.header(CONTENT_TYPE, content_type) }
    }

    fn with(mut self, name: HeaderName, value: &str, is_sensitive: bool) -> Self {
        let Ok(mut value) = HeaderValue::from_str(value) else { return Self { headers: None, ..self } };
        value.set_sensitive(is_sensitive);
        if let Some(headers) = &mut self.headers {
            headers.insert(name, value);
        }
        self
    }

    /// The same request at the target of a redirect. To another origin only `Accept` is sent, because credentials
    /// belong to the original one.
    pub(crate) fn redirected(&self, url: Url) -> Self {
        if url.origin() == self.url.origin() {
            return Self { url, ..self.clone() };
        }
        let accept = self.headers.as_ref().and_then(|headers| headers.get(ACCEPT)).cloned();
        let headers = accept.into_iter().map(|accept| (ACCEPT, accept)).collect();
        Self { method: self.method.clone(), url, headers: Some(headers), body: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_redirect_to_another_origin_carries_no_credentials() {
        let at = |address: &str| Url::parse(address).unwrap();
        let request = Request::get(at("https://one.example/a")).accept("text/html").authorization("Bearer secret");
        let same = request.redirected(at("https://one.example/b"));
        assert!(same.headers.unwrap().contains_key(AUTHORIZATION));
        for elsewhere in ["https://two.example/", "http://one.example/", "https://one.example:8443/"] {
            let headers = request.redirected(at(elsewhere)).headers.unwrap();
            assert!(headers.contains_key(ACCEPT) && !headers.contains_key(AUTHORIZATION), "{elsewhere}");
        }
    }

    #[test]
    fn pi_01_a_secret_is_not_printed() {
        let request = Request::get(Url::parse("https://one.example/").unwrap()).authorization("Bearer canary");
        assert!(!format!("{request:?}").contains("canary"));
    }
}
