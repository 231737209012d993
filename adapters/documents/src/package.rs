//! ZIP packages of DOCX and ODT: parts by name, with limits on the unpacked size of each part and of all parts.
//!
//! Nothing is written to disk or fetched; names are only keys (UP-05 to UP-08).

use std::collections::HashMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::read_error::ReadError;

const MAX_ENTRIES: usize = 2_000;
/// The maximum unpacked size of a part.
const MAX_PART_BYTES: u64 = 8 * 1024 * 1024;
/// The maximum unpacked size of all parts that are read.
const MAX_PACKAGE_BYTES: u64 = 32 * 1024 * 1024;

/// An opened package.
pub(crate) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// The index of each entry by [`key`].
    entries: HashMap<String, usize>,
    /// The remaining bytes that may be unpacked.
    budget: u64,
}

impl<'b> Package<'b> {
    pub(crate) fn open(bytes: &'b [u8]) -> Result<Self, ReadError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(ReadError::unreadable)?;
        if archive.len() > MAX_ENTRIES {
            return Err(ReadError::unreadable("too many entries"));
        }
        let names = archive.file_names().enumerate();
        let entries = names.filter_map(|(index, name)| Some((key(&name.ok()?), index))).collect();
        Ok(Self { archive, entries, budget: MAX_PACKAGE_BYTES })
    }

    /// The content of a part. `None` when there is none of this name.
    pub(crate) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, ReadError> {
        let found = self.entries.get(&key(name)).or_else(|| self.entries.get(&key(&decoded(name))));
        let Some(&index) = found else { return Ok(None) };
        let entry = self.archive.by_index(index).map_err(ReadError::unreadable)?;
        if entry.encrypted() {
            return Err(ReadError::Encrypted);
        }
        let mut content = Vec::new();
        // The declared size may be wrong, so the unpacked bytes are counted.
        let most = MAX_PART_BYTES.min(self.budget);
        entry.take(most + 1).read_to_end(&mut content).map_err(ReadError::unreadable)?;
        if content.len() as u64 > most {
            return Err(ReadError::unreadable("a part is too large"));
        }
        self.budget -= content.len() as u64;
        Ok(Some(content))
    }
}

/// Part names are compared without regard to case (ECMA-376 part 2, 6.2.2.3); some writers begin them with a slash or
/// separate folders by backslashes.
fn key(name: &str) -> String {
    name.trim_start_matches('/').replace('\\', "/").to_ascii_lowercase()
}

/// Decodes a percent-encoded name of a relationship.
fn decoded(name: &str) -> String {
    let mut bytes = Vec::with_capacity(name.len());
    let mut rest = name.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let digits = after.get(..2).filter(|_| first == b'%').and_then(|digits| std::str::from_utf8(digits).ok());
        let byte = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(byte.unwrap_or(first));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
pub(crate) mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    /// A package of these parts.
    pub(crate) fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in parts {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(content).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn a_part_is_found_whatever_its_case() {
        let bytes = package(&[("Word\\Document.xml", b"x")]);
        let mut package = Package::open(&bytes).unwrap();
        assert_eq!(package.part("/word/document.xml").unwrap().as_deref(), Some(b"x".as_slice()));
        assert_eq!(package.part("word/%64ocument.xml").unwrap().as_deref(), Some(b"x".as_slice()));
        assert_eq!(package.part("word/other.xml").unwrap(), None);
    }

    #[test]
    fn up_05_all_parts_together_have_a_limit() {
        let part = vec![b' '; 7 * 1024 * 1024];
        let names = ["a", "b", "c", "d", "e"];
        let bytes = package(&names.map(|name| (name, part.as_slice())));
        let mut package = Package::open(&bytes).unwrap();
        assert!(names[..4].iter().all(|name| package.part(name).is_ok()));
        assert!(package.part("e").is_err());
    }
}
