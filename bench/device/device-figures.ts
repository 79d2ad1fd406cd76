import { recallIdOf } from '../../server/core/linking/bucket-keys.ts';
import type { Figure } from '../figure.ts';
import { afterDays } from './after-days.ts';
import { imageOf } from './image-of.ts';
import { wilson } from './intervals.ts';
import { FAMILIES, type Family, gapOf, lookUp, lookUpsOf, type Population } from './look-ups.ts';
import { deviceOf } from './population.ts';
import { type Scored, thresholdFor } from './scored.ts';
import { seededDraws } from './seeded-draws.ts';

/** The budgets: found again after everything was cleared, at one false merge in a thousand look-ups. */
const RECALL_LEAST: Readonly<Partial<Record<Family, number>>> = {
  'desktop Chromium': 0.8,
  Firefox: 0.65,
  Android: 0.45,
};
export const MERGES_MOST = 0.001;
const ABSTAINS_LEAST = 0.99;

const share = (hits: number, of: number): string => {
  const [low, high] = wilson(hits, of);
  return `${hits}/${of}, 95 % ${low.toFixed(4)}–${high.toFixed(4)}`;
};
const counted = (rows: readonly Scored[], is: (row: Scored) => boolean): number => rows.filter(is).length;

/** Of one family: what core's fixed thresholds do, the baseline beside it. */
export function familyFigures(rows: readonly Scored[], family: Family, size: string): readonly Figure[] {
  const own = rows.filter(it => it.family === family);
  const back = own.filter(it => it.returning);
  const right = counted(back, it => it.outcome === 'right');
  const merged = counted(own, it => it.outcome === 'merged');
  const mergedBack = counted(back, it => it.outcome === 'merged');
  const baseRight = counted(back, it => it.baseline === 'right');
  const baseMerged = counted(own, it => it.baseline === 'merged');
  const name = `${family}, ${size}`;
  const least = RECALL_LEAST[family];
  const most = thresholdFor(back, MERGES_MOST);
  const linked: Figure = {
    what: `${name}: found again, all cleared`,
    value: right / back.length,
    unit: '',
    ...(least === undefined ? {} : { budget: { atLeast: least } }),
    peers: [{ name: 'FP-STALKER', value: baseRight / back.length }],
    note: `${share(right, back.length)}; were no look-up by a new device, ${most.recall.toFixed(2)} at the same share of merges`,
  };
  const merges: Figure = {
    what: `${name}: false merges a look-up, half of them by new devices`,
    value: (100 * merged) / own.length,
    unit: '%',
    budget: { atMost: 100 * MERGES_MOST },
    peers: [{ name: 'FP-STALKER', value: (100 * baseMerged) / own.length }],
    note: `${share(merged, own.length)}; by known devices alone ${share(mergedBack, back.length)}`,
  };
  const splits: Figure = {
    what: `${name}: false splits`,
    value: counted(back, it => it.outcome === 'split') / back.length,
    unit: '',
    peers: [{ name: 'FP-STALKER', value: counted(back, it => it.baseline === 'split') / back.length }],
  };
  const among: Figure = {
    what: `${name}: the device is among the candidates`,
    value: counted(back, it => it.among) / back.length,
    unit: '',
    note: `${(own.reduce((sum, it) => sum + it.candidates, 0) / own.length).toFixed(1)} candidates a look-up`,
  };
  return family === 'iPhone' ? [abstains(own, name), merges, among] : [linked, merges, splits, among];
}

const abstains = (rows: readonly Scored[], name: string): Figure => {
  const hits = counted(rows, it => it.abstains !== null);
  return {
    what: `${name}: abstains`,
    value: hits / rows.length,
    unit: '',
    budget: { atLeast: ABSTAINS_LEAST },
    note: share(hits, rows.length),
  };
};

const BINS: readonly number[] = [0, 0.1, 0.3, 0.5, 0.7, 0.9, 0.97, 0.99, 0.995, 1.000001];

/** Per bin what was said and what was seen, and the mean gap between them, by look-ups. */
export function calibrationFigures(rows: readonly Scored[]): {
  readonly lines: readonly string[];
  readonly error: Figure;
} {
  const judged = rows.filter(it => it.logOdds > Number.NEGATIVE_INFINITY);
  let gap = 0;
  const lines = BINS.slice(0, -1).flatMap((low, i) => {
    const inside = judged.filter(it => it.confidence >= low && it.confidence < (BINS[i + 1] ?? 2));
    if (inside.length === 0) return [];
    const right = counted(inside, it => it.likeliestIsRight);
    const said = inside.reduce((sum, it) => sum + it.confidence, 0) / inside.length;
    gap += Math.abs(said - right / inside.length) * (inside.length / judged.length);
    return [
      `confidence from ${low}: said ${said.toFixed(4)}, was ${(right / inside.length).toFixed(4)} (${share(right, inside.length)})`,
    ];
  });
  return {
    lines,
    error: { what: 'confidence: mean gap between said and seen', value: gap, unit: '', budget: { atMost: 0.02 } },
  };
}

/** Candidates whose proven key is another's must not be named, however alike. */
export function keyFigures(population: Population, count: number): readonly Figure[] {
  const families = FAMILIES.filter(it => it !== 'iPhone');
  const asked = families.flatMap(family => lookUpsOf(population, family, count));
  const named = asked.filter(({ image }) => lookUp(population, image, null, true).link.id !== null).length;
  const keys = new Map<string, number>();
  for (const { truth } of asked) if (truth !== null) keys.set(`key-${truth}`, truth);
  const back = asked.filter(it => it.truth !== null);
  const kept = back.filter(({ truth }) => keys.get(`key-${truth}`) === truth).length;
  return [
    {
      what: 'key or cookie kept: found again',
      value: kept / back.length,
      unit: '',
      budget: { atLeast: 1 },
      note: 'by construction: the key is looked up by itself and linking is not asked; simulated is only that table',
    },
    {
      what: 'false merges on id where keys differ',
      value: named,
      unit: 'of them',
      budget: { atMost: 0 },
      note: `${asked.length} look-ups whose candidates all have another key`,
    },
  ];
}

/** How broad the recallId is, and how long it stays. */
export function recallIdFigures({ seed }: Population, count: number): readonly Figure[] {
  let stayed = 0;
  let clones = 0;
  let alike = 0;
  const ids = new Set<string>();
  const fleets = new Map<string, string>();
  for (let index = 0; index < count; index++) {
    const device = deviceOf(seed, index);
    const days = gapOf(seed, index);
    const before = recallIdOf(imageOf(device, -days, seededDraws(seed, index, 1)));
    const later = afterDays(device, days, seededDraws(seed, index, 5));
    if (recallIdOf(imageOf(later, 0, seededDraws(seed, index, 3))) === before) stayed++;
    ids.add(before);
    if (device.fleet === null) continue;
    const fleet = `${device.fleet}/${device.browser === 'firefox' ? 'gecko' : 'chromium'}/${device.browser === 'brave'}`;
    const first = fleets.get(fleet);
    if (first === undefined) fleets.set(fleet, before);
    else {
      clones++;
      if (first === before) alike++;
    }
  }
  return [
    { what: 'recallId: the same after the gap and its changes', value: stayed / count, unit: '' },
    {
      what: 'recallId: PCs cloned from one image that share it',
      value: alike / clones,
      unit: '',
      note: `${alike}/${clones}`,
    },
    { what: 'recallId: devices that one stands for, on average', value: count / ids.size, unit: 'devices' },
  ];
}
