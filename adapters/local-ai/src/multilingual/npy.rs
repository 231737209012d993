//! `NumPy` array files (`.npy`): a text header, then the numbers.

use std::path::Path;
use std::{fs, io};

use super::bytes::{ByteReader, damaged, floats};

/// The numbers of an array of type `kind`, as bytes.
pub(super) fn read(directory: &Path, name: &str, kind: &str) -> io::Result<Vec<u8>> {
    let mut file = fs::read(directory.join(format!("{name}.npy")))?;
    let mut bytes = ByteReader(&file);
    if bytes.take(6)? != b"\x93NUMPY" {
        return Err(damaged(&format!("{name} is no array")));
    }
    let [major, _minor] = bytes.array()?;
    let length = if major == 1 { usize::from(u16::from_le_bytes(bytes.array()?)) } else { bytes.count()? };
    let header = String::from_utf8_lossy(bytes.take(length)?);
    if !header.contains(&format!("'descr': '{kind}'")) || !header.contains("'fortran_order': False") {
        return Err(damaged(&format!("{name} is an array of another type: {header}")));
    }
    let numbers = file.len() - bytes.0.len();
    file.drain(..numbers);
    Ok(file)
}

/// The numbers of an array of 32-bit floating-point numbers.
pub(super) fn read_floats(directory: &Path, name: &str) -> io::Result<Vec<f32>> {
    Ok(floats(&read(directory, name, "<f4")?))
}
