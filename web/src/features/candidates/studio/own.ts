import { withItem } from '../pointer';

interface Entry {
  position?: string;
  name?: string;
  organization?: string;
  institution?: string;
  title?: string;
  highlights?: string[];
}

/** JSON Resume, as far as the studio looks into it. */
export interface Content {
  work?: Entry[];
  volunteer?: Entry[];
  projects?: Entry[];
  education?: Entry[];
  skills?: { name?: string; keywords?: string[] }[];
}

export interface Place {
  pointer: string;
  label: string;
}

/** What an entry is called: the position and the employer, the name of a project. */
export function labelOf(entry: Entry | undefined): string {
  const { position, name, organization, institution, title } = entry ?? {};
  return [position, name, organization, institution, title].filter(Boolean).join(', ');
}

/** What the one entry is called that says any of this to the letter; `null` when none does, or several do. */
export function entryWith(content: Content, words: string[]): string | null {
  const entries = [content.work, content.volunteer, content.projects].flatMap((group) => group ?? []);
  const found = entries.filter(({ highlights }) => words.some((line) => highlights?.includes(line)));
  return found.length === 1 ? labelOf(found[0]) : null;
}

/** Whether some field says it to the letter. */
export function says(content: unknown, words: string): boolean {
  if (typeof content === 'string') return content.includes(words);
  return typeof content === 'object' && content !== null && Object.values(content).some((value) => says(value, words));
}

/** Where a seeker can say what was done: at each position and project. */
export function placesIn(content: Content): Place[] {
  return (['work', 'projects', 'volunteer'] as const).flatMap((group) =>
    (content[group] ?? []).map((entry, index) => ({ pointer: `/${group}/${index}/highlights`, label: labelOf(entry) })),
  );
}

/** The resume with something that its owner adds: a sentence at a place, or a skill in the list of skills. */
export function withOwn(content: Content, pointer: string | null, words: string): Content {
  if (pointer !== null) return withItem(content, pointer, words) as Content;
  const skills = content.skills ?? [];
  const last = skills.length - 1;
  if (skills[last]?.keywords) return withItem(content, `/skills/${last}/keywords`, words) as Content;
  return { ...content, skills: [...skills, { name: words.trim() }] };
}
