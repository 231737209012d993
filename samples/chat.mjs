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
socket.onclose = ({ code, reason }) => process.exit(code === 1000 ? 0 : (console.error(`closed: ${code} ${reason}`), 1));
socket.onerror = () => console.error(`nobody answers at ${address}`);
socket.onopen = () => {
  const input = readline.createInterface({ input: process.stdin });
  input.on("line", (line) => socket.send(line));
  // What was asked last is still answered.
  input.on("close", () => setTimeout(() => socket.close(1000), 2000));
};
