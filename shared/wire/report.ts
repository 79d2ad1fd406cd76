import { z } from 'zod';
import { SEED_MAX, SESSION_CHARS_MAX, TOKEN_LIFE_MS, WIRE_VERSION, WORK_PUZZLES } from '../constants.ts';
import { type Reading, readingOf } from './reading.ts';
import { FINGERPRINT_LEVELS } from './signal-row.ts';
import { SIGNALS, type Signals } from './signals.ts';
import { STREAMS, type Streams } from './streams.ts';

/** What a page view shows of itself. A missing entry is unknown; an entry this server does not know is dropped and counted. */
export type SignalReadings = { [N in keyof Signals]?: Reading<Signals[N]> };
export type StreamReadings = { [N in keyof Streams]?: Reading<Streams[N]> };

/** Body of POST /v1/collect?site=pk_…; without `nonce`, base64url after `~`, it is the unattested fall-back of a form. */
export type Report = {
  v: typeof WIRE_VERSION;
  nonce?: string;
  /** What the site calls this visit; opaque, compared with the screening's. */
  session?: string | undefined;
  /** Where the boxes lie that the nonce asks for; of every agent, or why it has none. */
  layout?: Reading<readonly number[]> | undefined;
  signals: SignalReadings;
  streams: StreamReadings;
};

/** After the token in the form field: the final hands and rhythm. Claimed, like all that a browser says. */
export type Summary = {
  v: typeof WIRE_VERSION;
  streams: StreamReadings;
  /** The answer to the nonce's puzzles, where the site asks for work and it was done in time. */
  work?: readonly number[] | undefined;
};

const shapes = <R extends Record<string, { shape: z.ZodType }>>(registry: R) =>
  Object.fromEntries(Object.entries(registry).map(([name, { shape }]) => [name, readingOf(shape).optional()]));

export const NONCE_CHARS_MAX = 200;

/** Unknown signals and streams pass the schema by name and are dropped after being counted; so are, uncounted, unknown fields beside them. */
const signalsSchema = z.looseObject(shapes(SIGNALS)) as unknown as z.ZodType<SignalReadings>;
const streamsSchema = z.looseObject(shapes(STREAMS)) as unknown as z.ZodType<StreamReadings>;

/** Numbers of a layout: four boxes' left edges and widths. */
const LAYOUT_NUMBERS_MAX = 16;
const layoutSchema = readingOf(z.array(z.number()).max(LAYOUT_NUMBERS_MAX));
const workSchema = z.array(z.int().min(0).max(0xffff_ffff)).length(WORK_PUZZLES);

const versionSchema = z.literal(WIRE_VERSION);
const sessionSchema = z.string().min(1).max(SESSION_CHARS_MAX);

export const reportSchema = z
  .object({
    v: versionSchema,
    nonce: z.string().min(1).max(NONCE_CHARS_MAX),
    session: sessionSchema.optional(),
    layout: layoutSchema.optional(),
    signals: signalsSchema,
    streams: streamsSchema,
  })
  .meta({ id: 'Report' });

export const unattestedReportSchema = reportSchema.omit({ nonce: true, layout: true });
export const summarySchema = z.object({
  v: versionSchema,
  streams: streamsSchema,
  work: workSchema.optional(),
});

/**
 * GET /v1/nonce?site=pk_… `fingerprint`: how much the agent may look at on this page, see signal-row.ts. `seed`: in which order, and of
 * which of several forms, the agent takes its probes. `workBits`: where the site asks for work, the zero bits that each of the nonce's
 * puzzles wants.
 */
export const nonceReplySchema = z
  .strictObject({
    nonce: z.string(),
    expiresInMs: z.int(),
    fingerprint: z.enum(FINGERPRINT_LEVELS),
    seed: z.int().min(0).max(SEED_MAX),
    workBits: z.int().optional(),
  })
  .meta({ id: 'Nonce' });
/** POST /v1/collect?site=pk_… -> 200. The token is opaque to the page and the site's backend. */
export const collectReplySchema = z
  .strictObject({
    token: z.string(),
    expiresInMs: z.int().max(TOKEN_LIFE_MS),
    /** Where the browser proved its key: to be signed at the next visit; empty: the key is to be given up. */
    counter: z.string().optional(),
  })
  .meta({ id: 'Token' });
export type NonceReply = z.infer<typeof nonceReplySchema>;
export type CollectReply = z.infer<typeof collectReplySchema>;
