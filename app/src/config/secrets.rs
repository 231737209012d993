//! Settings in a directory of their own, one file each: what secret stores of containers, systemd and Kubernetes mount.
//!
//! A file is named as the variable of the environment it stands for, and its whole content is the value, always a text. Files
//! with other names are other programs'.

use std::path::{Path, PathBuf};

use figment::error::Error;
use figment::util::nest;
use figment::value::{Dict, Map, Value};
use figment::{Metadata, Profile, Provider};

use super::error::ConfigError;
use super::settings::{PREFIX, SEPARATOR};

/// What settings know such a source by.
pub(super) const NAME: &str = "secret";

/// The value of one setting, and the file it comes from.
pub(super) struct Secret {
    file: PathBuf,
    key: String,
    text: String,
}

impl Secret {
    /// Every setting of the directory, in order of the names.
    pub(super) fn read_all(directory: &Path) -> Result<Vec<Self>, ConfigError> {
        let unreadable =
            |error| ConfigError::new(format!("cannot read the secrets in `{}`: {error}", directory.display()));
        let entries =
            std::fs::read_dir(directory).and_then(Iterator::collect::<Result<Vec<_>, _>>).map_err(unreadable)?;
        let mut names: Vec<String> =
            entries.into_iter().filter_map(|entry| entry.file_name().into_string().ok()).collect();
        names.sort_unstable();
        let named = names.iter().filter_map(|name| Some((directory.join(name), name.strip_prefix(PREFIX)?)));
        named.map(|(file, name)| Self::read(file, name)).collect()
    }

    fn read(file: PathBuf, name: &str) -> Result<Self, ConfigError> {
        let text = std::fs::read_to_string(&file)
            .map_err(|error| ConfigError::new(format!("cannot read the secret `{}`: {error}", file.display())))?;
        // Editors and `echo` end a file with a line break, which is part of no secret.
        let text = text.trim_end_matches(['\r', '\n']).to_owned();
        Ok(Self { file, key: name.to_ascii_lowercase().replace(SEPARATOR, "."), text })
    }
}

impl Provider for Secret {
    fn metadata(&self) -> Metadata {
        Metadata::from(NAME, self.file.as_path())
    }

    fn data(&self) -> Result<Map<Profile, Dict>, Error> {
        let setting = nest(&self.key, Value::from(self.text.clone()));
        Ok(Profile::Default.collect(setting.into_dict().unwrap_or_default()))
    }
}

#[cfg(test)]
mod tests {
    use super::super::Config;

    /// The configuration of these files.
    fn load(toml: &str, secrets: &[(&str, &str)]) -> Result<Config, String> {
        let folder = tempfile::tempdir().unwrap();
        let (file, directory) = (folder.path().join("jobwright.toml"), folder.path().join("secrets"));
        std::fs::write(&file, toml).unwrap();
        std::fs::create_dir_all(directory.join("..data")).unwrap();
        for (name, text) in secrets {
            std::fs::write(directory.join(name), text).unwrap();
        }
        Config::load(Some(&file), Some(&directory))
            .map_err(|error| error.to_string().replace(&format!("{}/", folder.path().display()), ""))
    }

    const SMTP: &str = "[mail]\nprovider = \"smtp\"\nhost = \"mail.example.org\"\nfrom = \"jobs@example.org\"\n";

    #[test]
    fn a_file_named_as_the_variable_is_the_setting_and_a_text_whatever_it_looks_like() {
        let secrets = [
            ("JOBWRIGHT__MAIL__USERNAME", "jobwright\n"),
            ("JOBWRIGHT__MAIL__PASSWORD", "12345\r\n"),
            ("JOBWRIGHT__SERVER__PUBLIC_URL", "https://jobs.example.org"),
            ("tls.key", "of another program"),
        ];
        let config = load(SMTP, &secrets).unwrap();
        assert_eq!(config.public_url(8080).as_str(), "https://jobs.example.org/");
        assert!(!format!("{config:?}").contains("12345"), "a secret is never printed");
    }

    #[test]
    fn a_wrong_secret_is_named_by_its_file_and_never_shown() {
        let message = load("", &[("JOBWRIGHT__SERVER__PORT", "hunter2")]).unwrap_err();
        assert_eq!(
            message,
            "secrets/JOBWRIGHT__SERVER__PORT: `port` in [server] is not usable (it is a secret and not shown); it must be a \
             whole number from 0 to 65535"
        );
        let message = load("", &[("JOBWRIGHT__SERVER__PROT", "hunter2")]).unwrap_err();
        assert_eq!(
            message,
            "secrets/JOBWRIGHT__SERVER__PROT: there is no setting `prot` in [server]; did you mean `port`?"
        );
    }

    #[test]
    fn a_missing_directory_is_an_error() {
        let message = Config::load(None, Some("/nowhere/at/all".as_ref())).unwrap_err().to_string();
        assert!(message.starts_with("cannot read the secrets in `/nowhere/at/all`: "), "{message}");
    }
}
