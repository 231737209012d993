import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

/** The pages a first visit leads to, with the texts they show: what the browser should fetch at once, and not only when the
 *  first script has run. The patterns are those of addresses below the base; `data` is the first request of the page, followed
 *  by the address where it ends with a slash. */
const FIRST = {
  '^$': { data: '/api/v1/jobs?limit=1&facets=true', page: 'features/candidates/LandingPage.tsx', texts: 'candidates' },
  '^jobs$': { data: '/api/v1/jobs?facets=true&limit=30', page: 'features/jobs/JobsPage.tsx', texts: 'jobs' },
  '^jobs/.': { data: '/api/v1/', page: 'features/jobs/JobPage.tsx', texts: 'jobs' },
} as const;

const FIRST_PAINT = fileURLToPath(new URL('first-paint.js', import.meta.url));

/** Writes into the page which files belong to which address, and `first-paint.js`, which reads it: as a file it would be one
 *  more trip to the server before anything can be painted. */
export function preloadFirstPages(): Plugin {
  return {
    name: 'preload-first-pages',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        const chunks = Object.values(bundle ?? {}).filter((file) => file.type === 'chunk');
        const chunkOf = (source: string) => chunks.find((chunk) => chunk.facadeModuleId?.endsWith(`/src/${source}`));
        const closure = (name: string, found = new Set<string>()): Set<string> => {
          if (found.has(name)) return found;
          found.add(name);
          for (const next of chunks.find((chunk) => chunk.fileName === name)?.imports ?? []) closure(next, found);
          return found;
        };
        const pages = Object.entries(FIRST).map(([pattern, { data, page, texts }]) => {
          const chunk = chunkOf(page);
          const scripts = chunk ? [...closure(chunk.fileName)].filter((name) => !html.includes(name)) : [];
          const styles = scripts.flatMap((name) => [...(chunks.find((chunk) => chunk.fileName === name)?.viteMetadata?.importedCss ?? [])]);
          return { pattern, data, scripts, styles, texts };
        });
        const texts: Record<string, Record<string, string>> = {};
        for (const { facadeModuleId, fileName } of chunks) {
          const [, language, name] = /\/locales\/(\w+)\/(\w+)\.json$/.exec(facadeModuleId ?? '') ?? [];
          if (language && name) (texts[language] ??= {})[name] = fileName;
        }
        const children = JSON.stringify({ pages, texts }).replaceAll('<', '\\u003c');
        return [
          { tag: 'script', attrs: { type: 'application/json', id: 'preload' }, children, injectTo: 'head-prepend' },
          { tag: 'script', attrs: { nonce: '%NONCE%' }, children: readFileSync(FIRST_PAINT, 'utf8'), injectTo: 'head-prepend' },
        ];
      },
    },
  };
}
