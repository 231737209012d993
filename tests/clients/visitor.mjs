// Somebody at the client's pages. Of every step it is noted which requests to the server failed and what the console said.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { MISSING, OUT_OF_SCOPE } from './missing.mjs';

const DESKTOP = { width: 1440, height: 900 };
/** The client says so of every request that fails, and the browser too: the request itself is noted. */
const ECHO = /^(API Error:|Failed to load resource|AxiosError)/;

export class Walk {
  steps = 0;
  faults = [];
  /** The lines of `missing` that were met. */
  met = new Set();

  /** `missing`: what the client asks for and does not get. */
  constructor(chromium, address, pictures, missing = MISSING) {
    Object.assign(this, { chromium, address, pictures, missing });
    mkdirSync(pictures, { recursive: true });
  }

  async visitor(name) {
    const context = await this.chromium.newContext({ baseURL: this.address, viewport: DESKTOP, reducedMotion: 'reduce' });
    context.setDefaultTimeout(20_000);
    // The banner about cookies lies over the buttons.
    await context.addInitScript(() => localStorage.setItem('ottobon_cookie_consent', '{}'));
    // What is elsewhere (fonts, logos, counting visitors) is no matter of this server.
    const visitor = new Visitor(this, name, await context.newPage());
    await context.route((url) => !url.href.startsWith(this.address), (route) => visitor.refuse(route));
    return visitor;
  }

  report() {
    const landed = this.missing.filter((line) => !this.met.has(line)).map((line) => `no longer missing, remove its line: ${line.of}: ${line.request}`);
    const faults = [...this.faults, ...landed];
    console.log(`\n${this.steps} steps, ${faults.length} faults, ${this.met.size} requests that are known to be missing; pictures in ${this.pictures}`);
    for (const fault of faults) console.log(`  ${fault}`);
    return faults.length === 0;
  }
}

class Visitor {
  /** Of the current step. */
  failed = [];
  said = [];
  asksElsewhere = false;
  onTheirWay = new Set();

  constructor(walk, name, page) {
    Object.assign(this, { walk, name, page });
    const isOurs = (url) => url.startsWith(walk.address);
    const line = (request) => `${request.method()} ${request.url().slice(walk.address.length)}`;
    page.on('request', (request) => isOurs(request.url()) && this.onTheirWay.add(request));
    // Not when it has finished: one whose body no script reads never does.
    page.on('response', (response) => this.onTheirWay.delete(response.request()));
    page.on('requestfailed', (request) => {
      this.onTheirWay.delete(request);
      const why = request.failure()?.errorText;
      // Who leaves a page leaves its requests.
      if (isOurs(request.url()) && why !== 'net::ERR_ABORTED') this.failed.push({ request: line(request), answer: why });
    });
    page.on('response', async (response) => {
      if (response.status() < 400 || !isOurs(response.url())) return;
      const entry = { request: line(response.request()), answer: String(response.status()) };
      this.failed.push(entry);
      const body = await response.json().catch(() => ({}));
      entry.answer += ` ${body.detail ?? body.message ?? ''}`;
    });
    page.on('pageerror', (error) => this.said.push(`script: ${error}`));
    page.on('console', (message) => {
      if (message.type() === 'error' && !ECHO.test(message.text())) this.said.push(message.text());
    });
    page.on('dialog', (dialog) => {
      this.said.push(`alert: ${dialog.message()}`);
      void dialog.dismiss();
    });
  }

  /** Does something and looks at what came of it. A step that cannot be done is a fault; the walk goes on. `refused` is what has
   *  to be refused in it. */
  async step(title, action, refused) {
    this.failed = [];
    this.said = [];
    this.asksElsewhere = false;
    const { walk, page, name } = this;
    const faults = [];
    try {
      await action(page);
      await this.settled();
    } catch (error) {
      faults.push(`cannot be done: ${String(error).split('\n').slice(0, 3).join(' ')}`);
    }
    walk.steps += 1;
    const picture = `${String(walk.steps).padStart(2, '0')}-${name}-${title}`.replace(/[^\w]+/g, '-');
    await page.screenshot({ path: join(walk.pictures, `${picture}.png`), fullPage: true });
    faults.push(...this.unexplained(refused));
    walk.faults.push(...faults.map((fault) => `${name}: ${title}: ${fault}`));
    console.log(`${faults.length === 0 ? 'ok    ' : 'FAULT '} ${name}: ${title}`);
    for (const fault of faults) console.log(`         ${fault}`);
  }

  refuse(route) {
    this.asksElsewhere = true;
    return route.abort();
  }

  /** Failed requests that no line of the table names, and words in the console that none of the met lines explains. */
  unexplained(refused) {
    const met = [];
    const requests = this.failed.filter(({ request }) => {
      const line = [...OUT_OF_SCOPE, ...this.walk.missing, ...(refused ? [refused] : [])].find((line) => line.request.test(request));
      if (line) met.push(line);
      return !line;
    });
    for (const line of met) this.walk.met.add(line);
    const isExplained = (text) => met.some((line) => line.says?.test(text)) || (this.asksElsewhere && text === 'script: TypeError: Failed to fetch');
    const words = this.said.filter((text) => !isExplained(text));
    return [...requests.map(({ request, answer }) => `${request} -> ${answer}`), ...words.map((text) => `console: ${text.slice(0, 300)}`)];
  }

  /** Nothing is on its way for a while: the client asks in turns. */
  async settled() {
    for (let quiet = 0; quiet < 5; quiet = this.onTheirWay.size === 0 ? quiet + 1 : 0) await this.page.waitForTimeout(100);
  }
}
