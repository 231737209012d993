// Everything with the keys alone.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ADMIN, browser, Installation, open, PASSWORD, settled } from '../support.mjs';

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
async function tabTo(page, text, key = 'Tab') {
  const most = 40;
  for (let step = 0; step < most; step += 1) {
    await page.keyboard.press(key);
    if ((await focused(page)).includes(text)) return;
  }
  assert.fail(`"${text}" is not reached within ${most} steps`);
}

/** From the landing page. */
async function signInByKeyboard(page, email) {
  await page.goto('');
  await settled(page);
  await page.keyboard.press('Tab');
  assert.equal(await focused(page), 'Skip to the content');
  await tabTo(page, 'Sign in');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/sign-in');
  await page.getByLabel('E-mail').waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.type(email);
  await page.keyboard.press('Tab');
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press('Enter');
}

test('a seeker signs in, reads jobs and asks the coach without a mouse', async () => {
  await installation.seeker('keyboard-keys@example.org');
  const { page, faults } = await open(chromium, installation);
  await signInByKeyboard(page, 'keyboard-keys@example.org');

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
  await page.getByLabel('Write a message').waitFor();
  await tabTo(page, 'Open the job');
  while (!(await page.evaluate(() => document.activeElement instanceof HTMLTextAreaElement))) await page.keyboard.press('Tab');
  await page.keyboard.type('jck');
  await page.keyboard.press('Enter');
  await page.getByRole('log').getByText('jck').waitFor();
  assert.deepEqual(faults, []);
});

test('an administrator takes over, answers, hands back and closes without a mouse', async () => {
  const token = await installation.seeker('keyboard-tower@example.org', 'Rosa Adeyemi');
  await installation.post('/api/v1/chat/sessions', {}, token);
  const { page, faults } = await open(chromium, installation);
  await signInByKeyboard(page, ADMIN);

  await page.waitForURL('**/admin/tower');
  await page.getByRole('link', { name: /Rosa Adeyemi/ }).waitFor();
  await tabTo(page, 'Rosa Adeyemi');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Rosa Adeyemi' }).waitFor();
  await page.keyboard.press('t');
  await page.getByRole('heading', { level: 1, name: 'You answer Rosa Adeyemi' }).waitFor();
  await page.locator('textarea:focus').waitFor();
  await page.keyboard.type('Good morning');
  await page.keyboard.press('Enter');
  await page.getByRole('log').getByText('Good morning').waitFor();
  await tabTo(page, 'Hand back', 'Shift+Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Rosa Adeyemi', exact: true }).waitFor();
  await page.keyboard.press('e');
  await page.locator('button:focus', { hasText: 'Close it' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByText('This conversation is closed.').waitFor();
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
