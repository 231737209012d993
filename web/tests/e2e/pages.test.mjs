// Every page: no fault of accessibility in light and dark, no missing text in any language, nothing wider than the window.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ADMIN_PAGES, GUEST, SEEKER } from '../pages.mjs';
import { ADMIN, browser, Installation, open, settled, signIn, violations } from '../support.mjs';

let installation;
let chromium;
let job;
let session;
before(async () => {
  installation = await Installation.start();
  chromium = await browser();
  const token = await installation.seeker('every@example.org');
  job = (await (await fetch(`${installation.address}/api/v1/jobs?limit=1`)).json()).items[0].id;
  session = (await installation.post('/api/v1/chat/sessions', { job_id: job }, token)).id;
});
after(async () => {
  await chromium?.close();
  await installation?.stop();
});

const WHO = {
  guest: () => [...GUEST, `jobs/${job}`],
  seeker: () => [...SEEKER, `jobs/${job}`, `coach/${session}`],
  admin: () => [...ADMIN_PAGES, `admin/tower/${session}`],
};

async function enter(who, options) {
  const opened = await open(chromium, installation, options);
  if (who !== 'guest') await signIn(opened.page, who === 'admin' ? ADMIN : 'every@example.org');
  return opened;
}

for (const who of Object.keys(WHO)) {
  for (const colorScheme of ['light', 'dark']) {
    test(`${who}, ${colorScheme}: no violation of WCAG 2.2 AA`, async () => {
      const { page, faults } = await enter(who, { colorScheme });
      const found = [];
      for (const path of WHO[who]()) {
        await page.goto(path);
        await settled(page);
        found.push(...(await violations(page)).map((line) => `${path || 'landing'}: ${line}`));
      }
      assert.deepEqual(found, []);
      assert.deepEqual(faults, []);
    });
  }

  test(`${who}: every text in every language, also longer and from right to left`, async () => {
    const { page, faults } = await enter(who);
    const found = [];
    for (const language of ['en', 'de', 'fr', 'es', 'hi', 'en-XA', 'en-XB']) {
      for (const path of WHO[who]()) {
        await page.goto(`${path}${path.includes('?') ? '&' : '?'}language=${language}`);
        await settled(page);
        const missing = await page.evaluate(() => window.missingKeys);
        found.push(...missing.map((key) => `${path}: ${key}`));
        if (language === 'en-XB') assert.equal(await page.locator('html').getAttribute('dir'), 'rtl');
      }
    }
    assert.deepEqual([...new Set(found)], []);
    assert.deepEqual(faults, []);
  });

  test(`${who}: nothing is wider than the window at 320, 360, 768 and 1440 pixels`, async () => {
    const { page } = await enter(who);
    const found = [];
    for (const width of [320, 360, 768, 1440]) {
      await page.setViewportSize({ width, height: 800 });
      for (const path of WHO[who]()) {
        await page.goto(path);
        await settled(page);
        const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        if (over > 0) found.push(`${path || 'landing'} at ${width}: ${over} pixels`);
      }
    }
    assert.deepEqual(found, []);
  });
}
