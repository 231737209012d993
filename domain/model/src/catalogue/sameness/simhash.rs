//! `SimHash`: 64 bits of a text, of which similar texts share most (Charikar 2002).

/// Words in a shingle.
const SHINGLE: usize = 3;
/// Shorter texts say too little: any two of them may share most of their words.
const MIN_TEXT_CHARS: usize = 200;
/// Bits in which near texts differ at most: 0.92 of 64 are equal.
const MAX_DIFFERING_BITS: u32 = 5;

/// The fingerprint of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fingerprint(pub u64);

impl Fingerprint {
    /// The fingerprint of words; `None` when they are too few.
    pub(super) fn of(words: &[String]) -> Option<Self> {
        if words.iter().map(|word| word.chars().count()).sum::<usize>() < MIN_TEXT_CHARS {
            return None;
        }
        let mut balance = [0_i32; 64];
        for shingle in words.windows(SHINGLE) {
            let hash = hash(shingle);
            for (bit, balance) in balance.iter_mut().enumerate() {
                *balance += if hash >> bit & 1 == 1 { 1 } else { -1 };
            }
        }
        let bits = balance.iter().enumerate().filter(|(_, balance)| **balance > 0);
        Some(Self(bits.fold(0, |fingerprint, (bit, _)| fingerprint | 1 << bit)))
    }

    /// Whether the texts are nearly the same.
    pub fn is_near(self, other: Self) -> bool {
        (self.0 ^ other.0).count_ones() <= MAX_DIFFERING_BITS
    }
}

/// FNV-1a with the finaliser of `SplitMix64`. It is stored, so it must be the same in every build; nobody gains from a collision.
fn hash(words: &[String]) -> u64 {
    let bytes = words.iter().flat_map(|word| word.bytes().chain([b' ']));
    let mut hash = bytes
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    hash = (hash ^ hash >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ hash >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ hash >> 31
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(count: usize, change: impl Fn(usize) -> bool) -> Vec<String> {
        (0..count).map(|n| if change(n) { format!("other{n}") } else { format!("word{n}") }).collect()
    }

    #[test]
    fn a_few_other_words_leave_a_text_near_and_many_do_not() {
        let text = Fingerprint::of(&words(400, |_| false)).unwrap();
        assert!(text.is_near(Fingerprint::of(&words(400, |n| n == 200)).unwrap()));
        assert!(!text.is_near(Fingerprint::of(&words(400, |n| n % 3 == 0)).unwrap()));
    }

    #[test]
    fn a_short_text_has_none() {
        assert_eq!(Fingerprint::of(&words(20, |_| false)), None);
    }
}
