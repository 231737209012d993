//! `[mail]`: how mail is sent. Its keys belong to `adapter-mail`; without the section mail is stored in the data
//! directory.

pub use adapter_mail::MailConfig;
use domain_model::kernel::address::is_loopback;
use url::Url;

use super::Config;

impl Config {
    /// Whether the page `/mailbox/` shows the mail that is kept. Only while the server is a trial on one machine: it listens to
    /// this machine alone, and nothing says that others reach it by another way.
    pub fn shows_mailbox(&self) -> bool {
        let is_here =
            |origin: &String| Url::parse(origin).is_ok_and(|url| url.host().is_some_and(|host| is_loopback(&host)));
        matches!(self.mail, MailConfig::Spool { .. })
            && self.server.host.is_loopback()
            && self.server.public_url.is_none()
            && self.server.allowed_origins.iter().all(is_here)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::tests::load;

    #[test]
    fn mail_can_go_by_a_server_whose_password_is_never_printed() {
        let from = "from = \"Jobwright <jobs@example.org>\"\n";
        for way in [
            "provider = \"smtp\"\nhost = \"mail.example.org\"\nusername = \"jobs\"\npassword = \"secret-key\"\n",
            "provider = \"sendgrid\"\napi_key = \"secret-key\"\n",
        ] {
            let config = load(&format!("[mail]\n{way}{from}")).unwrap();
            assert!(!matches!(config.mail, MailConfig::Spool { .. }) && !config.shows_mailbox());
            assert!(!format!("{config:?}").contains("secret-key"));
        }
    }

    #[test]
    fn mail_is_shown_only_where_nobody_else_can_come() {
        for (server, is_shown) in [
            ("", true),
            ("host = \"::1\"\nallowed_origins = [\"http://localhost:5173\"]\n", true),
            ("host = \"0.0.0.0\"\n", false),
            ("host = \"10.0.0.5\"\n", false),
            ("public_url = \"https://jobs.example.org\"\n", false),
            ("public_url = \"http://127.0.0.1:8080\"\n", false),
            ("allowed_origins = [\"http://localhost:5173\", \"https://jobs.example.org\"]\n", false),
        ] {
            assert_eq!(load(&format!("[server]\n{server}")).unwrap().shows_mailbox(), is_shown, "{server}");
        }
    }
}
