import * as v from 'valibot';

const text = v.optional(v.fallback(v.optional(v.string()), undefined));
const WORKPLACES = ['on_site', 'hybrid', 'remote'] as const;
const LEVELS = ['trainee', 'regular', 'senior', 'leader'] as const;
/** Kilometres that can be chosen. */
export const RADII = [10, 25, 50, 100, 200];
const TYPES = ['full_time', 'part_time', 'contractor', 'temporary', 'intern', 'volunteer', 'per_diem', 'other'] as const;

/** Several values with commas between them, as the API has them. */
const several = <N extends string>(names: readonly N[]) =>
  v.optional(
    v.fallback(
      v.pipe(
        v.string(),
        v.transform((list) => list.split(',').filter((name): name is N => names.includes(name as N)).join(',') || undefined),
      ),
      undefined as unknown as string,
    ),
  );

/** The address of the list: names are the API's own, and what is usual is left out. */
export const jobsSearchSchema = v.object({
  q: text,
  location: text,
  radius_km: v.optional(v.fallback(v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000))), undefined)),
  residence: text,
  unknown_residence: v.optional(v.fallback(v.optional(v.boolean()), undefined)),
  level: several(LEVELS),
  workplace: several(WORKPLACES),
  type: several(TYPES),
  company: text,
  min_salary: v.optional(v.fallback(v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))), undefined)),
  unknown_salary: v.optional(v.fallback(v.optional(v.boolean()), undefined)),
  posted_since: text,
  sort: v.optional(v.fallback(v.optional(v.picklist(['fit', 'date', 'relevance'])), undefined)),
  job: text,
});

export type JobsSearch = v.InferOutput<typeof jobsSearchSchema>;
export const FILTERS = ['location', 'workplace', 'residence', 'level', 'type', 'company', 'min_salary', 'posted_since'] as const;
export type FilterName = (typeof FILTERS)[number];

/** What the server is asked; which job is being read is the page's business alone. It sorts by the match with a resume. */
export function apiQuery(search: JobsSearch, isMatched = false) {
  // Without a place there is nothing to be near to.
  const radius_km = search.location ? search.radius_km : undefined;
  const query = { ...search, radius_km, job: undefined, sort: search.sort === 'fit' ? (isMatched ? ('match' as const) : undefined) : search.sort };
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined && value !== ''));
}

/** A list of values with one more, or one less. */
export function toggled(list: string | undefined, value: string, separator = ','): string | undefined {
  const values = (list ?? '').split(separator).filter(Boolean);
  const changed = values.includes(value) ? values.filter((other) => other !== value) : [...values, value];
  return changed.join(separator) || undefined;
}

/** Whether anything narrows the list. */
export function isFiltered(search: JobsSearch): boolean {
  return Boolean(search.q) || FILTERS.some((name) => search[name] !== undefined);
}
