//! What our own pages are made of: one frame, one style, no script. Text that comes from elsewhere is escaped by whoever
//! writes it into a page.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header;

/// Readable in both themes, from 320 pixels on, with large letters and forced colours.
const STYLE: &str = "\
:root{color-scheme:light dark;--ground:#f4f6f8;--paper:#fff;--ink:#1a1d21;--quiet:#4d5560;--line:#737c88;--act:#0b5cad;\
--on-act:#fff;--wrong:#a8201a}\
@media(prefers-color-scheme:dark){:root{--ground:#14171b;--paper:#1e2227;--ink:#e8eaed;--quiet:#b4bbc5;--line:#8b94a1;\
--act:#8ab8f0;--on-act:#0b1a2b;--wrong:#ffb4ab}}\
*{box-sizing:border-box}\
body{margin:0;background:var(--ground);color:var(--ink);font:1.0625rem/1.5 system-ui,sans-serif;overflow-wrap:anywhere}\
main{max-width:32rem;margin:0 auto;padding:clamp(1rem,7vh,4rem) 1rem}\
article{background:var(--paper);border:1px solid var(--line);border-radius:.5rem;padding:1.25rem}\
article+article{margin-top:1rem}\
h1{font-size:1.5rem;line-height:1.25;margin:0 0 .75rem}\
h2{font-size:1.125rem;line-height:1.3;margin:0 0 .25rem}\
p{margin:0 0 1rem}\
.name{color:var(--quiet);margin:0 0 .75rem;font-weight:600}\
.quiet{color:var(--quiet)}\
form+.quiet{margin-top:1rem}\
article>:last-child{margin-bottom:0}\
.wrong{color:var(--wrong);font-weight:600}\
label{display:block;font-weight:600;margin-bottom:.25rem}\
.hint{color:var(--quiet);margin:.5rem 0 1rem}\
input{width:100%;min-height:2.75rem;padding:.5rem .75rem;font:inherit;color:inherit;background:var(--paper);\
border:1px solid var(--line);border-radius:.375rem}\
button{width:100%;min-height:2.75rem;padding:.5rem 1rem;font:inherit;font-weight:600;color:var(--on-act);\
background:var(--act);border:1px solid transparent;border-radius:.375rem;cursor:pointer}\
a{color:var(--act)}\
:focus-visible{outline:3px solid var(--act);outline-offset:2px}";

/// Nothing but this style, and forms that are sent to us. A test holds the digest against the style.
const POLICY: &str = "default-src 'none'; style-src 'sha256-9toGUdyQ6aW58bjhges4hAfSdPO2VNXYPBpf1a1l2rY='; form-action 'self'; frame-ancestors 'none'; \
                      base-uri 'none'";

/// A page with this heading, about one thing. What is below it is markup already.
pub(in crate::http) fn page(status: StatusCode, heading: &str, below: &str) -> HttpResponse {
    framed(status, heading, &format!("<article>\n<h1>{}</h1>\n{below}</article>\n", escaped(heading)))
}

/// A page of this title, made of this markup.
pub(in crate::http) fn framed(status: StatusCode, title: &str, markup: &str) -> HttpResponse {
    let title = escaped(title);
    let html = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title} – Jobwright</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n\
         <p class=\"name\">Jobwright</p>\n{markup}</main>\n</body>\n</html>\n"
    );
    HttpResponse::build(status)
        .content_type("text/html; charset=utf-8")
        .insert_header((header::CONTENT_SECURITY_POLICY, POLICY))
        // Nobody else is told of a page, and yet a form says that it is ours: without any referrer its origin would be `null`.
        .insert_header((header::REFERRER_POLICY, "same-origin"))
        .body(html)
}

/// Text that is nothing but text, in an element as in an attribute.
pub(in crate::http) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    use sha2::{Digest, Sha256};

    use super::*;

    #[test]
    fn wb_03_the_policy_lets_in_this_style_and_no_other() {
        let digest = STANDARD.encode(Sha256::digest(STYLE));
        assert!(POLICY.contains(&format!("style-src 'sha256-{digest}';")), "the digest is {digest}");
    }

    #[test]
    fn wb_01_nothing_that_is_written_into_a_page_becomes_markup() {
        assert_eq!(escaped("<b title=\"a\" id='b'>&"), "&lt;b title=&quot;a&quot; id=&#39;b&#39;&gt;&amp;");
    }
}
