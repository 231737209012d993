// Every page, visited once: no fault of accessibility in light and dark, no missing text in any language, nothing wider than
// the window.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ADMIN_PAGES, GUEST, PROVIDER, SEEKER } from '../pages.mjs';
import { ADMIN, browser, Installation, open, settled, signIn, violations } from '../support.mjs';

const DESKTOP = { width: 1440, height: 900 };
const WIDTHS = [320, 360, 768, 1440];
/** With text of twice the size, each has as much room as a page half as wide. */
const LARGE_TEXT_WIDTHS = [720, 1440, 2400];
const LANGUAGES = ['de', 'fr', 'es', 'hi', 'en-XA', 'en-XB'];

const ANSWER = 'Last spring I moved twelve services to a new cluster, because the old one was full. In the end I saved a third of the cost.';

let installation;
let chromium;
let job;
let session;
let application;
let posting;
/** An interview that goes on, and one that waits for a review. */
let begun;
let ended;
before(async () => {
  installation = await Installation.shared();
  chromium = await browser();
  const token = await installation.seeker('every@example.org');
  job = (await (await fetch(`${installation.address}/api/v1/jobs?limit=1`)).json()).items[0].id;
  session = (await installation.post('/api/v1/chat/sessions', { job_id: job }, token)).id;
  const provider = await installation.provider('provider@example.org');
  posting = (await installation.post('/api/v1/provider/jobs', POSTING, provider)).id;
  application = (await installation.post('/api/v1/applications', { job_id: posting }, token)).id;
  const interview = async (...steps) => {
    const { id } = await installation.post('/api/v1/mock-interviews', { job_id: job }, token);
    await installation.post(`/api/v1/mock-interviews/${id}/answers`, { turn: 1, text: ANSWER }, token);
    for (const step of steps) await installation.post(`/api/v1/mock-interviews/${id}/${step}`, {}, token);
    return id;
  };
  begun = await interview();
  ended = await interview('submit', 'request-review');
});
after(async () => {
  await chromium?.close();
  await installation?.stop();
});

const POSTING = { title: 'Night porter', description: 'You look after the hotel from ten to six.', locations: ['Lyon'] };

const WHO = {
  guest: () => [...GUEST, `jobs/${job}`],
  seeker: () => [...SEEKER, `studio?job=${job}&view=machine`, `jobs/${job}`, `coach/${session}`, `applications/${application}`, `interviews/${begun}`, `interviews/${ended}`],
  provider: () => [...PROVIDER, `postings/${posting}`, `postings/${posting}/applicants`],
  admin: () => [...ADMIN_PAGES, `admin/tower/${session}`, `admin/interviews/${ended}`],
};

async function enter(who, options, window = chromium) {
  const opened = await open(window, installation, options);
  const emails = { admin: ADMIN, seeker: 'every@example.org', provider: 'provider@example.org' };
  if (who !== 'guest') await signIn(opened.page, emails[who]);
  return opened;
}

/** As though it was chosen in another tab. */
async function speak(page, language) {
  await page.evaluate((newValue) => window.dispatchEvent(new StorageEvent('storage', { key: 'jw.language', newValue })), language);
  await page.locator(`html[data-language="${language}"]`).waitFor();
  await settled(page);
}

async function tooWide(page, widths = WIDTHS) {
  const found = [];
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    await settled(page);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (over > 0) found.push(`${over} pixels too wide at ${width}`);
  }
  await page.setViewportSize(DESKTOP);
  return found;
}

/** Words of controls and headings that their box cuts off. What is there for screen readers alone is meant to be. */
async function cutOff(page) {
  return page.evaluate(() =>
    [...document.querySelectorAll('main :is(h1, h2, h3, a, button, label, th)')]
      .filter((element) => element.clientWidth > 1 && getComputedStyle(element).overflowX !== 'visible')
      .filter((element) => element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1)
      .map((element) => `cut off: ${element.textContent}`),
  );
}

async function faultsOf(page) {
  const found = [];
  const note = (state, lines) => found.push(...lines.map((line) => `${state}: ${line}`));
  await page.emulateMedia({ colorScheme: 'light' });
  note('light', await violations(page));
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.locator('html[data-mantine-color-scheme=dark]').waitFor();
  note('dark', await violations(page, ['color-contrast', 'link-in-text-block']));
  note('en', await tooWide(page));
  for (const language of LANGUAGES) await speak(page, language);
  assert.equal(await page.locator('html').getAttribute('dir'), 'rtl');
  note('from right to left', [...(await tooWide(page)), ...(await violations(page))]);
  note('missing', await page.evaluate(() => window.missingKeys));
  return found;
}

for (const who of Object.keys(WHO)) {
  test(`${who}: every page is accessible, speaks every language and fits every window`, async () => {
    const { page, faults } = await enter(who);
    const found = [];
    for (const path of WHO[who]()) {
      await page.goto(path);
      await settled(page);
      found.push(...(await faultsOf(page)).map((line) => `${path || 'landing'}, ${line}`));
    }
    assert.deepEqual(found, []);
    assert.deepEqual(faults, []);
  });
}

/** Notes for every page of everybody what is wrong with it. */
async function everywhere(faultsOf, options, window) {
  const found = [];
  for (const who of Object.keys(WHO)) {
    const { page, faults } = await enter(who, options, window);
    for (const path of WHO[who]()) {
      await page.goto(path);
      await settled(page);
      found.push(...(await faultsOf(page)).map((line) => `${who}, ${path || 'landing'}: ${line}`));
    }
    found.push(...faults);
  }
  return found;
}

test('every page is accessible in the colours of the system', async () => {
  assert.deepEqual(await everywhere(violations, { forcedColors: 'active' }), []);
});

test('with text of twice the size every page fits its window, and no word is cut off', async () => {
  const large = await browser(['--blink-settings=defaultFontSize=32']);
  try {
    const found = await everywhere(
      async (page) => [...(await tooWide(page, LARGE_TEXT_WIDTHS)), ...(await cutOff(page)), ...(await violations(page))],
      {},
      large,
    );
    assert.deepEqual(found, []);
  } finally {
    await large.close();
  }
});

test('with the colours of the system, bars and the focus are still seen', async () => {
  const { page, faults } = await enter('seeker', { forcedColors: 'active' });
  await page.goto('jobs');
  await page.getByText('Best fits for your resume').waitFor();
  const bars = await page.getByRole('img', { name: /Meaning/ }).first().evaluate((strip) => {
    const ground = getComputedStyle(document.body).backgroundColor;
    return [...strip.children].map((bar) => {
      const [edge, fill] = [getComputedStyle(bar), getComputedStyle(bar.firstElementChild)];
      return edge.borderTopStyle === 'solid' && (fill.backgroundColor !== ground || fill.borderTopStyle === 'solid');
    });
  });
  assert.deepEqual(bars, [true, true, true, true, true]);
  await page.keyboard.press('j');
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  assert.equal(outline, 'solid');
  assert.deepEqual(faults, []);
});

test('a job on paper has the posting, the answers to the questions and where it is from, and nothing to press', async () => {
  const { page, faults } = await enter('seeker');
  await page.goto(`jobs/${job}`);
  await settled(page);
  const question = page.locator('#interview details p').first();
  assert.equal(await question.isVisible(), false);
  await page.emulateMedia({ media: 'print' });
  await question.waitFor();
  assert.equal(await page.getByRole('button').count(), 0);
  assert.equal(await page.getByRole('navigation').count(), 0);
  await page.getByText(/^Printed from /).waitFor();
  assert.deepEqual(faults, []);
});
