import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { apiQuery, isFiltered, jobsSearchSchema, toggled } from './search';

describe('the address of the list', () => {
  it.each([
    [{ q: 'nurse', job: 'x' }, { q: 'nurse' }],
    [{ workplace: 'remote,moon,hybrid' }, { workplace: 'remote,hybrid' }],
    [{ workplace: 'moon' }, {}],
    [{ min_salary: 50000, unknown_salary: true }, { min_salary: 50000, unknown_salary: true }],
    [{ min_salary: 'much' }, {}],
    [{ location: 'Ghent', radius_km: 25 }, { location: 'Ghent', radius_km: 25 }],
    [{ radius_km: 25 }, {}],
    [{ location: 'Ghent', radius_km: 0 }, { location: 'Ghent' }],
    [{ level: 'senior,boss', residence: 'DE' }, { level: 'senior', residence: 'DE' }],
    [{ sort: 'fit' }, {}],
    [{ sort: 'date' }, { sort: 'date' }],
    [{ sort: 'luck', q: 7 }, {}],
    [{}, {}],
  ])('%j asks for %j', (address, query) => {
    expect(apiQuery(v.parse(jobsSearchSchema, address))).toEqual(query);
  });

  it('is sorted by the match where there is a resume', () => {
    const address = v.parse(jobsSearchSchema, { sort: 'fit', level: 'senior' });
    expect(apiQuery(address, true)).toEqual({ sort: 'match', level: 'senior' });
    expect(apiQuery(address, false)).toEqual({ level: 'senior' });
  });

  it('takes a value in and out of a list', () => {
    expect(toggled(undefined, 'remote')).toBe('remote');
    expect(toggled('remote', 'hybrid')).toBe('remote,hybrid');
    expect(toggled('remote,hybrid', 'remote')).toBe('hybrid');
    expect(toggled('remote', 'remote')).toBeUndefined();
    expect(toggled('Acme, Inc.', 'Bolt', '|')).toBe('Acme, Inc.|Bolt');
  });

  it('is narrowed by words and filters, not by the job that is read', () => {
    expect(isFiltered({ job: 'x', sort: 'date' })).toBe(false);
    expect(isFiltered({ q: 'x' })).toBe(true);
    expect(isFiltered({ min_salary: 0 })).toBe(true);
  });
});
