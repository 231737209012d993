import { expect, it } from 'vitest';
import { blocksOf } from './posting';

it('finds headings, paragraphs and lists', () => {
  const posting = 'We repair cars.\n\nWhat we expect\n\n• Licence B\n\n• Polish at B1\n\nOffer:\n- Paid training\n\nCome as you are.';
  expect(blocksOf(posting)).toEqual([
    { kind: 'text', text: 'We repair cars.' },
    { kind: 'heading', text: 'What we expect' },
    { kind: 'list', items: ['Licence B', 'Polish at B1'] },
    { kind: 'heading', text: 'Offer:' },
    { kind: 'list', items: ['Paid training'] },
    { kind: 'text', text: 'Come as you are.' },
  ]);
});

it('keeps lines of a paragraph together, and a last short line is no heading', () => {
  expect(blocksOf('Night shifts\nand weekends\n\nYours, the team')).toEqual([
    { kind: 'text', text: 'Night shifts\nand weekends' },
    { kind: 'text', text: 'Yours, the team' },
  ]);
  expect(blocksOf('')).toEqual([]);
});
