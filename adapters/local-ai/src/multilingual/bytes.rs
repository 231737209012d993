//! Reads little-endian numbers from a file in memory. A truncated file is an error.

use std::io::{Error, ErrorKind, Result};

/// The unread rest of a file.
pub(super) struct ByteReader<'a>(pub(super) &'a [u8]);

/// The error of a malformed file.
pub(super) fn damaged(what: &str) -> Error {
    Error::new(ErrorKind::InvalidData, format!("the file of weights is damaged: {what}"))
}

impl<'a> ByteReader<'a> {
    pub(super) fn take(&mut self, count: usize) -> Result<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or_else(|| damaged("it is too short"))?;
        self.0 = rest;
        Ok(taken)
    }

    pub(super) fn array<const N: usize>(&mut self) -> Result<[u8; N]> {
        Ok(self.take(N)?.try_into().expect("as many were taken"))
    }

    pub(super) fn u32(&mut self) -> Result<u32> {
        Ok(u32::from_le_bytes(self.array()?))
    }

    /// A count, of 32 bits.
    pub(super) fn count(&mut self) -> Result<usize> {
        usize::try_from(self.u32()?).map_err(|_| damaged("a count"))
    }

    pub(super) fn long_count(&mut self) -> Result<usize> {
        usize::try_from(u64::from_le_bytes(self.array()?)).map_err(|_| damaged("a count"))
    }

    pub(super) fn f32(&mut self) -> Result<f32> {
        Ok(f32::from_le_bytes(self.array()?))
    }

    /// A varint of protocol buffers: seven bits per byte, least significant first.
    pub(super) fn varint(&mut self) -> Result<u64> {
        let mut number = 0;
        for place in 0..10 {
            let [byte] = self.array()?;
            number |= u64::from(byte & 0x7f) << (7 * place);
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
        Err(damaged("a number"))
    }
}

/// All numbers of a slice.
pub(super) fn floats(bytes: &[u8]) -> Vec<f32> {
    bytes.as_chunks().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect()
}
