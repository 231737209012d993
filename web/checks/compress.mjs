// Writes a brotli and a gzip file beside each file of the build that gets smaller by it.
import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const FOLDER = new URL('../dist/app/', import.meta.url).pathname;
// The list of files is for our own checks, and not served.
renameSync(`${FOLDER}.vite/manifest.json`, `${FOLDER}../manifest.json`);
rmSync(`${FOLDER}.vite`, { recursive: true });

const COMPRESSIBLE = /\.(js|css|svg|json)$/;

for (const name of readdirSync(FOLDER, { recursive: true })) {
  const path = join(FOLDER, name);
  if (!COMPRESSIBLE.test(name) || !statSync(path).isFile()) continue;
  const content = readFileSync(path);
  const brotli = brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
  const gzip = gzipSync(content, { level: 9 });
  if (brotli.length < content.length) writeFileSync(`${path}.br`, brotli);
  if (gzip.length < content.length) writeFileSync(`${path}.gz`, gzip);
}
