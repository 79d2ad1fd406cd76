import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { StateAway } from '../../errors.ts';
import { LIMITS } from '../../limits.ts';
import { type JobAnswer, monotonicMs, type PostedJob, type WriteJob } from './write-job.ts';
import type { WriterStart } from './writer-thread.ts';

type Call = {
  readonly n: number;
  readonly until: number;
  readonly done: (rows: readonly number[]) => void;
  readonly fail: (error: Error) => void;
};
type Running = { readonly thread: Worker; readonly port: MessagePort };

/** Of one turn: while this thread is still at the others, the writer begins with these. */
const POSTED_AT_ONCE = 8;
/** A little is added to each call's time, so that its timer finds it over. */
const TIMER_SLACK_MS = 1;

export const startWriterThread = (start: WriterStart): Worker =>
  new Worker(new URL('./writer-thread.ts', import.meta.url), { workerData: start, transferList: [start.port] });

/**
 * Calls by number, which are answered nearly in the order they were made. No Map: each of its tables that adding and deleting leave
 * behind keeps what was in it until a major collection, here all that a request holds.
 */
class CallsInOrder {
  /** The first is waiting still; null: answered. */
  readonly #calls: (Call | null)[] = [];
  #first = 0;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(call: Omit<Call, 'n'>): number {
    const n = this.#first + this.#calls.length;
    this.#calls.push({ n, ...call });
    this.#size++;
    return n;
  }

  /** null: it was taken before. */
  take(n: number): Call | null {
    const call = this.#calls[n - this.#first] ?? null;
    if (call === null) return null;
    this.#calls[n - this.#first] = null;
    this.#size--;
    let answered = 0;
    while (this.#calls[answered] === null) answered++;
    if (answered > 0) this.#calls.splice(0, answered);
    this.#first += answered;
    return call;
  }

  waiting(): readonly Call[] {
    return this.#calls.filter(it => it !== null);
  }
}

/**
 * The thread that writes, as the main thread sees it: jobs of one turn of the event loop are a few messages, and
 * so are their answers.
 * A thread that ended is started again; what it had not answered is rejected.
 */
export class Writer {
  readonly #start: (port: MessagePort) => Worker;
  readonly #calls = new CallsInOrder();
  #unsent: PostedJob[] = [];
  #running: Running | null = null;
  #ended: Promise<void> | null = null;
  #lastError: unknown = null;
  #againMs: number = LIMITS.writerAgainMs;
  #again: NodeJS.Timeout | null = null;
  #timer: NodeJS.Timeout | null = null;
  #timerAt = Number.POSITIVE_INFINITY;

  constructor(start: (port: MessagePort) => Worker) {
    this.#start = start;
    this.#run();
  }

  /** Resolves with the rows it touched once that is on disk; rejects with StateAway within about `withinMs`. */
  send(job: WriteJob, withinMs: number): Promise<readonly number[]> {
    if (this.#ended !== null) return Promise.reject(new StateAway('unreachable', { cause: 'it was closed' }));
    if (this.#running === null) return Promise.reject(this.#unreachable());
    if (this.#calls.size >= LIMITS.writesWaitingMax) return Promise.reject(new StateAway('full'));
    const { port } = this.#running;
    return new Promise((done, fail) => {
      const until = monotonicMs() + withinMs;
      // Only while something is awaited does the thread keep the process alive.
      if (this.#calls.size === 0) port.ref();
      const n = this.#calls.add({ until, done, fail });
      if (this.#unsent.length === 0) setImmediate(() => this.#post());
      this.#unsent.push({ n, until, job });
      if (this.#unsent.length === POSTED_AT_ONCE) this.#post();
      this.#wake(until);
    });
  }

  /** What was sent before is carried out; then the thread ends. */
  close(): Promise<void> {
    this.#ended ??= this.#end();
    return this.#ended;
  }

  async #end(): Promise<void> {
    if (this.#again !== null) clearTimeout(this.#again);
    if (this.#running === null) return;
    const { thread, port } = this.#running;
    this.#post();
    port.ref();
    port.postMessage(null);
    const late = setTimeout(() => thread.terminate(), LIMITS.writerCloseMsMax);
    await new Promise<void>(resolve => thread.once('exit', () => resolve()));
    clearTimeout(late);
  }

  #run(): void {
    const { port1: port, port2 } = new MessageChannel();
    const thread = this.#start(port2);
    thread.unref();
    port.on('message', (answers: readonly JobAnswer[]) => this.#answered(answers));
    port.unref();
    thread.on('error', error => {
      this.#lastError = error;
    });
    thread.once('exit', () => this.#exited(port));
    this.#running = { thread, port };
  }

  #post(): void {
    const jobs = this.#unsent;
    this.#unsent = [];
    if (jobs.length > 0) this.#running?.port.postMessage(jobs);
  }

  #answered(answers: readonly JobAnswer[]): void {
    this.#againMs = LIMITS.writerAgainMs;
    for (const it of answers) {
      const call = this.#taken(it.n);
      if (call === null) continue;
      if ('rows' in it) call.done(it.rows);
      else if (it.failed.reason === null) call.fail(new Error(it.failed.message));
      else call.fail(new StateAway(it.failed.reason, { cause: it.failed.message }));
    }
  }

  /** null: it was given up. */
  #taken(n: number): Call | null {
    const call = this.#calls.take(n);
    if (this.#calls.size === 0) this.#running?.port.unref();
    return call;
  }

  #exited(port: MessagePort): void {
    this.#takeAnswers();
    port.close();
    this.#running = null;
    this.#unsent = [];
    for (const { n } of this.#calls.waiting()) this.#taken(n)?.fail(this.#unreachable());
    if (this.#ended !== null) return;
    this.#again = setTimeout(() => this.#run(), this.#againMs).unref();
    this.#againMs = Math.min(2 * this.#againMs, LIMITS.writerAgainMsMax);
  }

  #unreachable = (): StateAway => new StateAway('unreachable', { cause: this.#lastError });

  /** What was answered while this thread was busy is not late. */
  #takeAnswers(): void {
    if (this.#running === null) return;
    const { port } = this.#running;
    for (let it = receiveMessageOnPort(port); it !== undefined; it = receiveMessageOnPort(port))
      this.#answered(it.message);
  }

  /** One timer for all calls, set to the first that ends. */
  #wake(until: number): void {
    if (until >= this.#timerAt) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timerAt = until;
    this.#timer = setTimeout(() => this.#giveUp(), until - monotonicMs() + TIMER_SLACK_MS).unref();
  }

  #giveUp(): void {
    this.#timer = null;
    this.#timerAt = Number.POSITIVE_INFINITY;
    this.#takeAnswers();
    const now = monotonicMs();
    let next = Number.POSITIVE_INFINITY;
    for (const { n, until } of this.#calls.waiting()) {
      if (until > now) next = Math.min(next, until);
      else this.#taken(n)?.fail(new StateAway('timed-out'));
    }
    if (next < Number.POSITIVE_INFINITY) this.#wake(next);
  }
}
