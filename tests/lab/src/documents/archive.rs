//! Malformed ZIP files, written by hand because a library writes only valid ones.

use super::deflated;

/// How an entry is stored.
const STORED: u16 = 0;
const DEFLATED: u16 = 8;

/// An entry, with headers that may be wrong.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    name: String,
    method: u16,
    flags: u16,
    checksum: u32,
    packed: Vec<u8>,
    size: u32,
    extra: Vec<u8>,
    /// The Unix mode, with the file type.
    mode: u32,
}

impl Entry {
    pub(super) fn stored(name: &str, content: &[u8]) -> Self {
        Self {
            name: name.to_owned(),
            method: STORED,
            flags: 0,
            checksum: checksum(content),
            packed: content.to_vec(),
            size: u32::try_from(content.len()).expect("no entry of ours is larger"),
            extra: Vec::new(),
            mode: 0o100_644,
        }
    }

    pub(super) fn deflated(name: &str, content: Vec<u8>) -> Self {
        let (checksum, size) = (checksum(&content), u32::try_from(content.len()).expect("no entry of ours is larger"));
        // Without the zlib header of two bytes and the checksum of four bytes.
        let wrapped = deflated(content);
        let packed = wrapped[2..wrapped.len() - 4].to_vec();
        Self { method: DEFLATED, checksum, packed, size, ..Self::stored(name, b"") }
    }

    /// Declares this unpacked size.
    pub(super) fn claiming(mut self, size: u32) -> Self {
        self.size = size;
        self
    }

    /// Declares this size, unpacked and packed, in a ZIP64 field.
    pub(super) fn claiming_64(mut self, size: u64) -> Self {
        self.size = u32::MAX;
        self.extra =
            [1_u16.to_le_bytes().as_slice(), &16_u16.to_le_bytes(), &size.to_le_bytes(), &size.to_le_bytes()].concat();
        self
    }

    /// Declares it encrypted.
    pub(super) fn locked(mut self) -> Self {
        self.flags |= 1;
        self
    }

    /// Declares it a symbolic link.
    pub(super) fn link(mut self) -> Self {
        self.mode = 0o120_777;
        self
    }

    fn packed_size(&self) -> [u8; 4] {
        let packed =
            if self.extra.is_empty() { u32::try_from(self.packed.len()).unwrap_or(u32::MAX) } else { u32::MAX };
        packed.to_le_bytes()
    }

    /// The common part of both headers of an entry.
    fn header(&self) -> Vec<u8> {
        let mut header = Vec::new();
        for number in [45, self.flags, self.method, 0, 0x21] {
            header.extend(number.to_le_bytes());
        }
        header.extend(self.checksum.to_le_bytes());
        header.extend(self.packed_size());
        header.extend(self.size.to_le_bytes());
        for length in [self.name.len(), self.extra.len()] {
            header.extend(u16::try_from(length).expect("names are short").to_le_bytes());
        }
        header
    }

    fn local(&self) -> Vec<u8> {
        [b"PK\x03\x04".as_slice(), &self.header(), self.name.as_bytes(), &self.extra, &self.packed].concat()
    }

    fn central(&self, offset: usize) -> Vec<u8> {
        let mut central = b"PK\x01\x02".to_vec();
        central.extend([45, 3]);
        central.extend(self.header());
        central.extend([0; 6]);
        central.extend((self.mode << 16).to_le_bytes());
        central.extend(u32::try_from(offset).expect("no archive of ours is larger").to_le_bytes());
        central.extend(self.name.as_bytes());
        central.extend(&self.extra);
        central
    }
}

/// An archive of these entries.
pub(super) fn archive(entries: &[Entry]) -> Vec<u8> {
    let (mut file, mut directory) = (Vec::new(), Vec::new());
    for entry in entries {
        directory.extend(entry.central(file.len()));
        file.extend(entry.local());
    }
    closed(file, &directory, entries.len())
}

/// An archive with one entry, which the directory lists under each of these names.
pub(super) fn overlapping(entry: &Entry, names: &[String]) -> Vec<u8> {
    let directory: Vec<u8> =
        names.iter().flat_map(|name| Entry { name: name.clone(), ..entry.clone() }.central(0)).collect();
    closed(entry.local(), &directory, names.len())
}

/// An archive that declares 2^40 entries in a ZIP64 end record.
pub(super) fn boundless(entry: &Entry) -> Vec<u8> {
    let (mut file, directory) = (entry.local(), entry.central(0));
    let (start, length) = (file.len() as u64, directory.len() as u64);
    file.extend(&directory);
    let end = file.len() as u64;
    file.extend(b"PK\x06\x06");
    file.extend(44_u64.to_le_bytes());
    file.extend([45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    for number in [1 << 40, 1 << 40, length, start] {
        file.extend(u64::to_le_bytes(number));
    }
    file.extend(b"PK\x06\x07");
    file.extend([0; 4]);
    file.extend(end.to_le_bytes());
    file.extend(1_u32.to_le_bytes());
    file.extend(b"PK\x05\x06");
    file.extend([0xff; 16]);
    file.extend([0; 2]);
    file
}

fn closed(mut file: Vec<u8>, directory: &[u8], entries: usize) -> Vec<u8> {
    let start = u32::try_from(file.len()).expect("no archive of ours is larger");
    file.extend(directory);
    file.extend(b"PK\x05\x06\0\0\0\0");
    let count = u16::try_from(entries).unwrap_or(u16::MAX).to_le_bytes();
    file.extend([count, count].concat());
    file.extend(u32::try_from(directory.len()).expect("no archive of ours is larger").to_le_bytes());
    file.extend(start.to_le_bytes());
    file.extend([0; 2]);
    file
}

/// CRC-32, bit by bit over bytes.
fn checksum(bytes: &[u8]) -> u32 {
    let table: Vec<u32> = (0..256_u32)
        .map(|byte| (0..8).fold(byte, |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 }))
        .collect();
    !bytes.iter().fold(u32::MAX, |crc, &byte| crc >> 8 ^ table[usize::from(crc.to_le_bytes()[0] ^ byte)])
}
