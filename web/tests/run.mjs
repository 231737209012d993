// Runs the tests of the pages against the real program:  npm run e2e [-- FILE …]
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Installation } from './support.mjs';

const FOLDER = fileURLToPath(new URL('e2e/', import.meta.url));
const filters = process.argv.slice(2);
/** The longest one begins, so that none is left alone at the end. */
const LONGEST = 'pages.test.mjs';
const files = readdirSync(FOLDER).filter((name) => name.endsWith('.test.mjs') && (filters.length === 0 || filters.some((word) => name.includes(word))))
  .sort((one, other) => Number(other === LONGEST) - Number(one === LONGEST) || one.localeCompare(other));
// One program for every file whose people do not meet; a file that kills it, or wants it empty, starts its own.
const installation = await Installation.start();
const { folder, port, address } = installation;
const env = { ...process.env, JOBWRIGHT_RUNNING: JSON.stringify({ folder, port, address }) };
const tests = spawn(process.execPath, ['--test', '--test-concurrency=3', ...files.map((name) => FOLDER + name)], { stdio: 'inherit', env });
const status = await new Promise((resolve) => tests.once('exit', resolve));
await installation.stop();
process.exit(status ?? 1);
