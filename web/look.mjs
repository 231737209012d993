import { chromium } from 'playwright-core';
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
const ctx = await b.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
const p = await ctx.newPage(); const B='http://127.0.0.1:8932/app';
p.on('console', m => { if (['error','warning'].includes(m.type())) console.log('C', m.text().slice(0,300)); });
p.on('pageerror', e => console.log('E', String(e).slice(0,400)));
p.on('response', r => { if (r.status() >= 400) console.log('R', r.status(), r.url()); });
const shot = (n) => p.screenshot({ path: `/work/wt/web.scratch/${n}.png` });
const [,, what='guest'] = process.argv;
if (what==='guest') {
 await p.goto(B+'/'); await p.waitForSelector('h1'); await p.waitForTimeout(800); await shot('landing');
 await p.getByRole('button',{name:'software engineer'}).click(); await p.waitForURL(/fit/); await p.waitForTimeout(800); await shot('fit');
 await p.goto(B+'/jobs'); await p.waitForSelector('h1'); await p.waitForTimeout(1200); await shot('jobs-guest');
}
if (what==='seeker') {
 await p.goto(B+'/'); await p.waitForSelector('h1');
 await p.getByRole('button',{name:'software engineer'}).click(); await p.waitForURL(/fit/);
 await p.getByRole('link',{name:'Make an account to keep it'}).click();
 await p.waitForURL(/join/); await p.getByLabel('Name').fill('Mira Okonjo'); await p.getByLabel('E-mail').fill(`mira${Date.now()}@example.org`); await p.getByLabel('Password',{exact:true}).fill('correct horse battery');
 await shot('join'); await p.getByRole('button',{name:'Make an account'}).click(); await p.waitForURL(/resume/); await p.waitForTimeout(2500); await shot('resume');
 const use = p.getByRole('button',{name:'Use this resume'}); if (await use.count()) await use.click(); await p.waitForTimeout(1500); await shot('resume2');
 await p.goto(B+'/jobs'); await p.waitForTimeout(2500); await shot('jobs');
 await p.getByRole('link',{name:'Open',exact:true}).click(); await p.waitForTimeout(1500); await shot('job');
 await p.getByRole('button',{name:'Ask the coach'}).click(); await p.waitForURL(/coach/); await p.waitForTimeout(1500); await shot('coach0');
 await p.getByRole('button',{name:/biggest gap/}).click(); await p.waitForTimeout(2500); await shot('coach');
 await p.goto(B+'/account/security'); await p.waitForTimeout(1500); await shot('security');
 await p.keyboard.press('Control+k'); await p.waitForTimeout(600); await shot('palette');
}
if (what==='admin') {
 await p.goto(B+'/sign-in'); await p.getByLabel('E-mail').fill('admin@example.org'); await p.getByLabel('Password',{exact:true}).fill('correct horse battery'); await p.getByRole('button',{name:'Sign in'}).click();
 await p.waitForURL(/tower/); await p.waitForTimeout(1500); await shot('tower');
 const l = p.locator('ol a').first(); if (await l.count()) { await l.click(); await p.waitForTimeout(1500); await shot('tower2'); }
 for (const n of ['ingestion','people','tasks','audit','health']) { await p.goto(B+'/admin/'+n); await p.waitForTimeout(1200); await shot('a-'+n); }
}
await b.close();
