//! Invalid settings and the messages for them.

use figment::value::{Dict, Map};
use figment::{Metadata, Profile, Provider};

use super::*;

/// Variables of an environment, without their prefix.
struct Variables(&'static [(&'static str, &'static str)]);

impl Provider for Variables {
    fn metadata(&self) -> Metadata {
        Env::prefixed(PREFIX).metadata()
    }

    fn data(&self) -> Result<Map<Profile, Dict>, Error> {
        let mut root = Value::from(Dict::new());
        for (name, text) in self.0 {
            let name = name.to_lowercase();
            let (section, key) = name.split_once(SEPARATOR).unwrap();
            let Value::Dict(_, sections) = &mut root else { unreachable!() };
            let Value::Dict(_, keys) = sections.entry(section.to_owned()).or_insert(Dict::new().into()) else {
                unreachable!()
            };
            keys.insert(key.to_owned(), text.parse().unwrap());
        }
        Ok(Profile::Default.collect(root.into_dict().unwrap()))
    }
}

fn error_of(toml: &str, variables: Variables) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("jobwright.toml");
    std::fs::write(&file, toml).unwrap();
    let figment = Figment::from(Toml::file_exact(&file)).merge(variables);
    let read = Settings::of(&figment, Some(&file)).and_then(|settings| settings.config());
    let message = read.map(drop).expect_err(toml).to_string();
    message.replace(&format!("{}/", folder.path().display()), "")
}

const SMTP: &str = "[mail]\nprovider = \"smtp\"\nhost = \"mail.example.org\"\nfrom = \"jobs@example.org\"\n";
const MODEL: &str = "provider = \"openai\"\nbase_url = \"http://127.0.0.1/v1\"\nmodel = \"m\"\n";
const BUCKET: &str = "[storage]\nprovider = \"s3\"\nregion = \"r\"\nbucket = \"b\"\naccess_key_id = \"i\"\n";

#[test]
fn a_wrong_value_is_explained_by_its_key_its_place_and_what_it_must_be() {
    for (toml, expected) in [
        (
            "[server]\nport = \"abc\"\n",
            "jobwright.toml, line 2: `port` in [server] is \"abc\"; it must be a whole number from 0 to 65535",
        ),
        (
            "[server]\nport = 70000\n",
            "jobwright.toml, line 2: `port` in [server] is 70000; it must be a whole number from 0 to 65535",
        ),
        (
            "[limits]\nreading = 0\n",
            "jobwright.toml, line 2: `reading` in [limits] is 0; it must be a whole number from 1 to 4294967295",
        ),
        (
            "[worker]\n\nenrichments_at_once = -1\n",
            "jobwright.toml, line 3: `enrichments_at_once` in [worker] is -1; it must be a whole number from 1 to 255",
        ),
        (
            "[server]\nhost = \"localhost\"\n",
            "jobwright.toml, line 2: `host` in [server] is \"localhost\"; it must be an IP address, such as `127.0.0.1`",
        ),
        (
            "server.public_url = \"jobs.example.org\"\n",
            "jobwright.toml, line 1: `public_url` in [server] is \"jobs.example.org\"; it must be an address with its \
             scheme, such as `https://jobs.example.org`",
        ),
        (
            "[server]\ntrusted_proxies = [\"10.0.0.0/8\", \"proxy\"]\n",
            "jobwright.toml, line 2: number 2 of `trusted_proxies` in [server] is \"proxy\"; it must be a network, such \
             as `10.0.0.0/8`",
        ),
        (
            "[server]\nallowed_origins = \"https://jobs.example.org\"\n",
            "jobwright.toml, line 2: `allowed_origins` in [server] is \"https://jobs.example.org\"; it must be a list: \
             values in `[…]`, or sections in `[[…]]`",
        ),
        (
            "[log]\nformat = \"xml\"\n",
            "jobwright.toml, line 2: `format` in [log] is \"xml\"; it must be `text` or `json`",
        ),
        ("[log]\nformat = 3\n", "jobwright.toml, line 2: `format` in [log] is 3; it must be `text` or `json`"),
        (
            "[schedule]\nenabled = \"yes\"\n",
            "jobwright.toml, line 2: `enabled` in [schedule] is \"yes\"; it must be `true` or `false`",
        ),
        (
            "[schedule]\ntime_zone = \"Delhi\"\n",
            "jobwright.toml, line 2: `time_zone` in [schedule] is \"Delhi\"; it must be the name of a time zone, such as \
             `Europe/Berlin`",
        ),
        (
            "[schedule]\ningest = \"whenever\"\n",
            "jobwright.toml, line 2: `ingest` in [schedule] is \"whenever\"; it must be six fields: seconds, minutes, \
             hours, day of month, month, day of week, such as `0 0 22 * * *`",
        ),
        ("data_dir = 5\n", "jobwright.toml, line 1: `data_dir` is 5; it must be a text in quotes"),
        ("server = 8080\n", "jobwright.toml, line 1: `server` is 8080; it must be a section with keys of its own"),
        (
            "[sources]\nname = \"acme\"\n",
            "jobwright.toml, line 1: [sources] is a section; it must be a list: values in `[…]`, or sections in `[[…]]`",
        ),
    ] {
        assert_eq!(error_of(toml, Variables(&[])), expected);
    }
}

