import { z } from 'zod';
import type { Streams } from '../../../shared/wire/streams.ts';
import { boostedTreesSchema, scoreByTrees, type TreeScore } from './boosted-trees.ts';
import trained from './hand-model.json' with { type: 'json' };
import { type FeatureRow, movementFeatures } from './movement-features.ts';
import { typingFeatures } from './typing-features.ts';

const headSchema = z.strictObject({
  /** Taken off the log-odds, so that of people made for this and never trained on, one in two thousand at the most comes to a REVIEW by this half. */
  margin: z.number().min(0),
  model: boostedTreesSchema,
});

const digest = z.hex().length(64);

export const handModelSchema = z.strictObject({
  version: z.int().min(1),
  /**
   * SHA-256 of the rows, as bench/hands makes them from the seed, and of the first hundred alone: a test makes those again, and so
   * sees when what a feature or a generator means has changed since. The bench can make all again.
   */
  trainedOn: z.strictObject({ seed: z.int(), people: z.int(), programs: z.int(), sha256: digest, firstSha256: digest }),
  /** Of both halves as they stand here: whether anyone changed them by hand. */
  sha256: digest,
  movement: headSchema,
  typing: headSchema,
});
export type HandModel = z.infer<typeof handModelSchema>;
type Head = HandModel['movement'];

export const HAND_MODEL: HandModel = handModelSchema.parse(trained);

/** Log-odds of a program against a hand, after the margin, and the features that gave most of them. */
export type HandScore = { readonly logOdds: number; readonly tells: TreeScore['contributions'] };

const score = ({ margin, model }: Head, row: FeatureRow): HandScore => {
  const { logOdds, contributions } = scoreByTrees(model, row);
  return { logOdds: logOdds - margin, tells: contributions };
};

/** One movement may be anyone's whim, a short password anyone's drill: by themselves they stay under what asks for a further proof. */
const LITTLE_MAX = 2;
const held = ({ logOdds, tells }: HandScore, enough: boolean): HandScore => ({
  logOdds: enough ? logOdds : Math.min(LITTLE_MAX, logOdds),
  tells,
});

/** null: no movement that ended in a press. */
export function scoreMovement(
  { approaches }: Streams['movements'],
  { movement }: HandModel = HAND_MODEL,
): HandScore | null {
  if (approaches.length === 0) return null;
  return held(score(movement, movementFeatures(approaches)), approaches.length > 1);
}

/** Quantiles of fewer keys say nothing; of fewer than the second they say too little for a REVIEW. */
const CHARACTERS_MIN = 8;
const CHARACTERS_ENOUGH = 16;
/** No hand is so quick from key to key: a password manager's auto-type, a scanner, a text expander, and programs: others judge those. */
const TOOL_GAP_MS = 40;
/** A switch or a keyboard on the screen is operated, not typed on. */
const PICKING_GAP_MS = 1200;

export function scoreTyping(
  rhythm: Streams['rhythm'],
  keys: Streams['keys'],
  { typing }: HandModel = HAND_MODEL,
): HandScore | null {
  const row = typingFeatures(rhythm, keys);
  const gap = rhythm.gapMs?.p50 ?? 0;
  if (row === null || keys.char < CHARACTERS_MIN || gap < TOOL_GAP_MS || gap > PICKING_GAP_MS) return null;
  return held(score(typing, row), keys.char >= CHARACTERS_ENOUGH);
}
