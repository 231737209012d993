// The single-page application of the coaching platform that this product replaces, unmodified, in a browser against the real
// program:  node tests/clients/coach.mjs FOLDER-OF-THE-BUILT-PAGE PICTURES  (scripts/coach-client builds it)
import { join } from 'node:path';
import { ADMIN, browser, Installation, PASSWORD, SAMPLES } from '../../web/tests/support.mjs';
import { Walk } from './visitor.mjs';

/** Further pages of the client, each with a heading. */
const SEEKERS = {
  '/my-applications': 'My Applications',
  '/interview-reviews': 'Performance Workspace',
  '/mock-interview': /AI Mock/,
  '/market-intelligence': /Analytics Engine|Signal Lost/,
  '/blogs': 'Industry Insights',
  '/feedback': 'Feedback Center',
};
const ADMINISTRATORS = {
  '/admin/dashboard': 'Admin Command Center',
  '/admin/helpdesk': 'Help Desk Monitor',
  '/admin/interview-reviews': /review/i,
  '/admin/feedback': 'Feedback Intelligence',
};
const PROVIDERS = { '/provider/listings': 'Job Listings', '/market-intelligence': /Analytics Engine|Signal Lost/ };
/** A seeker without a resume is told so. */
const NO_RESUME = { request: /^POST \/jobs\/match$/, says: /^Match failed/ };
/** The address is part of the built page. */
const PORT = 8790;
const RESUME = join(SAMPLES, 'resumes/mira-okonjo-software-engineer.pdf');
const [client, pictures] = process.argv.slice(2);

const installation = await Installation.start({ port: PORT, server: `spa_dir = ${JSON.stringify(client)}` });
const chromium = await browser();
const walk = new Walk(chromium, installation.address, pictures);
try {
  const jobs = await (await fetch(`${installation.address}/jobs/feed?limit=100`)).json();
  const job = jobs.find(({ title }) => title.includes('Rust')) ?? jobs[0];
  await guest(job);
  const mira = await newSeeker();
  await profile(mira);
  await match(mira, job);
  const admin = await administrator();
  await conversation(mira, admin, job);
  await work(mira, job);
  await tower(admin);
  await pages(mira, SEEKERS);
  await pages(admin, ADMINISTRATORS);
  const tove = await provider();
  await hiring(mira, tove);
  await interview(mira, admin, job);
} finally {
  await chromium.close();
  await installation.stop();
}
process.exit(walk.report() ? 0 : 1);

async function guest(job) {
  const guest = await walk.visitor('guest');
  await guest.step('front page', (page) => page.goto('/'));
  await guest.step('jobs', async (page) => {
    await page.goto('/jobs');
    await page.getByPlaceholder(/search/i).first().fill(job.title);
    await page.getByRole('heading', { name: job.title }).first().scrollIntoViewIfNeeded();
  });
  await guest.step('job', async (page) => {
    await page.goto(`/jobs/${job.id}`);
    await page.getByRole('heading', { level: 1, name: job.title }).waitFor();
    await page.getByText('Protocol Locked').waitFor();
  });
  await guest.step('blogs', (page) => page.goto('/blogs'));
}

async function signIn(visitor, email, path = '/login') {
  await visitor.step('sign in', async (page) => {
    await page.goto(path);
    await page.locator('input[type=email]').fill(email);
    await page.locator('input[type=password]').fill(PASSWORD);
    await page.locator('button[type=submit]').click();
    await page.waitForURL((url) => !url.pathname.endsWith('/login'));
  });
  // Who has not registered here is asked first.
  await visitor.step('accept the privacy policy', async (page) => {
    await page.getByText('Review Privacy Policy').waitFor();
    await page.getByRole('checkbox').check();
    await page.getByRole('button', { name: /^Accept/ }).click();
    await page.getByText('Review Privacy Policy').waitFor({ state: 'detached' });
    await page.reload();
    await page.getByText('Review Privacy Policy').waitFor({ state: 'detached' });
  });
}

/** By the five forms, with the skills of a resume before there is an account. */
async function newSeeker() {
  const mira = await walk.visitor('seeker');
  await mira.step('register', async (page) => {
    const next = () => page.getByRole('button', { name: 'Next Phase' }).click();
    await page.goto('/register');
    await page.getByPlaceholder('you@example.com').fill('mira@example.org');
    await page.getByPlaceholder(/^Create Password/).fill(PASSWORD);
    await page.getByPlaceholder('Confirm Password').fill(PASSWORD);
    await page.getByRole('checkbox').check();
    await next();
    await page.getByPlaceholder('Full Name').fill('Mira Okonjo');
    await page.getByPlaceholder(/Phone Number/).fill('+31 30 555 0142');
    await page.getByPlaceholder(/^Location/).fill('Utrecht, Netherlands');
    await page.locator('input[type=date]').fill('1990-04-12');
    await next();
    await page.locator('input[type=file]').setInputFiles(RESUME);
    await page.getByText('Rust', { exact: true }).waitFor();
    await page.getByPlaceholder(/^Outline your professional/).fill('Bees, chess');
    await next();
    await page.locator('select').first().selectOption('5-10 Years');
    await next();
    await page.getByRole('button', { name: 'Backend Developer' }).click();
    await page.getByRole('button', { name: 'Create Account' }).click();
    await page.waitForURL((url) => url.pathname !== '/register');
  }, NO_RESUME);
  await mira.step('first page', async (page) => {
    await page.waitForURL('**/jobs');
    await page.getByRole('heading', { name: 'Opportunities' }).waitFor();
  });
  return mira;
}

