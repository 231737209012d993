// A program of its own for each run: a fresh installation on a free port, with the sample postings and an administrator.
import { execFileSync, spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PROGRAM = process.env.JOBWRIGHT_BIN ?? join(process.env.CARGO_TARGET_DIR ?? join(ROOT, 'target'), 'debug/jobwright');
export const SAMPLES = join(ROOT, 'samples');
export const PASSWORD = 'correct horse battery';
export const ADMIN = 'admin@example.org';
/** More requests than a person makes: the tests are many people at one address. */
const LIMITS = 'reading = 100000\nwriting = 100000\nuploading = 10000\ncredentials = 10000\nmodels = 10000';

export class Installation {
  /** Without jobs, it is as somebody sees it who has just started the program. `server` are lines of that section, `sections`
   *  further ones. Whose accounts are kept elsewhere has no administrator yet. */
  static async start({ hasJobs = true, hasAccounts = true, port, server = '', sections = '' } = {}) {
    const installation = new Installation();
    installation.folder = mkdtempSync(join(tmpdir(), 'jobwright-web-'));
    installation.port = port ?? (await freePort());
    installation.address = `http://127.0.0.1:${installation.port}`;
    writeFileSync(
      join(installation.folder, 'jobwright.toml'),
      `data_dir = "data"\n[server]\nport = ${installation.port}\n${server}\n[limits]\n${LIMITS}\n[embeddings]\nprovider = "lexical"\n[schedule]\nenabled = false\n${sections}\n`,
    );
    if (hasJobs) installation.run('ingest', SAMPLES);
    const invited = hasAccounts && JSON.parse(installation.run('admin', 'create', ADMIN, '--super', '--json'));
    await installation.serve();
    if (invited) {
      const signedIn = await installation.post('/auth/accept-invitation', { token: invited.token, password: PASSWORD });
      installation.adminToken = signedIn.access_token;
    }
    return installation;
  }

  /** The one that `run.mjs` has started for all files, or one of its own. */
  static async shared() {
    const running = process.env.JOBWRIGHT_RUNNING;
    if (!running) return Installation.start();
    return Object.assign(new Installation(), JSON.parse(running), { stop: () => Promise.resolve() });
  }

  run(...parameters) {
    return execFileSync(PROGRAM, parameters, { cwd: this.folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  }

  /** A command as the pages name it: paths are those of the repository, the configuration is this installation's. */
  runFromRoot(...parameters) {
    return this.run(...parameters.map((word) => (word.endsWith('/') ? join(ROOT, word) : word)));
  }

  async serve() {
    this.server = spawn(PROGRAM, ['serve'], { cwd: this.folder, stdio: 'ignore' });
    for (;;) {
      const isReady = await fetch(`${this.address}/readyz`).then((answer) => answer.ok, () => false);
      if (isReady) return;
      if (this.server.exitCode !== null) throw new Error(`the program ended with ${this.server.exitCode}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Waits until so many jobs can be found. */
  async listsJobs(count) {
    for (;;) {
      const answer = await fetch(`${this.address}/api/v1/jobs?facets=true&limit=1`);
      if (answer.ok && (await answer.json()).total === count) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Ends the program at once, as a crash would. */
  async kill() {
    const ended = new Promise((resolve) => this.server.once('exit', resolve));
    this.server.kill('SIGKILL');
    await ended;
  }

  async stop() {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async post(path, body, token) {
    const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) };
    const answer = await fetch(this.address + path, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }

  /** Somebody who posts jobs. */
  async provider(email, name = 'Paula Reis') {
    const account = { email, password: PASSWORD, full_name: name, role: 'provider' };
    return (await this.post('/api/v1/auth/register', account)).access_token;
  }

  /** A seeker with a resume in use. */
  async seeker(email, name = 'Mira Okonjo') {
    const { access_token } = await this.post('/api/v1/auth/register', { email, password: PASSWORD, full_name: name });
    const form = new FormData();
    form.append('file', new Blob([readFileSync(join(SAMPLES, 'resumes/mira-okonjo-software-engineer.pdf'))]), 'mira-okonjo.pdf');
    const stored = await fetch(`${this.address}/api/v1/resumes`, {
      method: 'POST',
      headers: { authorization: `Bearer ${access_token}` },
      body: form,
    });
    if (!stored.ok) throw new Error(`the resume: ${stored.status} ${await stored.text()}`);
    return access_token;
  }
}

export async function freePort() {
  return new Promise((resolve) => {
    const probe = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** Playwright starts it without anything of its own on the line: no updates, no sync, no first run. */
export async function browser(more = []) {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', ...more] });
}

/** A window of its own, which notes what must never happen. */
export async function open(browser, installation, options = {}) {
  const context = await browser.newContext({
    baseURL: `${installation.address}/app/`,
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    reducedMotion: 'reduce',
    ...options,
  });
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  const faults = [];
  page.on('pageerror', (error) => faults.push(`script: ${error}`));
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/.test(message.text())) faults.push(`policy: ${message.text()}`);
    else if (/^A preload for .* not used/.test(message.text())) faults.push(`twice: ${message.text()}`);
    else if (message.type() === 'error' && !/Failed to load resource|WebSocket/.test(message.text())) faults.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (![installation.address, installation.project?.address].includes(origin) && !['data:', 'blob:'].includes(protocol)) faults.push(`elsewhere: ${request.url()}`);
  });
  return { page, context, faults };
}

export async function signIn(page, email) {
  await page.goto('sign-in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((url) => !url.pathname.endsWith('/sign-in'));
}

/** The page is there, and nothing is on its way any more. */
export async function settled(page) {
  await page.locator('h1').first().waitFor();
  await page.waitForFunction(
    () =>
      document.querySelector('[aria-busy=true]') === null &&
      [...document.images].every((image) => image.complete || image.loading === 'lazy'),
  );
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What breaks WCAG 2.2 AA on a page, in a line each: all of it, or the rules that are named. */
export async function violations(page, rules) {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE);
  const runOnly = rules ?? ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const { violations } = await page.evaluate((runOnly) => globalThis.axe.run(document, { runOnly }), runOnly);
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary?.split('\n')[1] ?? ''}`));
}

/** The six digits of a secret at this moment (RFC 6238). */
export function totp(secret, at = Date.now()) {
  const bits = [...secret.replace(/\s/g, '')].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const hash = createHmac('sha1', key).update(counter).digest();
  const offset = hash[19] & 15;
  return String((hash.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}
