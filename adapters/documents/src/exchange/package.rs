//! ZIP packages: an archive of `LinkedIn`, and our own.

use std::io::{Cursor, Read, Write};

use domain_model::candidates::exchange::{ARCHIVED_ORIGINAL, ARCHIVED_RESUME, LINKEDIN_TABLES, OriginalFile};
use ports::ExchangeContent;
use serde_json::Value;
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipArchive, ZipWriter};

use super::{LARGEST_TEXT, Refused, json, tables};
use crate::charset;

/// Archives of `LinkedIn` hold many files beside the tables.
const MOST_ENTRIES: usize = 5_000;
/// Of all that is read, unpacked.
const LARGEST_PACKAGE: usize = 16 * 1024 * 1024;
/// Of the document in our archive, unpacked.
const LARGEST_ORIGINAL: usize = 11 * 1024 * 1024;
/// Names of files that are not read.
const MOST_NAMES: usize = 200;
/// Tables of which one at least is in every archive of `LinkedIn`.
const TELLING: [&str; 4] = ["Profile", "Positions", "Education", "Skills"];

struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// How much may still be unpacked.
    left: usize,
}

impl Package<'_> {
    fn read(&mut self, index: usize, most: usize) -> Result<Vec<u8>, Refused> {
        let entry = self.archive.by_index(index).map_err(Refused::because)?;
        if entry.encrypted() {
            return Err(Refused::Encrypted);
        }
        let most = most.min(self.left);
        let mut content = Vec::new();
        // The declared size is the sender's word; what is really there is counted.
        entry.take(most as u64 + 1).read_to_end(&mut content).map_err(Refused::because)?;
        if content.len() > most {
            return Err(Refused::TooLarge);
        }
        self.left -= content.len();
        Ok(content)
    }
}

pub(super) fn open(bytes: &[u8]) -> Result<ExchangeContent, Refused> {
    let archive = ZipArchive::new(Cursor::new(bytes)).map_err(Refused::because)?;
    if archive.len() > MOST_ENTRIES {
        return Err(Refused::TooLarge);
    }
    let names = archive.file_names().map(|name| name.map(|name| name.replace('\\', "/")).unwrap_or_default());
    let names: Vec<String> = names.collect();
    let mut package = Package { archive, left: LARGEST_PACKAGE };
    if let Some(index) = names.iter().position(|name| name == ARCHIVED_RESUME) {
        return open_archive(&mut package, index, &names);
    }
    open_tables(&mut package, &names)
}

fn open_archive(package: &mut Package<'_>, index: usize, names: &[String]) -> Result<ExchangeContent, Refused> {
    let resume = json::parse(&charset::decode(&package.read(index, LARGEST_TEXT)?))?;
    let is_original = |name: &&str| !name.is_empty() && !name.contains('/');
    let original = names.iter().enumerate().find_map(|(index, name)| {
        let name = name.strip_prefix(ARCHIVED_ORIGINAL).filter(is_original)?;
        Some((index, name))
    });
    let original = match original {
        Some((index, name)) => {
            Some(OriginalFile { name: name.to_owned(), bytes: package.read(index, LARGEST_ORIGINAL)? })
        }
        None => None,
    };
    Ok(ExchangeContent::Archive { resume, original })
}

fn open_tables(package: &mut Package<'_>, names: &[String]) -> Result<ExchangeContent, Refused> {
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
            _ if other_files.len() < MOST_NAMES => other_files.push(path.chars().take(200).collect()),
            _ => {}
        }
    }
    if !found.iter().any(|(_, table)| TELLING.contains(table)) {
        return Err(Refused::Unknown);
    }
    let mut tables = Vec::new();
    for (index, name) in found {
        tables.push(tables::parse(name, &package.read(index, LARGEST_TEXT)?)?);
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
