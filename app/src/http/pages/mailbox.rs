//! The mailbox page: shows stored mail on a trial installation, to clients on the same machine only.

use std::net::SocketAddr;
use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderMap, HeaderName};
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get};
use domain_model::kernel::address::is_loopback;
use maud::{Markup, html};
use ports::{Mailbox, StoredMail};
use url::Url;

use super::layout::document;
use crate::http::Context;
use crate::http::edge::error::ApiError;

/// The number of mails on the page.
const NEWEST: usize = 50;
/// Punctuation that ends a sentence instead of a link.
const PUNCTUATION: [char; 8] = ['.', ',', ';', ':', '!', '?', ')', '>'];
/// Headers that proxies add.
const PROXY_HEADERS: [HeaderName; 4] =
    [header::FORWARDED, header::VIA, header::X_FORWARDED_FOR, HeaderName::from_static("x-real-ip")];

/// Registers the page.
pub(super) fn register(app: &mut ServiceConfig, mailbox: Arc<dyn Mailbox>) {
    app.app_data(Data::from(mailbox)).service(newest);
}

#[get("/mailbox/")]
async fn newest(
    request: HttpRequest,
    context: Data<Context>,
    mailbox: Data<dyn Mailbox>,
) -> Result<HttpResponse, ApiError> {
    if !is_local_client(request.peer_addr(), request.headers()) {
        return Err(ApiError::nothing_here());
    }
    let mails = mailbox.newest(NEWEST).await?;
    Ok(document(StatusCode::OK, "Mailbox", &view(&mails, &context.public_url)))
}

/// Whether the client is on this machine. Refuses requests of a local proxy, which may come from any client, and requests
/// with another host name, which may come from a page of another site (DNS rebinding).
fn is_local_client(peer: Option<SocketAddr>, headers: &HeaderMap) -> bool {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let host = host.and_then(|host| Url::parse(&format!("http://{host}/")).ok());
    let is_meant = host.is_some_and(|url| url.host().is_some_and(|host| is_loopback(&host)));
    let is_direct = !PROXY_HEADERS.iter().any(|name| headers.contains_key(name));
    peer.is_some_and(|peer| peer.ip().is_loopback()) && is_meant && is_direct
}

fn view(mails: &[StoredMail], own: &Url) -> Markup {
    let which = match mails.len() {
        0 => "There is none yet.".to_owned(),
        NEWEST => format!("These are the newest {NEWEST}."),
        _ => "The newest comes first.".to_owned(),
    };
    html! {
        h1 { "Mailbox" }
        p.quiet { "Mail is kept on this machine and sent to nobody. " (which) }
        @for (number, kept) in (1..).zip(mails) {
            (article(number, kept, own))
        }
    }
}

fn article(number: usize, StoredMail { mail, at }: &StoredMail, own: &Url) -> Markup {
    let id = format!("mail-{number}");
    let subject = if mail.subject.trim().is_empty() { "(without a subject)" } else { &mail.subject };
    let paragraphs = mail.text.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty());
    html! {
        article aria-labelledby=(id) {
            h2 id=(id) { (subject) }
            p.quiet {
                "To " (mail.to.as_str()) ", "
                time datetime=(at.format("%Y-%m-%dT%H:%M:%SZ")) { (at.format("%Y-%m-%d %H:%M:%S UTC")) }
            }
            @for paragraph in paragraphs {
                p {
                    @for (n, line) in paragraph.trim_matches('\n').split('\n').enumerate() {
                        @if n > 0 { br; }
                        (with_links(line, own))
                    }
                }
            }
        }
    }
}

/// The line, with links to this server made clickable, and no others.
fn with_links(line: &str, own: &Url) -> Markup {
    html! {
        @for (n, word) in line.split(' ').enumerate() {
            @if n > 0 { " " }
            (linked(word, own))
        }
    }
}

