import { ProblemError } from './problem';

export interface Upload<T> {
  done: Promise<T>;
  stop: () => void;
}

/** Sends a file and tells how much of it is there: `fetch` tells nothing of that. */
export function upload<T>(path: string, file: File, onProgress: (sent: number, total: number) => void): Upload<T> {
  const request = new XMLHttpRequest();
  const done = new Promise<T>((resolve, reject) => {
    request.upload.onprogress = (event) => onProgress(event.loaded, event.total);
    request.onerror = () => reject(ProblemError.offline());
    request.onabort = () => reject(new DOMException('stopped', 'AbortError'));
    request.onload = async () => {
      const response = new Response(request.responseText, {
        status: request.status,
        headers: { 'retry-after': request.getResponseHeader('retry-after') ?? '' },
      });
      if (response.ok) resolve((await response.json()) as T);
      else reject(await ProblemError.of(response));
    };
    const form = new FormData();
    form.append('file', file);
    request.open('POST', path);
    request.send(form);
  });
  return { done, stop: () => request.abort() };
}
