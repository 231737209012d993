// A feature uses of another one what its `index.ts` names, and nothing inside it. Shared code knows no feature.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = new URL('../src/', import.meta.url).pathname;
const IMPORT = /from '(@\/[^']+|\.{1,2}\/[^']+)'/g;
const problems = [];
for (const name of readdirSync(FOLDER, { recursive: true })) {
  if (!/\.tsx?$/.test(name) || name === 'router.tsx') continue;
  const own = /^features\/(\w+)\//.exec(name)?.[1];
  for (const [, path] of readFileSync(join(FOLDER, name), 'utf8').matchAll(IMPORT)) {
    const [, other, inside] = /^@\/features\/(\w+)(\/.*)?$/.exec(path) ?? [];
    if (other && inside) problems.push(`${name} reaches into ${path}`);
    if (other && /^(shared|api|i18n|theme)\//.test(name)) problems.push(`${name} knows the feature ${other}`);
    if (own && path.startsWith('@/frame/')) problems.push(`${name} knows the frame`);
  }
}
if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exit(1);
}
