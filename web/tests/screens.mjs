// Pictures of every screen, in both themes, on a desktop and on a phone:  npm run screens [-- FOLDER]
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { ADMIN_PAGES, GUEST, SEEKER } from './pages.mjs';
import { ADMIN, browser, Installation, open, settled, signIn } from './support.mjs';

const FOLDER = process.argv[2] ?? fileURLToPath(new URL('../screens/', import.meta.url));
const WIDTHS = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };

mkdirSync(FOLDER, { recursive: true });
const installation = await Installation.start();
const chromium = await browser();
try {
  const token = await installation.seeker('mira@example.org');
  const jobs = await (await fetch(`${installation.address}/api/v1/jobs?limit=100`)).json();
  const job = (jobs.items.find((item) => item.title.includes('Rust')) ?? jobs.items[0]).id;
  const session = (await installation.post('/api/v1/chat/sessions', { job_id: job }, token)).id;
  const { page: first } = await open(chromium, installation);
  await signIn(first, 'mira@example.org');
  await first.goto(`coach/${session}`);
  await first.getByRole('button', { name: /biggest gap/ }).click();
  await first.getByRole('log').getByText('machine, by rules').nth(1).waitFor();
  const screens = {
    guest: [...GUEST, `jobs/${job}`],
    seeker: [...SEEKER, `studio?job=${job}`, `jobs/${job}`, `coach/${session}`],
    admin: [...ADMIN_PAGES, `admin/tower/${session}`],
  };
  for (const [who, paths] of Object.entries(screens)) {
    for (const colorScheme of ['light', 'dark']) {
      const { page } = await open(chromium, installation, { colorScheme });
      if (who !== 'guest') await signIn(page, who === 'admin' ? ADMIN : 'mira@example.org');
      for (const path of paths) {
        for (const [size, viewport] of Object.entries(WIDTHS)) {
          await page.setViewportSize(viewport);
          await page.goto(path);
          await settled(page);
          await page.evaluate(() => document.fonts.ready);
          const name = (path || 'landing').replace(job, 'job').replace(session, 'conversation').replace(/[^\w]+/g, '-');
          await page.screenshot({ path: join(FOLDER, `${who}-${name}-${size}-${colorScheme}.png`) });
        }
      }
    }
  }
} finally {
  await chromium.close();
  await installation.stop();
}
console.log(FOLDER);
