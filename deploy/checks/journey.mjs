// A journey through the proxy of the team layout, as a browser and as a program:
//   journey.mjs tour RESUME     register, upload, match, talk; what nginx.conf promises
//   journey.mjs steady FILE     requests, one after the other, until the file is there; none may fail
import assert from "node:assert/strict";
import fs from "node:fs";
import https from "node:https";
import http from "node:http";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const HOST = "jobs.example.org";
const HTTPS = `https://${HOST}:8443`;
/** Thirty requests a second: fewer than one address may send, by nginx.conf and by [limits]. */
const PACE = 33;
// An address of the outside, so that the proxy sees a client that is not of its own network.
const CLIENT = "203.0.113.7";
const agent = new https.Agent({ keepAlive: true, localAddress: CLIENT });

/** Sends a request from CLIENT. */
function send(method, where, { headers = {}, body, through = https } = {}) {
  const payload = body === undefined || Buffer.isBuffer(body) ? body : JSON.stringify(body);
  const kind = payload && !Buffer.isBuffer(body) ? { "Content-Type": "application/json" } : {};
  const length = payload ? { "Content-Length": Buffer.byteLength(payload) } : {};
  return new Promise((resolve, reject) => {
    const options = { method, headers: { ...kind, ...length, ...headers }, localAddress: CLIENT };
    const request = through.request(where, through === https ? { ...options, agent } : options, (response) => {
      const parts = [];
      response.on("data", (part) => parts.push(part));
      response.on("error", reject);
      response.on("end", () => {
        const text = Buffer.concat(parts).toString();
        resolve({ status: response.statusCode, headers: response.headers, text, json: () => JSON.parse(text) });
      });
    });
    request.on("error", reject);
    request.end(payload);
  });
}

/** The answer, which must have this status. */
async function must(status, method, address, options) {
  const answer = await send(method, HTTPS + address, options);
  assert.equal(answer.status, status, `${method} ${address}: ${answer.status} ${answer.text.slice(0, 400)}`);
  return answer;
}

function multipart(name, bytes) {
  const boundary = "part-of-a-journey";
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: application/pdf\r\n\r\n`;
  return {
    headers: { "Content-Type": `multipart/form-data; boundary=${boundary}` },
    body: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  };
}

/** A socket, and what it has received. */
function socket(session, token) {
  const socket = new WebSocket(`${HTTPS.replace("https", "wss")}/ws/chat/${session}`, ["bearer", token]);
  const frames = [];
  const waiting = [];
  const look = () => waiting.forEach(({ wanted, resolve }) => frames.filter(wanted).slice(0, 1).forEach(resolve));
  socket.onmessage = ({ data }) => {
    frames.push(JSON.parse(data));
    look();
  };
  const frame = (wanted) => new Promise((resolve, reject) => {
    waiting.push({ wanted, resolve });
    socket.addEventListener("close", ({ code, reason }) => reject(new Error(`closed: ${code} ${reason}`)));
    socket.addEventListener("error", () => reject(new Error("the socket could not be opened")));
    look();
  });
  return { socket, frame };
}

const isQuestion = ({ content = "" }) => content.startsWith("Is it a problem");

async function tour(resume) {
  const sentOn = await send("GET", `http://${HOST}:8080/app/?a=b`, { through: http });
  assert.deepEqual([sentOn.status, sentOn.headers.location], [308, `https://${HOST}/app/?a=b`]);
  const alive = await must(200, "GET", "/healthz");
  assert.ok(alive.headers["strict-transport-security"], "no HSTS");
  await must(404, "GET", "/metrics");
  const page = await must(200, "GET", "/app/", { headers: { Accept: "text/html" } });
  assert.match(page.text, /<!doctype html>/i);
  console.log("TLS, the application, and no metrics for strangers");

  const registered = await must(200, "POST", "/api/v1/auth/register", {
    body: { email: "mira@example.org", password: "correct horse" },
    headers: { "X-Forwarded-For": "198.51.100.1", "Sec-Fetch-Site": "same-origin", Origin: `https://${HOST}` },
  });
  const token = registered.json().access_token;
  const signedIn = { headers: { Authorization: `Bearer ${token}` } };
  const cookies = registered.headers["set-cookie"] ?? [];
  assert.ok(cookies.length > 0, "a browser gets cookies");
  for (const cookie of cookies) assert.match(cookie, /^(?=__Host-)(?=.*HttpOnly)(?=.*Secure)(?=.*SameSite=Strict)/);
  const sessions = (await must(200, "GET", "/api/v1/auth/sessions", signedIn)).json().items;
  assert.deepEqual(sessions.map((session) => session.address), [CLIENT], "the client's address, and not what it says of itself");
  console.log("an account, with cookies for this host alone and the client's own address");

  const upload = multipart(path.basename(resume), fs.readFileSync(resume));
  const read = await must(201, "POST", "/api/v1/resumes", { ...upload, headers: { ...upload.headers, ...signedIn.headers } });
  assert.match(read.text, /Okonjo/);
  const large = multipart("large.pdf", Buffer.alloc(12 * 1024 * 1024, 0x20));
  await must(413, "POST", "/api/v1/resumes", { ...large, headers: { ...large.headers, ...signedIn.headers } });
  const best = (await must(200, "GET", "/api/v1/jobs/recommendations?limit=1", signedIn)).json().items[0];
  assert.ok(best.job.id);
  console.log(`an upload that was read, and the best of the jobs: ${best.job.title}`);

  const session = (await must(200, "POST", "/api/v1/chat/sessions", { ...signedIn, body: { job_id: best.job.id } })).json().id;
  // Of two sockets of an idle proxy, each goes to another node.
  const [one, other] = [socket(session, token), socket(session, token)];
  await Promise.all([one, other].map(({ frame }) => frame(({ type }) => type === "history_replay")));
  // Only clients that know how to follow a record are told their own messages.
  other.socket.send(JSON.stringify({ type: "resume", from_seq: 0 }));
  one.socket.send(JSON.stringify({ type: "message", content: "Is it a problem that I do not know Kubernetes?" }));
  const [{ seq }] = await Promise.all([
    one.frame(({ type }) => type === "ack"),
    other.frame(({ messages = [], ...message }) => [message, ...messages].some(isQuestion)),
  ]);
  const answers = await Promise.all([one, other].map(({ frame }) => frame((sent) => sent.type === "ai_reply" && sent.seq > seq)));
  assert.equal(answers[0].content, answers[1].content);
  for (const { socket } of [one, other]) socket.close(1000);
  console.log("a conversation by WebSocket, heard in two places");
}

async function steady(stop) {
  let [answered, failed] = [0, []];
  do {
    const address = answered % 2 ? "/api/v1/jobs?limit=1" : "/healthz";
    const answer = await send("GET", HTTPS + address).catch((error) => ({ status: error.message }));
    if (answer.status !== 200) failed.push(`${address}: ${answer.status} ${answer.text ?? ""}`);
    if (answered++ === 0) console.log("steady requests have begun");
    await pause(PACE);
  } while (!fs.existsSync(stop));
  assert.deepEqual(failed, [], `${failed.length} of ${answered} requests failed`);
  console.log(`${answered} requests while both nodes were restarted, one after the other: none failed`);
}

const [what, argument] = process.argv.slice(2);
await { tour, steady }[what](argument);
agent.destroy();
