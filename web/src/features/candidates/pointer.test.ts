import { expect, it } from 'vitest';
import { placeOf, valueAt, withItem, withValue } from './pointer';

const content = { basics: { name: 'Ama' }, work: [{ position: 'Nurse', highlights: ['IV', 'ECG'] }], 'a/b': { '~': 'x' } };

it('finds values by their pointers', () => {
  expect(valueAt(content, '/work/0/position')).toBe('Nurse');
  expect(valueAt(content, '/a~1b/~0')).toBe('x');
  expect(valueAt(content, '/work/1/position')).toBeUndefined();
});

it('changes a copy, and removes what is empty', () => {
  expect(withValue(content, '/basics/name', ' Ama Boateng ')).toMatchObject({ basics: { name: 'Ama Boateng' } });
  expect(withValue(content, '/basics/location/city', 'Accra')).toMatchObject({ basics: { name: 'Ama', location: { city: 'Accra' } } });
  expect(withValue(content, '/basics/name', ' ')).toMatchObject({ basics: {} });
  expect(withValue(content, '/work/0/highlights/0', '')).toMatchObject({ work: [{ highlights: ['ECG'] }] });
  expect(content.basics.name).toBe('Ama');
});

it('adds to a copy of a list, or begins one', () => {
  expect(valueAt(withItem(content, '/work/0/highlights', ' Triage '), '/work/0/highlights')).toEqual(['IV', 'ECG', 'Triage']);
  expect(valueAt(withItem(content, '/work/0/courses', 'ALS'), '/work/0/courses')).toEqual(['ALS']);
  expect(content.work[0]?.highlights).toEqual(['IV', 'ECG']);
});

it.each([
  ['/basics/location/address', { group: 'basics', index: null, name: 'address' }],
  ['/work/2/highlights/1', { group: 'work', index: 2, name: 'highlights' }],
  ['/skills/0/name', { group: 'skills', index: 0, name: 'name' }],
])('%s belongs to %j', (pointer, place) => {
  expect(placeOf(pointer)).toEqual(place);
});