#[test]
fn a_wrong_value_is_found_in_a_section_whose_keys_depend_on_its_provider() {
    for (toml, expected) in [
        (
            format!("{SMTP}port = \"abc\"\ntimeout_seconds = 7\n"),
            "jobwright.toml, line 5: `port` in [mail] is \"abc\"; it must be a whole number from 0 to 65535",
        ),
        (
            format!("{SMTP}timeout_seconds = \"abc\"\nport = \"abc\"\n"),
            "jobwright.toml, line 5: `timeout_seconds` in [mail] is \"abc\"; it must be a whole number from 0 to 65535",
        ),
        (
            format!("{SMTP}security = \"ssl\"\n"),
            "jobwright.toml, line 5: `security` in [mail] is \"ssl\"; it must be `starttls`, `tls` or `none`",
        ),
        (
            SMTP.replace("jobs@example.org", "nobody"),
            "jobwright.toml, line 4: `from` in [mail] is \"nobody\": a sender is `Name <name@example.org>`, its address in \
             ASCII (`xn--…` for other domains)",
        ),
        (
            SMTP.replace("smtp", "smpt"),
            "jobwright.toml, line 2: `provider` in [mail] is \"smpt\"; it must be `spool`, `smtp` or `sendgrid`",
        ),
        (
            "[mail]\nprovider = \"smtp\"\nfrom = \"jobs@example.org\"\n".to_owned(),
            "jobwright.toml, line 1: [mail] needs `host`: a text in quotes",
        ),
        (
            "[mail]\nhost = \"mail.example.org\"\n".to_owned(),
            "jobwright.toml, line 1: [mail] needs `provider`: `spool`, `smtp` or `sendgrid`",
        ),
        (
            format!("[embeddings]\ndimensions = \"many\"\n{MODEL}"),
            "jobwright.toml, line 2: `dimensions` in [embeddings] is \"many\"; it must be a whole number, not below 0",
        ),
        (
            format!("{BUCKET}secret_access_key = 12345\n"),
            "jobwright.toml, line 6: `secret_access_key` in [storage] is a number; it must be a text in quotes",
        ),
        (
            "[[social]]\nname = \"a\"\nkind = \"google\"\nclient_id = \"i\"\nclient_secret = \"s\"\n\
             [[social]]\nname = \"b\"\nclient_id = \"i\"\nkind = \"gogle\"\nclient_secret = \"s\"\n"
                .to_owned(),
            "jobwright.toml, line 9: `kind` in [[social]] number 2 is \"gogle\"; it must be `google`, `linkedin`, `github` \
             or `oidc`",
        ),
    ] {
        assert_eq!(error_of(&toml, Variables(&[])), expected);
    }
}

