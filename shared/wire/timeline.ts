import { z } from 'zod';
import {
  ACTIONS,
  CHANNELS,
  DECIDERS,
  DEVICE_STATUSES,
  GRADES,
  KNOWN_BY,
  LOCK_LANES,
  LOCK_STATES,
  OUTCOME_RESULTS,
  PHASES,
  VERDICTS,
} from './judgement.ts';
import { LIST_EFFECTS } from './lists.ts';
import { NETWORK_FLAGS } from './views.ts';

/** GET /v1/accounts/:ref/timeline: what happened to one account, newest first (docs/VIEWS.md). */

export const TIMELINE_KINDS = ['screening', 'outcome', 'device', 'vouching', 'list', 'lock'] as const;
export type TimelineKind = (typeof TIMELINE_KINDS)[number];

const time = z.iso.datetime({ offset: true });

export const timelineItemSchema = z
  .strictObject({
    at: time,
    kind: z.enum(TIMELINE_KINDS),
    screening: z
      .strictObject({
        id: z.string(),
        action: z.enum(ACTIONS),
        phase: z.enum(PHASES),
        channel: z.enum(CHANNELS),
        verdict: z.enum(VERDICTS),
        wouldBe: z.enum(VERDICTS),
        score: z.int(),
        decidedBy: z.enum(DECIDERS),
        reasons: z.array(z.string()),
        device: z
          .strictObject({
            id: z.string().nullable(),
            by: z.enum(KNOWN_BY),
            status: z.enum(DEVICE_STATUSES),
            vouched: z.boolean(),
          })
          .nullable(),
        network: z.strictObject({
          country: z.string().nullable(),
          asn: z.int().nullable(),
          kind: z.string().nullable(),
          flags: z.array(z.enum(NETWORK_FLAGS)),
        }),
        stepUp: z.enum(GRADES).nullable(),
        lock: z.enum(LOCK_STATES).nullable(),
        outcomes: z.array(z.enum(OUTCOME_RESULTS)),
      })
      .nullable(),
    outcome: z
      .strictObject({
        screening: z.string(),
        result: z.enum(OUTCOME_RESULTS),
        source: z.string().nullable(),
        grade: z.enum(GRADES).nullable(),
      })
      .nullable(),
    device: z
      .strictObject({
        id: z.string(),
        from: z.enum(DEVICE_STATUSES).nullable(),
        to: z.enum(DEVICE_STATUSES),
        cause: z.string(),
        author: z.string().nullable(),
      })
      .nullable(),
    vouching: z
      .strictObject({
        key: z.string(),
        said: z.enum(['vouched', 'revoked']),
        cause: z.string(),
        author: z.string().nullable(),
      })
      .nullable(),
    list: z
      .strictObject({
        entry: z.string(),
        change: z.enum(['added', 'changed', 'deleted', 'expired']),
        effect: z.enum(LIST_EFFECTS),
        author: z.string(),
        reason: z.string(),
      })
      .nullable(),
    lock: z.strictObject({ lane: z.enum(LOCK_LANES), until: time }).nullable(),
  })
  .meta({ id: 'TimelineItem' });
export type TimelineItem = z.infer<typeof timelineItemSchema>;

export const timelineQuerySchema = z.strictObject({
  from: time.optional().describe('Inclusive.'),
  to: time.optional().describe('Exclusive.'),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().min(1).max(128).optional(),
});
export type TimelineQuery = z.output<typeof timelineQuerySchema>;

export const timelineSchema = z
  .strictObject({ items: z.array(timelineItemSchema), next: z.string().nullable() })
  .meta({ id: 'Timeline' });
export type Timeline = z.infer<typeof timelineSchema>;
