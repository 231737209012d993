// A chat in the terminal:  node --experimental-websocket samples/chat.mjs SESSION TOKEN [ADDRESS]
// Each line you type is said; `Ctrl-D` ends it.
import readline from "node:readline";

const [session, token, address = "http://127.0.0.1:8080"] = process.argv.slice(2);
if (!token) {
  console.error("usage: node --experimental-websocket samples/chat.mjs SESSION TOKEN [ADDRESS]");
  process.exit(2);
}
const socket = new WebSocket(`${address.replace(/^http/, "ws")}/ws/chat/${session}`, ["bearer", token]);

socket.onmessage = ({ data }) => {
  const frame = JSON.parse(data);
  const lines = frame.type === "history_replay" ? frame.messages : [frame];
  for (const { role, type, content, note, message } of lines) {
    const said = content ?? note ?? message;
    if (said) console.log(`[${role ?? type}] ${said}\n`);
  }
};
const why = { 4001: "the token is not good (any more); log in once more", 4003: "this conversation is somebody else's",
  4004: "there is no such open conversation" };
socket.onclose = ({ code, reason }) => {
  if (code === 1000) process.exit(0);
  console.error(`closed: ${code} ${reason || why[code] || "the server did not let us in, or is not there"}`);
  process.exit(1);
};
socket.onerror = () => {
  process.exitCode = 1;
  console.error(`could not open the conversation ${session} at ${address}`);
};
socket.onopen = () => {
  const input = readline.createInterface({ input: process.stdin });
  input.on("line", (content) => socket.send(JSON.stringify({ type: "message", content })));
  // What was asked last is still answered.
  input.on("close", () => setTimeout(() => socket.close(1000), 2000));
};
