// Sign-ins: the second factor, sensitive acts, several tabs, and a sign-in that ended.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browser, Installation, open, PASSWORD, settled, signIn, totp } from '../support.mjs';

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

test('a second factor is turned on and asked for, and a recovery code stands in for it', async () => {
  await installation.seeker('account-factor@example.org');
  const { page, faults } = await open(chromium, installation);
  await signIn(page, 'account-factor@example.org');
  await page.goto('account/security');
  await page.getByRole('region', { name: 'Second factor' }).getByRole('button', { name: 'Turn on' }).click();
  await page.getByRole('img', { name: /QR code/ }).waitFor();
  const secret = await page.locator('code').first().textContent();
  await page.getByLabel('The six digits').fill(totp(secret));
  await page.getByRole('region', { name: 'Second factor' }).getByRole('button', { name: 'Turn on' }).click();
  const codes = page.getByRole('region', { name: 'Recovery codes' });
  const code = await codes.getByRole('listitem').first().textContent();
  await codes.getByRole('button', { name: 'I have kept it' }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { level: 1, name: /See which jobs fit/ }).waitFor();

  await page.goto('sign-in?next=/account/security');
  await page.getByLabel('E-mail').fill('account-factor@example.org');
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { level: 1, name: 'Second factor' }).waitFor();
  await page.getByLabel('Six digits').fill('12345');
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByText('Six digits, as the app shows them now').waitFor();
  await page.getByRole('button', { name: 'Use a recovery code' }).click();
  await page.getByLabel('Recovery code').fill(code);
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.waitForURL('**/account/security');
  await page.getByRole('region', { name: 'Second factor' }).getByText('on', { exact: true }).waitFor();
  assert.deepEqual(faults, []);
});

test('an API key is shown once and can be revoked', async () => {
  await installation.seeker('account-keys@example.org');
  const { page, faults } = await open(chromium, installation);
  await signIn(page, 'account-keys@example.org');
  await page.goto('account/security');
  const card = page.getByRole('region', { name: 'API keys' });
  await card.getByRole('button', { name: 'Make a key' }).click();
  await card.getByText('Give the key a name').waitFor();
  await card.getByLabel('Name of a new key').fill('notes-sync');
  await card.getByRole('button', { name: 'Make a key' }).click();
  const secret = await card.getByRole('region', { name: 'The new key' }).locator('code').textContent();
  const answer = await fetch(`${installation.address}/api/v1/users/me`, { headers: { authorization: `Bearer ${secret}` } });
  assert.equal(answer.status, 200);
  await card.getByRole('button', { name: 'I have kept it' }).click();
  await card.getByRole('button', { name: 'Revoke the key notes-sync' }).click();
  await card.getByText('There is none.').waitFor();
  assert.deepEqual(faults, []);
});

test('signing out in one tab signs out the other', async () => {
  await installation.seeker('tabs@example.org');
  const { page, context } = await open(chromium, installation);
  await signIn(page, 'tabs@example.org');
  const other = await context.newPage();
  await other.goto('account/profile');
  await settled(other);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await other.waitForURL('**/sign-in?next=*');
});

test('a sign-in that was ended elsewhere leads back to the same place', async () => {
  const token = await installation.seeker('ended@example.org');
  const { page, faults } = await open(chromium, installation);
  await signIn(page, 'ended@example.org');
  await page.goto('account/profile');
  await settled(page);
  const sessions = await (await fetch(`${installation.address}/api/v1/auth/sessions`, { headers: { authorization: `Bearer ${token}` } })).json();
  for (const { id, is_current } of sessions.items) {
    if (is_current) continue;
    await fetch(`${installation.address}/api/v1/auth/sessions/${id}`, { method: 'DELETE', headers: { authorization: `Bearer ${token}` } });
  }
  await page.getByRole('link', { name: 'Security and privacy' }).click();
  await page.getByRole('heading', { level: 1, name: 'Sign in again to go on' }).waitFor();
  await page.getByLabel('E-mail').fill('ended@example.org');
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL('**/account/security');
  assert.deepEqual(faults, []);
});

test('access that ran out is renewed without a word', async () => {
  await installation.seeker('renewed@example.org');
  const { page, context, faults } = await open(chromium, installation);
  await signIn(page, 'renewed@example.org');
  await context.clearCookies({ name: '__Host-jobwright' });
  await page.goto('account/security');
  await page.getByRole('heading', { level: 1, name: 'Security and privacy' }).waitFor();
  await page.getByText('Where you are signed in').waitFor();
  assert.deepEqual(faults, []);
});

test('an account is erased by its owner, who is asked for the password in place', async () => {
  await installation.seeker('gone@example.org');
  const { page, faults } = await open(chromium, installation);
  await signIn(page, 'gone@example.org');
  await page.goto('account/security');
  await page.getByRole('button', { name: 'Erase my account …' }).click();
  await page.getByLabel('Your password').fill('not the password');
  await page.getByRole('button', { name: 'Erase', exact: true }).click();
  await page.getByText('The account was not erased').waitFor();
  await page.getByLabel('Your password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Erase', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: /See which jobs fit/ }).waitFor();
  await assert.rejects(installation.post('/api/v1/auth/login', { email: 'gone@example.org', password: PASSWORD }), /401/);
  assert.deepEqual(faults, []);
});

test('an administrator accepts an invitation at the address that the command line prints', async () => {
  const printed = installation.run('admin', 'create', 'second@example.org');
  const { page, faults } = await open(chromium, installation);
  await page.goto(/http\S+invitation#\S+/.exec(printed)[0]);
  await page.getByLabel('New password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Set the password and go in' }).click();
  await page.getByRole('heading', { level: 1, name: 'Control tower' }).waitFor();
  assert.deepEqual(faults, []);
});
