import { expect, it } from 'vitest';
import { entryWith, placesIn, says, withOwn } from './own';

const work = [{ position: 'Nurse', name: 'St Anna' }];

it('names the places where something was done', () => {
  expect(placesIn({ work, projects: [{ name: 'Ward app' }] })).toEqual([
    { pointer: '/work/0/highlights', label: 'Nurse, St Anna' },
    { pointer: '/projects/0/highlights', label: 'Ward app' },
  ]);
});

it('adds a sentence where something was done', () => {
  expect(withOwn({ work }, '/work/0/highlights', ' Led triage. ')).toEqual({ work: [{ ...work[0], highlights: ['Led triage.'] }] });
});

it.each([
  ['no list', undefined, [{ name: 'Triage' }]],
  ['skills that stand alone', [{ name: 'ECG' }], [{ name: 'ECG' }, { name: 'Triage' }]],
  ['a group', [{ name: 'Care', keywords: ['ECG'] }], [{ name: 'Care', keywords: ['ECG', 'Triage'] }]],
])('adds a skill to %s', (_, skills, expected) => {
  expect(withOwn(skills ? { skills } : {}, null, 'Triage')).toEqual({ skills: expected });
});

it('finds who says something, and names nobody when it is not sure', () => {
  const content = { work: [{ ...work[0], highlights: ['Led triage', 'Taught'] }, { position: 'Aide', highlights: ['Taught'] }] };
  expect(entryWith(content, ['Led triage', 'Nothing else'])).toBe('Nurse, St Anna');
  expect(entryWith(content, ['Taught', 'Led triage'])).toBeNull();
  expect(entryWith(content, ['Led'])).toBeNull();
});

it('tells a quotation from what is put together', () => {
  expect(says({ work: [{ highlights: ['Led triage'] }], meta: null }, 'Led triage')).toBe(true);
  expect(says({ work }, 'Nurse, St Anna')).toBe(false);
});
