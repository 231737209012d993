import { expect, it } from 'vitest';
import { pointerOf, wordsAt } from './misread';

it.each([
  ['experience[1].title', '/work/1/position'],
  ['experience[0].start', '/work/0/startDate'],
  ['volunteering[0].employer', '/volunteer/0/organization'],
  ['experience[2].highlights[3]', '/work/2/highlights/3'],
  ['education[0].degree', '/education/0/studyType'],
  ['interests[1]', '/interests/1/name'],
  ['contacts.phones[0]', '/basics/phone'],
  ['name', '/basics/name'],
])('%s is %s', (path, pointer) => {
  expect(pointerOf(path)).toBe(pointer);
});

it('counts skills through their groups, each once', () => {
  const content = { skills: [{ name: 'Care', keywords: ['IV', 'ECG'] }, { name: 'iv' }, { name: 'Triage' }], work: [{ position: 'Nurse' }] };
  expect(wordsAt(content, 'skills[2].name')).toBe('Triage');
  expect(wordsAt(content, 'skills[0].level')).toBeUndefined();
  expect(wordsAt(content, 'experience[0].title')).toBe('Nurse');
});
