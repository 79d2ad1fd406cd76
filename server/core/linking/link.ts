import { type Agreement, holds, type ShareOf } from './agreement.ts';
import type { AttributeName } from './attributes.ts';
import { BUCKETS_LISTED, bucketAttributes, recallIdOf } from './bucket-keys.ts';
import { type Comparison, compareImages } from './compare.ts';
import { calibrationOf, confidenceOf, namedFrom } from './confidence.ts';
import type { Crowds } from './crowds.ts';
import { type DeviceImage, heard } from './device-image.ts';

/** A known device from one of the image's buckets. */
export type Candidate = {
  readonly id: string;
  /** As it was last seen. */
  readonly image: DeviceImage;
  readonly days: number;
  /** Both sides have proven a key, and not the same: another device, however alike. */
  readonly keyDiffers: boolean;
};

/** Why no device is named: nobody like it, too many like it, the browser hides it, or its kind has nothing to tell by. */
export type Abstention = 'no-candidate' | 'unsure' | 'crowd' | 'hidden' | 'indistinct-kind';

export type Link = {
  /** The one device that it is with a very high confidence; else null. */
  readonly id: string | null;
  /** Broad: one image of a machine. Clones share it; it names no device. */
  readonly recallId: string;
  /** 0..1, that the likeliest candidate is this device; 0 without one. */
  readonly confidence: number;
  readonly abstains: Abstention | null;
  /** ln(posterior odds) of the likeliest, before calibration. */
  readonly logOdds: number;
  readonly likeliest: string | null;
  /** Those that it may be, the likeliest first: for who knows more than that it is one of the site's. */
  readonly alike: readonly Alike[];
};

export type Alike = { readonly id: string; readonly logRatio: number };

export type Known = { readonly crowds: Crowds; readonly shareOf: ShareOf };

/** Half of the look-ups without a key or cookie are of known devices: [A]; a site's own share may be put in its place. */
export const RETURNING_SHARE = 0.5;
/** Fewer attributes known than this say nothing about a single device. */
const KNOWN_LEAST = 12;
/** Apple makes few models and lets few things differ between two of one model; hundreds of thousands show one image. */
const INDISTINCT_SYSTEMS: readonly string[] = ['ios'];

/** An account has 20 devices at the most; of those of a crowd that none of them is named by, the first few tell as much as all. */
const ALIKE_MAX = 8;

const UNNAMED = { id: null, confidence: 0, logOdds: Number.NEGATIVE_INFINITY, likeliest: null, alike: [] };

export function link(image: DeviceImage, candidates: readonly Candidate[], { crowds, shareOf }: Known): Link {
  const recallId = recallIdOf(image);
  const blind = blindness(image);
  if (blind !== null) return { ...UNNAMED, recallId, abstains: blind };
  const compared = candidates.map(({ id, image: before, days, keyDiffers }) => {
    const comparison = compareImages(before, image, { days, crowds, shareOf });
    return { id, comparison, excluded: keyDiffers || comparison.refusal !== null };
  });
  const possible = compared.filter(it => !it.excluded);
  const likeliest = possible.reduce<(typeof compared)[number] | null>(
    (best, it) => (best === null || it.comparison.logRatio > best.comparison.logRatio ? it : best),
    null,
  );
  if (likeliest === null) return { ...UNNAMED, recallId, abstains: 'no-candidate' };
  const logOdds = logOddsOf(likeliest.comparison, {
    possible: possible.map(it => it.comparison),
    compared: compared.map(it => it.comparison),
    crowds,
  });
  const named = logOdds >= namedFrom(image.engineFamily);
  const crowded = othersAlike(likeliest.comparison, [], crowds).counted > 1;
  return {
    id: named ? likeliest.id : null,
    recallId,
    confidence: confidenceOf(logOdds, calibrationOf(image.engineFamily)),
    abstains: named ? null : crowded ? 'crowd' : 'unsure',
    logOdds,
    likeliest: likeliest.id,
    alike: possible
      .map(({ id, comparison }) => ({ id, logRatio: comparison.logRatio }))
      .toSorted((a, b) => b.logRatio - a.logRatio)
      .slice(0, ALIKE_MAX),
  };
}

/** Why there is nothing to tell it by; null: there is. */
export function blindness(image: DeviceImage): 'indistinct-kind' | 'hidden' | null {
  if (INDISTINCT_SYSTEMS.includes(image.osFamily)) return 'indistinct-kind';
  return knownCount(image) < KNOWN_LEAST ? 'hidden' : null;
}

/**
 * ln of the odds that it is that device, by Bayes. Beforehand each known device is as likely. Against it stand the other candidates, the
 * devices of its bucket that the store no longer lists (each as likely as this one), and a device never seen.
 */
export function logOddsOf(
  that: Comparison,
  {
    possible,
    compared,
    crowds,
  }: { readonly possible: readonly Comparison[]; readonly compared: readonly Comparison[]; readonly crowds: Crowds },
): number {
  const others = othersAlike(that, compared, crowds);
  const rivals = possible.reduce(
    (sum, it) => (it === that ? sum : sum + Math.exp(it.logRatio - that.logRatio)),
    others.unlisted,
  );
  const unseen = Math.max(crowds.browser, 1) * Math.exp(-that.logRatio) + others.counted - 1;
  return -Math.log(rivals + (unseen * (1 - RETURNING_SHARE)) / RETURNING_SHARE);
}

/** Of the narrowest bucket that both are in: how many devices it has, and of them beyond those compared. */
function othersAlike(
  that: Comparison,
  compared: readonly Comparison[],
  crowds: Crowds,
): { readonly counted: number; readonly unlisted: number } {
  const narrowest = BUCKETS_LISTED.find(it => shares(that.agreements, bucketAttributes(it)));
  if (narrowest === undefined) return { counted: 1, unlisted: 0 };
  const listed = compared.filter(it => shares(it.agreements, bucketAttributes(narrowest))).length;
  const counted = Math.max(1, crowds[narrowest]);
  return { counted, unlisted: Math.max(0, counted - listed) };
}

const shares = (agreements: ReadonlyMap<AttributeName, Agreement>, names: readonly AttributeName[]): boolean =>
  names.every(name => holds(agreements.get(name)));

function knownCount(image: DeviceImage): number {
  return bucketAttributes('whole').filter(name => heard(image, name) !== null).length;
}