#[test]
fn an_unknown_key_is_named_with_the_one_that_is_meant() {
    for (toml, expected) in [
        (
            "datadir = \"x\"\n",
            "jobwright.toml, line 1: there is no setting or section `datadir`; did you mean `data_dir`?",
        ),
        ("[servers]\n", "jobwright.toml, line 1: there is no setting or section `servers`; did you mean `server`?"),
        (
            "[server]\nprot = 80\n",
            "jobwright.toml, line 2: there is no setting `prot` in [server]; did you mean `port`?",
        ),
        (
            "[log]\nxyz = 80\n",
            "jobwright.toml, line 2: there is no setting `xyz` in [log]; there is `format` or `filter`",
        ),
        (
            &format!("[completions]\ntimeout = 3\n{MODEL}"),
            "jobwright.toml, line 2: there is no setting `timeout` in [completions]; did you mean `timeout_seconds`?",
        ),
        (
            &format!("{BUCKET}secret_access_key = \"k\"\nbuckt = \"b\"\n"),
            "jobwright.toml, line 7: there is no setting `buckt` in [storage]; did you mean `bucket`?",
        ),
        (
            "[storage]\nprovider = \"local\"\ndirectry = \"x\"\n",
            "jobwright.toml, line 3: there is no setting `directry` in [storage]; did you mean `directory`?",
        ),
        (
            "[embeddings]\nprovider = \"local\"\ndirectry = \"x\"\n",
            "jobwright.toml, line 3: there is no setting `directry` in [embeddings]; did you mean `directory`?",
        ),
        (
            "[completions]\nprovider = \"none\"\nmodel = \"m\"\n",
            "jobwright.toml, line 3: there is no setting `model` in [completions]",
        ),
        (
            "[broadcast]\nprovider = \"nats\"\nurl = \"nats://127.0.0.1\"\nprefix = \"a.>\"\n",
            "jobwright.toml, line 4: `prefix` in [broadcast] is \"a.>\": a prefix is 1 to 40 letters, digits, `-` and `_`",
        ),
        (
            "[[social]]\nname = \"google\"\nkind = \"google\"\nclient_id = \"i\"\nclient_secrt = \"k\"\n",
            "jobwright.toml, line 5: there is no setting `client_secrt` in [[social]] number 1; did you mean \
             `client_secret`?",
        ),
    ] {
        assert_eq!(error_of(toml, Variables(&[])), expected);
    }
    assert_eq!(
        error_of(
            "[[sources]]\nname = \"acme\"\nkind = \"greenhouse\"\nboard = \"acme\"\ncompny = \"Acme\"\n",
            Variables(&[])
        ),
        "jobwright.toml, line 1: source `acme`: unknown field `compny`; the fields are `name`, `company`, `kind`, `board`, \
         `base_url`"
    );
}

#[test]
fn a_variable_of_the_environment_is_called_by_its_name() {
    for (variables, expected) in [
        (
            Variables(&[("SERVER__PORT", "abc")]),
            "JOBWRIGHT__SERVER__PORT is \"abc\"; it must be a whole number from 0 to 65535",
        ),
        (
            Variables(&[("SERVER__PROT", "80")]),
            "the variable JOBWRIGHT__SERVER__PROT of the environment names no setting; did you mean \
             JOBWRIGHT__SERVER__PORT?",
        ),
        (
            Variables(&[("MAIL__PASSWORD", "12345")]),
            "JOBWRIGHT__MAIL__PASSWORD is a number; it must be a text in quotes, quotes included: \
             JOBWRIGHT__MAIL__PASSWORD='\"…\"'",
        ),
        (
            Variables(&[("WORKER__LEASE_SECONDS", "0")]),
            "JOBWRIGHT__WORKER__LEASE_SECONDS is 0; it must be a whole number from 1 to 4294967295",
        ),
        (
            Variables(&[("LOG__FILTER", "a=b=c")]),
            "JOBWRIGHT__LOG__FILTER is \"a=b=c\"; it must be a level (`error`, `warn`, `info`, `debug`, `trace`), or \
             several with the module they are for, such as `info,domain_ingestion=debug`",
        ),
    ] {
        assert_eq!(error_of(SMTP, variables), expected);
    }
}

#[test]
fn a_file_that_is_no_toml_is_explained_with_its_line() {
    let message = error_of("[server\nport = 8080\n", Variables(&[]));
    assert!(message.starts_with("jobwright.toml: ") && message.contains("line 1"), "{message}");
}
