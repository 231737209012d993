// Everything with the keys alone.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browser, Installation, open, PASSWORD, settled } from '../support.mjs';

let installation;
let chromium;
before(async () => {
  installation = await Installation.shared();
  chromium = await browser();
});
after(async () => {
  await chromium?.close();
  await installation?.stop();
});

const focused = (page) => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');

/** Tabs until the focus is on something with this text, which has to come within so many steps. */
async function tabTo(page, text, most = 40) {
  for (let step = 0; step < most; step += 1) {
    await page.keyboard.press('Tab');
    if ((await focused(page)).includes(text)) return;
  }
  assert.fail(`"${text}" is not reached within ${most} steps`);
}

test('a seeker signs in, reads jobs and asks the coach without a mouse', async () => {
  await installation.seeker('keyboard-keys@example.org');
  const { page, faults } = await open(chromium, installation);
  await page.goto('');
  await settled(page);
  await page.keyboard.press('Tab');
  assert.equal(await focused(page), 'Skip to the content');
  await tabTo(page, 'Sign in');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/sign-in');
  await page.getByLabel('E-mail').waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.type('keyboard-keys@example.org');
  await page.keyboard.press('Tab');
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press('Enter');

  await page.waitForURL('**/jobs');
  await page.getByText('Best fits for your resume').waitFor();
  await page.keyboard.press('j');
  await page.waitForURL('**/jobs?job=*');
  const first = new URL(page.url()).searchParams.get('job');
  await page.keyboard.press('j');
  await page.waitForURL((url) => url.searchParams.get('job') !== first);
  await page.keyboard.press('k');
  await page.waitForURL((url) => url.searchParams.get('job') === first);
  await page.keyboard.press('o');
  await page.waitForURL(`**/jobs/${first}`);
  await settled(page);
  await page.keyboard.press('c');
  await page.waitForURL('**/coach/*');
  await page.getByLabel('Write a message').focus();
  await page.keyboard.type('jck');
  await page.keyboard.press('Enter');
  await page.getByRole('log').getByText('jck').waitFor();
  assert.deepEqual(faults, []);
});

test('the palette and the map of keys open, act and give the focus back', async () => {
  const { page, faults } = await open(chromium, installation);
  await page.goto('jobs');
  await settled(page);
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('dark');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.documentElement.dataset.mantineColorScheme === 'dark');
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  assert.deepEqual(faults, []);
});
