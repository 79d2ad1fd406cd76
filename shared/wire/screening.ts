import { z } from 'zod';
import { FIELD_BYTES_MAX, SESSION_CHARS_MAX } from '../constants.ts';
import {
  ACTIONS,
  BOT_KINDS,
  BOT_VERDICTS,
  CHANNELS,
  DECIDERS,
  DEVICE_STATUSES,
  FAMILIES,
  GRADES,
  HYPOTHESES,
  KNOWN_BY,
  LINK_ABSTENTIONS,
  LOCK_LANES,
  LOCK_STATES,
  MODES,
  OUTCOME_RESULTS,
  PHASES,
  PROVENANCES,
  VERDICTS,
} from './judgement.ts';
import { fingerprintSchema } from './programs.ts';

/** POST /v1/screenings and what reads it back. Scores are integers 0..100, high is risk; not judged yet is null, never 0. */

const line = (max: number) => z.string().min(1).max(max);
const time = z.iso.datetime({ offset: true });
const logOdds = z.number();
const score = z.int().min(0).max(100);

export const ATTRIBUTES_MAX = 32;
const ipAddress = z.union([z.ipv4(), z.ipv6()], { error: 'must be an IPv4 or IPv6 address' });
const attribute = z.union([z.string().max(256), z.number(), z.boolean()]);

export const screeningRequestSchema = z
  .strictObject({
    domain: z.literal('access'),
    action: z.enum(ACTIONS),
    phase: z.enum(PHASES),
    channel: z.enum(CHANNELS).default('web'),
    token: z
      .string()
      .max(FIELD_BYTES_MAX)
      .nullish()
      .describe('The form field `sekisho-token`, untouched. Absent, null and "" are one.'),
    origin: z
      .string()
      .max(512)
      .optional()
      .describe('The Origin header of the site\'s own request; absent or "null" is unknown.'),
    session: z.string().max(SESSION_CHARS_MAX).optional().describe('The same value as the page’s `data-session`.'),
    account: z
      .strictObject({
        id: line(256),
        email: line(320).optional(),
        phone: z.e164().optional(),
        createdAt: time.optional(),
      })
      .optional(),
    client: z.strictObject({
      ip: ipAddress,
      userAgent: z.string().max(2048),
      headers: z
        .array(z.tuple([line(128), z.string().max(4096)]))
        .max(64)
        .optional(),
      edge: z
        .strictObject({
          ja4: line(64).optional(),
          httpVersion: line(16).optional(),
          rttMs: z.number().min(0).max(60_000).optional(),
          clientCertificateSha256: fingerprintSchema
            .optional()
            .describe(
              'Of the client certificate (DER) that the edge itself has verified; never from a header of the client.',
            ),
        })
        .optional(),
      request: z
        .strictObject({ method: z.string().regex(/^[A-Za-z]{1,20}$/), url: z.url({ protocol: /^https?$/ }).max(4096) })
        .optional()
        .describe('Method and full URL of the action’s own request, for signed requests (RFC 9421).'),
    }),
    credential: z
      .strictObject({
        breached: z.boolean().optional(),
        sketch: z.int().min(0).max(65_535).optional().describe('At most 16 bits of a keyed hash; never the password.'),
      })
      .optional(),
    amount: z.number().min(0).max(1e15).optional(),
    payee: line(256).optional(),
    attributes: z
      .record(line(64), attribute)
      .refine(it => Object.keys(it).length <= ATTRIBUTES_MAX, `at most ${ATTRIBUTES_MAX} attributes`)
      .meta({ maxProperties: ATTRIBUTES_MAX })
      .optional(),
  })
  .meta({ id: 'ScreeningRequest' });
export type ScreeningRequest = z.output<typeof screeningRequestSchema>;
/** What a caller writes: `channel` may be left out. */
export type ScreeningQuestion = z.input<typeof screeningRequestSchema>;

const wordsSchema = z.strictObject({ ja: z.string(), en: z.string() });
const fact = z.union([z.string(), z.number(), z.boolean(), z.null()]);

export const reasonSchema = z
  .strictObject({
    code: z.string(),
    hypothesis: z.enum(HYPOTHESES),
    family: z.enum(FAMILIES),
    provenance: z.enum(PROVENANCES),
    weight: logOdds.describe("The detector's own, in log-odds."),
    counted: logOdds.describe('What entered the score after caps and authority.'),
    audience: z.enum(['analyst', 'customer']),
    text: wordsSchema,
    facts: z.record(z.string(), fact).describe('Typed values; strings may come from outside: escape them.'),
  })
  .meta({ id: 'Reason' });
export type Reason = z.infer<typeof reasonSchema>;

const featureValue = z.unknown();

