// A provider posts a job, a seeker applies, the provider decides, and the seeker sees it.
import { after, before, test } from 'node:test';
import { browser, Installation, open, signIn } from '../support.mjs';

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

test('a posted job gets an application, and what the employer decides is seen by the seeker', async () => {
  await installation.provider('paula@example.org');
  await installation.seeker('applies@example.org', 'Ama Boateng');
  const provider = await open(chromium, installation);
  await signIn(provider.page, 'paula@example.org');
  await provider.page.goto('postings');
  await provider.page.getByRole('link', { name: 'Post a job' }).click();
  await provider.page.getByLabel('Title').fill('Keeper of the lighthouse');
  await provider.page.getByLabel('Description').fill('You keep the lamp burning, and the log of ships.');
  await provider.page.getByRole('button', { name: 'Preview' }).click();
  await provider.page.getByText('As it will be shown').waitFor();
  await provider.page.getByRole('button', { name: 'Post it' }).click();
  const posted = provider.page.getByRole('link', { name: 'Keeper of the lighthouse' });
  await posted.waitFor();
  const id = (await posted.getAttribute('href')).split('/').pop();

  const seeker = await open(chromium, installation);
  await signIn(seeker.page, 'applies@example.org');
  await seeker.page.goto(`jobs/${id}`);
  await seeker.page.getByRole('button', { name: 'Apply', exact: true }).click();
  await seeker.page.getByRole('link', { name: /^Applied/ }).click();
  await seeker.page.getByText('The employer decides.').waitFor();

  await provider.page.goto(`postings/${id}/applicants`);
  await provider.page.getByText('Ama Boateng').click();
  await provider.page.getByRole('textbox', { name: 'Note, which the applicant reads' }).fill('Come on Tuesday.');
  await provider.page.getByRole('combobox', { name: 'Status' }).selectOption('Interview arranged');
  await provider.page.getByRole('button', { name: 'Note it' }).click();
  await provider.page.getByText('Come on Tuesday.', { exact: true }).first().waitFor();

  await seeker.page.reload();
  await seeker.page.getByText('Come on Tuesday.').waitFor();
  await seeker.page.getByText('Interview arranged').first().waitFor();
});
