// What the script of a first visit weighs, gzipped: the page with everything it preloads. Fails above the limit.
import { readFileSync, statSync } from 'node:fs';

const FOLDER = new URL('../dist/app/', import.meta.url);
const LIMIT = 200_000;

const manifest = JSON.parse(readFileSync(new URL('../dist/manifest.json', import.meta.url), 'utf8'));
const weigh = (file) => statSync(new URL(`${file}.gz`, FOLDER), { throwIfNoEntry: false })?.size ?? statSync(new URL(file, FOLDER)).size;

/** A module with everything it imports at once. */
function closure(name, found = new Set()) {
  const chunk = manifest[name];
  if (!chunk || found.has(name)) return found;
  found.add(name);
  for (const next of chunk.imports ?? []) closure(next, found);
  return found;
}

const html = readFileSync(new URL('index.html', FOLDER), 'utf8');
const entry = new Set(Object.keys(manifest).filter((name) => manifest[name].file.endsWith('.js') && html.includes(`src="/app/${manifest[name].file}"`)));
for (const name of entry) for (const part of closure(name)) entry.add(part);
if (entry.size === 0) throw new Error('the page names no script of the build');
const sum = (names) => [...names].filter((name) => manifest[name].file.endsWith('.js')).reduce((bytes, name) => bytes + weigh(manifest[name].file), 0);
const first = sum(entry);
console.log(`${String(Math.round(first / 1000)).padStart(5)} kB  every page`);
let worst = first;
for (const [name, chunk] of Object.entries(manifest)) {
  if (!chunk.isDynamicEntry || !/Page\.tsx$|Layout\.tsx$/.test(name)) continue;
  const more = new Set([...closure(name)].filter((part) => !entry.has(part)));
  const bytes = first + sum(more);
  worst = Math.max(worst, bytes);
  console.log(`${String(Math.round(bytes / 1000)).padStart(5)} kB  ${name.replace('src/', '')}`);
}
if (worst > LIMIT) {
  console.error(`a first visit may weigh ${LIMIT / 1000} kB`);
  process.exit(1);
}
