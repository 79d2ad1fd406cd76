import { setTimeout as pause } from 'node:timers/promises';
import { driveClosed } from './drive.ts';
import { FloodConnection } from './flood-connection.ts';
import { collectRequest, nonceRequest, textIn } from './requests.ts';
import { answerJobs } from './worker-process.ts';

export type FloodJob =
  /** Takes `count` nonces to flood with: forged ones would be refused sooner, so genuine ones cost the gate more. */
  | { readonly do: 'take-nonces'; readonly port: number; readonly count: number; readonly connections: number }
  /** Floods from now on, and answers at once. */
  | BeginJob
  | { readonly do: 'end' };

type BeginJob = {
  readonly do: 'begin';
  readonly port: number;
  readonly perSecond: number;
  readonly connectionsMax: number;
  /** Requests that are written at once on a connection. */
  readonly burst: number;
};

export type Flood = {
  readonly offeredPerSecond: number;
  readonly takenPerSecond: number;
  readonly refusedPerSecond: number;
  /** Connections that the gate closed on a request without an answer. */
  readonly cutPerSecond: number;
  readonly connectionsMost: number;
};

type Running = { going: boolean; readonly done: Promise<Flood> };

const TICK_MS = 1;
/** A flood comes from many addresses; one alone would also run out of ports. */
const SOURCES = 50;
const nonces: string[] = [];
let running: Running | null = null;

answerJobs<FloodJob, Flood | null>(async job => {
  if (job.do === 'take-nonces') await takeNonces(job);
  if (job.do === 'begin') {
    const it = { going: true };
    running = Object.assign(it, { done: flood(job, () => it.going) });
  }
  if (job.do !== 'end' || running === null) return null;
  running.going = false;
  return running.done;
});

async function takeNonces(job: { port: number; count: number; connections: number }): Promise<void> {
  const { failed } = await driveClosed(job.port, job, async connection => {
    const reply = await connection.ask(nonceRequest(job.port));
    if (reply?.status === 200) nonces.push(textIn(reply.body, 'nonce'));
    return reply;
  });
  if (failed > 0) throw new Error(`${failed} nonces were refused`);
}

/** At the pace asked for, whether or not earlier requests are answered: over an idle connection, else over a new one. */
async function flood({ port, perSecond, connectionsMax, burst }: BeginJob, isGoing: () => boolean): Promise<Flood> {
  const idle: FloodConnection[] = [];
  const seen = { offered: 0, taken: 0, refused: 0, cut: 0, open: 0, most: 0 };
  const open = (): FloodConnection | null => {
    if (seen.open >= connectionsMax) return null;
    seen.open++;
    seen.most = Math.max(seen.most, seen.open);
    const connection = new FloodConnection(port, `127.0.0.${2 + (seen.offered % SOURCES)}`, {
      onOutcome: (outcome, nonce) => {
        seen[outcome]++;
        // Only what was taken spent its nonce.
        if (outcome !== 'taken') nonces.push(nonce);
        if (connection.isIdle) idle.push(connection);
      },
      onEnd: () => seen.open--,
    });
    return connection;
  };
  const started = performance.now();
  const seconds = (): number => (performance.now() - started) / 1000;
  while (isGoing()) {
    const due = seconds() * perSecond;
    while (seen.offered < due) {
      const connection = idle.pop() ?? open();
      if (connection === null) break;
      if (!connection.isIdle) continue;
      seen.offered += sendBurst(connection, port, burst);
    }
    await pause(TICK_MS);
  }
  const took = seconds();
  return {
    offeredPerSecond: seen.offered / took,
    takenPerSecond: seen.taken / took,
    refusedPerSecond: seen.refused / took,
    cutPerSecond: seen.cut / took,
    connectionsMost: seen.most,
  };
}

function sendBurst(connection: FloodConnection, port: number, burst: number): number {
  const spent = Array.from({ length: burst }, () => nonces.pop() ?? 'spent');
  connection.send(spent.map(nonce => collectRequest(port, nonce)).join(''), spent);
  return burst;
}
