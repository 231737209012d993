//! Mail that was kept instead of sent, as a page: for whoever tries the program out on their own machine, and for nobody
//! else.

use std::net::SocketAddr;
use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderMap, HeaderName};
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get};
use domain_model::kernel::address::is_loopback;
use ports::{KeptMail, Mailbox};
use url::Url;

use super::layout::{escaped, framed};
use crate::http::Context;
use crate::http::edge::error::ApiError;

/// Mails on the page.
const NEWEST: usize = 50;
/// What ends a sentence, and not a link in front of it.
const PUNCTUATION: [char; 8] = ['.', ',', ';', ':', '!', '?', ')', '>'];
/// What proxies add to a request.
const BY_A_PROXY: [HeaderName; 4] =
    [header::FORWARDED, header::VIA, header::X_FORWARDED_FOR, HeaderName::from_static("x-real-ip")];

/// The page.
pub(super) fn register(app: &mut ServiceConfig, mailbox: Arc<dyn Mailbox>) {
    app.app_data(Data::from(mailbox)).service(newest);
}

#[get("/mailbox/")]
async fn newest(
    request: HttpRequest,
    context: Data<Context>,
    mailbox: Data<dyn Mailbox>,
) -> Result<HttpResponse, ApiError> {
    if !is_at_this_machine(request.peer_addr(), request.headers()) {
        return Err(ApiError::nothing_here());
    }
    let mails = mailbox.newest(NEWEST).await?;
    Ok(framed(StatusCode::OK, "Mailbox", &markup(&mails, &context.public_url)))
}

/// Does somebody ask who sits at this machine? A proxy beside the server would let everybody in; and a page of somebody
/// else's, whose name leads here (DNS rebinding), is known by that name.
fn is_at_this_machine(peer: Option<SocketAddr>, headers: &HeaderMap) -> bool {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let host = host.and_then(|host| Url::parse(&format!("http://{host}/")).ok());
    let is_meant = host.is_some_and(|url| url.host().is_some_and(|host| is_loopback(&host)));
    let is_direct = !BY_A_PROXY.iter().any(|name| headers.contains_key(name));
    peer.is_some_and(|peer| peer.ip().is_loopback()) && is_meant && is_direct
}

fn markup(mails: &[KeptMail], own: &Url) -> String {
    let which = match mails.len() {
        0 => "There is none yet.".to_owned(),
        NEWEST => format!("These are the newest {NEWEST}."),
        _ => "The newest comes first.".to_owned(),
    };
    let mut html =
        format!("<h1>Mailbox</h1>\n<p class=\"quiet\">Mail is kept on this machine, and sent to nobody. {which}</p>\n");
    for (number, kept) in (1..).zip(mails) {
        html.push_str(&article(number, kept, own));
    }
    html
}

fn article(number: usize, KeptMail { mail, at }: &KeptMail, own: &Url) -> String {
    let subject = if mail.subject.trim().is_empty() { "(without a subject)" } else { &mail.subject };
    let mut html = format!(
        "<article aria-labelledby=\"mail-{number}\">\n<h2 id=\"mail-{number}\">{}</h2>\n<p class=\"quiet\">To {}, <time \
         datetime=\"{}\">{}</time></p>\n",
        escaped(subject),
        escaped(mail.to.as_str()),
        at.format("%Y-%m-%dT%H:%M:%SZ"),
        at.format("%Y-%m-%d %H:%M:%S UTC"),
    );
    for paragraph in mail.text.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty()) {
        let lines: Vec<String> = paragraph.trim_matches('\n').split('\n').map(|line| with_links(line, own)).collect();
        html.push_str(&format!("<p>{}</p>\n", lines.join("<br>\n")));
    }
    html.push_str("</article>\n");
    html
}

