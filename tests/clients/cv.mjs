// The scripts and the page of the CV generator that this product replaces, unmodified, against the real program:
//   node tests/clients/cv.mjs FOLDER-OF-THE-CLIENT PICTURES  (scripts/cv-client fetches it)
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { browser, Installation, SAMPLES } from '../../web/tests/support.mjs';
import { Walk } from './visitor.mjs';

/** The client has this address built in. */
const PORT = 8000;
const ADDRESS = `http://localhost:${PORT}`;
/** The program reads no file that a client names, and says so. */
const REFUSED = { request: /^POST \/api\/cv\/generate-from-file$/, says: /^Error generating CV/ };
const RESUME = join(SAMPLES, 'resumes/mira-okonjo-software-engineer.pdf');
const POSTING = 'Software Engineer\n\nRequirements:\n- Rust\n- PostgreSQL\n- Kubernetes\n\nResponsibilities:\n- Run our services';
const [client, pictures] = process.argv.slice(2);

// Its scripts write beside themselves, and of its checkout only the page is served.
const folder = mkdtempSync(join(tmpdir(), 'jobwright-cv-client-'));
const site = join(folder, 'site');
for (const part of ['tests', 'data']) cpSync(join(client, part), join(folder, part), { recursive: true });
cpSync(join(client, 'index.html'), join(site, 'index.html'));
const installation = await Installation.start({ hasJobs: false, hasAccounts: false, port: PORT, server: `spa_dir = ${JSON.stringify(site)}` });
const chromium = await browser();
const walk = new Walk(chromium, ADDRESS, pictures, []);
try {
  script('test_api.py', { passed: 4 });
  script('example_client.py', { says: 'WORKFLOW COMPLETE!' });
  if (!readFileSync(join(folder, 'tests/my_optimized_cv.pdf')).subarray(0, 5).equals(Buffer.from('%PDF-'))) {
    walk.faults.push('example_client.py: it has printed no PDF');
  }
  await page();
} finally {
  await chromium.close();
  await installation.stop();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(walk.report() ? 0 : 1);

/** Runs a script of the client, shows what it says, and looks for the signs by which it tells that something failed. */
function script(name, { passed, says = '' }) {
  const told = execFileSync('python3', [name], { cwd: join(folder, 'tests'), encoding: 'utf8' });
  console.log(told);
  walk.steps += 1;
  const failures = told.split('\n').filter((line) => /❌|⚠/.test(line));
  walk.faults.push(...failures.map((line) => `${name}: ${line.trim()}`));
  if (passed !== undefined && told.split('✅ PASSED').length - 1 !== passed) walk.faults.push(`${name}: not ${passed} tests have passed`);
  if (!told.includes(says)) walk.faults.push(`${name}: it does not say ${says}`);
}

async function page() {
  const guest = await walk.visitor('guest');
  await guest.step('open', async (page) => {
    const isHealthy = page.waitForEvent('console', (message) => message.text().includes('API is healthy'));
    await page.goto('/');
    await isHealthy;
  });
  await guest.step('upload a resume', async (page) => {
    await page.locator('#fileInput').setInputFiles(RESUME);
    await page.getByText('Resume data extracted successfully').waitFor();
  });
  await guest.step('generate a CV', async (page) => {
    await page.locator('#jobDescription').fill(POSTING);
    await page.locator('#generateBtn').click();
    await page.getByText(/CV successfully generated! ATS Score: \d+\.\d% \(Iterations: \d\)/).waitFor();
    await page.getByText('Mira Okonjo').first().waitFor();
  });
  await guest.step('clear', (page) => page.locator('#clearBtn').click());
  await guest.step('generate from a file of the server', async (page) => {
    await page.locator('#jobDescription').fill(POSTING);
    await page.locator('#generateBtn').click();
    await page.getByText('reads no file that a client names').waitFor();
  }, REFUSED);
}
