// The API types come from the OpenAPI document in the repository.
//   node checks/api.mjs          fails when they are stale
//   node checks/api.mjs --write  writes them
import { readFileSync, writeFileSync } from 'node:fs';
import openapiTS, { astToString } from 'openapi-typescript';

const SNAPSHOT = new URL('../../tests/e2e/snapshots/openapi.snap', import.meta.url);
const TYPES = new URL('../src/api/schema.d.ts', import.meta.url);

const snapshot = readFileSync(SNAPSHOT, 'utf8');
// The head of a snapshot ends with the first line that opens the document.
const document = JSON.parse(snapshot.slice(snapshot.indexOf('\n{') + 1));
// The pages speak the canonical API alone; of the other contracts they read what names the providers of social sign-in.
const paths = Object.entries(document.paths).filter(([path]) => path.startsWith('/api/v1/') || path === '/auth/v1/settings'
  || path === '/readyz' || path === '/auth/accept-invitation');
document.paths = Object.fromEntries(paths);
const types = `// Generated from the OpenAPI document by \`npm run generate\`.\n${astToString(await openapiTS(document))}`;

if (process.argv.includes('--write')) {
  writeFileSync(TYPES, types);
} else if (readFileSync(TYPES, 'utf8') !== types) {
  console.error('src/api/schema.d.ts is older than the OpenAPI document: npm run generate');
  process.exit(1);
}
