//! `SentencePiece` model files: pieces with their scores, and the normalisation of characters.

use std::io;

use super::bytes::{ByteReader, damaged};
use super::unigram::{Piece, Unigram};

/// Field numbers of the file, a protocol buffer.
mod field {
    pub(super) const PIECE: u64 = 1;
    pub(super) const NORMALISER: u64 = 3;
    pub(super) const TEXT: u64 = 1;
    pub(super) const SCORE: u64 = 2;
    pub(super) const KIND: u64 = 3;
    pub(super) const PRECOMPILED_CHARSMAP: u64 = 2;
}

/// The type of pieces that occur in texts.
const NORMAL: u64 = 1;
pub(super) const UNKNOWN: u32 = 0;
const BEGIN: u32 = 1;
const END: u32 = 2;

/// A tokenizer from a model file.
#[derive(Debug)]
pub(super) struct SentencePiece {
    chars_map: CharsMap,
    unigram: Unigram,
}

impl SentencePiece {
    /// From the file's bytes.
    pub(super) fn read(file: &[u8]) -> io::Result<Self> {
        let (mut pieces, mut chars_map) = (Vec::new(), None);
        for_each_field(file, |number, value| {
            match (number, value) {
                (field::PIECE, Value::Bytes(piece)) => pieces.push(read_piece(piece)?),
                (field::NORMALISER, Value::Bytes(normaliser)) => for_each_field(normaliser, |number, value| {
                    if let (field::PRECOMPILED_CHARSMAP, Value::Bytes(map)) = (number, value) {
                        chars_map = Some(CharsMap::read(map)?);
                    }
                    Ok(())
                })?,
                _ => {}
            }
            Ok(())
        })?;
        let chars_map = chars_map.ok_or_else(|| damaged("the normalisation of characters is missing"))?;
        Ok(Self { chars_map, unigram: Unigram::new(pieces.into_iter(), UNKNOWN) })
    }

    /// The ids of a text, at most `max_tokens`, between those of begin and end.
    pub(super) fn encode(&self, text: &str, max_tokens: usize) -> Vec<u32> {
        let mut ids = vec![BEGIN];
        self.unigram.append(&self.chars_map.normalise(text), max_tokens - 1, &mut ids);
        ids.push(END);
        ids
    }
}

fn read_piece(bytes: &[u8]) -> io::Result<Piece<'_>> {
    let mut piece = Piece { text: "", score: 0.0, is_special: false };
    for_each_field(bytes, |number, value| {
        match (number, value) {
            (field::TEXT, Value::Bytes(text)) => {
                piece.text = std::str::from_utf8(text).map_err(|_| damaged("a piece is no text"))?;
            }
            (field::SCORE, Value::Four(score)) => piece.score = f32::from_le_bytes(score),
            (field::KIND, Value::Number(kind)) => piece.is_special = kind != NORMAL,
            _ => {}
        }
        Ok(())
    })?;
    Ok(piece)
}

enum Value<'a> {
    Number(u64),
    Four([u8; 4]),
    Bytes(&'a [u8]),
}

fn for_each_field<'a>(message: &'a [u8], mut found: impl FnMut(u64, Value<'a>) -> io::Result<()>) -> io::Result<()> {
    let mut bytes = ByteReader(message);
    while !bytes.0.is_empty() {
        let tag = bytes.varint()?;
        let value = match tag & 7 {
            0 => Value::Number(bytes.varint()?),
            1 => Value::Bytes(bytes.take(8)?),
            2 => {
                let length = usize::try_from(bytes.varint()?).map_err(|_| damaged("a length"))?;
                Value::Bytes(bytes.take(length)?)
            }
            5 => Value::Four(bytes.array()?),
            kind => return Err(damaged(&format!("a field of kind {kind}"))),
        };
        found(tag >> 3, value)?;
    }
    Ok(())
}

/// The normalisation of characters (`precompiled_charsmap`): a double-array trie of bytes, whose leaves point to replacements.
#[derive(Debug)]
struct CharsMap {
    units: Vec<u32>,
    /// Strings that end with a zero byte.
    replacements: Vec<u8>,
}

impl CharsMap {
    fn read(map: &[u8]) -> io::Result<Self> {
        let mut bytes = ByteReader(map);
        let length = bytes.count()?;
        let units = bytes.take(length)?.as_chunks().0.iter().map(|unit| u32::from_le_bytes(*unit)).collect();
        Ok(Self { units, replacements: bytes.0.to_vec() })
    }

    fn normalise(&self, text: &str) -> String {
        let mut normalised = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            if let Some((length, replacement)) = self.longest_match(rest) {
                normalised.push_str(&replacement);
                rest = &rest[length..];
            } else {
                normalised.push(first);
                rest = &rest[first.len_utf8()..];
            }
        }
        normalised
    }

    /// The length of the longest prefix with a replacement, and the replacement.
    fn longest_match(&self, text: &str) -> Option<(usize, String)> {
        const IS_LABEL: u32 = 0x8000_00ff;
        const HAS_LEAF: u32 = 0x100;
        let mut longest = None;
        let mut at = offset(*self.units.first()?);
        for (place, byte) in text.bytes().enumerate() {
            at ^= u32::from(byte);
            let unit = *self.units.get(at as usize)?;
            if unit & IS_LABEL != u32::from(byte) {
                break;
            }
            at ^= offset(unit);
            if unit & HAS_LEAF != 0 && text.is_char_boundary(place + 1) {
                longest = Some((place + 1, *self.units.get(at as usize)? & 0x7fff_ffff));
            }
        }
        let (length, replacement) = longest?;
        let replacement = self.replacements.get(replacement as usize..)?.split(|byte| *byte == 0).next()?;
        Some((length, String::from_utf8_lossy(replacement).into_owned()))
    }
}

/// The offset of a node's children.
fn offset(unit: u32) -> u32 {
    (unit >> 10) << ((unit & 0x200) >> 6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_read_field_by_field() {
        let piece = read_piece(b"\x0a\x04weld\x15\x00\x00\x80\xbf\x18\x03").unwrap();
        assert_eq!((piece.text, piece.score, piece.is_special), ("weld", -1.0, true));
        assert!(read_piece(b"\x0a\x09weld").is_err());
        assert!(SentencePiece::read(b"").is_err());
    }
}
