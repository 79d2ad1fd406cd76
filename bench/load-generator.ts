import { keysFromSecret } from '../server/adapters/keys-from-secret.ts';
import type { Keys } from '../server/ports/keys.ts';
import { seededRandom } from '../test/support/seeded-random.ts';
import { cookieOf } from './crowd.ts';
import { driveClosed, driveOpen, type Load } from './drive.ts';
import { KeptConnection, type Reply } from './kept-connection.ts';
import { collectRequest, nonceRequest, screeningRequest, textIn } from './requests.ts';
import { answerJobs } from './worker-process.ts';

export type LoadJob =
  /** Until then each screening is of an account that was never seen; from then on of one of these, and half of them bring their cookie. */
  | { readonly do: 'know'; readonly crowd: Crowd }
  /** Takes `count` tokens at /v1/nonce and /v1/collect, for the screenings that follow; the load is of pairs. */
  | { readonly do: 'take-tokens'; readonly port: number; readonly count: number; readonly connections: number }
  /** Makes the next `count` screenings ready, each with a token of its own. */
  | { readonly do: 'ready'; readonly sitePort: number; readonly count: number }
  /** Sends what is ready to the gate or the peer, over again where `count` is more. */
  | { readonly do: 'screen'; readonly port: number; readonly count: number; readonly connections: number }
  /** Sends what is ready at a steady pace, over connections that are kept from one such job to the next, as a backend's are. */
  | { readonly do: 'screen-steadily'; readonly port: number; readonly perSecond: number; readonly count: number }
  /** Whole visits, each nonce, collect and screening. */
  | { readonly do: 'visit'; readonly port: number; readonly count: number; readonly connections: number };

/** `secret`: the gate's own, to make the cookies that it would know again. */
export type Crowd = { readonly accounts: number; readonly siteId: string; readonly secret: string };

type Token = { readonly token: string; readonly account: number };

const STEADY_CONNECTIONS = 64;
const SEED = 20261121;
const OK = '"verdict":"OK"';
const random = seededRandom(SEED);
const tokens: Token[] = [];
let accounts = 0;
let known: (Crowd & { readonly keys: Keys }) | null = null;
let ready: Buffer[] = [];
let steady: readonly KeptConnection[] = [];

answerJobs<LoadJob, Load | null>(async job => {
  switch (job.do) {
    case 'know':
      known = { ...job.crowd, keys: keysFromSecret([Buffer.from(job.crowd.secret)]) };
      return null;
    case 'take-tokens':
      return driveClosed(job.port, job, connection => takeToken(connection, job.port));
    case 'ready':
      ready = Array.from({ length: job.count }, () => nextScreening(job.sitePort));
      return null;
    case 'screen':
      return driveClosed(job.port, job, (connection, n) => connection.ask(readyAt(n)), OK);
    case 'screen-steadily':
      return driveOpen(steadyTo(job.port), job, readyAt, OK);
    case 'visit':
      return driveClosed(job.port, job, connection => visit(connection, job.port), OK);
  }
});

async function takeToken(connection: KeptConnection, port: number): Promise<Reply | null> {
  const account = known === null ? accounts++ : Math.floor(random.unit() * known.accounts);
  const cookie = known !== null && account % 2 === 1 ? cookieOf(known.keys, known.siteId, account) : null;
  const given = await connection.ask(nonceRequest(port));
  if (given?.status !== 200) return given;
  const collected = await connection.ask(collectRequest(port, textIn(given.body, 'nonce'), cookie));
  if (collected?.status === 200) tokens.push({ token: textIn(collected.body, 'token'), account });
  return collected;
}

function nextScreening(sitePort: number): Buffer {
  const it = tokens.pop();
  if (it === undefined) throw new Error('more screenings than tokens');
  return screeningRequest(sitePort, it.token, it.account);
}

async function visit(connection: KeptConnection, port: number): Promise<Reply | null> {
  const collected = await takeToken(connection, port);
  return collected?.status === 200 ? connection.ask(nextScreening(port)) : collected;
}

function steadyTo(port: number): readonly KeptConnection[] {
  steady = Array.from({ length: STEADY_CONNECTIONS }, (_, n) => {
    const kept = steady[n];
    return kept?.isLost === false ? kept : new KeptConnection(port);
  });
  return steady;
}

function readyAt(n: number): Buffer {
  const request = ready[n % ready.length];
  if (request === undefined) throw new Error('no screening is ready');
  return request;
}
