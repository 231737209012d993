// An installation that has just been started: nobody meets a dead end, and everybody is told what to do.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ADMIN, browser, Installation, open, settled, signIn, violations } from '../support.mjs';

let installation;
let chromium;
before(async () => {
  installation = await Installation.start({ hasJobs: false });
  chromium = await browser();
});
after(async () => {
  await chromium?.close();
  await installation?.stop();
});

test('a guest is told that there are no jobs yet, and why, and has nothing to search', async () => {
  const { page, faults } = await open(chromium, installation, { viewport: { width: 360, height: 740 } });
  await page.goto('');
  await page.getByText('No jobs here yet').waitFor();
  await page.getByRole('button', { name: 'Choose a file' }).waitFor();
  await page.goto('jobs');
  await page.getByText('There are no jobs yet').waitFor();
  await settled(page);
  assert.equal(await page.getByRole('search').count(), 0);
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(faults, []);
});

test('an administrator is led from the first page to what loads jobs, and what is named there works', async () => {
  const { page, faults } = await open(chromium, installation);
  await signIn(page, ADMIN);
  await page.waitForURL('**/admin/tower');
  await page.getByRole('link', { name: 'How to load jobs' }).click();
  await page.waitForURL('**/admin/ingestion');
  const guide = page.getByRole('region', { name: /Three ways to load some/ });
  await guide.waitFor();
  assert.deepEqual(await violations(page), []);
  await page.getByRole('button', { name: 'Read all now' }).click();
  await page.getByText('No board is named in the configuration').waitFor();
  const command = await guide.locator('pre').first().textContent();
  installation.runFromRoot(...command.split(' ').slice(1));
  await page.getByRole('table').waitFor();
  await installation.listsJobs(46);
  await page.goto('jobs');
  await page.getByRole('region', { name: 'List of jobs' }).getByText('46 jobs').waitFor();
  assert.deepEqual(faults, []);
});
