//! `SentencePiece` unigram segmentation: splits a word into the most likely sequence of known pieces.
//!
//! The pieces are sorted and searched in place. A tree of hash maps, as tokenisers usually have it, would need hundreds of
//! megabytes for a quarter of a million pieces.

/// Stands for the space before a word.
const WORD_START: char = '▁';
/// The log probability of an unknown character, below that of the least likely piece.
const UNKNOWN_PENALTY: f32 = 10.0;

/// Pieces of words with their log probabilities.
#[derive(Debug)]
pub(super) struct Unigram {
    /// All pieces in one string; piece `id` is `ends[id - 1]..ends[id]`.
    text: String,
    ends: Vec<u32>,
    scores: Vec<f32>,
    /// Ids of all pieces but the special ones, sorted by their bytes.
    sorted: Vec<u32>,
    /// For each byte, the index in `sorted` of the first piece that begins with it or with a greater one.
    first: Vec<u32>,
    unknown: u32,
    unknown_score: f32,
}

/// A piece of a model file.
pub(super) struct Piece<'a> {
    pub(super) text: &'a str,
    pub(super) score: f32,
    /// Whether it is a special token, such as the end of a text.
    pub(super) is_special: bool,
}

impl Unigram {
    /// From pieces in the order of their ids.
    pub(super) fn new<'a>(pieces: impl Iterator<Item = Piece<'a>>, unknown: u32) -> Self {
        let (mut text, mut ends, mut scores, mut sorted) = (String::new(), Vec::new(), Vec::new(), Vec::new());
        for (id, piece) in (0_u32..).zip(pieces) {
            text.push_str(piece.text);
            ends.push(u32::try_from(text.len()).expect("pieces are a few megabytes"));
            scores.push(piece.score);
            if !piece.is_special && !piece.text.is_empty() {
                sorted.push(id);
            }
        }
        let least = sorted.iter().map(|id| scores[*id as usize]).fold(f32::INFINITY, f32::min);
        let unknown_score = least - UNKNOWN_PENALTY;
        let mut unigram = Self { text, ends, scores, sorted: Vec::new(), first: Vec::new(), unknown, unknown_score };
        sorted.sort_unstable_by(|a, b| unigram.piece(*a).cmp(unigram.piece(*b)));
        let begins = |byte: u16| sorted.partition_point(|id| u16::from(unigram.piece(*id)[0]) < byte);
        unigram.first = (0..=256).map(|byte| u32::try_from(begins(byte)).expect("ids are 32 bits")).collect();
        unigram.sorted = sorted;
        unigram
    }

    fn piece(&self, id: u32) -> &[u8] {
        let begin = id.checked_sub(1).map_or(0, |before| self.ends[before as usize]);
        &self.text.as_bytes()[begin as usize..self.ends[id as usize] as usize]
    }

    /// Adds the ids of a text's pieces, word by word, until there are `max_tokens`.
    pub(super) fn append(&self, normal: &str, max_tokens: usize, ids: &mut Vec<u32>) {
        let mut word = String::new();
        for written in normal.split(' ').filter(|word| !word.is_empty()) {
            if ids.len() >= max_tokens {
                break;
            }
            word.clear();
            word.push(WORD_START);
            word.push_str(written);
            self.append_word(&word, ids);
        }
        ids.truncate(max_tokens);
    }

    fn append_word(&self, word: &str, ids: &mut Vec<u32>) {
        let bytes = word.as_bytes();
        let mut best: Vec<(f32, u32, u32)> = vec![(f32::NEG_INFINITY, 0, 0); bytes.len() + 1];
        best[0].0 = 0.0;
        for (begin, character) in word.char_indices() {
            let before = best[begin].0;
            let start = u32::try_from(begin).expect("texts are truncated to a few thousand characters");
            let mut is_covered = false;
            self.each_prefix(&bytes[begin..], |length, id| {
                let score = before + self.scores[id as usize];
                if score > best[begin + length].0 {
                    best[begin + length] = (score, start, id);
                }
                is_covered |= length == character.len_utf8();
            });
            let end = begin + character.len_utf8();
            if !is_covered && before + self.unknown_score > best[end].0 {
                best[end] = (before + self.unknown_score, start, self.unknown);
            }
        }
        let from = ids.len();
        let mut end = bytes.len();
        while end > 0 {
            let (_, begin, id) = best[end];
            // Neighbouring unknown characters are one unknown piece.
            if !(id == self.unknown && ids.len() > from && ids.last() == Some(&id)) {
                ids.push(id);
            }
            end = begin as usize;
        }
        ids[from..].reverse();
    }

    /// Calls with length and id of each piece that the bytes begin with, shortest first.
    fn each_prefix(&self, bytes: &[u8], mut found: impl FnMut(usize, u32)) {
        let byte = usize::from(bytes[0]);
        let mut range = &self.sorted[self.first[byte] as usize..self.first[byte + 1] as usize];
        let mut length = 1;
        // All of the range begin with the first `length` bytes; the one that is nothing more comes first.
        while let Some(&id) = range.first() {
            if self.piece(id).len() == length {
                found(length, id);
                range = &range[1..];
            }
            let Some(&next) = bytes.get(length) else { break };
            let from = range.partition_point(|id| self.piece(*id)[length] < next);
            let to = from + range[from..].partition_point(|id| self.piece(*id)[length] == next);
            range = &range[from..to];
            length += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unigram() -> Unigram {
        let pieces =
            [("<unk>", 0.0), ("▁", -3.0), ("▁we", -2.0), ("ld", -2.5), ("▁weld", -5.0), ("er", -1.0), ("l", -4.0)];
        let pieces = pieces.iter().map(|&(text, score)| Piece { text, score, is_special: text == "<unk>" });
        Unigram::new(pieces, 0)
    }

    fn ids(text: &str) -> Vec<u32> {
        let mut ids = Vec::new();
        unigram().append(text, 100, &mut ids);
        ids
    }

    #[test]
    fn a_word_is_cut_into_its_likeliest_pieces() {
        assert_eq!(ids("welder"), [2, 3, 5]);
        assert_eq!(ids("weld  weller"), [2, 3, 2, 6, 6, 5]);
    }

    #[test]
    fn characters_that_no_piece_covers_are_one_unknown_piece() {
        assert_eq!(ids("龙龙er"), [1, 0, 5]);
        assert_eq!(ids("<unk>"), [1, 0]);
        assert_eq!(ids(""), [] as [u32; 0]);
    }

    #[test]
    fn a_long_text_is_cut() {
        let mut ids = vec![9];
        unigram().append(&"weld ".repeat(50), 4, &mut ids);
        assert_eq!(ids, [9, 2, 3, 2]);
    }
}