async function profile(mira) {
  await mira.step('profile', async (page) => {
    await page.goto('/profile');
    await page.getByText('+31 30 555 0142').waitFor();
    await page.getByText('Bees, chess').waitFor();
  });
  await mira.step('change the profile', async (page) => {
    await page.getByRole('button', { name: 'Edit Profile' }).click();
    await page.getByPlaceholder('City, Country').fill('Rotterdam, Netherlands');
    await page.getByRole('button', { name: 'Save Changes' }).click();
    await page.getByText('Profile updated successfully.').waitFor();
    await page.reload();
    await page.getByText('Rotterdam, Netherlands').first().waitFor();
  });
  await mira.step('portrait', async (page) => {
    const portrait = { name: 'me.png', mimeType: 'image/png', buffer: await page.screenshot() };
    await page.getByRole('button', { name: 'Edit Profile' }).click();
    await page.locator('input[type=file][accept^="image"]').setInputFiles(portrait);
    await page.getByText(/Identity visualized|Avatar sync failed/).waitFor();
  });
  await mira.step('upload a resume', async (page) => {
    await page.locator('label', { hasText: 'Update Resume' }).locator('input').setInputFiles(RESUME);
    await page.getByText(/Protocol Success: \d{3,} units extracted/).waitFor();
    const opened = page.waitForEvent('popup');
    await page.getByRole('button', { name: 'View Resume' }).click();
    await (await opened).close();
  });
}

async function match(mira, job) {
  await mira.step('matched jobs', async (page) => {
    await page.goto('/jobs');
    await page.getByRole('heading', { name: 'Opportunities' }).waitFor();
  });
  await mira.step('job with its guides', async (page) => {
    await page.goto(`/jobs/${job.id}`);
    await page.getByText('Question 5').waitFor();
  });
  await mira.step('fit', async (page) => {
    await page.getByRole('button', { name: 'Analyze Job Fit' }).click();
    await page.getByText('Back to Job Board').last().waitFor();
  });
  await mira.step('match', async (page) => {
    await page.goto(`/jobs/${job.id}/match`);
    await page.getByText('Structural Analysis').waitFor();
    await page.waitForFunction(() => Number(document.querySelector('.text-7xl')?.textContent) > 10);
  });
}

/** A job kept for later; a resume tailored to it and measured against it. */
async function work(mira, job) {
  await mira.step('save a job', async (page) => {
    await page.goto('/jobs');
    await page.getByPlaceholder(/search/i).first().fill(job.title);
    await page.locator('button:has(svg.lucide-bookmark)').first().click();
    await page.getByText('Job saved successfully!').waitFor();
    await page.goto('/saved');
    await page.getByRole('heading', { name: job.title }).waitFor();
  });
  await mira.step('tailor the resume', async (page) => {
    await page.goto(`/jobs/${job.id}/tailor`);
    await page.getByRole('heading').first().waitFor();
  });
  await mira.step('ATS scan', async (page) => {
    await page.goto('/ats-analyzer');
    await page.locator('textarea').last().fill(`${job.title}. You bring Rust, PostgreSQL, Kubernetes and five years of experience with services.`);
    await page.getByRole('button', { name: /Run Compatibility Scanner/i }).click();
  });
}

/** The assistant, then a person, then the assistant. */
async function conversation(mira, admin, job) {
  const answers = (page) => page.getByText(/^Coach · \d/);
  const say = async (page, text) => {
    await page.locator('form input[type=text]').fill(text);
    await page.keyboard.press('Enter');
  };
  await mira.step('chat', async (page) => {
    await page.goto(`/jobs/${job.id}/match`);
    await page.getByRole('button', { name: 'AI Coach' }).click();
    await page.waitForURL('**/chat');
    await page.getByText('LIVE').waitFor();
  });
  await mira.step('the assistant answers', async (page) => {
    const before = await answers(page).count();
    await say(page, 'What does the job pay?');
    await answers(page).nth(before).waitFor();
  });
  await admin.step('join the conversation', async (page) => {
    await page.goto('/admin/helpdesk');
    await page.getByRole('button', { name: /Mira Okonjo/ }).click();
    await page.getByText('What does the job pay?').waitFor();
    await page.getByRole('button', { name: 'Join Session' }).click();
    await page.getByPlaceholder('Type a message to the seeker...').fill('Hello Mira, a person speaks.');
    await page.keyboard.press('Enter');
  });
  await mira.step('a person speaks', async (page) => {
    await page.getByText('Hello Mira, a person speaks.').waitFor();
    await say(page, 'Good to meet you.');
    await page.getByText('forwarded to a human agent').waitFor();
  });
  await admin.step('hand back', async (page) => {
    await page.getByText('Good to meet you.').waitFor();
    await page.getByRole('button', { name: 'Exit Session' }).click();
    await page.getByRole('button', { name: 'Confirm' }).click();
    await page.getByText('AI Resumed').waitFor();
  });
  await mira.step('the assistant answers again', async (page) => {
    await page.getByText('the assistant is answering again').waitFor();
    const before = await answers(page).count();
    await say(page, 'Where is the job?');
    await answers(page).nth(before).waitFor();
  });
  await mira.step('a person is asked for', async (page) => {
    await say(page, 'Can I talk to a person?');
    await page.getByText(/coaching team/).waitFor();
    await page.locator('.animate-bounce').first().waitFor({ state: 'detached' });
  });
}

