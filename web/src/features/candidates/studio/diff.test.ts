import { describe, expect, it } from 'vitest';
import { moves, wordDiff } from './diff';

const SIGNS = { same: '', removed: '-', added: '+' } as const;
const summary = (before: string, after: string) =>
  wordDiff(before, after).map(({ kind, text }) => (kind === 'same' ? text : `[${SIGNS[kind]}${text}]`)).join('');

describe('what became of a text', () => {
  it.each([
    ['Ran k8s in production', 'Ran k8s (Kubernetes) in production', 'Ran k8s [+(Kubernetes) ]in production'],
    ['REST API', 'REST APIs', 'REST [-API][+APIs]'],
    ['', 'Terraform', '[+Terraform]'],
    ['Mentored two colleagues', '', '[-Mentored two colleagues]'],
    ['the same', 'the same', 'the same'],
    ['Pflege, Wundversorgung', 'Pflege, Wundmanagement', 'Pflege, [-Wundversorgung][+Wundmanagement]'],
  ])('%s → %s', (before, after, expected) => {
    expect(summary(before, after)).toBe(expected);
  });

  it('loses no letter', () => {
    const [before, after] = ['a (b) c  d', 'a [b] d c'];
    const parts = wordDiff(before, after);
    const without = (kind: 'removed' | 'added') => parts.filter((part) => part.kind !== kind).map(({ text }) => text).join('');
    expect([without('added'), without('removed')]).toEqual([before, after]);
  });
});

describe('what was moved', () => {
  it('says where each item stood', () => {
    expect(moves('a\nb\nc', 'c\na\nb')).toEqual([
      { text: 'c', from: 3, isRaised: true },
      { text: 'a', from: 1, isRaised: false },
      { text: 'b', from: 2, isRaised: false },
    ]);
  });

  it('tells the same words apart', () => {
    expect(moves('a\nb\na', 'a\na\nb').map(({ from }) => from)).toEqual([1, 3, 2]);
  });
});
