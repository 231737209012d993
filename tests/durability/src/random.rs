//! Chance: when to kill, whom, and what people do meanwhile.

use std::time::Duration;

use adapter_system::RandomIds;
use ports::IdGenerator;
use tokio::time::sleep;
use uuid::Uuid;

/// `SplitMix64`, begun somewhere else each time.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new() -> Self {
        Self(RandomIds.next().as_u64_pair().1)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() >> 33).expect("31 bits fit") % limit
    }

    /// One of them; there is at least one.
    pub(crate) fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    pub(crate) fn id(&mut self) -> Uuid {
        Uuid::from_u64_pair(self.next(), self.next())
    }

    /// Waits for up to so many milliseconds.
    pub(crate) async fn pause(&mut self, at_most_ms: usize) {
        sleep(Duration::from_millis(self.below(at_most_ms) as u64)).await;
    }
}
