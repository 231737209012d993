//! ZIP archives: the export of `LinkedIn`, and our own.

use std::io::{Cursor, Read, Write};

use domain_model::candidates::exchange::{ARCHIVED_ORIGINAL, ARCHIVED_RESUME, LINKEDIN_TABLES, OriginalFile};
use ports::ExchangeContent;
use serde_json::Value;
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipArchive, ZipWriter};

use super::{MAX_TEXT_BYTES, OpenError, json, tables};
use crate::charset;

/// The maximum number of entries. `LinkedIn` exports contain many files besides the tables.
const MAX_ENTRIES: usize = 5_000;
/// The maximum unpacked size of all entries that are read.
const MAX_PACKAGE_BYTES: usize = 16 * 1024 * 1024;
/// The maximum unpacked size of the document in our archive.
const MAX_ORIGINAL_BYTES: usize = 11 * 1024 * 1024;
/// The maximum number of reported names of other files.
const MAX_NAMES: usize = 200;
/// Tables that identify a `LinkedIn` export: each one has at least one of them.
const IDENTIFYING_TABLES: [&str; 4] = ["Profile", "Positions", "Education", "Skills"];

struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// The remaining bytes that may be unpacked.
    left: usize,
}

impl Package<'_> {
    fn read(&mut self, index: usize, most: usize) -> Result<Vec<u8>, OpenError> {
        let entry = self.archive.by_index(index).map_err(OpenError::unreadable)?;
        if entry.encrypted() {
            return Err(OpenError::Encrypted);
        }
        let most = most.min(self.left);
        let mut content = Vec::new();
        // The declared size may be wrong, so the unpacked bytes are counted.
        entry.take(most as u64 + 1).read_to_end(&mut content).map_err(OpenError::unreadable)?;
        if content.len() > most {
            return Err(OpenError::TooLarge);
        }
        self.left -= content.len();
        Ok(content)
    }
}

pub(super) fn open(bytes: &[u8]) -> Result<ExchangeContent, OpenError> {
    let archive = ZipArchive::new(Cursor::new(bytes)).map_err(OpenError::unreadable)?;
    if archive.len() > MAX_ENTRIES {
        return Err(OpenError::TooLarge);
    }
    let names = archive.file_names().map(|name| name.map(|name| name.replace('\\', "/")).unwrap_or_default());
    let names: Vec<String> = names.collect();
    let mut package = Package { archive, left: MAX_PACKAGE_BYTES };
    if let Some(index) = names.iter().position(|name| name == ARCHIVED_RESUME) {
        return open_archive(&mut package, index, &names);
    }
    open_tables(&mut package, &names)
}

fn open_archive(package: &mut Package<'_>, index: usize, names: &[String]) -> Result<ExchangeContent, OpenError> {
    let resume = json::parse(&charset::decode(&package.read(index, MAX_TEXT_BYTES)?))?;
    let is_original = |name: &&str| !name.is_empty() && !name.contains('/');
    let original = names.iter().enumerate().find_map(|(index, name)| {
        let name = name.strip_prefix(ARCHIVED_ORIGINAL).filter(is_original)?;
        Some((index, name))
    });
    let original = match original {
        Some((index, name)) => {
            Some(OriginalFile { name: name.to_owned(), bytes: package.read(index, MAX_ORIGINAL_BYTES)? })
        }
        None => None,
    };
    Ok(ExchangeContent::Archive { resume, original })
}

fn open_tables(package: &mut Package<'_>, names: &[String]) -> Result<ExchangeContent, OpenError> {
    let (mut found, mut other_files) = (Vec::new(), Vec::new());
    for (index, path) in names.iter().enumerate() {
        let file = path.rsplit('/').next().unwrap_or_default();
        // Folders, and what macOS adds when it packs a folder again.
        if file.is_empty() || file.starts_with("._") || path.starts_with("__MACOSX/") {
            continue;
        }
        let is_of = |table: &&&str| {
            file.len() == table.len() + 4
                && file.is_char_boundary(table.len())
                && file[..table.len()].eq_ignore_ascii_case(table)
                && file[table.len()..].eq_ignore_ascii_case(".csv")
        };
        match LINKEDIN_TABLES.iter().find(is_of) {
            // The same file again in another folder is a copy.
            Some(table) if found.iter().all(|&(_, before)| before != *table) => found.push((index, *table)),
            _ if other_files.len() < MAX_NAMES => other_files.push(path.chars().take(200).collect()),
            _ => {}
        }
    }
    if !found.iter().any(|(_, table)| IDENTIFYING_TABLES.contains(table)) {
        return Err(OpenError::Unknown);
    }
    let mut tables = Vec::new();
    for (index, name) in found {
        tables.push(tables::parse(name, &package.read(index, MAX_TEXT_BYTES)?)?);
    }
    Ok(ExchangeContent::Tables { tables, other_files })
}

/// Our own archive. The same input gives the same bytes.
pub(crate) fn pack(resume: &Value, original: Option<OriginalFile>) -> std::io::Result<Vec<u8>> {
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file(ARCHIVED_RESUME, options)?;
    zip.write_all(&serde_json::to_vec_pretty(resume)?)?;
    if let Some(original) = original {
        let name = original.name.rsplit(['/', '\\']).next().unwrap_or_default();
        let name = if matches!(name, "" | "." | "..") { "document" } else { name };
        zip.start_file(format!("{ARCHIVED_ORIGINAL}{name}"), options)?;
        zip.write_all(&original.bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}
