import { useMutation } from '@tanstack/react-query';
import { api, ok } from '@/api/client';
import { useForgetMatches } from '../Versions';

/** Makes a content the next version, unless another one than the one it was made from is in use by now. */
export function usePut() {
  const forget = useForgetMatches();
  return useMutation({
    mutationFn: async ({ content, etag }: { content: object | (() => Promise<object>); etag: string | null }) => {
      const body = typeof content === 'function' ? await content() : content;
      return ok(api.PUT('/api/v1/resumes/current', { body: body as never, headers: etag ? { 'if-match': etag } : {} }));
    },
    onSuccess: forget,
  });
}
