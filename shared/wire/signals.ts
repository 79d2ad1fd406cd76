import type { z } from 'zod';
import { FIRST_SIGNALS } from './first-signals.ts';
import { FULL_SIGNALS } from './full-signals.ts';
import { MORE_SIGNALS } from './more-signals.ts';

/**
 * The registry of all that the agent collects: what a signal's value looks like, why it is collected and for how long it is kept.
 * docs/signals.md, `GET /v1/disclosure` and the parser of `/v1/collect` come from here; none of it is in the agent's bytes.
 * A changed meaning is a new version under a new name, so that history compares like with like.
 */
export const SIGNALS = { ...FIRST_SIGNALS, ...MORE_SIGNALS, ...FULL_SIGNALS } as const;

type Values<R extends Readonly<Record<string, { shape: z.ZodType }>>> = { [N in keyof R]: z.infer<R[N]['shape']> };
/** By the part of the agent that brings them: the first script, the second at any level, the second at `full`. */
export type FirstSignals = Values<typeof FIRST_SIGNALS>;
export type MoreSignals = Values<typeof MORE_SIGNALS>;
export type FullSignals = Values<typeof FULL_SIGNALS>;

export type SignalName = keyof typeof SIGNALS;
export type Signals = FirstSignals & MoreSignals & FullSignals;
