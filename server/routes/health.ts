import { z } from 'zod';
import { ProblemError } from '../errors.ts';
import { openEndpoint } from './endpoint.ts';

const liveSchema = z.strictObject({ status: z.literal('ok') }).meta({ id: 'Live' });
const readySchema = z
  .strictObject({
    status: z.literal('ok'),
    /** Away, screenings are answered and stored; searches and outcomes wait. */
    records: z.enum(['ok', 'away']),
  })
  .meta({ id: 'Ready' });

export const healthLive = openEndpoint({
  method: 'get',
  path: '/health/live',
  summary: {
    ja: 'プロセスが応答するかどうか',
    en: 'Whether the process answers',
  },
  listener: 'both',
  lane: 'open',
  problems: [],
  reply: liveSchema,
  handle: async () => ({ body: { status: 'ok' } }),
});

export const healthReady = openEndpoint({
  method: 'get',
  path: '/health/ready',
  summary: {
    ja: '審査に答え、保存できるかどうか。検索できないときは records が away になります',
    en: 'Whether screenings can be answered and stored; `records` is away while they cannot be searched',
  },
  listener: 'both',
  lane: 'open',
  problems: ['not-ready'],
  reply: readySchema,
  handle: async ({ gate }) => {
    const ready = await gate.readiness.now();
    if (ready === null) throw new ProblemError('not-ready');
    return { body: { status: 'ok', ...ready } };
  },
});
