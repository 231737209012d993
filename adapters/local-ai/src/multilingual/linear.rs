//! Matrix products in 16-bit integers: twice as fast as in floating point, with negligible error.
//!
//! A row of activations is scaled to ±2,047 and a row of weights to ±511, so that no sum over [`MAX_INPUTS`] of them overflows
//! 32 bits. Weights lie in panels of 32 outputs, activations in groups of 8 rows; a tile of both stays in registers.

use super::kernel::{self, GROUP, PANEL};

const MAX_ACTIVATION: f32 = 2_047.0;
const MAX_WEIGHT: f32 = 511.0;
const MAX_INPUTS: usize = 2_048;

/// y = x · Wᵀ + b.
#[derive(Debug)]
pub(super) struct Linear {
    inputs: usize,
    outputs: usize,
    /// Panel after panel; in each, for two inputs at a time, both weights of each output.
    panels: Vec<[i16; 2 * PANEL]>,
    scales: Vec<f32>,
    bias: Vec<f32>,
}

impl Linear {
    /// From the function `weight(output, input)`.
    pub(super) fn new(bias: Vec<f32>, inputs: usize, weight: impl Fn(usize, usize) -> f32) -> Self {
        let outputs = bias.len();
        assert!(inputs <= MAX_INPUTS && inputs.is_multiple_of(2) && outputs.is_multiple_of(PANEL));
        let mut scales = Vec::with_capacity(outputs);
        let mut panels = vec![[0; 2 * PANEL]; outputs / PANEL * (inputs / 2)];
        for output in 0..outputs {
            let row: Vec<f32> = (0..inputs).map(|input| weight(output, input)).collect();
            let scale = max_magnitude(&row) / MAX_WEIGHT;
            let (panel, column) = (output / PANEL * (inputs / 2), output % PANEL);
            for (input, weight) in row.iter().enumerate() {
                panels[panel + input / 2][2 * column + input % 2] = round_to_i16(weight / scale);
            }
            scales.push(scale);
        }
        Self { inputs, outputs, panels, scales, bias }
    }

    /// From weights in rows of outputs.
    pub(super) fn of_rows(bias: Vec<f32>, weights: &[f32]) -> Self {
        let inputs = weights.len() / bias.len();
        Self::new(bias, inputs, |output, input| weights[output * inputs + input])
    }

    /// From weights in rows of inputs.
    pub(super) fn of_columns(bias: Vec<f32>, weights: &[f32]) -> Self {
        let outputs = bias.len();
        Self::new(bias, weights.len() / outputs, |output, input| weights[input * outputs + output])
    }

    /// The outputs of rows of inputs.
    pub(super) fn apply(&self, x: &[f32]) -> Vec<f32> {
        let rows = x.len() / self.inputs;
        let (groups, row_scales) = pack_rows(x, self.inputs);
        let mut y = vec![0.0; rows * self.outputs];
        let pairs = self.inputs / 2;
        for (p, panel) in self.panels.chunks_exact(pairs).enumerate() {
            let (scales, bias) = (&self.scales[p * PANEL..][..PANEL], &self.bias[p * PANEL..][..PANEL]);
            for (g, group) in groups.chunks_exact(pairs).enumerate() {
                let tile = kernel::tile(group, panel);
                for (sums, row) in tile.iter().zip(g * GROUP..rows) {
                    let out = &mut y[row * self.outputs + p * PANEL..][..PANEL];
                    for (((y, sum), scale), bias) in out.iter_mut().zip(sums).zip(scales).zip(bias) {
                        *y = to_f32(*sum) * (row_scales[row] * scale) + bias;
                    }
                }
            }
        }
        y
    }
}

/// Rows of activations in groups, two inputs of each row in one number, and the scales of the rows.
fn pack_rows(x: &[f32], inputs: usize) -> (Vec<[u32; GROUP]>, Vec<f32>) {
    let rows = x.len() / inputs;
    let pairs = inputs / 2;
    let mut groups = vec![[0; GROUP]; rows.div_ceil(GROUP) * pairs];
    let mut scales = Vec::with_capacity(rows);
    for (row, x) in x.chunks_exact(inputs).enumerate() {
        let scale = max_magnitude(x) / MAX_ACTIVATION;
        scales.push(scale);
        let factor = 1.0 / scale;
        let group = &mut groups[row / GROUP * pairs..][..pairs];
        for (pair, x) in group.iter_mut().zip(x.chunks_exact(2)) {
            let [low, high] = [x[0], x[1]].map(|x| u32::from(round_to_i16(x * factor).cast_unsigned()));
            pair[row % GROUP] = high << 16 | low;
        }
    }
    (groups, scales)
}

/// The largest magnitude, at least a tiny number to avoid division by zero.
fn max_magnitude(row: &[f32]) -> f32 {
    row.iter().fold(f32::MIN_POSITIVE * 1e6, |most, x| most.max(x.abs()))
}

/// Rounds a number of a magnitude far below 2²²: adding 1.5 · 2²³ rounds the fraction away.
fn round_to_i16(x: f32) -> i16 {
    const NO_FRACTION: f32 = 12_582_912.0;
    let bits = (x + NO_FRACTION).to_bits().wrapping_sub(NO_FRACTION.to_bits());
    #[expect(clippy::cast_possible_truncation, reason = "scaled to fewer bits")]
    let low = bits as u16;
    low.cast_signed()
}

#[expect(clippy::cast_precision_loss, reason = "24 bits of a sum are more than its inputs have")]
fn to_f32(sum: i32) -> f32 {
    sum as f32
}

#[cfg(test)]
mod tests {
    use super::super::arithmetic::count;
    use super::*;

    #[test]
    fn products_match_floating_point() {
        let value = |n: usize| count(n * 7_919 % 1_000) / 500.0 - 1.0;
        for (rows, inputs, outputs) in [(1, 2, 32), (8, 64, 32), (13, 386, 96), (3, 1_536, 64)] {
            let x: Vec<f32> = (0..rows * inputs).map(value).collect();
            let w: Vec<f32> = (0..inputs * outputs).map(|n| value(n + 31)).collect();
            let bias: Vec<f32> = (0..outputs).map(value).collect();
            let y = Linear::of_rows(bias.clone(), &w).apply(&x);
            for row in 0..rows {
                for output in 0..outputs {
                    let terms = (0..inputs).map(|i| x[row * inputs + i] * w[output * inputs + i]);
                    let expected: f32 = terms.sum::<f32>() + bias[output];
                    let got = y[row * outputs + output];
                    assert!((got - expected).abs() < 0.1, "{rows}x{inputs}x{outputs}: {got} for {expected}");
                }
            }
        }
    }

    #[test]
    fn rows_of_zeros_give_the_bias() {
        let linear = Linear::of_columns(vec![0.5; 32], &[0.0; 64]);
        assert_eq!(linear.apply(&[0.0, 0.0]), vec![0.5; 32]);
    }

    #[test]
    fn numbers_are_rounded_to_the_nearest() {
        for (x, rounded) in [(0.0, 0), (0.6, 1), (-0.6, -1), (2_046.7, 2_047), (-2_046.7, -2_047), (1.4, 1)] {
            assert_eq!(round_to_i16(x), rounded, "{x}");
        }
    }
}
