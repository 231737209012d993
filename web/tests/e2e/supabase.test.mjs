// Accounts at a project of Supabase: the same pages, supabase-js against a server that speaks its protocol. That is this
// program itself; only what it says of its accounts is another project's.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browser, Installation, open, PASSWORD, totp } from '../support.mjs';

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

/** A window of an installation whose accounts are elsewhere, and what it asked the project for. */
async function openElsewhere() {
  const opened = await open(chromium, installation);
  const asked = [];
  await opened.page.route('**/auth/v1/settings', async (route) => {
    const settings = await (await route.fetch()).json();
    const identity_provider = { name: 'supabase', url: installation.address, anon_key: 'publishable' };
    await route.fulfill({ json: { ...settings, identity_provider } });
  });
  opened.page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith('/auth/v1/') && !pathname.endsWith('/settings')) asked.push(pathname.replace('/auth/v1/', ''));
  });
  return { ...opened, asked };
}

async function fillIn(page, email) {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
}

test('an account is opened at the project, and the session is in the cookies of this server alone', async () => {
  const { page, context, asked, faults } = await openElsewhere();
  await page.goto('join?next=/account/profile');
  await page.getByLabel('Name').fill('Ama Boateng');
  await fillIn(page, 'ama@example.org');
  await page.getByRole('button', { name: 'Make an account' }).click();
  await page.waitForURL('**/account/profile');
  assert.deepEqual(asked, ['signup']);
  const names = (await context.cookies()).map(({ name }) => name).sort();
  assert.deepEqual(names, ['__Host-jobwright', '__Host-jobwright-refresh']);
  const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  assert.doesNotMatch(stored, /access_token|refresh_token|eyJ/);
  assert.deepEqual(faults, []);
});

test('a second factor of the project is turned on and asked for', async () => {
  await installation.seeker('supabase-factor@example.org');
  const { page, asked, faults } = await openElsewhere();
  await page.goto('sign-in?next=/account/security');
  await fillIn(page, 'supabase-factor@example.org');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL('**/account/security');
  const card = page.getByRole('region', { name: 'Second factor' });
  await card.getByRole('button', { name: 'Turn on' }).click();
  await page.getByRole('img', { name: /QR code/ }).waitFor();
  const secret = await page.locator('code').first().textContent();
  await page.getByLabel('The six digits').fill(totp(secret));
  await card.getByRole('button', { name: 'Turn on' }).click();
  await card.getByText('on', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { level: 1, name: /See which jobs fit/ }).waitFor();

  await page.goto('sign-in');
  await fillIn(page, 'supabase-factor@example.org');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { level: 1, name: 'Second factor' }).waitFor();
  // The code of the next half minute: each counts once.
  await page.getByLabel('Six digits').fill(totp(secret, Date.now() + 30_000));
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.waitForURL('**/jobs');
  assert.ok(asked.some((path) => /^factors\/[\w-]+\/verify$/.test(path)));
  assert.deepEqual(faults, []);
});

test('what the project refuses is told in words', async () => {
  const { page, faults } = await openElsewhere();
  await page.goto('sign-in');
  await page.getByLabel('E-mail').fill('nobody@example.org');
  await page.getByLabel('Password', { exact: true }).fill('not the password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('That did not work').waitFor();
  assert.match(page.url(), /sign-in$/);
  assert.deepEqual(faults, []);
});