export const screeningAnswerSchema = z
  .strictObject({
    id: z.string(),
    verdict: z.enum(VERDICTS),
    score,
    mode: z.enum(MODES),
    wouldBe: z.enum(VERDICTS).describe('The verdict in enforce mode.'),
    decidedBy: z.enum(DECIDERS),
    degraded: z.array(z.string()).optional(),
    replayed: z.boolean().optional(),
    reasons: z.array(reasonSchema),
    bot: z.strictObject({
      verdict: z.enum(BOT_VERDICTS),
      kind: z.enum(BOT_KINDS).nullable(),
      kindProvenance: z.enum(PROVENANCES).nullable(),
      program: z.string().nullable().describe('The registered program that was verified; null: none was.'),
      score,
      prior: logOdds,
      logit: logOdds,
    }),
    takeover: z.strictObject({ score, prior: logOdds, logit: logOdds }),
    counterfactual: z
      .strictObject({
        verdict: z.enum(VERDICTS),
        change: z.array(z.strictObject({ feature: z.string(), from: featureValue, to: featureValue })),
      })
      .nullable(),
    account: z.strictObject({ ref: z.string() }).nullable(),
    lock: z
      .strictObject({ state: z.enum(LOCK_STATES), lane: z.enum(LOCK_LANES), until: time.nullable() })
      .nullable()
      .describe('Of a login: whether the account takes a password, in the lane of vouched devices or of all others.'),
    device: z
      .strictObject({
        id: z.string().nullable(),
        by: z.enum(KNOWN_BY),
        recallId: z.string().nullable(),
        status: z.enum(DEVICE_STATUSES),
        confidence: z.number().min(0).max(1),
        keyProven: z.boolean(),
        vouched: z.boolean(),
        linked: z
          .strictObject({
            id: z.string().nullable(),
            confidence: z.number().min(0).max(1),
            abstains: z.enum(LINK_ABSTENTIONS).nullable(),
          })
          .nullable(),
      })
      .nullable()
      .describe('The browser, and how it was known; null: no report of it came.'),
    stepUp: z.strictObject({ grade: z.enum(GRADES), channels: z.array(z.string()) }).nullable(),
    policy: z.strictObject({ revision: z.string() }),
    tookMs: z.number(),
  })
  .meta({ id: 'ScreeningAnswer' });
export type ScreeningAnswer = z.infer<typeof screeningAnswerSchema>;

/** What the browser showed itself to be; null also where it is only linked: a guess is no device's history. */
export const knownDeviceId = ({ device }: Pick<ScreeningAnswer, 'device'>): string | null =>
  device?.by === 'key' || device?.by === 'cookie' ? device.id : null;

export const outcomeRequestSchema = z
  .strictObject({
    result: z.enum(OUTCOME_RESULTS),
    source: line(64).optional(),
    comment: z.string().max(1024).optional(),
    grade: z.enum(GRADES).optional(),
  })
  .refine(it => it.grade === undefined || it.result === 'stepup-passed', {
    path: ['grade'],
    error: 'is of a step-up that was passed',
  })
  .meta({ id: 'OutcomeRequest' });
export type OutcomeRequest = z.infer<typeof outcomeRequestSchema>;

export const outcomeSchema = z
  .strictObject({
    result: z.enum(OUTCOME_RESULTS),
    source: z.string().nullable(),
    comment: z.string().nullable(),
    grade: z.enum(GRADES).nullable(),
    confidence: z.number().min(0).max(1),
    teaches: z.boolean(),
    at: time,
  })
  .meta({ id: 'Outcome' });
export type Outcome = z.infer<typeof outcomeSchema>;

/** A screening read back: its answer, what was asked, and what happened afterwards (all outcomes kept, the last one that teaches holds). */
export const screeningViewSchema = screeningAnswerSchema
  .extend({
    createdAt: time,
    domain: z.literal('access'),
    action: z.enum(ACTIONS),
    phase: z.enum(PHASES),
    channel: z.enum(CHANNELS),
    outcome: outcomeSchema.nullable(),
    outcomes: z.array(outcomeSchema),
  })
  .meta({ id: 'Screening' });
export type ScreeningView = z.infer<typeof screeningViewSchema>;

export const SCREENINGS_PAGE_MAX = 100;
export const screeningsQuerySchema = z.strictObject({
  account: line(256).optional().describe('The id, or better its `acc_…` reference: addresses end up in logs.'),
  device: line(64).optional(),
  ip: ipAddress.optional(),
  verdict: z.enum(VERDICTS).optional(),
  reason: line(64).optional(),
  campaign: line(64)
    .optional()
    .describe('Screenings that were found to be part of this campaign, cmp_…; without `reason`.'),
  from: time.optional().describe('Inclusive.'),
  to: time.optional().describe('Exclusive.'),
  limit: z.coerce.number().int().min(1).max(SCREENINGS_PAGE_MAX).default(50),
  cursor: line(128).optional(),
});
export type ScreeningsQuery = z.output<typeof screeningsQuerySchema>;

export const screeningsPageSchema = z
  .strictObject({ items: z.array(screeningViewSchema), next: z.string().nullable() })
  .meta({ id: 'ScreeningsPage' });

/** RFC 9457 with our own members. */
export const problemSchema = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    requestId: z.string(),
    detail: z.string().optional(),
    fields: z.array(z.strictObject({ path: z.string(), problem: z.string() })).optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof problemSchema>;
