//! The inner loop of a matrix product, in AVX-512, AVX2 or portable code.

#![expect(clippy::inline_always, reason = "what is not inlined is compiled without the wide instructions")]

#[cfg(target_arch = "x86_64")]
use pulp::x86::{V3, V4};

/// Outputs per panel.
pub(super) const PANEL: usize = 32;
/// Rows per group.
pub(super) const GROUP: usize = 8;

/// The sums of a group of rows and a panel of outputs, over pairs of inputs.
type Tile = [[i32; PANEL]; GROUP];

/// The products of a group of rows with a panel of weights.
pub(super) fn tile(rows: &[[u32; GROUP]], panel: &[[i16; 2 * PANEL]]) -> Tile {
    #[cfg(target_arch = "x86_64")]
    {
        if let Some(simd) = V4::try_new() {
            return simd.vectorize(Avx512 { simd, rows, panel });
        }
        if let Some(simd) = V3::try_new() {
            return simd.vectorize(Avx2 { simd, rows, panel });
        }
    }
    portable(rows, panel)
}

fn portable(rows: &[[u32; GROUP]], panel: &[[i16; 2 * PANEL]]) -> Tile {
    let mut sums = [[0; PANEL]; GROUP];
    for (pair, weights) in rows.iter().zip(panel) {
        for (sums, pair) in sums.iter_mut().zip(pair) {
            let [a, b, c, d] = pair.to_le_bytes();
            let (low, high) = (i32::from(i16::from_le_bytes([a, b])), i32::from(i16::from_le_bytes([c, d])));
            for (sum, weights) in sums.iter_mut().zip(weights.chunks_exact(2)) {
                *sum += low * i32::from(weights[0]) + high * i32::from(weights[1]);
            }
        }
    }
    sums
}

/// With 512-bit registers: two hold a row of the tile.
#[cfg(target_arch = "x86_64")]
struct Avx512<'a> {
    simd: V4,
    rows: &'a [[u32; GROUP]],
    panel: &'a [[i16; 2 * PANEL]],
}

#[cfg(target_arch = "x86_64")]
impl pulp::NullaryFnOnce for Avx512<'_> {
    type Output = Tile;

    #[inline(always)]
    fn call(self) -> Tile {
        let (f, bw) = (self.simd.avx512f, self.simd.avx512bw);
        let mut sums = [[f._mm512_setzero_si512(); 2]; GROUP];
        for (pair, weights) in self.rows.iter().zip(self.panel) {
            let weights: [core::arch::x86_64::__m512i; 2] = pulp::cast(*weights);
            for (sums, pair) in sums.iter_mut().zip(pair) {
                let pair = f._mm512_set1_epi32(pair.cast_signed());
                for (sum, weights) in sums.iter_mut().zip(weights) {
                    *sum = f._mm512_add_epi32(*sum, bw._mm512_madd_epi16(pair, weights));
                }
            }
        }
        pulp::cast(sums)
    }
}

/// With 256-bit registers: half of the tile's outputs and four rows at a time.
#[cfg(target_arch = "x86_64")]
struct Avx2<'a> {
    simd: V3,
    rows: &'a [[u32; GROUP]],
    panel: &'a [[i16; 2 * PANEL]],
}

#[cfg(target_arch = "x86_64")]
impl pulp::NullaryFnOnce for Avx2<'_> {
    type Output = Tile;

    #[inline(always)]
    fn call(self) -> Tile {
        const ROWS: usize = 4;
        let (avx, avx2) = (self.simd.avx, self.simd.avx2);
        let mut tile = [[0; PANEL]; GROUP];
        for from in [0, ROWS] {
            for half in [0, 1] {
                let mut sums = [[avx._mm256_setzero_si256(); 2]; ROWS];
                for (pair, weights) in self.rows.iter().zip(self.panel) {
                    let weights: [[core::arch::x86_64::__m256i; 2]; 2] = pulp::cast(*weights);
                    for (sums, pair) in sums.iter_mut().zip(&pair[from..from + ROWS]) {
                        let pair = avx._mm256_set1_epi32(pair.cast_signed());
                        for (sum, weights) in sums.iter_mut().zip(weights[half]) {
                            *sum = avx2._mm256_add_epi32(*sum, avx2._mm256_madd_epi16(pair, weights));
                        }
                    }
                }
                let sums: [[i32; PANEL / 2]; ROWS] = pulp::cast(sums);
                for (row, sums) in tile[from..].iter_mut().zip(sums) {
                    row[half * PANEL / 2..][..PANEL / 2].copy_from_slice(&sums);
                }
            }
        }
        tile
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kernel_gives_the_same_sums() {
        let number = |n: usize| i16::try_from(n * 37 % 1_001).unwrap() - 500;
        let rows: Vec<[u32; GROUP]> =
            (0..70).map(|p| std::array::from_fn(|r| u32::from(number(p * 8 + r).cast_unsigned()) * 0x1_0001)).collect();
        let panel: Vec<[i16; 2 * PANEL]> = (0..70).map(|p| std::array::from_fn(|c| number(p * 64 + c + 5))).collect();
        let expected = portable(&rows, &panel);
        assert_eq!(tile(&rows, &panel), expected);
        #[cfg(target_arch = "x86_64")]
        if let Some(simd) = V3::try_new() {
            assert_eq!(simd.vectorize(Avx2 { simd, rows: &rows, panel: &panel }), expected);
        }
    }
}
