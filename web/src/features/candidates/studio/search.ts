import * as v from 'valibot';

const text = v.optional(v.fallback(v.optional(v.string()), undefined));

/** How many pages an employer reads. */
export const PAGES = [1, 2, 3] as const;
export const USUAL_PAGES = 2;
export const USUAL_TEMPLATE = 'classic';

/** The address of the studio: what is usual is left out. */
export const studioSearchSchema = v.object({
  /** The job that the resume is tailored to. */
  job: text,
  template: text,
  paper: v.optional(v.fallback(v.optional(v.picklist(['a4', 'letter'])), undefined)),
  language: text,
  pages: v.optional(v.fallback(v.optional(v.picklist(PAGES)), undefined)),
  view: v.optional(v.fallback(v.optional(v.picklist(['machine'])), undefined)),
});

export type StudioSearch = v.InferOutput<typeof studioSearchSchema>;

/** How a resume is printed, as the server is asked for it. */
export interface Look {
  template: string;
  paper?: 'a4' | 'letter';
  language?: string;
}

export function lookOf({ template = USUAL_TEMPLATE, paper, language }: StudioSearch): Look {
  return { template, ...(paper && { paper }), ...(language && { language }) };
}
