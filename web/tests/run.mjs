// Runs the tests of the pages against the real program:  npm run e2e [-- FILE …]
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('e2e/', import.meta.url));
const asked = process.argv.slice(2);
const files = readdirSync(FOLDER).filter((name) => name.endsWith('.test.mjs') && (asked.length === 0 || asked.some((word) => name.includes(word))));
const { status } = spawnSync(process.execPath, ['--test', '--test-concurrency=2', ...files.map((name) => FOLDER + name)], { stdio: 'inherit' });
process.exit(status ?? 1);
