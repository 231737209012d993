import { queryOptions } from '@tanstack/react-query';
import { api, ok, type Schemas } from '@/api/client';
import { ProblemError } from '@/api/problem';
import { type Upload, upload } from '@/api/upload';

export type Resume = Schemas['ResumeResource'];
export type Reading = Schemas['Reading'];
export type Field = Schemas['FieldResource'];
export type Parsed = Schemas['ParsedDocument'];

export const ACCEPTED = '.pdf,.docx,.odt,.rtf,.html,.md,.txt';
export const MAX_FILE_SIZE = 10_000_000;

/** A resume, and the tag that says which one it was. */
export interface Tagged {
  resume: Resume;
  etag: string | null;
}

/** The resume in use, or one of its versions; `null` when there is none yet. */
export function resumeQuery(version: number | undefined) {
  return queryOptions({
    queryKey: ['resume', version ?? 'current'],
    queryFn: async (): Promise<Tagged | null> => {
      const request = version
        ? api.GET('/api/v1/resumes/current/versions/{version}', { params: { path: { version } } })
        : api.GET('/api/v1/resumes/current');
      const response = request.then((answer) => answer);
      try {
        const resume = await ok(response as ReturnType<typeof api.GET<'/api/v1/resumes/current', object>>);
        return { resume: resume as Resume, etag: (await response).response.headers.get('etag') };
      } catch (error) {
        if (!version && error instanceof ProblemError && error.status === 404) return null;
        throw error;
      }
    },
  });
}

export const versionsQuery = queryOptions({
  queryKey: ['resume-versions'],
  queryFn: () => ok(api.GET('/api/v1/resumes/current/versions', { params: { query: { limit: 100 } } })),
});

/** Sends a document as a draft: it is not used until its owner says so. */
export function uploadDraft(file: File, onProgress: (sent: number, total: number) => void): Upload<Resume> {
  return upload('/api/v1/resumes?draft=true', file, onProgress);
}

export function importFile(file: File, onProgress: (sent: number, total: number) => void): Upload<Schemas['ImportedResume']> {
  return upload('/api/v1/resumes/import?draft=true', file, onProgress);
}

/** Reads a document without keeping it. */
export function parseAsGuest(file: File, onProgress: (sent: number, total: number) => void): Upload<Parsed> {
  return upload('/api/v1/ai/parse-resume', file, onProgress);
}
