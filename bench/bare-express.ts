import type { AddressInfo } from 'node:net';
import express from 'express';
import { LIMITS } from '../server/limits.ts';
import { answerJobs } from './worker-process.ts';

export type BareJob =
  /** Listens, and answers every screening with these bytes; the port. */
  { readonly do: 'listen'; readonly answer: string } | { readonly do: 'rss' };

/** What Express itself costs: the same request parsed, the same bytes answered, and nothing asked. */
answerJobs<BareJob, number>(job =>
  job.do === 'listen' ? listen(job.answer) : Promise.resolve(process.memoryUsage.rss()),
);

function listen(answer: string): Promise<number> {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.post('/v1/screenings', express.json({ limit: LIMITS.screeningBodyBytesMax }), (_req, res) => {
    res.type('application/json').send(answer);
  });
  return new Promise(resolve => {
    const server = app.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}
