//! Element-wise operations between the matrix products, compiled for the widest SIMD instructions of the processor.

#![expect(clippy::inline_always, reason = "what is not inlined is compiled without the wide instructions")]

use pulp::Arch;

/// Layer normalisation: scales each row to mean 0 and variance 1, then applies the learnt weights.
#[derive(Debug)]
pub(super) struct LayerNorm {
    pub(super) weight: Vec<f32>,
    pub(super) bias: Vec<f32>,
    pub(super) epsilon: f32,
}

impl LayerNorm {
    pub(super) fn apply(&self, x: &mut [f32]) {
        Arch::new().dispatch(
            #[inline(always)]
            || {
                for row in x.chunks_exact_mut(self.weight.len()) {
                    self.apply_row(row);
                }
            },
        );
    }

    #[inline(always)]
    fn apply_row(&self, row: &mut [f32]) {
        let count = count(row.len());
        let mean = sum(row, |x| x) / count;
        let variance = sum(row, |x| (x - mean) * (x - mean)) / count;
        let scale = 1.0 / (variance + self.epsilon).sqrt();
        for ((x, weight), bias) in row.iter_mut().zip(&self.weight).zip(&self.bias) {
            *x = (*x - mean) * scale * weight + bias;
        }
    }
}

/// Adds to each number of `x` that of `y`.
pub(super) fn add(x: &mut [f32], y: &[f32]) {
    for (x, y) in x.iter_mut().zip(y) {
        *x += y;
    }
}

/// x · Φ(x), by the error function.
pub(super) fn gelu(x: &mut [f32]) {
    Arch::new().dispatch(
        #[inline(always)]
        || {
            for x in x.iter_mut() {
                *x = 0.5 * *x * (1.0 + error_function(*x * std::f32::consts::FRAC_1_SQRT_2));
            }
        },
    );
}

/// max(x, 0).
pub(super) fn relu(x: &mut [f32]) {
    for x in x {
        *x = x.max(0.0);
    }
}

/// e^x to seven digits, for x ≤ 0.
#[inline(always)]
pub(super) fn exp(x: f32) -> f32 {
    const NO_FRACTION: f32 = 12_582_912.0;
    let power = x.max(-87.0) * std::f32::consts::LOG2_E;
    let whole = power + NO_FRACTION;
    let exponent = whole.to_bits().wrapping_sub(NO_FRACTION.to_bits()).wrapping_add(127) << 23;
    let y = (power - (whole - NO_FRACTION)) * std::f32::consts::LN_2;
    // The series of e^y for |y| ≤ ln 2 / 2.
    let series = 1.0 + y * (1.0 + y * (0.5 + y * (1.0 / 6.0 + y * (1.0 / 24.0 + y * (1.0 / 120.0 + y / 720.0)))));
    series * f32::from_bits(exponent)
}

/// The error function by Abramowitz and Stegun 7.1.26, with an error of at most 1.5e-7.
#[inline(always)]
fn error_function(x: f32) -> f32 {
    let magnitude = x.abs();
    let t = 1.0 / (1.0 + 0.327_591_1 * magnitude);
    let series = t * (0.254_829_6 + t * (-0.284_496_74 + t * (1.421_413_8 + t * (-1.453_152_1 + t * 1.061_405_4))));
    (1.0 - series * exp(-magnitude * magnitude)).copysign(x)
}

/// A sum in sixteen lanes, which fit a register.
#[inline(always)]
fn sum(row: &[f32], term: impl Fn(f32) -> f32) -> f32 {
    let mut parts = [0.0_f32; 16];
    let chunks = row.chunks_exact(16);
    let rest: f32 = chunks.remainder().iter().map(|x| term(*x)).sum();
    for chunk in chunks {
        for (part, x) in parts.iter_mut().zip(chunk) {
            *part += term(*x);
        }
    }
    parts.iter().sum::<f32>() + rest
}

/// A count as a floating-point number.
#[expect(clippy::cast_precision_loss, reason = "nothing here is counted beyond 2^24")]
pub(super) fn count(count: usize) -> f32 {
    count as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn approximations_are_within_tolerance() {
        for (x, expected) in [(0.0, 1.0), (-1.0, 0.367_879_45), (-10.0, 4.539_993e-5), (-100.0, 0.0)] {
            assert!((exp(x) - expected).abs() < 1e-6 * (1.0 + expected), "{x}: {}", exp(x));
        }
        let mut x = [-3.0, -0.5, 0.0, 0.5, 3.0];
        gelu(&mut x);
        for (x, expected) in x.iter().zip([-0.004_049_694, -0.154_268_77, 0.0, 0.345_731_23, 2.995_950_3]) {
            assert!((x - expected).abs() < 1e-6, "{x} for {expected}");
        }
    }

    #[test]
    fn rows_are_scaled_one_by_one() {
        let norm = LayerNorm { weight: vec![2.0; 4], bias: vec![1.0; 4], epsilon: 0.0 };
        let mut x = vec![1.0, 1.0, 3.0, 3.0, 0.0, 8.0, 8.0, 0.0];
        norm.apply(&mut x);
        assert_eq!(x, [-1.0, -1.0, 3.0, 3.0, -1.0, 3.0, 3.0, -1.0]);
    }
}
