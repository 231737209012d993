/** Sections of a sheet, as JSON Resume calls them. */
const SECTIONS: Record<string, string> = { experience: 'work', volunteering: 'volunteer' };

/** Fields of a sheet, as JSON Resume calls them; the others have the same name there. */
const FIELDS: Record<string, string> = {
  'experience.employer': 'name',
  'experience.title': 'position',
  'volunteering.employer': 'organization',
  'volunteering.title': 'position',
  'education.degree': 'studyType',
  'education.field': 'area',
  'education.grade': 'score',
  'education.notes': 'courses',
  'awards.notes': 'summary',
  'publications.date': 'releaseDate',
  start: 'startDate',
  end: 'endDate',
};

const BASICS: Record<string, string> = {
  name: '/basics/name',
  headline: '/basics/label',
  summary: '/basics/summary',
  'contacts.emails[0]': '/basics/email',
  'contacts.phones[0]': '/basics/phone',
  'contacts.location': '/basics/location/address',
};

/** The JSON pointer of a field of a sheet: `experience[1].title` is `/work/1/position`. Positions are counted alike in both. */
export function pointerOf(path: string): string {
  const [, section, index, field, at] = /^(\w+)\[(\d+)\](?:\.(\w+))?(?:\[(\d+)\])?$/.exec(path) ?? [];
  if (!section) return BASICS[path] ?? `/basics/${path.replace(/\[\d+\]/g, '').split('.').at(-1)}`;
  const name = field && (FIELDS[`${section}.${field}`] ?? FIELDS[field] ?? field);
  return ['', SECTIONS[section] ?? section, index, name ?? 'name', at].filter((part) => part !== undefined).join('/');
}
