import cluster, { type Worker } from 'node:cluster';
import { createServer } from 'node:net';
import type { Logger } from 'pino';
import { Registry } from 'prom-client';
import { systemRandom } from './adapters/system.ts';
import { announce } from './announce.ts';
import type { Config } from './config.ts';
import { endOnSignal } from './drain.ts';
import { newApiKey } from './flows/manage-sites.ts';
import { LIMITS } from './limits.ts';
import { createLog, flushLog } from './log.ts';
import { processMetrics } from './metrics.ts';
import { explainStartFailure, startFailed } from './start-failure.ts';
import { createMetricsSum } from './sum-metrics.ts';
import { type Addresses, type FromWorker, fromWorkerSchema, type ToWorker } from './worker-messages.ts';

/** In words for the operator. */
class CannotStart extends Error {}

type Member = {
  readonly worker: Worker;
  readonly startedAt: number;
  /** Where it listens; rejects with CannotStart. */
  readonly listening: PromiseWithResolvers<Addresses>;
  isListening: boolean;
};

/** Several processes on one port: this one starts them, starts again what dies, and adds up what they count. It has no store. */
export async function runWorkers(config: Config): Promise<void> {
  try {
    const ports = { port: await freePort(config, config.port), adminPort: await freePort(config, config.adminPort) };
    const crew = new Crew({ ...config, ...ports }, createLog(config, null));
    endOnSignal(() => crew.end());
    // However this process ends, it leaves none of them behind.
    process.on('exit', () => crew.kill());
    announce(await crew.start(), config.workers);
  } catch (error) {
    startFailed([error instanceof CannotStart ? error.message : explainStartFailure(error, config)]);
  }
}

/** 0 is any free port: chosen once, so that a worker that is started again finds the port of the others. */
async function freePort<T extends number | null>({ host }: Config, asked: T): Promise<T | number> {
  if (asked !== 0) return asked;
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, host, resolve);
  });
  const address = server.address();
  await new Promise(resolve => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : asked;
}