/// The line, in which whatever leads to this server can be followed, and nothing else.
fn with_links(line: &str, own: &Url) -> String {
    let word = |word: &str| {
        let link = word.trim_end_matches(PUNCTUATION);
        let is_ours = link.starts_with(own.as_str()) && Url::parse(link).is_ok_and(|url| url.origin() == own.origin());
        if !is_ours {
            return escaped(word);
        }
        let (link, rest) = (escaped(link), escaped(&word[link.len()..]));
        format!("<a href=\"{link}\">{link}</a>{rest}")
    };
    line.split(' ').map(word).collect::<Vec<_>>().join(" ")
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

    fn kept(subject: &str, text: &str) -> KeptMail {
        let to = "ada&'\"@example.org".parse().unwrap();
        let mail = Mail { id: Uuid::from_u128(7), to, subject: subject.to_owned(), text: text.to_owned() };
        KeptMail { mail, at: DateTime::from_timestamp(1_795_281_435, 0).unwrap() }
    }

    #[test]
    fn wb_01_nothing_in_a_mail_becomes_markup() {
        let hostile = "<script>alert(1)</script><img src=x onerror='alert(1)'>\" onclick=\"alert(1)";
        let html = markup(&[kept(hostile, &format!("{hostile}\n\nhttp://127.0.0.1:8080/\"><script>"))], &own());
        assert!(!html.contains("<script") && !html.contains("<img") && !html.contains("\" onclick"), "{html}");
        assert!(html.contains("ada&amp;&#39;&quot;@example.org"), "{html}");
    }

    #[test]
    fn only_what_leads_to_this_server_can_be_followed() {
        for (text, links) in [
            ("Follow http://127.0.0.1:8080/reset?token=a&b=c.", 1),
            ("http://127.0.0.1:8080/), or http://127.0.0.1:8080/x", 2),
            ("http://127.0.0.1:8080@evil.example/", 0),
            ("http://127.0.0.1:80801/ http://127.0.0.1:8080.evil.example/", 0),
            ("https://127.0.0.1:8080/ http://example.org/ javascript:alert(1) //127.0.0.1:8080/", 0),
            ("xhttp://127.0.0.1:8080/", 0),
        ] {
            let html = markup(&[kept("x", text)], &own());
            assert_eq!(html.matches("<a href=\"http://127.0.0.1:8080/").count(), links, "{html}");
            assert_eq!(html.matches("href").count(), links, "{html}");
        }
        let html = with_links("See http://127.0.0.1:8080/reset?token=a&b=c.", &own());
        assert!(html.contains("<a href=\"http://127.0.0.1:8080/reset?token=a&amp;b=c\">"), "{html}");
        assert!(html.ends_with("</a>."), "{html}");
    }

    #[test]
    fn a_page_says_how_many_there_are() {
        assert!(markup(&[], &own()).contains("There is none yet."));
        let full = vec![kept(" ", "x"); NEWEST];
        assert!(markup(&full, &own()).contains("the newest 50"));
        assert!(markup(&full, &own()).contains("(without a subject)"));
    }

    #[test]
    fn whoever_comes_by_another_name_or_by_a_proxy_is_not_at_this_machine() {
        let here: SocketAddr = "127.0.0.1:40000".parse().unwrap();
        let asked = |peer: SocketAddr, headers: &[(&'static str, &'static str)]| {
            let request = headers.iter().fold(TestRequest::default(), |request, header| request.insert_header(*header));
            is_at_this_machine(Some(peer), request.to_http_request().headers())
        };
        for host in ["127.0.0.1:8080", "localhost:8080", "[::1]:8080", "localhost"] {
            assert!(asked(here, &[("host", host)]), "{host}");
        }
        for host in ["evil.example:8080", "localhost.evil.example", "10.0.0.5", "a b", ""] {
            assert!(!asked(here, &[("host", host)]), "{host}");
        }
        for proxy in ["x-forwarded-for", "forwarded", "via", "x-real-ip"] {
            assert!(!asked(here, &[("host", "localhost"), (proxy, "203.0.113.5")]), "{proxy}");
        }
        assert!(!asked(here, &[]), "without a name");
        assert!(!asked("10.0.0.5:40000".parse().unwrap(), &[("host", "localhost")]), "from elsewhere");
    }
}
