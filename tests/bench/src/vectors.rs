//! Reproducible vectors that are distributed like those of texts.

use std::f32::consts::TAU;

use tests_servers::random::Random;

/// As long as a vector of the default model.
pub(crate) const DIMENSIONS: usize = 896;
const CENTRES: usize = 1_000;
/// How far a vector lies from its centre, as a part of the centre's length: texts of one trade have a cosine of about
/// 0.6 to one another.
const SPREAD: f32 = 0.8;

/// Vectors of length one in clusters, as texts make them: the same centres always, other vectors for each seed.
pub(crate) fn clustered(count: usize, seed: u64) -> impl Iterator<Item = Vec<f32>> {
    let mut random = Random::seeded(0);
    let centres: Vec<Vec<f32>> = (0..CENTRES).map(|_| unit((0..DIMENSIONS).map(|_| gaussian(&mut random)))).collect();
    #[expect(clippy::cast_precision_loss, reason = "a few hundred")]
    let spread = SPREAD / (DIMENSIONS as f32).sqrt();
    let mut random = Random::seeded(seed);
    (0..count).map(move |_| {
        let centre = &centres[random.below(CENTRES)];
        unit(centre.iter().map(|x| x + spread * gaussian(&mut random)))
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

/// Above 0, at most 1.
fn uniform(random: &mut Random) -> f32 {
    const STEPS: f32 = 16_777_216.0;
    #[expect(clippy::cast_precision_loss, reason = "24 bits fit into an `f32`")]
    let step = (random.number() >> 40) as f32;
    (step + 1.0) / STEPS
}

/// Around 0, with variance 1 (Box and Muller).
fn gaussian(random: &mut Random) -> f32 {
    (-2.0 * uniform(random).ln()).sqrt() * (TAU * uniform(random)).cos()
}
