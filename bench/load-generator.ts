import { driveClosed, driveOpen, type Load } from './drive.ts';
import { KeptConnection, type Reply } from './kept-connection.ts';
import { collectRequest, nonceRequest, screeningRequest, textIn } from './requests.ts';
import { answerJobs } from './worker-process.ts';

export type LoadJob =
  /** Takes `count` tokens at /v1/nonce and /v1/collect, for the screenings that follow; the load is of pairs. */
  | { readonly do: 'take-tokens'; readonly port: number; readonly count: number; readonly connections: number }
  /** Makes the next `count` screenings ready, each with a token and an account of its own. */
  | { readonly do: 'ready'; readonly sitePort: number; readonly count: number }
  /** Sends what is ready to the gate or the peer, over again where `count` is more. */
  | { readonly do: 'screen'; readonly port: number; readonly count: number; readonly connections: number }
  /** Sends what is ready at a steady pace, over connections that are kept from one such job to the next, as a backend's are. */
  | { readonly do: 'screen-steadily'; readonly port: number; readonly perSecond: number; readonly count: number };

const STEADY_CONNECTIONS = 32;
const tokens: string[] = [];
let accounts = 0;
let ready: Buffer[] = [];
let steady: KeptConnection[] | null = null;

answerJobs<LoadJob, Load | null>(async job => {
  switch (job.do) {
    case 'take-tokens':
      return driveClosed(job.port, job, connection => takeToken(connection, job.port));
    case 'ready':
      ready = Array.from({ length: job.count }, () => nextScreening(job.sitePort));
      return null;
    case 'screen':
      return driveClosed(job.port, job, (connection, n) => connection.ask(readyAt(n)));
    case 'screen-steadily':
      steady ??= Array.from({ length: STEADY_CONNECTIONS }, () => new KeptConnection(job.port));
      return driveOpen(steady, job, readyAt);
  }
});

async function takeToken(connection: KeptConnection, port: number): Promise<Reply | null> {
  const given = await connection.ask(nonceRequest(port));
  if (given?.status !== 200) return given;
  const collected = await connection.ask(collectRequest(port, textIn(given.body, 'nonce')));
  if (collected?.status === 200) tokens.push(textIn(collected.body, 'token'));
  return collected;
}

function nextScreening(sitePort: number): Buffer {
  const token = tokens.pop();
  if (token === undefined) throw new Error('more screenings than tokens');
  return screeningRequest(sitePort, token, accounts++);
}

function readyAt(n: number): Buffer {
  const request = ready[n % ready.length];
  if (request === undefined) throw new Error('no screening is ready');
  return request;
}
