// A conversation with a takeover in two browsers, and with a server that is killed in the middle.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ADMIN, browser, Installation, open, settled, signIn } from '../support.mjs';

let installation;
let chromium;
before(async () => {
  installation = await Installation.start();
  chromium = await browser();
});
after(async () => {
  await chromium?.close();
  await installation?.stop();
});

async function talk(page) {
  await page.goto('coach');
  await settled(page);
  await page.getByRole('button', { name: 'New' }).click();
  await page.waitForURL('**/coach/*');
  await page.getByLabel('Write a message').waitFor();
}

async function say(page, text) {
  await page.getByLabel(/^Write/).fill(text);
  await page.keyboard.press('Enter');
}

test('who asks for a person waits; an administrator takes over, writes, hands back and closes; the seeker sees who speaks', async () => {
  await installation.seeker('taken@example.org', 'Ama Boateng');
  const seeker = await open(chromium, installation);
  const admin = await open(chromium, installation);
  await signIn(seeker.page, 'taken@example.org');
  await talk(seeker.page);
  await say(seeker.page, 'What should I do next?');
  await seeker.page.getByRole('log').getByText('machine, by rules').nth(1).waitFor();
  await say(seeker.page, 'Can I talk to somebody?');
  await seeker.page.getByText('You have been waiting for a person since').waitFor();
  await seeker.page.getByRole('button', { name: 'Stop waiting' }).click();
  await seeker.page.getByText('You are no longer waiting for a person.').waitFor();
  await seeker.page.getByRole('button', { name: 'Talk to a person' }).click();
  await seeker.page.getByText('You have been waiting for a person since').waitFor();

  await signIn(admin.page, ADMIN);
  await admin.page.waitForURL('**/admin/tower');
  const waiting = admin.page.getByRole('region', { name: 'Waiting for a person, longest first' });
  await waiting.getByRole('link', { name: /Ama Boateng.*asked for a person/ }).click();
  await admin.page.getByRole('log').getByText('Can I talk to somebody?').waitFor();
  await admin.page.getByRole('button', { name: 'Take over' }).click();
  await admin.page.getByRole('heading', { level: 1, name: 'You answer Ama Boateng' }).waitFor();

  const log = seeker.page.getByRole('log');
  await log.getByText('A person joined. From here a person answers.').waitFor();
  await seeker.page.getByText('A person is answering. The assistant is silent.').waitFor();
  await seeker.page.getByRole('alert').getByText('A person joined.').waitFor({ state: 'attached' });
  await say(admin.page, 'Hello Ama, what is it about?');
  await log.getByText('Hello Ama, what is it about?').waitFor();
  await say(seeker.page, 'The visa.');
  await admin.page.getByRole('log').getByText('The visa.').waitFor();
  assert.equal(await log.getByText('machine, by rules').count(), 2, 'the assistant is silent after a takeover');

  await admin.page.getByRole('button', { name: 'Hand back' }).click();
  await seeker.page.getByText('The assistant answers, a machine.').waitFor();
  await admin.page.getByRole('button', { name: 'Close' }).first().click();
  await admin.page.getByRole('button', { name: 'Close it' }).click();
  await seeker.page.getByText('This conversation is closed. It stays readable.').waitFor();
  assert.deepEqual([...seeker.faults, ...admin.faults], []);
});

test('what is written while the server is away is sent once when it is back', async () => {
  await installation.seeker('patient@example.org');
  const { page, faults } = await open(chromium, installation);
  await signIn(page, 'patient@example.org');
  await talk(page);
  await say(page, 'The first one');
  const log = page.getByRole('log');
  await log.getByText('machine, by rules').nth(1).waitFor();

  await installation.kill();
  await page.getByText(/^No connection\. Trying again/).waitFor();
  await say(page, 'Written without a line');
  await page.getByText('Not sent yet.').waitFor();
  await page.getByRole('log').getByText('The first one').waitFor();

  await installation.serve();
  await page.getByText('Not sent yet.').waitFor({ state: 'detached' });
  await page.getByText(/^No connection/).waitFor({ state: 'detached' });
  await log.getByText('machine, by rules').nth(2).waitFor();
  await page.reload();
  await log.getByText('Written without a line').waitFor();
  assert.equal(await log.getByText('Written without a line').count(), 1);
  assert.equal(await log.getByText('The first one').count(), 1);
  assert.deepEqual(faults, []);
});

test('a draft survives a reload', async () => {
  await installation.seeker('draft@example.org');
  const { page } = await open(chromium, installation);
  await signIn(page, 'draft@example.org');
  await talk(page);
  await page.getByLabel('Write a message').fill('half a sen');
  await page.reload();
  await page.getByLabel('Write a message').waitFor();
  assert.equal(await page.getByLabel('Write a message').inputValue(), 'half a sen');
});