fn linked(word: &str, own: &Url) -> Markup {
    let link = word.trim_end_matches(PUNCTUATION);
    let is_ours = link.starts_with(own.as_str()) && Url::parse(link).is_ok_and(|url| url.origin() == own.origin());
    if !is_ours {
        return html! { (word) };
    }
    html! { a href=(link) { (link) } (word[link.len()..]) }
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;
    use chrono::DateTime;
    use ports::Mail;
    use uuid::Uuid;

    use super::*;

    fn own() -> Url {
        Url::parse("http://127.0.0.1:8080/").unwrap()
    }

    fn stored(subject: &str, text: &str) -> StoredMail {
        let to = "ada&'\"@example.org".parse().unwrap();
        let mail = Mail { id: Uuid::from_u128(7), to, subject: subject.to_owned(), text: text.to_owned() };
        StoredMail { mail, at: DateTime::from_timestamp(1_795_281_435, 0).unwrap() }
    }

    #[test]
    fn wb_01_nothing_in_a_mail_becomes_markup() {
        let hostile = "<script>alert(1)</script><img src=x onerror='alert(1)'>\" onclick=\"alert(1)";
        let html =
            view(&[stored(hostile, &format!("{hostile}\n\nhttp://127.0.0.1:8080/\"><script>"))], &own()).into_string();
        assert!(!html.contains("<script") && !html.contains("<img") && !html.contains("\" onclick"), "{html}");
        assert!(html.contains("ada&amp;'&quot;@example.org"), "{html}");
    }

    #[test]
    fn only_links_to_this_server_are_clickable() {
        for (text, links) in [
            ("Follow http://127.0.0.1:8080/reset?token=a&b=c.", 1),
            ("http://127.0.0.1:8080/), or http://127.0.0.1:8080/x", 2),
            ("http://127.0.0.1:8080@evil.example/", 0),
            ("http://127.0.0.1:80801/ http://127.0.0.1:8080.evil.example/", 0),
            ("https://127.0.0.1:8080/ http://example.org/ javascript:alert(1) //127.0.0.1:8080/", 0),
            ("xhttp://127.0.0.1:8080/", 0),
        ] {
            let html = view(&[stored("x", text)], &own()).into_string();
            assert_eq!(html.matches("<a href=\"http://127.0.0.1:8080/").count(), links, "{html}");
            assert_eq!(html.matches("href").count(), links, "{html}");
        }
        let html = with_links("See http://127.0.0.1:8080/reset?token=a&b=c.", &own()).into_string();
        assert!(html.contains("<a href=\"http://127.0.0.1:8080/reset?token=a&amp;b=c\">"), "{html}");
        assert!(html.ends_with("</a>."), "{html}");
    }

    #[test]
    fn a_page_says_how_many_there_are() {
        assert!(view(&[], &own()).into_string().contains("There is none yet."));
        let full = vec![stored(" ", "x"); NEWEST];
        assert!(view(&full, &own()).into_string().contains("the newest 50"));
        assert!(view(&full, &own()).into_string().contains("(without a subject)"));
    }

    #[test]
    fn a_request_with_another_host_name_or_by_a_proxy_is_not_local() {
        let here: SocketAddr = "127.0.0.1:40000".parse().unwrap();
        let is_local = |peer: SocketAddr, headers: &[(&'static str, &'static str)]| {
            let request = headers.iter().fold(TestRequest::default(), |request, header| request.insert_header(*header));
            is_local_client(Some(peer), request.to_http_request().headers())
        };
        for host in ["127.0.0.1:8080", "localhost:8080", "[::1]:8080", "localhost"] {
            assert!(is_local(here, &[("host", host)]), "{host}");
        }
        for host in ["evil.example:8080", "localhost.evil.example", "10.0.0.5", "a b", ""] {
            assert!(!is_local(here, &[("host", host)]), "{host}");
        }
        for proxy in ["x-forwarded-for", "forwarded", "via", "x-real-ip"] {
            assert!(!is_local(here, &[("host", "localhost"), (proxy, "203.0.113.5")]), "{proxy}");
        }
        assert!(!is_local(here, &[]), "without a name");
        assert!(!is_local("10.0.0.5:40000".parse().unwrap(), &[("host", "localhost")]), "from elsewhere");
    }
}
