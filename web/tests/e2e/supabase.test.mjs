// Accounts at a project of Supabase: the same pages, with supabase-js against a server that speaks its protocol. That is a
// second installation of this program, at an origin of its own.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browser, freePort, Installation, open, PASSWORD, totp } from '../support.mjs';

const SOCIAL = '[[social]]\nname = "google"\nkind = "google"\nclient_id = "id"\nclient_secret = "a secret of the project"';

let installation;
let chromium;
before(async () => {
  const port = await freePort();
  const project = await Installation.start({
    hasJobs: false,
    server: `allowed_origins = ["http://127.0.0.1:${port}"]`,
    sections: SOCIAL,
  });
  const identity =
    `[identity]\nprovider = "supabase"\nurl = "${project.address}"\nissuer = "jobwright"\n` +
    `anon_key = "publishable"\nservice_key = "${project.adminToken}"`;
  installation = await Installation.start({ port, hasAccounts: false, hasJobs: false, sections: identity });
  installation.project = project;
  chromium = await browser();
});
after(async () => {
  await chromium?.close();
  await installation?.stop();
  await installation?.project.stop();
});

/** A window, and what its pages requested of the project. */
async function openHere() {
  const opened = await open(chromium, installation);
  const requests = [];
  opened.page.on('request', (request) => {
    const { origin, pathname } = new URL(request.url());
    if (origin === installation.project.address) requests.push(`${request.method()} ${pathname.replace('/auth/v1/', '')}`);
  });
  return { ...opened, requests };
}

async function fillIn(page, email) {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
}

test('an account is opened at the project, and the session is in the cookies of this server alone', async () => {
  const { page, context, requests, faults } = await openHere();
  await page.goto('join?next=/account/profile');
  await page.getByLabel('Name').fill('Ama Boateng');
  await fillIn(page, 'ama@example.org');
  await page.getByRole('button', { name: 'Make an account' }).click();
  await page.waitForURL('**/account/profile');
  assert.deepEqual(requests, ['POST signup']);
  const names = (await context.cookies()).map(({ name }) => name).sort();
  assert.deepEqual(names, ['__Host-jobwright', '__Host-jobwright-refresh']);
  const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  assert.doesNotMatch(stored, /access_token|refresh_token|eyJ/);
  assert.deepEqual(faults, []);
});

test('a second factor of the project is turned on and asked for', async () => {
  await installation.seeker('supabase-factor@example.org');
  const { page, requests, faults } = await openHere();
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
  assert.ok(requests.some((path) => /^POST factors\/[\w-]+\/verify$/.test(path)));
  assert.deepEqual(faults, []);
});

test('the social sign-ins of the project are offered, and begin there', async () => {
  const { page, faults } = await openHere();
  const begun = page.waitForRequest((request) => request.isNavigationRequest() && request.url().startsWith(installation.project.address));
  await page.route(`${installation.project.address}/auth/v1/authorize*`, (route) => route.fulfill({ status: 204 }));
  await page.goto('sign-in');
  await page.getByRole('button', { name: /Google/ }).click();
  const { searchParams } = new URL((await begun).url());
  assert.equal(searchParams.get('provider'), 'google');
  assert.equal(searchParams.get('redirect_to'), `${installation.address}/app/sign-in`);
  assert.equal(searchParams.get('code_challenge_method'), 's256');
  assert.deepEqual(faults, []);
});

test('what the project refuses is told in words', async () => {
  const { page, faults } = await openHere();
  await page.goto('sign-in');
  await page.getByLabel('E-mail').fill('nobody@example.org');
  await page.getByLabel('Password', { exact: true }).fill('not the password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('That did not work').waitFor();
  assert.match(page.url(), /sign-in$/);
  assert.deepEqual(faults, []);
});
