import { queryOptions } from '@tanstack/react-query';
import { api, ok, type Schemas } from '@/api/client';
import { parseAsGuest } from '../api';
import type { Look } from './search';

export type Studio = Schemas['Studio'];
export type Format = Schemas['PrintFormat'];
export type Proof = Schemas['PrintProof'];
export type Score = Schemas['AtsScoreResource'];
export type Evidence = Schemas['EvidenceResource'];
export type Keyword = Schemas['KeywordResource'];
export type Tailored = Schemas['TailoredResume'];
export type Change = Schemas['ChangeResource'];

/** What a resume is tailored to: a job of the catalogue, the text of a posting, or nothing but its pages. */
export type Posting = { job_id: string } | { title: string; description: string };

export const NO_POSTING: Posting = { title: '', description: '' };

export const studioQuery = queryOptions({
  queryKey: ['studio'],
  staleTime: Infinity,
  queryFn: () => ok(api.GET('/api/v1/resumes/templates')),
});

/** How the version in use fits its pages, and what a machine reads of them. */
export function proofQuery(version: number, look: Look) {
  return queryOptions({
    queryKey: ['proof', version, look],
    queryFn: () => ok(api.GET('/api/v1/resumes/current/proof', { params: { query: look } })),
    placeholderData: (previous) => previous,
  });
}

/** The picture of a page of the version in use, as an address within this page. */
export function pictureQuery(version: number, look: Look, page: number, width: number) {
  return queryOptions({
    queryKey: ['proof-page', version, look, page, width],
    staleTime: Infinity,
    queryFn: async () => {
      const path = '/api/v1/resumes/current/proof/pages/{page}';
      const blob = await ok(api.GET(path, { params: { path: { page }, query: { ...look, width } }, parseAs: 'blob' }));
      return blob as unknown as Blob;
    },
  });
}

/** The version in use, tailored without the changes that are refused. Nothing of it is stored. */
export function tailorQuery(version: number, posting: Posting, pages: number, refused: string[]) {
  const about = JSON.stringify([version, posting, pages]);
  return queryOptions({
    queryKey: ['tailored', about, refused],
    queryFn: () => ok(api.POST('/api/v1/resumes/current/optimize', { body: { ...posting, pages, refused } })),
    // The answer to other refusals is shown meanwhile, never that about another posting.
    placeholderData: (previous, query) => (query?.queryKey[1] === about ? previous : undefined),
  });
}

/** The resume in print as a file. */
export async function printed(format: Format, look: Look): Promise<Blob> {
  const query = { format, ...look };
  return (await ok(api.GET('/api/v1/resumes/current/export', { params: { query }, parseAs: 'blob' }))) as unknown as Blob;
}

/** The printed pages as our own reader reads them: a machine like those of employers. */
export function machineQuery(version: number, look: Look) {
  return queryOptions({
    queryKey: ['machine', version, look],
    staleTime: Infinity,
    queryFn: async () => {
      const pdf = new File([await printed('pdf', look)], 'resume.pdf', { type: 'application/pdf' });
      return parseAsGuest(pdf, () => undefined).done;
    },
  });
}
