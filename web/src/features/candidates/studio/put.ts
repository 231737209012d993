import { useMutation } from '@tanstack/react-query';
import { api, ok, type Schemas } from '@/api/client';
import { useForgetMatches } from '../Versions';

export type Saved = Schemas['ResumeResource'];

interface Next {
  content: () => Promise<object>;
  /** Of the version that the content was made from: another one may be in use by now. */
  etag: string | null;
  onSaved: (saved: Saved) => void;
}

/** Makes a content the next version, unless another one than the one it was made from is in use. */
export function usePut() {
  const forget = useForgetMatches();
  return useMutation({
    mutationFn: async ({ content, etag }: Next) =>
      ok(api.PUT('/api/v1/resumes/current', { body: (await content()) as never, headers: etag ? { 'if-match': etag } : {} })),
    onSuccess: async (saved, { onSaved }) => {
      onSaved(saved);
      await forget();
    },
  });
}
