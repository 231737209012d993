import { describe, expect, it } from 'vitest';
import { pieces } from './Quote';

const summary = (text: string, marks: [number, number][]) =>
  pieces(text, marks).map(({ piece, isMarked }) => (isMarked ? `[${piece}]` : piece)).join('|');

describe('a quotation is cut at its marks', () => {
  it.each([
    ['all', [[0, 3]], '[all]'],
    ['from Python to Rust', [[5, 11], [15, 19]], 'from |[Python]| to |[Rust]'],
    ['in any order', [[7, 12], [0, 2]], '[in]| any |[order]'],
    ['over each other', [[0, 6], [3, 9]], '[over e]|[ach]| other'],
    ['beyond', [[4, 99]], 'beyo|[nd]'],
    ['👩‍🏭 by letters', [[4, 6]], '👩‍🏭 |[by]| letters'],
    ['', [], ''],
  ] as [string, [number, number][], string][])('%s', (text, marks, expected) => {
    expect(summary(text, marks)).toBe(expected);
  });
});
