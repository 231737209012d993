// A mock interview from a job's page to the review of an expert.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ADMIN, browser, Installation, open, signIn } from '../support.mjs';

const ANSWER = 'Last spring I moved twelve services to a new cluster, because the old one was full. I copied the data by night and checked it '
  + 'in the morning. In the end we lost nothing and saved a third of the cost.';

let installation;
let chromium;
let job;
before(async () => {
  installation = await Installation.shared();
  chromium = await browser();
  await installation.seeker('interviewed@example.org', 'Ines Varga');
  job = (await (await fetch(`${installation.address}/api/v1/jobs?limit=1`)).json()).items[0];
});
after(async () => {
  await chromium?.close();
  await installation?.stop();
});

test('a seeker answers five questions, sees what earned each rating, and gets a review', async () => {
  const { page, faults } = await open(chromium, installation);
  await signIn(page, 'interviewed@example.org');
  await page.goto(`jobs/${job.id}`);
  await page.getByRole('button', { name: 'Practise the interview' }).click();
  await page.waitForURL('**/interviews/*');
  await page.getByText('Question 1 of 5').waitFor();

  // A thin answer is asked about; a draft survives a reload.
  await page.getByLabel('Your answer').fill('At work.');
  await page.getByRole('button', { name: 'Answer', exact: true }).click();
  await page.getByRole('region', { name: 'Transcript' }).getByText('Could you say more about that?').waitFor();
  await page.getByLabel('Your answer').fill(ANSWER);
  await page.reload();
  assert.equal(await page.getByLabel('Your answer').inputValue(), ANSWER);
  await page.getByRole('button', { name: 'Answer', exact: true }).click();
  for (const number of [2, 3, 4, 5]) {
    await page.getByText(`Question ${number} of 5`).waitFor();
    await page.getByLabel('Your answer').fill(ANSWER);
    await page.getByRole('button', { name: 'Answer', exact: true }).click();
  }

  const card = page.getByRole('region', { name: 'Scorecard' });
  await card.getByText('made by rules').waitFor();
  assert.equal(await card.getByText(/^\d+ of 10$/).count(), 3);
  const quoted = card.locator('q').first();
  assert.ok(ANSWER.includes(await quoted.innerText()), 'word for word');
  await page.getByRole('button', { name: 'Ask an expert for a review' }).click();
  await page.getByText('An expert will review this interview.').waitFor();
  const address = page.url();

  const expert = await open(chromium, installation);
  await signIn(expert.page, ADMIN);
  await expert.page.goto('admin/interviews');
  await expert.page.getByLabel('Search by person or job').fill('ines');
  await expert.page.getByRole('link', { name: 'Ines Varga' }).click();
  await expert.page.getByRole('region', { name: 'Scorecard' }).waitFor();
  await expert.page.getByLabel('Overall impression').fill('You know the field.');
  await expert.page.getByLabel('Strengths').fill('Figures\nReasons');
  await expert.page.getByRole('spinbutton', { name: 'Clarity' }).fill('9');
  await expert.page.getByRole('button', { name: 'Save the review' }).click();
  await expert.page.getByText('The review is saved.').waitFor();
  await expert.page.getByText('expert: 9 of 10').waitFor();

  await page.goto(address);
  const review = page.getByRole('region', { name: 'Review by an expert' });
  await review.getByText('You know the field.').waitFor();
  assert.deepEqual(await review.getByRole('listitem').allInnerTexts(), ['Figures', 'Reasons']);
  await page.goto('interviews');
  await page.getByRole('cell', { name: 'reviewed' }).waitFor();
  assert.deepEqual([faults, expert.faults], [[], []]);
});
