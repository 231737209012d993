//! The exact vectors in a file, by row. A search reads the rows of its candidates only.

use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::FileExt;
use std::path::Path;

/// Exact vectors by row number. Rows are written once; a row beyond the last saved one may be written again, so only one
/// process may have the file.
#[derive(Debug)]
pub(crate) struct ExactVectors {
    file: File,
    dimensions: usize,
}

impl ExactVectors {
    pub(crate) fn open(path: &Path, dimensions: usize) -> io::Result<Self> {
        let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
        Ok(Self { file, dimensions })
    }

    /// A private copy that disappears with the process.
    pub(crate) fn private_copy(path: &Path, dimensions: usize) -> io::Result<Self> {
        let copy = path.with_extension(format!("{}.tmp", std::process::id()));
        match std::fs::copy(path, &copy) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let private = Self::open(&copy, dimensions)?;
        std::fs::remove_file(&copy)?;
        Ok(private)
    }

    pub(crate) fn write(&self, row: u64, vector: &[f32]) -> io::Result<()> {
        let bytes: Vec<u8> = vector.iter().flat_map(|x| x.to_le_bytes()).collect();
        self.file.write_all_at(&bytes, self.offset(row))
    }

    /// The cosine of the row and a unit vector.
    pub(crate) fn cosine(&self, row: u64, query: &[f32], buffer: &mut Vec<u8>) -> io::Result<f32> {
        buffer.resize(self.row_bytes(), 0);
        self.file.read_exact_at(buffer, self.offset(row))?;
        let (numbers, _) = buffer.as_chunks::<4>();
        Ok(numbers.iter().zip(query).map(|(bytes, x)| f32::from_le_bytes(*bytes) * x).sum())
    }

    /// Whether the file has the first `rows` rows.
    pub(crate) fn has_rows(&self, rows: u64) -> io::Result<bool> {
        Ok(self.file.metadata()?.len() >= self.offset(rows))
    }

    pub(crate) fn sync(&self) -> io::Result<()> {
        self.file.sync_data()
    }

    fn row_bytes(&self) -> usize {
        self.dimensions * size_of::<f32>()
    }

    fn offset(&self, row: u64) -> u64 {
        row * self.row_bytes() as u64
    }
}
