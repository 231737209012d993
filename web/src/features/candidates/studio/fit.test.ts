import { expect, it } from 'vitest';
import { fitOf, pagesOf } from './fit';

const shares = (pages: number, last_page_filled: number, wanted: number) =>
  pagesOf(fitOf({ pages, last_page_filled }, wanted)).map(({ share, isOver }) => `${Math.round(share * 100)}${isOver ? ' over' : ''}`);

it('fills page after page, and tells what does not fit', () => {
  expect(shares(1, 0.4, 1)).toEqual(['40']);
  expect(shares(1, 1, 2)).toEqual(['100', '0']);
  expect(shares(3, 0.25, 1)).toEqual(['100', '100 over', '25 over']);
});

it('counts what is over in pages', () => {
  expect(fitOf({ pages: 3, last_page_filled: 0.25 }, 1).over).toBeCloseTo(1.25);
  expect(fitOf({ pages: 2, last_page_filled: 0.9 }, 2).over).toBe(0);
});
