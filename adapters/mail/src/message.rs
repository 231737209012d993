//! Formats and parses mail as RFC 5322 messages.

use std::time::SystemTime;

use chrono::{DateTime, Utc};
use domain_model::identity::account::EmailAddress;
use lettre::message::Mailbox;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::{Address, Message};
use mail_parser::MessageParser;
use ports::{Mail, PortError, PortResult, StoredMail};
use url::Host;
use uuid::Uuid;

use crate::config::Sender;

/// The header that keeps auto-responders from replying (RFC 3834).
pub(crate) const AUTO_SUBMITTED: (&str, &str) = ("Auto-Submitted", "auto-generated");

/// The complete message.
pub(crate) fn write(mail: &Mail, from: &Sender, at: DateTime<Utc>) -> PortResult<Message> {
    let automatic = HeaderName::new_from_ascii_str(AUTO_SUBMITTED.0);
    Message::builder()
        .date(SystemTime::from(at))
        .message_id(Some(message_id(mail, from)))
        .from(from.mailbox().clone())
        .to(Mailbox::new(None, recipient(&mail.to)?))
        .subject(subject(mail))
        .raw_header(HeaderValue::new(automatic, AUTO_SUBMITTED.1.to_owned()))
        .header(ContentType::TEXT_PLAIN)
        .body(text(mail))
        // The error may quote the mail.
        .map_err(|_| PortError::invalid("the mail cannot be written as a message"))
}

/// The `Message-ID`, which is the same for the same mail.
pub(crate) fn message_id(mail: &Mail, from: &Sender) -> String {
    format!("<{}@{}>", mail.id, from.domain())
}

