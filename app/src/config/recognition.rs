//! `[recognition]`: what reads documents that are pictures (OCR). The keys of Tesseract belong to `adapter-documents`.

use std::path::PathBuf;

use adapter_documents::TesseractConfig;
use serde::Deserialize;

/// What recognises text in pictures.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "provider", rename_all = "snake_case", deny_unknown_fields)]
pub enum RecognitionProvider {
    /// Nothing: documents that are pictures are refused.
    None {},
    /// Tesseract, where it is installed.
    Tesseract(TesseractConfig),
}

impl Default for RecognitionProvider {
    fn default() -> Self {
        Self::Tesseract(TesseractConfig::default())
    }
}

/// The program of this name in the search path.
#[expect(clippy::disallowed_methods, reason = "configuration is the one place that reads the environment")]
pub(crate) fn in_search_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|directory| directory.join(program))
        .find(|file| file.is_absolute() && file.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::tests::load;

    #[test]
    fn without_the_section_tesseract_reads_english() {
        let RecognitionProvider::Tesseract(tesseract) = load("").unwrap().recognition else { panic!() };
        assert_eq!((tesseract.program, tesseract.languages), (None, vec!["eng".to_owned()]));
    }

    #[test]
    fn it_can_be_switched_off_and_configured() {
        assert!(matches!(
            load("[recognition]\nprovider = \"none\"\n").unwrap().recognition,
            RecognitionProvider::None {}
        ));
        let toml = "[recognition]\nprovider = \"tesseract\"\nprogram = \"/opt/t\"\nlanguages = [\"deu\", \"pol\"]\n";
        let RecognitionProvider::Tesseract(tesseract) = load(toml).unwrap().recognition else { panic!() };
        assert_eq!((tesseract.program, tesseract.languages.len()), (Some(PathBuf::from("/opt/t")), 2));
        assert!(load("[recognition]\nprovider = \"tesseract\"\nlanguage = \"deu\"\n").is_err());
    }

    #[test]
    fn programs_are_looked_for_in_the_search_path() {
        assert!(in_search_path("sh").is_some_and(|shell| shell.is_absolute()));
        assert_eq!(in_search_path("no-such-program-anywhere"), None);
    }
}
