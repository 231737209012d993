//! The settings as they were written, and the explanation of what is wrong with one of them.
//!
//! Deserialization reports Rust types, and inside a section with a `provider` not even the key. So the cause is found by
//! trying: the key whose removal changes the error is the one that is wrong, and what is expected there shows when another
//! value stands in for it. The file is parsed once more only to find the line.

use std::path::{Path, PathBuf};

use figment::Figment;
use figment::error::{Error, Kind};
use figment::providers::{Env, Format, Toml};
use figment::value::Value;
use serde::Deserialize;
use toml_edit::{ImDocument, Item, TableLike};

use super::Config;
use super::error::{ConfigError, TEXT, Unusable, alternatives, expectation, nearest};

/// How variables of the environment begin that are settings.
const PREFIX: &str = "JOBWRIGHT__";
/// Between the keys of a path in a variable's name.
const SEPARATOR: &str = "__";
/// Keys that decide which other keys a section has.
const TAGS: [&str; 2] = ["provider", "kind"];
/// Longer values are shortened.
const LONGEST_SHOWN: usize = 60;

/// The settings as they were written.
pub(super) struct Settings {
    figment: Figment,
    root: Value,
    file: Option<PathBuf>,
}

impl Settings {
    /// Reads the file, if there is one, and the environment.
    pub(super) fn read(file: Option<&Path>) -> Result<Self, ConfigError> {
        let figment = file.map_or_else(Figment::new, |file| Figment::from(Toml::file_exact(file)));
        Self::of(&figment.merge(Env::prefixed(PREFIX).split(SEPARATOR)), file)
    }

    fn of(figment: &Figment, file: Option<&Path>) -> Result<Self, ConfigError> {
        let root = figment.find_value("").map_err(|error| {
            let file = file.map(|file| format!("{}: ", file.display())).unwrap_or_default();
            ConfigError::new(format!("{file}{}", error.kind))
        })?;
        Ok(Self { figment: figment.clone(), root, file: file.map(Path::to_owned) })
    }

    /// The configuration they make.
    pub(super) fn config(&self) -> Result<Config, ConfigError> {
        let config = Config::deserialize(&self.root).map_err(|error| self.explain(error))?;
        config.check().map_err(|Unusable { path, expected }| self.unusable(&path, &expected))?;
        Ok(config)
    }

    fn explain(&self, error: Error) -> ConfigError {
        let mut path = error.path;
        match error.kind {
            Kind::UnknownField(name, known) => {
                if path.last() != Some(&name) {
                    path.push(name);
                }
                self.unknown(&path, known)
            }
            Kind::MissingField(name) => {
                let section = path.clone();
                path.push(name.into_owned());
                let expected = expected_at(&self.root, &path);
                let what = expected.map(|expected| format!(": {expected}")).unwrap_or_default();
                let key = path.last().expect("it was just added");
                self.at(&section, format!("{} needs `{key}`{what}", section_name(&self.root, &section)))
            }
            kind => {
                let path = culprit(&self.root, path, &kind);
                let expected = expected_at(&self.root, &path);
                match (kind, expected) {
                    // Our own rules for texts explain themselves.
                    (Kind::Message(rule), Some(expected)) if expected == TEXT => {
                        let rule = rule.trim_start_matches("invalid: ");
                        self.at(&path, format!("{}: {rule}", self.setting_and_value(&path)))
                    }
                    (_, Some(expected)) => self.unusable(&path, &expected),
                    (kind, None) => self.at(&path, format!("{}: {kind}", self.setting_and_value(&path))),
                }
            }
        }
    }

    fn unknown(&self, path: &[String], known: &[&str]) -> ConfigError {
        let (name, section) = path.split_last().expect("an unknown key has a name");
        let variable = self.variable(path);
        let problem = match &variable {
            Some(variable) => format!("the variable {variable} of the environment names no setting"),
            None if section.is_empty() => format!("there is no setting or section `{name}`"),
            None => format!("there is no setting `{name}` in {}", section_name(&self.root, section)),
        };
        let advice = match nearest(name, known) {
            Some(near) if variable.is_some() => {
                format!("; did you mean {}?", variable_name(&[section, &[near.to_owned()]].concat()))
            }
            Some(near) => format!("; did you mean `{near}`?"),
            None if known.is_empty() => String::new(),
            None => format!("; there is {}", alternatives(known)),
        };
        self.at(path, format!("{problem}{advice}"))
    }

