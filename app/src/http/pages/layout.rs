//! The layout of our own HTML pages: one style sheet, no script. The templates escape every inserted text.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header;
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// Supports both themes, widths from 320 pixels, large fonts and forced colours.
const STYLE: &str = include_str!("style.css");

/// Allows this style sheet and forms to this server only. A test compares the digest with the style sheet.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; \
    style-src 'sha256-YeHhl+yJ0UEnfZ/IoXvamZySRABZv4+P6gsBLcv2Ukk='; form-action 'self'; frame-ancestors 'none'; \
    base-uri 'none'";

/// A page with a heading and its content.
pub(in crate::http) fn page(status: StatusCode, heading: &str, content: &Markup) -> HttpResponse {
    let article = html! {
        article {
            h1 { (heading) }
            (content)
        }
    };
    document(status, heading, &article)
}

/// A page with this title and content.
pub(in crate::http) fn document(status: StatusCode, title: &str, content: &Markup) -> HttpResponse {
    let html = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " – Jobwright" }
                style { (PreEscaped(STYLE)) }
            }
            body {
                main {
                    p.name { "Jobwright" }
                    (content)
                }
            }
        }
    };
    HttpResponse::build(status)
        .content_type("text/html; charset=utf-8")
        .insert_header((header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY))
        // With `no-referrer` the origin of a form would be `null`; other sites get no referrer either way.
        .insert_header((header::REFERRER_POLICY, "same-origin"))
        .body(html.into_string())
}

#[cfg(test)]
mod tests {
    use actix_web::body::to_bytes;
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    use sha2::{Digest, Sha256};

    use super::*;

    #[test]
    fn wb_03_the_policy_allows_this_style_sheet_only() {
        let digest = STANDARD.encode(Sha256::digest(STYLE));
        let allowed = format!("style-src 'sha256-{digest}';");
        assert!(CONTENT_SECURITY_POLICY.contains(&allowed), "the digest is {digest}");
    }

    #[actix_web::test]
    async fn wb_01_inserted_text_is_escaped() {
        let hostile = "<b title=\"a\" id='b'>&";
        let content = html! { p title=(hostile) { (hostile) } };
        let body = to_bytes(page(StatusCode::OK, hostile, &content).into_body()).await.unwrap();
        let html = String::from_utf8(body.to_vec()).unwrap();
        assert!(!html.contains("<b ") && html.contains("<style>:root{"), "{html}");
        assert!(html.contains("<p title=\"&lt;b title=&quot;a&quot; id='b'&gt;&amp;\">"), "{html}");
    }
}