async function administrator() {
  const admin = await walk.visitor('admin');
  await signIn(admin, ADMIN, '/admin/login');
  return admin;
}

async function tower(admin) {
  await admin.step('tower', async (page) => {
    await page.goto('/admin/tower');
    await page.getByText('Total Registered').click();
    await page.getByRole('cell', { name: 'mira@example.org' }).waitFor();
  });
  await admin.step('ingestion', async (page) => {
    await page.goto('/admin/ingest');
    await page.getByRole('button', { name: 'Scrape Jobs' }).last().click();
    await page.getByText('Connection established to background task worker.').waitFor();
  });
}

/** Goes to each of these pages. */
async function pages(visitor, paths) {
  for (const [path, heading] of Object.entries(paths)) {
    await visitor.step(path.slice(1), async (page) => {
      await page.goto(path);
      await page.getByRole('heading', { name: heading }).first().waitFor();
    });
  }
}

async function provider() {
  const metadata = { role: 'provider', full_name: 'Tove Berg' };
  await installation.post('/auth/register', { email: 'provider@example.org', password: PASSWORD, metadata });
  const tove = await walk.visitor('provider');
  await signIn(tove, 'provider@example.org');
  await tove.step('post a job', async (page) => {
    await page.goto('/provider/create');
    await page.getByPlaceholder('e.g. Senior Frontend Engineer').fill('Beekeeper');
    await page.locator('textarea').fill('You keep bees, harvest honey and teach visitors. You bring two years with hives.');
    await page.getByRole('button', { name: 'Publish Job to Network' }).click();
  });
  await pages(tove, PROVIDERS);
  return tove;
}

/** The seeker applies to what the provider posted, and the provider looks at who applied. */
async function hiring(mira, tove) {
  const token = await tove.page.evaluate(() => localStorage.getItem('ottobon_custom_token'));
  const posted = await fetch(`${installation.address}/jobs/provider`, { headers: { authorization: `Bearer ${token}` } });
  const [job] = await posted.json();
  await mira.step('apply', async (page) => {
    await page.goto(`/jobs/${job.id}`);
    await page.getByRole('button', { name: 'Submit Profile & Apply' }).click();
    await page.getByText(/Match Screening Score|Application Screen Rejected/).first().waitFor();
    await page.goto('/my-applications');
    await page.getByText(job.title).first().waitFor();
  });
  await tove.step('applicants', async (page) => {
    await page.goto('/provider/listings');
    await page.getByRole('button', { name: 'Applicants' }).first().click();
    await page.getByRole('heading', { name: 'Mira Okonjo' }).first().click();
  });
}

/** A mock interview in text, and its review by an administrator. The interviewer of the client is a program of its own, which is not
 *  part of it: its page hands in what was said there. */
async function interview(mira, admin, job) {
  const summary = 'You say what you did, and what came of it.';
  await mira.step('hand in a mock interview', (page) =>
    page.evaluate(async ([id, said]) => {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${localStorage.getItem('ottobon_custom_token')}` };
      const post = async (path, body) => (await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) })).json();
      const started = await post('/mock-interviews/start', { job_id: id });
      const transcript = said.map(([role, content]) => ({ role, content, created_at: new Date().toISOString() }));
      const record = { interview_type: 'technical', duration_minutes: 5, combined_transcript: transcript };
      const ended = await post(`/mock-interviews/${started.id}/submit`, { transcript, ai_scorecard: record, round_number: 1, rounds_config: null });
      if (ended.status !== 'pending_review') throw new Error(`the interview is ${ended.status}`);
    }, [job.id, [
      ['assistant', 'What was your last difficult problem?'],
      ['user', 'A page was slow. I measured the query, added an index, and the page took a tenth of the time.'],
    ]]));
  await mira.step('interviews', async (page) => {
    await page.goto('/interview-reviews');
    await page.getByRole('heading', { name: job.title }).first().waitFor();
  });
  await admin.step('review desk', async (page) => {
    await page.goto('/admin/interview-reviews');
    await page.getByText('Mira Okonjo').first().click();
    await page.getByPlaceholder(/^Summarize their general performance/).fill(summary);
    await page.getByRole('button', { name: 'Send Review Analysis' }).click();
    await page.getByText('have been sent to the applicant').waitFor();
  });
  await mira.step('review', async (page) => {
    await page.reload();
    await page.getByText(summary).waitFor();
  });
}