    fn unusable(&self, path: &[String], expected: &str) -> ConfigError {
        let mut text = format!("{}; it must be {expected}", self.setting_and_value(path));
        // In the environment a number is a number, unless it is quoted.
        if expected == TEXT
            && let (Some(variable), Some(Value::Num(..))) = (self.variable(path), at(&self.root, path))
        {
            text.push_str(&format!(", quotes included: {variable}='\"…\"'"));
        }
        self.at(path, text)
    }

    /// "`port` in [server] is "abc"".
    fn setting_and_value(&self, path: &[String]) -> String {
        let name = self.variable(path).unwrap_or_else(|| setting_name(&self.root, path));
        let value = at(&self.root, path).map_or_else(|| "missing".to_owned(), |value| shown(path, value));
        format!("{name} is {value}")
    }

    /// The variable of the environment that this value comes from.
    fn variable(&self, path: &[String]) -> Option<String> {
        let metadata = self.figment.get_metadata(at(&self.root, path)?.tag())?;
        metadata.name.contains("environment").then(|| variable_name(path))
    }

    /// The text, and before it where in the file to look.
    fn at(&self, path: &[String], text: String) -> ConfigError {
        let Some(file) = self.file.as_ref().filter(|_| self.variable(path).is_none()) else {
            return ConfigError::new(text);
        };
        let line = std::fs::read_to_string(file).ok().and_then(|toml| line_of(&toml, path));
        let line = line.map(|line| format!(", line {line}")).unwrap_or_default();
        ConfigError::new(format!("{}{line}: {text}", file.display()))
    }
}

/// The path of the value that causes this error, which was reported for `path`.
fn culprit(root: &Value, mut path: Vec<String>, kind: &Kind) -> Vec<String> {
    loop {
        let Some(Value::Dict(_, keys)) = at(root, &path) else { return path };
        let (tags, keys): (Vec<&String>, Vec<&String>) = keys.keys().partition(|key| TAGS.contains(&key.as_str()));
        let mut rest = root.clone();
        let found = keys.into_iter().chain(tags).find(|key| {
            if let Some(Value::Dict(_, section)) = at_mut(&mut rest, &path) {
                section.remove(*key);
            }
            Config::deserialize(&rest).map_err(|error| error.kind).err().as_ref() != Some(kind)
        });
        let Some(key) = found.cloned() else { return path };
        path.push(key);
    }
}

/// What is expected at this path, in words: from what is said about values that stand in for it.
fn expected_at(root: &Value, path: &[String]) -> Option<String> {
    let (key, section) = path.split_last()?;
    let stand_ins = [Value::from("\u{1}"), Value::from(true), Value::from(Vec::<Value>::new())];
    stand_ins.into_iter().find_map(|stand_in| {
        let mut changed = root.clone();
        match at_mut(&mut changed, section)? {
            Value::Dict(_, section) => drop(section.insert(key.clone(), stand_in)),
            Value::Array(_, entries) => *entries.get_mut(key.parse::<usize>().ok()?)? = stand_in,
            _ => return None,
        }
        let error = Config::deserialize(&changed).err()?;
        let is_there = culprit(&changed, error.path, &error.kind) == path;
        match error.kind {
            Kind::UnknownVariant(_, names) if is_there => Some(alternatives(names)),
            Kind::InvalidType(_, expecting) if is_there => Some(expectation(&expecting)),
            _ => None,
        }
    })
}

fn at<'a>(root: &'a Value, path: &[String]) -> Option<&'a Value> {
    path.iter().try_fold(root, |value, key| match value {
        Value::Dict(_, section) => section.get(key),
        Value::Array(_, entries) => entries.get(key.parse::<usize>().ok()?),
        _ => None,
    })
}

fn at_mut<'a>(root: &'a mut Value, path: &[String]) -> Option<&'a mut Value> {
    path.iter().try_fold(root, |value, key| match value {
        Value::Dict(_, section) => section.get_mut(key),
        Value::Array(_, entries) => entries.get_mut(key.parse::<usize>().ok()?),
        _ => None,
    })
}

fn variable_name(path: &[String]) -> String {
    format!("{PREFIX}{}", path.join(SEPARATOR).to_ascii_uppercase())
}

/// "[server]", "[[sources]] number 2".
fn section_name(root: &Value, section: &[String]) -> String {
    match section {
        [] => "the configuration".to_owned(),
        [name, index] if matches!(at(root, &section[..1]), Some(Value::Array(..))) => {
            format!("[[{name}]] number {}", index.parse::<usize>().map_or(0, |index| index + 1))
        }
        section => format!("[{}]", section.join(".")),
    }
}

