import type { Registry } from 'prom-client';
import { z } from 'zod';

/** Where a gate can be reached, and whether its demo is on. */
const startedSchema = z.strictObject({
  url: z.string(),
  adminUrl: z.string().nullable(),
  demo: z.boolean(),
});
export type Addresses = z.infer<typeof startedSchema>;

/** As prom-client gives them; read by prom-client again. */
export type MetricsJson = Awaited<ReturnType<Registry['getMetricsAsJSON']>>;
const metricsSchema = z.custom<MetricsJson>(it => Array.isArray(it));

/** What a worker tells the primary process. */
export const fromWorkerSchema = z.discriminatedUnion('sekisho', [
  z.strictObject({ sekisho: z.literal('hello') }),
  z.strictObject({ sekisho: z.literal('listening'), started: startedSchema }),
  z.strictObject({ sekisho: z.literal('failed'), problem: z.string() }),
  z.strictObject({ sekisho: z.literal('sum-wanted'), ask: z.int() }),
  z.strictObject({ sekisho: z.literal('metrics'), round: z.int(), metrics: metricsSchema }),
]);
export type FromWorker = z.infer<typeof fromWorkerSchema>;

/** What the primary process tells a worker. */
export const toWorkerSchema = z.discriminatedUnion('sekisho', [
  /** `demo`: whether it is on; null: decide. The key is in no argument and no environment: `ps` shows those. */
  z.strictObject({
    sekisho: z.literal('welcome'),
    port: z.int(),
    adminPort: z.int().nullable(),
    demoKey: z.string(),
    demo: z.boolean().nullable(),
  }),
  z.strictObject({ sekisho: z.literal('chores') }),
  z.strictObject({ sekisho: z.literal('drain') }),
  z.strictObject({ sekisho: z.literal('metrics-wanted'), round: z.int() }),
  z.strictObject({ sekisho: z.literal('sum'), ask: z.int(), text: z.string() }),
]);
export type ToWorker = z.infer<typeof toWorkerSchema>;
