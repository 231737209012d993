//! The pages of a client that was written for one of the contracts: the folder `[server] spa_dir`, read when the server starts.
//! A browser that goes to an address of the client gets its page, also where programs get JSON at that address.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{self, HeaderMap};
use actix_web::middleware::Next;
use actix_web::web::{Bytes, Data};
use actix_web::{Error, HttpMessage, HttpResponse};
use anyhow::{Context as _, ensure};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};
use url::Url;

use crate::http::Context;
use crate::http::edge::route::RouteMatch;

/// The page that starts the client.
const PAGE: &str = "index.html";
/// More than any client has; a wrong folder is noticed.
const MAX_TOTAL_BYTES: usize = 256 * 1024 * 1024;

/// Its scripts come from here and from where its page says. Styles, pictures and fonts may come from elsewhere, and so may the
/// services it talks to.
const POLICY: &str = "default-src 'self'; script-src 'self'{scripts}; style-src 'self' 'unsafe-inline' https:; \
                      img-src 'self' https: data: blob:; font-src 'self' https: data:; connect-src 'self' https: wss:; \
                      media-src 'self' blob:; worker-src 'self' blob:; object-src 'none'; frame-ancestors 'none'; \
                      base-uri 'self'; form-action 'self'";

/// A client's files by their path, without a slash in front.
pub(in crate::http) struct Spa {
    files: HashMap<String, File>,
    policy: String,
}

struct File {
    content_type: String,
    bytes: Bytes,
}

impl Spa {
    /// Reads the folder. An error when it has no `index.html`.
    pub(in crate::http) fn read(folder: &Path) -> anyhow::Result<Self> {
        let mut files = HashMap::new();
        read_into(&mut files, folder, "")?;
        ensure!(files.contains_key(PAGE), "there is no `{PAGE}` in {}", folder.display());
        let page = String::from_utf8_lossy(&files[PAGE].bytes);
        let policy = POLICY.replace("{scripts}", &script_sources(&page));
        Ok(Self { files, policy })
    }

    fn answer(&self, request: &ServiceRequest) -> Option<HttpResponse> {
        if request.method() != Method::GET {
            return None;
        }
        let extensions = request.extensions();
        let taken = extensions.get::<RouteMatch>().and_then(RouteMatch::rules);
        let path = request.match_info().as_str().trim_start_matches('/');
        if let Some(file) = self.files.get(path).filter(|_| taken.is_none() && path != PAGE) {
            return Some(file.response("public, max-age=600", &self.policy));
        }
        let is_free = taken.is_none_or(|rules| rules.yields_to_spa);
        (is_free && wants_page(request.headers())).then(|| self.files[PAGE].response("no-cache", &self.policy))
    }
}

impl File {
    fn response(&self, caching: &'static str, policy: &str) -> HttpResponse {
        HttpResponse::Ok()
            .content_type(self.content_type.as_str())
            .insert_header((header::CACHE_CONTROL, caching))
            .insert_header((header::CONTENT_SECURITY_POLICY, policy))
            .insert_header((header::REFERRER_POLICY, "same-origin"))
            .body(self.bytes.clone())
    }
}

/// Answers with a file or the page of the client, where there is one and the request is for it.
pub(in crate::http) async fn serve<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    let context = request.app_data::<Data<Context>>().expect("the server registers it");
    match context.spa.as_ref().and_then(|app| app.answer(&request)) {
        Some(response) => Ok(request.into_response(response).map_into_right_body()),
        None => Ok(next.call(request).await?.map_into_left_body()),
    }
}

/// Does a browser go there, and not a program?
fn wants_page(headers: &HeaderMap) -> bool {
    headers
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"))
}

/// The sources of the scripts that a page names, besides its own files: those in the page by their digest, others by their
/// origin. Whoever serves the page has chosen them.
fn script_sources(page: &str) -> String {
    let mut sources = String::new();
    for script in page.split("<script").skip(1) {
        let Some((attributes, rest)) = script.split_once('>') else { break };
        let source = attributes.split_once("src=").map(|(_, value)| value.trim_start_matches(['"', '\'']));
        let source = match source.map(|value| value.split(['"', '\'', ' ']).next().unwrap_or_default()) {
            None => {
                let text = rest.split("</script").next().unwrap_or_default();
                format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text)))
            }
            Some(address) => match Url::parse(address) {
                Ok(address) if address.scheme() == "https" => address.origin().ascii_serialization(),
                _ => continue,
            },
        };
        sources.push(' ');
        sources.push_str(&source);
    }
    sources
}

/// Adds the files below `folder`, whose path is `prefix`.
fn read_into(files: &mut HashMap<String, File>, folder: &Path, prefix: &str) -> anyhow::Result<()> {
    let unreadable = || format!("cannot read {}", folder.display());
    for entry in fs::read_dir(folder).with_context(unreadable)? {
        let entry = entry.with_context(unreadable)?;
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        let kind = entry.file_type().with_context(unreadable)?;
        if kind.is_dir() {
            read_into(files, &entry.path(), &format!("{path}/"))?;
        } else if kind.is_file() {
            let bytes = Bytes::from(fs::read(entry.path()).with_context(unreadable)?);
            let content_type = mime_guess::from_path(&path).first_or_octet_stream().to_string();
            files.insert(path, File { content_type, bytes });
            let size: usize = files.values().map(|file| file.bytes.len()).sum();
            ensure!(
                size <= MAX_TOTAL_BYTES,
                "the files in {} are larger than {MAX_TOTAL_BYTES} bytes",
                folder.display()
            );
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_without_a_page_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("assets")).unwrap();
        fs::write(folder.path().join("assets/a.js"), "1").unwrap();
        assert!(Spa::read(folder.path()).is_err());
        fs::write(folder.path().join(PAGE), "<p>").unwrap();
        let app = Spa::read(folder.path()).unwrap();
        assert_eq!(app.files["assets/a.js"].content_type, "text/javascript");
        assert!(app.policy.contains("script-src 'self';"), "{}", app.policy);
        assert!(Spa::read(&folder.path().join("nowhere")).is_err());
    }

    #[test]
    fn the_scripts_that_the_page_names_may_run_and_no_others() {
        let page = r#"<script async src="https://count.example.org/tag.js?id=1"></script><script>
            go();
        </script><script type="module" crossorigin src="/assets/a.js"></script><script src='http://plain.example.org/a.js'>"#;
        let digest = BASE64_STANDARD.encode(Sha256::digest("\n            go();\n        "));
        assert_eq!(script_sources(page), format!(" https://count.example.org 'sha256-{digest}'"));
        assert_eq!(script_sources("<p>no script</p>"), "");
    }
}
