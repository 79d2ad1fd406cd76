import type { ShareOf } from '../../server/core/linking/agreement.ts';
import { bucketKeys, kindOf } from '../../server/core/linking/bucket-keys.ts';
import type { DeviceImage } from '../../server/core/linking/device-image.ts';
import { type Candidate, type Link, link } from '../../server/core/linking/link.ts';
import { valueShares } from '../../server/core/linking/value-shares.ts';
import { afterDays } from './after-days.ts';
import { imageOf } from './image-of.ts';
import { KnownDevices } from './known-devices.ts';
import { GAP_WEIGHTS, GAPS } from './market.ts';
import { type Device, deviceOf } from './population.ts';
import type { Draws } from './seeded-draws.ts';
import { seededDraws } from './seeded-draws.ts';

export const FAMILIES = ['desktop Chromium', 'Firefox', 'Android', 'iPhone', 'other'] as const;
export type Family = (typeof FAMILIES)[number];

/** Firefox on a desktop; Android is every browser of it; Safari on a Mac is other. */
export function familyOf({ system, browser }: Device): Family {
  if (system === 'ios') return 'iPhone';
  if (system === 'android') return 'Android';
  if (browser === 'firefox') return 'Firefox';
  return browser === 'safari' ? 'other' : 'desktop Chromium';
}

export type Population = {
  readonly seed: number;
  readonly known: KnownDevices;
  readonly shareOf: (kind: string) => ShareOf;
  /** By family, the index of every known device, and as many that were never seen. */
  readonly returning: ReadonlyMap<Family, readonly number[]>;
  readonly strangers: ReadonlyMap<Family, readonly number[]>;
};

/** How many images the shares of single values are counted from. */
const SAMPLE = 20_000;

export function populate(seed: number, size: number, perFamily: number): Population {
  const known = new KnownDevices(size);
  const returning = new Map<Family, number[]>(FAMILIES.map(it => [it, []]));
  const sample: DeviceImage[] = [];
  for (let index = 0; index < size; index++) {
    const device = deviceOf(seed, index);
    const day = -gapOf(seed, index);
    const image = imageOf(device, day, seededDraws(seed, index, 1));
    known.add(image, day);
    if (index < SAMPLE) sample.push(image);
    returning.get(familyOf(device))?.push(index);
  }
  const strangers = new Map<Family, number[]>(FAMILIES.map(it => [it, []]));
  const most = Math.min(size * 30, perFamily * 60);
  for (let index = size; index < size + most; index++) {
    const of = strangers.get(familyOf(deviceOf(seed, index)));
    if (of !== undefined && of.length < perFamily) of.push(index);
  }
  return { seed, known, shareOf: valueShares(sample), returning, strangers };
}

export function gapOf(seed: number, index: number): number {
  const draws = seededDraws(seed, index, 2);
  return GAPS[draws.weighted(GAP_WEIGHTS)] ?? 30;
}

/** One look-up of a browser that cleared everything: what it shows today, and which known device it is, if any. */
export type LookUp = { readonly image: DeviceImage; readonly truth: number | null; readonly device: Device };

export function lookUpsOf(population: Population, family: Family, count: number): readonly LookUp[] {
  const { seed } = population;
  const visit = (device: Device, truth: number | null): LookUp => {
    const draws = seededDraws(seed, device.index, 3);
    return { image: imageOf(device, 0, draws), truth, device };
  };
  const back = sampled(population.returning.get(family) ?? [], count, seededDraws(seed, 4)).map(index => {
    const changed = afterDays(deviceOf(seed, index), gapOf(seed, index), seededDraws(seed, index, 5));
    return visit(changed, index);
  });
  const fresh = (population.strangers.get(family) ?? [])
    .slice(0, back.length)
    .map(it => visit(deviceOf(seed, it), null));
  return [...back, ...fresh];
}

export type Found = { readonly link: Link; readonly among: boolean; readonly candidates: number };

/** @param keyDiffers every candidate has proven another key than this browser. */
export function lookUp(
  { known, shareOf }: Population,
  image: DeviceImage,
  truth: number | null,
  keyDiffers = false,
): Found {
  const keys = bucketKeys(image);
  const found = known.candidates(keys);
  const candidates = found.map(
    (at): Candidate => ({
      id: String(at),
      image: known.image(at),
      days: -(known.lastSeen[at] ?? 0),
      keyDiffers,
    }),
  );
  const crowds = known.crowds(keys);
  const answer = link(image, candidates, { crowds, shareOf: shareOf(kindOf(image)) });
  return { link: answer, among: truth !== null && found.includes(truth), candidates: found.length };
}

function sampled(from: readonly number[], count: number, draws: Draws): readonly number[] {
  if (from.length <= count) return from;
  return Array.from({ length: count }, () => from[draws.below(from.length)] ?? 0);
}
