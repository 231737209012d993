//! Numbers that look random and are the same in every run, and the vectors made of them.

use std::f32::consts::TAU;

/// As long as a vector of all-MiniLM-L6-v2.
pub(crate) const DIMENSIONS: usize = 384;
const CENTRES: usize = 1_000;
/// How far a vector lies from its centre, as a part of the centre's length: texts of one trade have a cosine of about
/// 0.6 to one another.
const SPREAD: f32 = 0.8;

/// `SplitMix64`.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() >> 33).expect("31 bits fit") % limit
    }

    /// Above 0, at most 1.
    fn uniform(&mut self) -> f32 {
        const STEPS: f32 = 16_777_216.0;
        #[expect(clippy::cast_precision_loss, reason = "24 bits fit into an `f32`")]
        let step = (self.next() >> 40) as f32;
        (step + 1.0) / STEPS
    }

    /// Around 0, with variance 1 (Box and Muller).
    fn gaussian(&mut self) -> f32 {
        (-2.0 * self.uniform().ln()).sqrt() * (TAU * self.uniform()).cos()
    }
}

/// Vectors of length one in clusters, as texts make them: the same centres always, other vectors for each seed.
pub(crate) fn clustered(count: usize, seed: u64) -> impl Iterator<Item = Vec<f32>> {
    let mut random = Random::new(0);
    let centres: Vec<Vec<f32>> = (0..CENTRES).map(|_| unit((0..DIMENSIONS).map(|_| random.gaussian()))).collect();
    #[expect(clippy::cast_precision_loss, reason = "a few hundred")]
    let spread = SPREAD / (DIMENSIONS as f32).sqrt();
    let mut random = Random::new(seed);
    (0..count).map(move |_| {
        let centre = &centres[random.below(CENTRES)];
        unit(centre.iter().map(|x| x + spread * random.gaussian()))
    })
}

fn unit(numbers: impl Iterator<Item = f32>) -> Vec<f32> {
    let mut vector: Vec<f32> = numbers.collect();
    let length = vector.iter().map(|x| x * x).sum::<f32>().sqrt();
    for x in &mut vector {
        *x /= length;
    }
    vector
}
