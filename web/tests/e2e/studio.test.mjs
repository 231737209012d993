// The studio: a resume is tailored to a job, change by change, saved and taken along.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { browser, Installation, open, settled, signIn } from '../support.mjs';

let installation;
let chromium;
let job;
before(async () => {
  installation = await Installation.shared();
  chromium = await browser();
  const { items } = await (await fetch(`${installation.address}/api/v1/jobs?limit=100`)).json();
  job = items.find(({ title }) => title.includes('Rust')).id;
});
after(async () => {
  await chromium?.close();
  await installation?.stop();
});

/** Somebody with a resume, signed in. */
async function enter(email) {
  const token = await installation.seeker(email);
  const opened = await open(chromium, installation);
  await signIn(opened.page, email);
  return { ...opened, token };
}

const changesOf = (page) => page.getByRole('region', { name: 'Changes' }).locator('[data-change]');
const current = (token) =>
  fetch(`${installation.address}/api/v1/resumes/current`, { headers: { authorization: `Bearer ${token}` } }).then((answer) => answer.json());

/** What the version in use says, as text without its order. */
const sentences = ({ content }) => JSON.stringify(content.work.map(({ highlights }) => [...highlights].sort()));

test('from a job: a template, a change refused, saved as the next version, and taken along as PDF', async () => {
  const { page, faults, token } = await enter('studio@example.org');
  const before = await current(token);
  await page.goto(`jobs/${job}`);
  await page.getByRole('link', { name: 'Tailor my resume' }).click();
  await page.waitForURL(`**/studio?job=${job}`);
  await settled(page);
  await page.getByRole('link', { name: /Senior Backend Engineer/ }).waitFor();

  await page.getByRole('radio', { name: 'tech' }).check();
  await page.waitForURL('**/studio?*template=tech*');
  await page.getByRole('img', { name: /^Page 1 of 1 of your resume in print/ }).waitFor();
  await page.getByText(/^1 page, \d+% full\.$/).waitFor();

  await changesOf(page).first().waitFor();
  const count = await changesOf(page).count();
  assert.ok(count > 1, `${count} changes`);
  const first = changesOf(page).first();
  await first.locator('q', { hasText: 'PostgreSQL' }).waitFor();
  const place = await first.getByRole('group').getAttribute('aria-label');
  await first.getByRole('button', { name: 'Refuse' }).click();
  await page.getByText(`${count - 1} taken, 1 refused`).waitFor();
  assert.equal(await changesOf(page).count(), count, 'what is refused stays, to be taken after all');

  await page.reload();
  await settled(page);
  await page.getByText(`${count - 1} taken, 1 refused`).waitFor();
  assert.equal(await first.getByRole('button', { name: 'Refuse' }).getAttribute('aria-pressed'), 'true');

  await page.getByRole('button', { name: 'Save as version 2' }).click();
  await page.getByText('Saved as version 2. It is used now.').waitFor();
  const after = await current(token);
  assert.equal(after.version, 2);
  assert.equal(sentences(after), sentences(before), 'nothing is invented, and nothing lost');
  assert.notDeepEqual(after.content, before.content);
  // What was refused for this job stays refused in the new version, and there is nothing else left.
  await page.getByText('0 taken, 1 refused').waitFor();
  assert.equal(await first.getByRole('group').getAttribute('aria-label'), place);
  await page.getByText('Version 2 is saved. Nothing has changed.').waitFor();

  await page.getByRole('button', { name: 'Download' }).click();
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: 'PDF' }).click()]);
  assert.equal(file.suggestedFilename(), 'resume.pdf');
  assert.equal(readFileSync(await file.path()).subarray(0, 5).toString(), '%PDF-');

  await page.getByRole('button', { name: 'What a machine reads' }).click();
  await page.getByRole('region', { name: 'What a machine reads' }).getByText('Mira Okonjo').waitFor();
  assert.deepEqual(faults, []);
});

test('a pasted posting survives a reload; what it asks for and is true is added by its owner', async () => {
  const { page, faults, token } = await enter('studio-paste@example.org');
  await page.goto('studio');
  await page.getByRole('button', { name: 'Paste a posting' }).click();
  await page.getByLabel('Title of the job').fill('Platform engineer');
  await page.getByLabel('Text of the posting').fill('What you bring\n- Postgres\n- Rust\n- Kubernetes');
  await page.reload();
  await page.getByRole('button', { name: 'Paste a posting' }).click();
  await page.getByRole('button', { name: 'Tailor to this text' }).click();
  await page.getByRole('heading', { name: 'Platform engineer' }).waitFor();
  const termed = page.getByRole('region', { name: 'The posting’s word' }).locator('[data-change]').first();
  await termed.locator('ins', { hasText: 'Postgres' }).waitFor();
  await termed.locator('del', { hasText: 'PostgreSQL' }).waitFor();

  await page.getByRole('button', { name: 'I have used it Kubernetes' }).click();
  await page.getByLabel('Where').selectOption({ label: 'Software engineer, Ostrava Ledger Works' });
  await page.getByLabel('What you did with Kubernetes, in your words').fill('Moved the staging system to Kubernetes.');
  await page.getByRole('button', { name: 'Add it to my resume' }).click();
  await page.getByText('Added. Version 2 is used now.').waitFor();
  const { content } = await current(token);
  assert.ok(content.work[1].highlights.includes('Moved the staging system to Kubernetes.'), JSON.stringify(content.work[1]));
  await page.getByRole('region', { name: 'What you could truthfully add' }).waitFor({ state: 'detached' });
  assert.deepEqual(faults, []);
});

