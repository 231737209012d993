import { type ClientFrame, EMPTY, lastSeq, type Log, type Pending, received, type ServerFrame } from './log';

/** `on`: frames arrive. `trying`: a connection is being made. `off`: waits until the next try. `over`: none is possible. */
export type ConnectionState = 'on' | 'trying' | 'off' | 'over';

export interface Snapshot {
  log: Log;
  connection: ConnectionState;
  /** When the next try is, in milliseconds since the epoch. */
  nextTry: number | null;
}

const PING = '__ping__';
const PING_EVERY = 25_000;
/** Without a word for so long, the connection counts as lost, whatever the browser says. */
const IDLE_TIMEOUT = 60_000;
const WAITS = [1, 2, 4, 8, 15, 30];
const NOT_AUTHENTICATED = 4001;
const FINAL = [1000, 4003, 4004];

/** The WebSocket of a conversation: replays its messages, sends new ones, and reconnects. */
export class ChatConnection {
  private snapshot: Snapshot;
  private socket: WebSocket | null = null;
  private readonly listeners = new Set<() => void>();
  private timers: ReturnType<typeof setTimeout>[] = [];
  private lastReceived = 0;
  private failures = 0;
  private isOpen = true;

  constructor(
    private readonly id: string,
    private readonly hooks: { renewSession: () => Promise<unknown>; onEvent: (frame: ServerFrame) => void; onOver: () => void },
  ) {
    this.snapshot = { log: { ...EMPTY, pending: stored(id) }, connection: 'trying', nextTry: null };
    this.connect();
  }

  subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  get = () => this.snapshot;

  /** Sends a message: it is shown at once, and kept until the server acknowledges it. */
  say(content: string) {
    const pending: Pending = { id: crypto.randomUUID(), content };
    this.setLog({ ...this.snapshot.log, pending: [...this.snapshot.log.pending, pending] });
    if (this.snapshot.connection === 'on') this.post(pending);
  }

  /** Takes back what was not sent. */
  withdraw(id: string) {
    this.setLog({ ...this.snapshot.log, pending: this.snapshot.log.pending.filter((pending) => pending.id !== id), refusal: null });
  }

  tryNow = () => {
    if (this.snapshot.connection === 'off') this.connect();
  };

  close() {
    this.isOpen = false;
    this.clear();
    this.socket?.close(1000);
  }

  private connect() {
    this.clear();
    this.set({ connection: 'trying', nextTry: null });
    const socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/ws/chat/${this.id}`);
    this.socket = socket;
    socket.onopen = () => {
      this.lastReceived = Date.now();
      this.send({ type: 'resume', from_seq: lastSeq(this.snapshot.log) });
      this.timers.push(setInterval(() => this.beat(), PING_EVERY));
    };
    socket.onmessage = (event) => this.receive(String(event.data));
    socket.onclose = (event) => {
      if (this.socket === socket && this.isOpen) void this.lost(event.code);
    };
  }

  private receive(text: string) {
    this.lastReceived = Date.now();
    if (text === '__pong__') return;
    const frame = JSON.parse(text) as ServerFrame;
    this.setLog(received(this.snapshot.log, frame, new Date().toISOString()));
    if (frame.type === 'history_replay' && this.snapshot.connection !== 'on') {
      this.failures = 0;
      this.set({ connection: 'on', nextTry: null });
      // What was not acknowledged is sent once more; the server knows it by its id.
      for (const pending of this.snapshot.log.pending) this.post(pending);
    }
    this.hooks.onEvent(frame);
  }

  private async lost(code: number) {
    this.clear();
    if (FINAL.includes(code)) {
      this.set({ connection: 'over', nextTry: null });
      this.hooks.onOver();
      return;
    }
    const wait = (WAITS[Math.min(this.failures, WAITS.length - 1)] ?? 30) * 1000;
    this.failures += 1;
    this.set({ connection: 'off', nextTry: Date.now() + wait });
    this.timers.push(setTimeout(() => this.connect(), wait));
    // The cookie may be over: asking for anything gets another one.
    if (code === NOT_AUTHENTICATED) await this.hooks.renewSession().catch(() => undefined);
  }

  private beat() {
    if (Date.now() - this.lastReceived > IDLE_TIMEOUT) this.socket?.close(4000);
    else this.socket?.send(PING);
  }

  private post({ id, content }: Pending) {
    this.send({ type: 'message', client_msg_id: id, content });
  }

  private send(frame: ClientFrame) {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(frame));
  }

  private setLog(log: Log) {
    if (log.pending !== this.snapshot.log.pending) store(this.id, log.pending);
    this.set({ log });
  }

  private set(change: Partial<Snapshot>) {
    this.snapshot = { ...this.snapshot, ...change };
    for (const listener of this.listeners) listener();
  }

  private clear() {
    for (const timer of this.timers) clearTimeout(timer);
    this.timers = [];
  }
}

/** What was written and not stored survives a reload. */
function stored(id: string): Pending[] {
  const kept = sessionStorage.getItem(`jw.outbox.${id}`);
  return kept ? (JSON.parse(kept) as Pending[]) : [];
}

function store(id: string, pending: Pending[]) {
  if (pending.length > 0) sessionStorage.setItem(`jw.outbox.${id}`, JSON.stringify(pending));
  else sessionStorage.removeItem(`jw.outbox.${id}`);
}
