//! Validation of redirect targets: our own pages, or those of configured origins. Any other target would leak the
//! tokens in the URL.

use std::sync::OnceLock;

use url::{Url, form_urlencoded};

use crate::{IdentityError, IdentityResult, IssuedSession};

/// The public URL, and the origins to which browsers may be redirected.
pub(crate) struct Redirects {
    /// The base of links in mails (AU-20). Known once the server has its port.
    public_url: OnceLock<Url>,
    allowed_origins: Vec<String>,
}

impl Redirects {
    pub(crate) fn new(allowed_origins: Vec<String>) -> Self {
        Self { public_url: OnceLock::new(), allowed_origins }
    }

    /// Sets the public URL. Later calls have no effect.
    pub(crate) fn set_public_url(&self, public_url: Url) {
        self.public_url.get_or_init(|| public_url);
    }

    /// The public URL of the server.
    pub(crate) fn public_url(&self) -> IdentityResult<&Url> {
        let url = self.public_url.get();
        url.ok_or_else(|| IdentityError::Port(ports::PortError::internal("the server's address is not known yet")))
    }

    /// The target, if it is allowed. `None` otherwise: redirects then go to our own page.
    pub(crate) fn allowed(&self, wanted: Option<&str>) -> Option<String> {
        let own = self.public_url.get().map(|url| url.origin().ascii_serialization());
        let origins = || own.iter().map(String::as_str).chain(self.allowed_origins.iter().map(String::as_str));
        wanted.and_then(|wanted| parse_allowed(wanted, origins)).map(String::from)
    }

    /// The redirect target with this fragment.
    pub(crate) fn fragment_redirect(&self, redirect_to: Option<&str>, fragment: &str) -> IdentityResult<Url> {
        let own = self.public_url()?.join("app/").map_err(ports::PortError::internal)?;
        let mut url = self.allowed(redirect_to).and_then(|url| Url::parse(&url).ok()).unwrap_or(own);
        url.set_fragment(Some(fragment));
        Ok(url)
    }

    /// The redirect target with an error in the fragment.
    pub(crate) fn error_redirect(
        &self,
        redirect_to: Option<&str>,
        code: &str,
        description: &str,
    ) -> IdentityResult<Url> {
        let error = [("error", "access_denied"), ("error_code", code), ("error_description", description)];
        self.fragment_redirect(redirect_to, &encoded(&error))
    }

    /// The redirect target with a message in the fragment and without tokens, as Supabase Auth does it.
    pub(crate) fn message_redirect(&self, redirect_to: Option<&str>, message: &str, kind: &str) -> IdentityResult<Url> {
        self.fragment_redirect(redirect_to, &encoded(&[("message", message), ("type", kind)]))
    }

    /// The redirect target with the tokens of a session in the fragment.
    pub(crate) fn token_redirect(
        &self,
        redirect_to: Option<&str>,
        signed_in: &IssuedSession,
        kind: &str,
    ) -> IdentityResult<Url> {
        let fragment = format!(
            "access_token={}&expires_at={}&expires_in={}&refresh_token={}&token_type=bearer&type={kind}",
            signed_in.access_token,
            signed_in.expires_at.timestamp(),
            signed_in.expires_in.as_secs(),
            signed_in.refresh_token,
        );
        self.fragment_redirect(redirect_to, &fragment)
    }

    /// The redirect target with this query.
    pub(crate) fn query_redirect(&self, redirect_to: Option<&str>, query: &[(&str, &str)]) -> IdentityResult<Url> {
        let mut url = self.fragment_redirect(redirect_to, "")?;
        url.set_fragment(None);
        url.query_pairs_mut().extend_pairs(query);
        Ok(url)
    }
}

fn encoded(pairs: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

fn parse_allowed<'a, I>(wanted: &str, origins: impl Fn() -> I) -> Option<Url>
where
    I: Iterator<Item = &'a str>,
{
    // Refused when a browser might parse the URL differently.
    let is_plain = wanted.chars().all(|c| c.is_ascii_graphic() && c != '\\');
    let url = Url::parse(wanted).ok().filter(|_| is_plain)?;
    let is_bare = url.username().is_empty() && url.password().is_none() && matches!(url.scheme(), "http" | "https");
    let origin = url.origin().ascii_serialization();
    (is_bare && origins().any(|allowed| allowed == origin)).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn au_29_a_redirect_leads_to_a_configured_origin_only() {
        let origins = || ["https://jobs.example.org", "http://127.0.0.1:3000"].into_iter();
        for wanted in ["https://jobs.example.org/app/?a=b", "http://127.0.0.1:3000", "HTTPS://JOBS.example.org:443/"] {
            assert!(parse_allowed(wanted, origins).is_some(), "{wanted}");
        }
        for wanted in [
            "",
            "/app/",
            "//evil.example",
            "/\\evil.example",
            "https:evil.example",
            "https:/\\evil.example",
            "https://jobs.example.org.evil.example/",
            "https://jobs.example.org@evil.example/",
            "https://user:pw@jobs.example.org/",
            "https://evil.example/https://jobs.example.org",
            "http://jobs.example.org/",
            "https://jobs.example.org:8443/",
            "https://sub.jobs.example.org/",
            "javascript:alert(1)//https://jobs.example.org",
            "data:text/html,x",
            "https://jobs.example.org\\@evil.example/",
            "https://jobs.example.org\t.evil.example/",
            "https://jobs\u{2024}example.org/",
            "ftp://jobs.example.org/",
        ] {
            assert!(parse_allowed(wanted, origins).is_none(), "{wanted:?}");
        }
    }
}
