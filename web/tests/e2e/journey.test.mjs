// From nothing but the address: find a job that fits this resume, and ask about it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { join } from 'node:path';
import { browser, Installation, open, PASSWORD, SAMPLES, settled } from '../support.mjs';

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

test('a guest drops a resume, keeps it with an account, and asks about the best job', async () => {
  const { page, faults } = await open(chromium, installation);
  await page.goto(installation.address);
  await page.waitForURL('**/app/');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a file' }).click();
  await (await chooser).setFiles(join(SAMPLES, 'resumes/mira-okonjo-software-engineer.pdf'));

  await page.waitForURL('**/fit');
  await page.getByRole('button', { name: /^clear Name Mira Okonjo/ }).click();
  await page.getByText('page 1, line 1', { exact: true }).first().waitFor();

  await page.getByRole('link', { name: 'Make an account to keep it' }).click();
  await page.getByLabel('Name').fill('Mira Okonjo');
  await page.getByLabel('E-mail').fill('mira@example.org');
  await page.getByLabel('Password', { exact: true }).fill('short');
  await page.getByRole('button', { name: 'Make an account' }).click();
  await page.getByText('8 characters at least').waitFor();
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Make an account' }).click();

  await page.waitForURL('**/resume?version=1');
  await page.getByRole('img', { name: 'Page 1 of 1 of your resume' }).waitFor();
  await page.getByRole('button', { name: 'Use this resume' }).click();
  await page.waitForURL((url) => url.pathname.endsWith('/resume') && url.search === '');

  await page.getByRole('navigation', { name: 'Menu' }).getByRole('link', { name: 'Jobs' }).click();
  await page.getByText('Best fits for your resume').waitFor();
  const best = page.getByRole('region', { name: 'List of jobs' }).getByRole('listitem').first();
  await best.getByText('Senior Backend Engineer').waitFor();
  await page.getByRole('link', { name: 'Open', exact: true }).click();

  await page.getByRole('heading', { level: 1, name: /Senior Backend Engineer/ }).waitFor();
  assert.match(await page.title(), /^Senior Backend Engineer.*, Tessaloom – Jobwright$/);
  await page.getByText('Fits your resume').waitFor();
  const similar = page.getByRole('region', { name: 'Similar jobs' });
  await similar.getByRole('link').first().waitFor();
  assert.equal(await similar.getByRole('link', { name: 'Senior Backend Engineer (Rust, PostgreSQL)' }).count(), 0, 'a job is not similar to itself');
  await page.getByRole('button', { name: 'Ask the coach' }).click();

  await page.waitForURL('**/coach/*');
  await page.getByRole('button', { name: /biggest gap/ }).click();
  const log = page.getByRole('log');
  await log.getByText('What is my biggest gap for this job?').waitFor();
  await log.getByText(/The biggest gap is/).waitFor();
  await log.getByText('machine, by rules').nth(1).waitFor();
  assert.equal(await log.getByText('What is my biggest gap for this job?').count(), 1);
  assert.deepEqual(faults, []);
});

test('a correction makes a version, and an older one can be used again', async () => {
  await installation.seeker('versions@example.org');
  const { page, faults } = await open(chromium, installation);
  await page.goto('sign-in?next=/resume');
  await page.getByLabel('E-mail').fill('versions@example.org');
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL('**/resume');
  await page.getByRole('button', { name: /^clear Phone/ }).click();
  await page.getByLabel('Correct Phone').fill('+31 30 555 0199');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('button', { name: /Phone \+31 30 555 0199/ }).waitFor();
  const versions = page.getByRole('region', { name: 'Versions' });
  await versions.getByText('edited here').waitFor();
  await versions.getByRole('button', { name: 'Use Version 1' }).click();
  await page.getByRole('button', { name: /Phone \+31 30 555 0142/ }).waitFor();
  assert.deepEqual(faults, []);
});

test('a file without text is refused in words, and nothing is stored', async () => {
  const { page } = await open(chromium, installation);
  await page.goto('');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a file' }).click();
  await (await chooser).setFiles({ name: 'photo.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 nothing') });
  await page.getByText('photo.pdf cannot be read').waitFor();
  await page.getByText('Nothing was stored.').waitFor();
  assert.match(page.url(), /\/app\/$/);
});

test('an address that leads nowhere says so, and a deep link works for whoever signs in', async () => {
  await installation.seeker('deep@example.org');
  const { page, faults } = await open(chromium, installation);
  await page.goto('no/such/page');
  await page.getByRole('heading', { level: 1, name: 'Not found' }).waitFor();
  await page.goto('account/look');
  await page.waitForURL('**/sign-in?next=*');
  await page.getByLabel('E-mail').fill('deep@example.org');
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL('**/account/look');
  await settled(page);
  await page.getByRole('radio', { name: 'Deutsch' }).click();
  await page.getByRole('heading', { level: 1, name: 'Sprache und Aussehen' }).waitFor();
  assert.equal(await page.locator('html').getAttribute('lang'), 'de');
  assert.deepEqual(faults, []);
});
