import { valueAt } from '../pointer';
import type { Content } from './own';

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

/** The words of a field of a sheet; `undefined` where JSON Resume has them in another shape. */
export function wordsAt(content: Content | undefined, path: string): string | undefined {
  const [, skill] = /^skills\[(\d+)\]\.name$/.exec(path) ?? [];
  if (skill) return skillsIn(content)[Number(skill)];
  const words = path.startsWith('skills[') ? undefined : valueAt(content, pointerOf(path));
  return typeof words === 'string' ? words : undefined;
}

/** The skills as a sheet counts them: through all groups, each once. */
function skillsIn(content: Content | undefined): string[] {
  const names = (content?.skills ?? []).flatMap(({ name, keywords }) => keywords ?? (name ? [name] : []));
  const known = names.map((name) => name.toLowerCase().replace(/\s+/g, ''));
  return names.filter((_, index) => known.indexOf(known[index]!) === index);
}