/// The subject as one line: line breaks, which would start another header, become spaces.
pub(crate) fn subject(mail: &Mail) -> String {
    mail.subject.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// The text with uniform line ends.
pub(crate) fn text(mail: &Mail) -> String {
    mail.text.replace("\r\n", "\n").replace('\r', "\n")
}

/// The recipient with its domain in ASCII; the local part stays as written.
pub(crate) fn recipient(to: &EmailAddress) -> PortResult<Address> {
    let (mailbox, domain) = to.as_str().rsplit_once('@').unwrap_or_default();
    let domain = Host::parse(domain).ok();
    let address = domain.and_then(|domain| Address::new(mailbox, domain.to_string()).ok());
    address.ok_or_else(|| PortError::invalid("no mail can be sent to this address"))
}

/// Parses a message of [`write()`]. `None` for anything else.
pub(crate) fn read(bytes: &[u8]) -> Option<StoredMail> {
    let message = MessageParser::default().parse(bytes)?;
    let id = Uuid::parse_str(message.message_id()?.split('@').next()?).ok()?;
    let to = message.to()?.first()?.address()?.parse().ok()?;
    let at = DateTime::from_timestamp(message.date()?.to_timestamp(), 0)?;
    let text = message.body_text(0)?.replace("\r\n", "\n");
    Some(StoredMail { mail: Mail { id, to, subject: message.subject().unwrap_or_default().to_owned(), text }, at })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mail(to: &str, subject: &str, text: &str) -> Mail {
        Mail { id: Uuid::from_u128(7), to: to.parse().unwrap(), subject: subject.to_owned(), text: text.to_owned() }
    }

    fn written(mail: &Mail) -> String {
        let from = Sender::try_from("Jobwright Zürich <jobs@example.org>".to_owned()).unwrap();
        let at = DateTime::from_timestamp(1_795_281_435, 0).unwrap();
        String::from_utf8(write(mail, &from, at).unwrap().formatted()).unwrap()
    }

    /// The values of a header, unfolded.
    fn header<'a>(message: &'a str, name: &str) -> Vec<&'a str> {
        let (head, _) = message.split_once("\r\n\r\n").unwrap();
        head.split("\r\n").filter_map(|line| line.strip_prefix(name)?.strip_prefix(": ")).collect()
    }

    #[test]
    fn a_message_has_the_headers_of_automatic_mail() {
        let message = written(&mail("ada@example.org", "Welcome", "Hello.\nBye.\n"));
        for (name, value) in [
            ("Date", "Sat, 21 Nov 2026 17:17:15 +0000"),
            ("Message-ID", "<00000000-0000-0000-0000-000000000007@example.org>"),
            ("To", "ada@example.org"),
            ("Subject", "Welcome"),
            ("Auto-Submitted", "auto-generated"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "7bit"),
        ] {
            assert_eq!(header(&message, name), [value], "{message}");
        }
        assert!(message.ends_with("\r\n\r\nHello.\r\nBye.\r\n"), "{message}");
    }

    #[test]
    fn the_same_mail_has_the_same_message_id_whenever_it_is_sent() {
        let (from, mail) = (Sender::local(), mail("ada@example.org", "Welcome", "Hello."));
        let sent_at = |seconds| {
            let message = write(&mail, &from, DateTime::from_timestamp(seconds, 0).unwrap()).unwrap().formatted();
            header(&String::from_utf8(message).unwrap(), "Message-ID")[0].to_owned()
        };
        assert_eq!(sent_at(1), sent_at(1_000_000));
    }

    #[test]
    fn line_breaks_in_a_subject_start_no_header() {
        for end in ["\r\n", "\n", "\r", "\u{85}", "\0"] {
            let message = written(&mail("ada@example.org", &format!("Hi{end}Bcc: eve@example.org{end}{end}Text"), "x"));
            let (head, _) = message.split_once("\r\n\r\n").unwrap();
            assert!(!head.contains("\nBcc") && !head.contains("\rBcc"), "{message}");
            assert_eq!(read(message.as_bytes()).unwrap().mail.subject.replace(' ', ""), "HiBcc:eve@example.orgText");
        }
    }

    #[test]
    fn an_ambiguous_address_is_refused() {
        for to in ["a,b@example.org", "<ada@example.org", "ada(x)@example.org", "ada@exa_m ple", "\"ada@example.org"] {
            let Ok(to) = to.parse::<EmailAddress>() else { continue };
            let refused = recipient(&to).unwrap_err().to_string();
            assert_eq!(refused, "invalid: no mail can be sent to this address");
        }
    }

    #[test]
    fn non_ascii_text_survives_encoding_and_parsing() {
        let subject = "Žofie, your interview at Müller & Søn — 面接 🎉 ".repeat(4).trim().to_owned();
        let text = format!("Grüße\n\n.\n..leading dots\n{}\nFrom here on: 面接\n", "long ".repeat(600));
        let mail = mail("ada@müller.example", &subject, &text);
        let message = written(&mail);
        assert!(message.is_ascii(), "{message}");
        assert!(message.split("\r\n").all(|line| line.len() <= 78 && !line.contains(['\r', '\n'])), "{message}");
        assert!(message.contains("ada@xn--mller-kva.example"), "{message}");
        let back = read(message.as_bytes()).unwrap();
        assert_eq!((back.mail.id, back.mail.subject, back.mail.text), (mail.id, subject, text));
        assert_eq!(back.at.timestamp(), 1_795_281_435);
    }

    #[test]
    fn long_lines_and_mixed_line_ends_are_normalised() {
        let message = written(&mail("ada@example.org", "x", &format!("a\rb\r\nc\n{}\n", "x".repeat(2000))));
        assert!(message.split("\r\n").all(|line| line.len() <= 998 && !line.contains(['\r', '\n'])), "{message}");
        let text = read(message.as_bytes()).unwrap().mail.text;
        assert_eq!(text, format!("a\nb\nc\n{}\n", "x".repeat(2000)));
    }

    #[test]
    fn foreign_messages_are_not_parsed() {
        for bytes in ["", "no mail", "Subject: x\r\n\r\ny", "Message-ID: <1@x>\r\nTo: a@b\r\n\r\nx", "\0\u{7f}"] {
            assert!(read(bytes.as_bytes()).is_none(), "{bytes:?}");
        }
    }
}
