//! Seeded random numbers for tests, reproducible for a given seed.

use adapter_system::RandomIds;
use ports::IdGenerator;
use uuid::Uuid;

/// `SplitMix64`
#[derive(Debug)]
pub struct Random(u64);

impl Random {
    /// The same numbers for the same seed.
    pub fn of(seed: u64) -> Self {
        Self(seed)
    }

    /// Other numbers each time.
    pub fn anew() -> Self {
        Self(RandomIds.next().as_u64_pair().1)
    }

    /// Any number.
    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// One of so many, from 0; there is at least one.
    pub fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.number() >> 33).expect("31 bits fit") % limit
    }

    /// Any byte.
    pub fn byte(&mut self) -> u8 {
        self.number().to_be_bytes()[0]
    }

    /// One of them; there is at least one.
    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    /// An identifier nobody has.
    pub fn id(&mut self) -> Uuid {
        Uuid::from_u64_pair(self.number(), self.number())
    }
}
