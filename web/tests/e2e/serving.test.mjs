// How the program serves the pages: policy, encodings, caching, deep links.
import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, test } from 'node:test';
import { Installation } from '../support.mjs';

let installation;
before(async () => {
  installation = await Installation.shared();
});
after(() => installation?.stop());

/** A request whose answer is not decoded. */
function get(path, headers = {}) {
  return new Promise((resolve, reject) => {
    request(installation.address + path, { headers }, (answer) => {
      const chunks = [];
      answer.on('data', (chunk) => chunks.push(chunk));
      answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(chunks) }));
    })
      .on('error', reject)
      .end();
  });
}

/** The script that every page needs, which is the last one it names: those it imports come first. */
const script = async () => [...(await get('/app/')).body.toString().matchAll(/src="(\/app\/assets\/[^"]+\.js)"/g)].at(-1)[1];

test('a browser is led to the pages, a program is told that the server is there', async () => {
  const led = await get('/', { accept: 'text/html' });
  assert.deepEqual([led.status, led.headers.location], [302, '/app/']);
  assert.equal((await get('/')).status, 200);
});

test('each page has a nonce of its own, and the policy allows nothing inline without it', async () => {
  const [one, other] = [await get('/app/'), await get('/app/jobs/deep/link?q=1')];
  const nonce = ({ headers }) => /'nonce-([^']{32,})'/.exec(headers['content-security-policy'])[1];
  assert.equal(other.status, 200);
  assert.notEqual(nonce(one), nonce(other));
  assert.ok(one.body.toString().includes(`content="${nonce(one)}"`));
  assert.ok(!one.headers['content-security-policy'].includes('unsafe'));
  assert.equal(one.headers['cache-control'], 'no-store');
});

test('a file is sent in the best encoding that is accepted, and kept for good', async () => {
  const path = await script();
  const plain = await get(path);
  assert.equal(plain.headers['content-encoding'], undefined);
  assert.match(plain.headers['cache-control'], /immutable/);
  assert.equal(plain.headers.vary.includes('Accept-Encoding'), true);
  for (const [accepted, encoding] of [['gzip', 'gzip'], ['gzip, br', 'br'], ['br;q=0, gzip', 'gzip']]) {
    const answer = await get(path, { 'accept-encoding': accepted });
    assert.equal(answer.headers['content-encoding'], encoding);
    assert.ok(answer.body.length < plain.body.length / 2);
  }
});

test('a file that is not there is no page, and nothing outside the folder is served', async () => {
  for (const path of ['/app/assets/gone-1234.js', '/app/..%2f..%2fpackage.json', '/app/%2e%2e/package.json', '/app/manifest.json']) {
    assert.equal((await get(path)).status, 404, path);
  }
});
