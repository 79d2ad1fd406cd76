import { z } from 'zod';
import { ProblemError } from '../errors.ts';
import { openEndpoint } from './endpoint.ts';

const healthSchema = z.strictObject({ status: z.literal('ok') }).meta({ id: 'Health' });

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
  reply: healthSchema,
  handle: async () => ({ body: { status: 'ok' } }),
});

export const healthReady = openEndpoint({
  method: 'get',
  path: '/health/ready',
  summary: {
    ja: '審査に答えられるかどうか（保存先に書き込めるか）',
    en: 'Whether screenings can be answered: the store can be written',
  },
  listener: 'both',
  lane: 'open',
  problems: ['not-ready'],
  reply: healthSchema,
  handle: async ({ gate }) => {
    try {
      await gate.ports.records.check();
    } catch (error) {
      gate.log.error({ err: error }, 'the store cannot be written');
      throw new ProblemError('not-ready');
    }
    return { body: { status: 'ok' } };
  },
});