test('with the keys alone: to a change, refuse it, undo', async () => {
  const { page, faults } = await enter('studio-keys@example.org');
  await page.goto(`jobs/${job}`);
  await settled(page);
  await page.keyboard.press('t');
  await page.waitForURL(`**/studio?job=${job}`);
  await changesOf(page).first().waitFor();
  await page.keyboard.press('j');
  await page.locator('[data-change]:focus').waitFor();
  const count = await changesOf(page).count();
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.getByText(`${count - 1} taken, 1 refused`).waitFor();
  assert.equal(await changesOf(page).nth(1).getByRole('button', { name: 'Refuse' }).getAttribute('aria-pressed'), 'true');
  await page.keyboard.press('z');
  await page.getByText(`${count} taken`, { exact: true }).waitFor();
  assert.deepEqual(faults, []);
});

test('when the resume was changed elsewhere, nothing is lost and the seeker decides', async () => {
  const { page, faults, token } = await enter('studio-conflict@example.org');
  await page.goto(`studio?job=${job}`);
  await settled(page);
  const { content } = await current(token);
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ ...content, basics: { ...content.basics, label: 'Backend engineer' } });
  const answer = await fetch(`${installation.address}/api/v1/resumes/current`, { method: 'PUT', headers, body });
  assert.equal(answer.status, 200);

  await page.getByRole('button', { name: 'Save as version 2' }).click();
  const conflict = page.getByRole('alert', { name: 'This resume was changed elsewhere' });
  await conflict.getByText(/^Version 2 is in use now \(edited here/).waitFor();
  await conflict.getByRole('button', { name: 'Tailor the newer version' }).click();
  await page.getByRole('button', { name: 'Save as version 3' }).click();
  await page.getByText('Saved as version 3. It is used now.').waitFor();
  assert.equal((await current(token)).content.basics.label, 'Backend engineer');
  assert.deepEqual(faults, []);
});

test('words that were typed while the resume was changed elsewhere are still there', async () => {
  const { page, faults, token } = await enter('studio-words@example.org');
  await page.goto(`studio?job=${job}`);
  await settled(page);
  const have = page.getByRole('button', { name: 'I have used it Kubernetes' });
  await have.click();
  const words = page.getByLabel('What you did with Kubernetes, in your words');
  await words.fill('Ran the booking service on Kubernetes.');
  const { content } = await current(token);
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  await fetch(`${installation.address}/api/v1/resumes/current`, { method: 'PUT', headers, body: JSON.stringify({ ...content, interests: [{ name: 'Bells' }] }) });
  await page.getByRole('button', { name: 'Add it to my resume' }).click();
  await page.getByRole('alert', { name: 'This resume was changed elsewhere' }).getByRole('button', { name: 'Tailor the newer version' }).click();
  await page.getByRole('link', { name: 'Version 2, in use' }).waitFor();
  await have.click();
  assert.equal(await words.inputValue(), 'Ran the booking service on Kubernetes.');
  await page.getByRole('button', { name: 'Add it to my resume' }).click();
  await page.getByText('Added. Version 3 is used now.').waitFor();
  const after = (await current(token)).content;
  assert.deepEqual(after.interests, [{ name: 'Bells' }]);
  assert.ok(after.work[0].highlights.includes('Ran the booking service on Kubernetes.'));
  assert.deepEqual(faults, []);
});

test('why a resume is not printed is said in words, with the field', async () => {
  const { page } = await enter('studio-lost@example.org');
  const detail = 'a machine would not read `experience[1].title` again as you wrote it';
  await page.route('**/api/v1/resumes/current/proof?*', (route) =>
    route.fulfill({ status: 422, contentType: 'application/problem+json', body: JSON.stringify({ status: 422, code: 'lost_field', detail }) }),
  );
  await page.goto('studio');
  await page.getByText('A machine would not read this again: Experience 2: Title').waitFor();
  await page.getByRole('alert').getByRole('link', { name: 'Edit the resume' }).waitFor();
});