/// "`port` in [server]", "`data_dir`", "number 2 of `allowed_origins` in [server]".
fn setting_name(root: &Value, path: &[String]) -> String {
    let Some((key, section)) = path.split_last() else { return section_name(root, path) };
    let is_entry = matches!(at(root, section), Some(Value::Array(..)));
    let is_section = matches!(at(root, path), Some(Value::Dict(..)));
    match key.parse::<usize>() {
        Ok(index) if is_entry && !is_section => format!("number {} of {}", index + 1, setting_name(root, section)),
        _ if is_section => section_name(root, path),
        _ if section.is_empty() => format!("`{key}`"),
        _ => format!("`{key}` in {}", section_name(root, section)),
    }
}

/// The value as it was written, unless it may be a secret.
fn shown(path: &[String], value: &Value) -> String {
    let is_secret = path.iter().rev().find(|key| key.parse::<usize>().is_err()).is_some_and(|key| {
        let has_password = matches!(path[0].as_str(), "database" | "broadcast") && key.ends_with("url");
        has_password || ["secret", "password", "key", "token"].iter().any(|word| key.contains(word))
    });
    match value {
        Value::Dict(..) => "a section".to_owned(),
        Value::Array(..) => "a list".to_owned(),
        Value::Num(..) if is_secret => "a number".to_owned(),
        _ if is_secret => "not usable (it is a secret and not shown)".to_owned(),
        Value::String(_, text) if text.chars().count() > LONGEST_SHOWN => {
            format!("{:?}…", text.chars().take(LONGEST_SHOWN).collect::<String>())
        }
        Value::String(_, text) => format!("{text:?}"),
        Value::Char(_, c) => format!("\"{c}\""),
        Value::Bool(_, is) => is.to_string(),
        Value::Num(_, number) => match number.to_i128() {
            Some(whole) => whole.to_string(),
            None => number.to_f64().unwrap_or_default().to_string(),
        },
        Value::Empty(..) => "empty".to_owned(),
    }
}

/// The line of the file on which the setting stands, or else the section around it.
fn line_of(toml: &str, path: &[String]) -> Option<usize> {
    let document = ImDocument::parse(toml).ok()?;
    let before = toml.get(..start_of(document.as_table(), path)?)?;
    Some(before.matches('\n').count() + 1)
}

fn start_of(table: &dyn TableLike, path: &[String]) -> Option<usize> {
    let (first, rest) = path.split_first()?;
    let (key, item) = table.get_key_value(first)?;
    let inside = match item {
        Item::ArrayOfTables(tables) => rest.split_first().and_then(|(index, rest)| {
            let table = tables.get(index.parse().ok()?)?;
            start_of(table, rest).or_else(|| Some(table.span()?.start))
        }),
        item => item.as_table_like().and_then(|table| start_of(table, rest)),
    };
    inside.or_else(|| Some(key.span()?.start))
}

#[cfg(test)]
mod tests {
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

    fn told(toml: &str, variables: Variables) -> String {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("jobwright.toml");
        std::fs::write(&file, toml).unwrap();
        let figment = Figment::from(Toml::file_exact(&file)).merge(variables);
        let read = Settings::of(&figment, Some(&file)).and_then(|settings| settings.config());
        let told = read.map(drop).expect_err(toml).to_string();
        told.replace(&format!("{}/", folder.path().display()), "")
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
            assert_eq!(told(toml, Variables(&[])), expected);
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
                "jobwright.toml, line 6: `port` in [mail] is \"abc\"; it must be a whole number from 0 to 65535",
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
            assert_eq!(told(&toml, Variables(&[])), expected);
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
            assert_eq!(told(toml, Variables(&[])), expected);
        }
        let source = "[[sources]]\nname = \"acme\"\nkind = \"greenhouse\"\nboard = \"acme\"\ncompny = \"Acme\"\n";
        let told = told(source, Variables(&[]));
        assert!(
            told.starts_with("jobwright.toml, line 5: there is no setting `compny` in [[sources]] number 1"),
            "{told}"
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
            assert_eq!(told(SMTP, variables), expected);
        }
    }

    #[test]
    fn a_file_that_is_no_toml_is_explained_with_its_line() {
        let told = told("[server\nport = 8080\n", Variables(&[]));
        assert!(told.starts_with("jobwright.toml: ") && told.contains("line 1"), "{told}");
    }
}
