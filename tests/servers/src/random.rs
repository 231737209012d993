//! Seeded random numbers for tests, reproducible for a given seed.

use adapter_system::RandomIds;
use ports::IdGenerator;
use uuid::Uuid;

/// `SplitMix64`
#[derive(Debug)]
pub struct Random(u64);

impl Random {
    /// A generator with a seed.
    pub fn seeded(seed: u64) -> Self {
        Self(seed)
    }

    /// A generator with a random seed.
    pub fn unseeded() -> Self {
        Self(RandomIds.next().as_u64_pair().1)
    }

    /// A random number.
    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `limit`, which must be positive.
    pub fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.number() >> 33).expect("31 bits fit") % limit
    }

    /// A random byte.
    pub fn byte(&mut self) -> u8 {
        self.number().to_be_bytes()[0]
    }

    /// A random element of a slice, which must not be empty.
    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    /// A random identifier.
    pub fn id(&mut self) -> Uuid {
        Uuid::from_u64_pair(self.number(), self.number())
    }
}