class Crew {
  readonly #config: Config;
  readonly #log: Logger;
  /** Made once, given to each over its channel alone. */
  readonly #demoKey = newApiKey({ random: systemRandom });
  readonly #members = new Map<number, Member>();
  readonly #registry = new Registry();
  readonly #metrics = processMetrics([this.#registry]);
  readonly #sum = createMetricsSum(
    round => this.#askForMetrics(round),
    () => this.#registry.getMetricsAsJSON(),
  );
  /** As the first worker found it: the later ones do as it does. */
  #demo: boolean | null = null;
  /** Which one does the chores. */
  #doer: number | null = null;
  #quickDeaths = 0;
  #isStarted = false;
  #isEnding = false;

  constructor(config: Config, log: Logger) {
    this.#config = config;
    this.#log = log;
    // The kernel hands connections out: with Node's own round robin one that is on its way to a process that just died is never
    // answered, and never closed.
    cluster.schedulingPolicy = cluster.SCHED_NONE;
    cluster.setupPrimary({ exec: `${import.meta.dirname}/main.ts` });
    cluster.on('message', (worker, raw) => {
      const member = this.#members.get(worker.id);
      const read = fromWorkerSchema.safeParse(raw);
      if (member !== undefined && read.success) this.#hear(member, read.data);
    });
    cluster.on('exit', (worker, code, signal) => {
      const member = this.#members.get(worker.id);
      if (member !== undefined) this.#lose(member, signal ?? code);
    });
  }

  /** The first alone: it makes what is not there yet, and says once what is wrong. Then the others. */
  async start(): Promise<Addresses> {
    const first = await this.#fork().listening.promise;
    const others = Array.from({ length: this.#config.workers - 1 }, () => this.#fork().listening.promise);
    await Promise.all(others);
    this.#isStarted = true;
    return first;
  }

  /** Each answers what it has in work; resolves when all have ended, rejects where one failed to end well. */
  async end(): Promise<void> {
    this.#isEnding = true;
    const ended = [...this.#members.values()].map(
      ({ worker }) => new Promise<boolean>(resolve => worker.once('exit', code => resolve(code === 0))),
    );
    for (const { worker } of this.#members.values()) tell(worker, { sekisho: 'drain' });
    const fine = (await Promise.all(ended)).every(it => it);
    await flushLog(this.#log);
    if (!fine) throw new Error('a worker did not end well');
  }

  kill(): void {
    for (const { worker } of this.#members.values()) worker.process.kill('SIGKILL');
  }

  #fork(): Member {
    const worker = cluster.fork();
    const listening = Promise.withResolvers<Addresses>();
    // Waited for at the start alone.
    listening.promise.catch(() => {});
    const member: Member = { worker, startedAt: performance.now(), listening, isListening: false };
    this.#members.set(worker.id, member);
    return member;
  }

  #hear(member: Member, message: FromWorker): void {
    const { worker, listening } = member;
    switch (message.sekisho) {
      case 'hello': {
        const { port, adminPort } = this.#config;
        const demo = this.#demo;
        tell(worker, { sekisho: 'welcome', port, adminPort, demoKey: this.#demoKey, demo });
        break;
      }
      case 'listening':
        this.#demo ??= message.started.demo;
        member.isListening = true;
        listening.resolve(message.started);
        this.#crewChanged();
        break;
      case 'failed':
        listening.reject(new CannotStart(message.problem));
        if (this.#isStarted) this.#log.error({ worker: worker.id, problem: message.problem }, 'a worker cannot start');
        worker.process.kill('SIGKILL');
        break;
      case 'sum-wanted':
        this.#sum.text().then(
          text => tell(worker, { sekisho: 'sum', ask: message.ask, text }),
          error => this.#log.error({ err: error }, 'the metrics could not be added up'),
        );
        break;
      case 'metrics':
        this.#sum.hear(worker.id, message.round, message.metrics);
    }
  }

  /** Another takes its place: soon the first time, later and later where they die young. */
  #lose({ worker, startedAt, listening }: Member, how: string | number): void {
    this.#members.delete(worker.id);
    this.#sum.end(worker.id);
    if (!this.#isEnding) {
      listening.reject(new CannotStart(`a worker process ended while it started (${how}): see its last lines.`));
    }
    if (this.#doer === worker.id) this.#doer = null;
    this.#crewChanged();
    if (this.#isEnding || !this.#isStarted) return;
    const lived = performance.now() - startedAt;
    if (lived >= LIMITS.workerSteadyMs) this.#quickDeaths = 0;
    const againInMs = Math.min(LIMITS.workerAgainMsMax, LIMITS.workerAgainMs * 2 ** this.#quickDeaths);
    this.#quickDeaths++;
    this.#log.error({ worker: worker.id, how, againInMs }, 'a worker ended: another takes its place');
    setTimeout(() => {
      if (this.#isEnding) return;
      this.#metrics.workersRestarted.inc();
      this.#fork();
    }, againInMs);
  }

  /** One of those that listen does the chores. */
  #crewChanged(): void {
    const listening = [...this.#members.values()].filter(it => it.isListening);
    this.#metrics.workersRunning.set(listening.length);
    const [first] = listening;
    if (this.#doer !== null || first === undefined || this.#isEnding) return;
    this.#doer = first.worker.id;
    tell(first.worker, { sekisho: 'chores' });
  }

  #askForMetrics(round: number): readonly number[] {
    const asked = [...this.#members.values()].filter(it => it.isListening);
    for (const { worker } of asked) tell(worker, { sekisho: 'metrics-wanted', round });
    return asked.map(it => it.worker.id);
  }
}

/** One that is just ending hears nothing more: its exit says the rest. */
function tell(worker: Worker, message: ToWorker): void {
  if (worker.isConnected()) worker.send(message, () => {});
}
