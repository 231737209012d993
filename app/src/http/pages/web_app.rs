//! The web application below `/app/`: the files that `npm run build` in `web/` writes, included in the program, and for
//! every other address there the page that starts it. A debug build reads the files at run time.

use actix_web::http::StatusCode;
use actix_web::http::header::{self, ACCEPT_ENCODING, HeaderMap};
use actix_web::web::{Data, Path, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get};
use maud::html;
use rust_embed::{Embed, EmbeddedFile};

use super::layout;
use crate::container::Container;
use crate::http::Context;
use crate::http::edge::error::{ApiError, ApiResult};

/// Where the application begins.
pub(in crate::http) const ADDRESS: &str = "/app/";

/// The name of the page among the files.
const PAGE: &str = "index.html";
/// What the page has instead of a nonce.
const NONCE: &str = "%NONCE%";
/// Names of files in here have a digest of their content.
const HASHED: &str = "assets/";

/// What the build has written.
#[derive(Embed)]
#[folder = "../web/dist/app"]
#[allow_missing = true]
struct Files;

/// The encodings files are kept in, the best first, and the endings of their names.
const ENCODINGS: [(&str, &str); 2] = [("br", ".br"), ("gzip", ".gz")];

/// Registers the application.
pub(super) fn register(app: &mut ServiceConfig) {
    app.service(answer);
}

#[get("/app/{path:.*}")]
async fn answer(request: HttpRequest, context: Data<Context>, path: Path<String>) -> ApiResult<HttpResponse> {
    let is_file = media_type(&path).is_some();
    match Files::get(&path).filter(|_| is_file) {
        Some(file) => Ok(of_file(&request, &path, &file)),
        None if is_file => Err(ApiError::nothing_here()),
        None => Ok(page(&context.container)),
    }
}

/// The page, whose scripts and styles alone know the nonce. They may also call an external identity provider.
fn page(container: &Container) -> HttpResponse {
    let Some(file) = Files::get(PAGE) else { return not_built() };
    let nonce = container.nonce();
    let html = String::from_utf8_lossy(&file.data).replace(NONCE, &nonce);
    let external = container.identity.sign_in.external_access().map(|access| access.url.origin().ascii_serialization());
    HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .insert_header((header::CONTENT_SECURITY_POLICY, policy(&nonce, external.as_deref())))
        // Forms are sent by scripts, but a page that says where they may go is asked where from.
        .insert_header((header::REFERRER_POLICY, "same-origin"))
        .body(html)
}

fn policy(nonce: &str, external: Option<&str>) -> String {
    let external = external.map(|origin| format!(" {origin}")).unwrap_or_default();
    format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; \
         img-src 'self' data: blob:; font-src 'self'; connect-src 'self'{external}; manifest-src 'self'; \
         frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
    )
}

fn not_built() -> HttpResponse {
    let advice = html! {
        p { "This program was built without its pages. To build both:" }
        pre { "make run" }
        p { "or, for the pages alone, in the folder " code { "web" } ":" }
        pre { "npm ci && npm run build" }
        p { "The API is there: " a href="/docs/" { "its description" } "." }
    };
    layout::page(StatusCode::SERVICE_UNAVAILABLE, "The pages are not built", &advice)
}

fn of_file(request: &HttpRequest, path: &str, plain: &EmbeddedFile) -> HttpResponse {
    let accepted = accepted(request.headers());
    let smaller = ENCODINGS.iter().filter(|(name, _)| accepted(name));
    let smaller = smaller.filter_map(|&(name, ending)| Some((name, Files::get(&format!("{path}{ending}"))?)));
    let mut response = HttpResponse::Ok();
    response
        .content_type(media_type(path).unwrap_or("application/octet-stream"))
        .insert_header((header::VARY, "Accept-Encoding"))
        .insert_header((header::CACHE_CONTROL, caching(path)));
    match { smaller }.next() {
        Some((name, file)) => response.insert_header((header::CONTENT_ENCODING, name)).body(file.data),
        None => response.body(plain.data.clone()),
    }
}

/// A name with a digest never means anything else.
fn caching(path: &str) -> &'static str {
    if path.starts_with(HASHED) { "public, max-age=31536000, immutable" } else { "public, max-age=600" }
}

/// Whether a client accepts an encoding. One with the quality 0 is refused.
fn accepted(headers: &HeaderMap) -> impl Fn(&&str) -> bool + use<> {
    let text = headers.get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default().to_lowercase();
    move |name| {
        text.split(',').any(|part| {
            let mut parameters = part.split(';').map(str::trim);
            let quality = |parameter: &str| parameter.strip_prefix("q=").and_then(|value| value.parse::<f32>().ok());
            parameters.next() == Some(*name) && parameters.all(|parameter| quality(parameter) != Some(0.0))
        })
    }
}

/// The media type of a file; an address without one of these endings is one of the application's own.
fn media_type(path: &str) -> Option<&'static str> {
    Some(match path.rsplit_once('.')?.1 {
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml; charset=utf-8",
        "json" => "application/json",
        "woff2" => "font/woff2",
        // The resumes to try.
        "pdf" => "application/pdf",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::HeaderValue;

    use super::*;

    #[test]
    fn an_encoding_is_used_when_the_client_accepts_it() {
        for (header, brotli, gzip) in [
            ("", false, false),
            ("gzip", false, true),
            ("gzip, deflate, br", true, true),
            ("br;q=0, gzip;q=0.5", false, true),
            ("BR", true, false),
            ("brotli", false, false),
        ] {
            let headers = [(ACCEPT_ENCODING, HeaderValue::from_static(header))].into_iter().collect();
            let accepted = accepted(&headers);
            assert_eq!((accepted(&"br"), accepted(&"gzip")), (brotli, gzip), "{header}");
        }
    }

    #[test]
    fn addresses_of_the_application_are_no_files() {
        for (path, is_file) in
            [("", false), ("jobs", false), ("jobs/01a2.b", false), ("index.html", false), ("assets/a-1.js", true)]
        {
            assert_eq!(media_type(path).is_some(), is_file, "{path}");
        }
    }

    #[test]
    fn names_with_a_digest_are_kept_for_good_and_others_are_not() {
        assert!(caching("assets/index-Bx1.js").contains("immutable"));
        assert!(!caching("favicon.svg").contains("immutable"));
    }

    #[test]
    fn the_page_allows_no_inline_script_or_style_without_the_nonce() {
        let policy = policy("once", None);
        assert!(policy.contains("script-src 'self' 'nonce-once';") && !policy.contains("unsafe"), "{policy}");
        assert!(policy.contains("connect-src 'self';"), "{policy}");
    }

    #[test]
    fn the_page_may_call_the_external_identity_provider() {
        let policy = policy("once", Some("https://abc.supabase.co"));
        assert!(policy.contains("connect-src 'self' https://abc.supabase.co;"), "{policy}");
        assert_eq!(policy.matches("supabase").count(), 1, "for nothing else: {policy}");
    }
}
