import { expect, it } from 'vitest';
import type { Change } from './api';
import { offers, standing } from './changes';

const change = (id: string, after = id): Change => ({ id, rule: 'termed', path: id, before: '', after, evidence: [] });
const summary = (list: ReturnType<typeof offers>) => list.map(({ change: { after }, isRefused }) => (isRefused ? `(${after})` : after)).join(' ');

it('keeps the order when a change is refused', () => {
  const first = [change('a'), change('b'), change('c')];
  expect(summary(offers(first, [change('a'), change('c')], [change('b')]))).toBe('a (b) c');
});

it('shows what a refusal made possible after the others, and lets that be refused too', () => {
  const first = [change('a'), change('b')];
  expect(summary(offers(first, [change('a'), change('d')], [change('b')]))).toBe('a (b) d');
  expect(summary(offers(first, [change('a')], [change('b'), change('d')]))).toBe('a (b) (d)');
});

it('drops what fell away with a refusal, and shows what changed with it', () => {
  const first = [change('a'), change('b'), change('order', 'old order')];
  expect(summary(offers(first, [change('order', 'new order')], [change('a')]))).toBe('(a) new order');
});

it('holds a refusal in another version only where it is about the same words', () => {
  const refusals = [{ change: change('a'), version: 1 }, { change: { ...change('b'), before: 'old words' }, version: 1 }];
  expect(standing(refusals, 2, [change('a'), change('b')]).map(({ id }) => id)).toEqual(['a']);
  expect(standing(refusals, 1, [change('a')]).map(({ id }) => id)).toEqual(['a', 'b']);
});
