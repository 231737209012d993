//! The settings as they were written, and the diagnosis of an invalid one.
//!
//! Deserialization errors report Rust types, and inside a section with a `provider` not even the key. So the diagnosis
//! works by substitution: the key whose removal changes the error is the invalid one, and the error for a substitute
//! value shows what is expected there. The file is parsed once more only to find the line.

use std::path::{Path, PathBuf};

use figment::Figment;
use figment::error::{Error, Kind};
use figment::providers::{Env, Format, Toml};
use figment::value::Value;
use serde::Deserialize;
use toml_edit::{ImDocument, Item, TableLike};

use super::Config;
use super::error::{ConfigError, TEXT, Unusable, alternatives, expectation, nearest};
use super::secrets::{self, Secret};

/// How variables of the environment begin that are settings.
pub(super) const PREFIX: &str = "JOBWRIGHT__";
/// Between the keys of a path in a variable's name.
pub(super) const SEPARATOR: &str = "__";
/// The key that decides which other keys a section has.
const TAG: &str = "provider";
/// What is said of a value that may be a secret.
const NOT_SHOWN: &str = "not usable (it is a secret and not shown)";
/// Longer values are shortened.
const MAX_SHOWN_CHARS: usize = 60;

/// The settings as they were written.
pub(super) struct Settings {
    figment: Figment,
    root: Value,
    file: Option<PathBuf>,
}

impl Settings {
    /// Reads the file and the directory of secrets, where there are any, and the environment.
    pub(super) fn read(file: Option<&Path>, directory: Option<&Path>) -> Result<Self, ConfigError> {
        let mut figment = file.map_or_else(Figment::new, |file| Figment::from(Toml::file_exact(file)));
        for secret in directory.map(Secret::read_all).transpose()?.unwrap_or_default() {
            figment = figment.merge(secret);
        }
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
                let path = error_path(&self.root, path, &kind);
                // Our own rules explain themselves: those for a whole section …
                if let (Kind::Message(rule), Some(Value::Dict(..))) = (&kind, at(&self.root, &path)) {
                    return self.at(&path, rule.clone());
                }
                let expected = expected_at(&self.root, &path).or_else(|| reported(&kind));
                match (kind, expected) {
                    // … and those for a text.
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

    /// "`port` in \[server\] is "abc"".
    fn setting_and_value(&self, path: &[String]) -> String {
        let name = self.variable(path).unwrap_or_else(|| setting_name(&self.root, path));
        let value = match at(&self.root, path) {
            None => "missing".to_owned(),
            Some(_) if self.secret(path).is_some() => NOT_SHOWN.to_owned(),
            Some(value) => shown(path, value),
        };
        format!("{name} is {value}")
    }

    /// The variable of the environment that this value comes from.
    fn variable(&self, path: &[String]) -> Option<String> {
        let metadata = self.figment.get_metadata(at(&self.root, path)?.tag())?;
        metadata.name.contains("environment").then(|| variable_name(path))
    }

    /// The file of a secret that this value comes from.
    fn secret(&self, path: &[String]) -> Option<&Path> {
        let metadata = self.figment.get_metadata(at(&self.root, path)?.tag())?;
        metadata.source.as_ref().filter(|_| metadata.name == secrets::NAME)?.file_path()
    }

    /// The text, and before it where to look.
    fn at(&self, path: &[String], text: String) -> ConfigError {
        if let Some(secret) = self.secret(path) {
            return ConfigError::new(format!("{}: {text}", secret.display()));
        }
        let Some(file) = self.file.as_ref().filter(|_| self.variable(path).is_none()) else {
            return ConfigError::new(text);
        };
        let line = std::fs::read_to_string(file).ok().and_then(|toml| line_of(&toml, path));
        let line = line.map(|line| format!(", line {line}")).unwrap_or_default();
        ConfigError::new(format!("{}{line}: {text}", file.display()))
    }
}

/// The path of the value that causes this error, which was reported for `path`.
fn error_path(root: &Value, mut path: Vec<String>, kind: &Kind) -> Vec<String> {
    loop {
        // In other sections errors are reported for the key itself.
        let Some(Value::Dict(_, keys)) = at(root, &path).filter(|value| value.find_ref(TAG).is_some()) else {
            return path;
        };
        let (tags, keys): (Vec<&String>, Vec<&String>) = keys.keys().partition(|key| *key == TAG);
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
        let is_there = error_path(&changed, error.path, &error.kind) == path;
        match error.kind {
            Kind::UnknownVariant(_, names) if is_there => Some(alternatives(names)),
            Kind::InvalidType(_, expecting) if is_there => Some(expectation(&expecting)),
            _ => None,
        }
    })
}

/// What the error itself says is expected.
fn reported(kind: &Kind) -> Option<String> {
    match kind {
        Kind::InvalidType(_, expecting) | Kind::InvalidValue(_, expecting) => Some(expectation(expecting)),
        Kind::UnknownVariant(_, names) => Some(alternatives(names)),
        _ => None,
    }
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

/// "\[server\]", "\[\[sources\]\] number 2".
fn section_name(root: &Value, section: &[String]) -> String {
    match section {
        [] => "the configuration".to_owned(),
        [name, index] if matches!(at(root, &section[..1]), Some(Value::Array(..))) => {
            format!("[[{name}]] number {}", index.parse::<usize>().map_or(0, |index| index + 1))
        }
        section => format!("[{}]", section.join(".")),
    }
}

/// "`port` in \[server\]", "`data_dir`", "number 2 of `allowed_origins` in \[server\]".
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
        _ if is_secret => NOT_SHOWN.to_owned(),
        Value::String(_, text) if text.chars().count() > MAX_SHOWN_CHARS => {
            format!("{:?}…", text.chars().take(MAX_SHOWN_CHARS).collect::<String>())
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
mod tests;
