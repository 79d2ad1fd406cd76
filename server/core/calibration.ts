import type { Detector } from './detectors/detector.ts';
import type { Evidence } from './evidence.ts';
import type { Engine, System } from './features/browser.ts';
import { isKnown } from './features/feature.ts';
import type { Features } from './features/index.ts';

/**
 * Whether a tell holds in a browser that it was not measured in is shown by the site's own people: the visits of vouched keys, which
 * are owners' whatever their browsers look like. And where a release of a browser makes owners show a tell, it counts no longer.
 */
export type PlaceCount = {
  readonly code: string;
  readonly engine: Engine;
  readonly system: System;
  /** The major version that the browser names; 0: it names none. */
  readonly version: number;
  /** Vouched visits that knew all that the detector reads, and how many of these it spoke of. */
  readonly known: number;
  readonly fired: number;
  /** Of how many keys it spoke: one owner's odd browser is no release. A few dozen are told apart. */
  readonly oddKeys: number;
};

export type Calibration = {
  /** `code engine system` of tells that were measured elsewhere and hold there, too. */
  readonly promoted: ReadonlySet<string>;
  /** `code engine system version` of tells that owners show. */
  readonly demoted: ReadonlySet<string>;
};

/** As everything was measured. */
export const UNCALIBRATED: Calibration = { promoted: new Set(), demoted: new Set() };

const DAY_MS = 24 * 60 * 60_000;
/** Days since the epoch (UTC). */
export const dayOf = (ms: number): number => Math.floor(ms / DAY_MS);
/** Counts are kept by ten days, since the epoch: by the day a large site's would be ten times as many to read. */
export const periodOf = (ms: number): number => Math.floor(ms / (10 * DAY_MS));
/** The newest of them speak, 20 to 30 days: browsers renew themselves every four weeks, and what a release mended is soon forgotten. */
export const PERIODS = 3;
export const firstPeriod = (now: number): number => periodOf(now) - PERIODS + 1;

/** So many vouched visits, and less than this share of false alarms among them (docs/decisions/018). */
export const PROMOTED_FROM = 1000;
export const FALSE_SHARE_MAX = 0.001;
/** At least so many keys, in visits that are as unlikely as this at the share that is allowed. */
const DEMOTED_FROM = 5;
const DEMOTED_CHANCE = 1e-4;

/**
 * Tells that hold where they were measured, and those of how a program's browser looks and is operated. What it declares, and what
 * the gate itself saw or counted, needs no calibration.
 */
export const isCalibrated = ({ hypothesis, family, measuredOn }: Detector): boolean =>
  measuredOn !== 'everywhere' || (hypothesis === 'bot' && (family === 'environment' || family === 'hands'));

const placeOf = ({ code, engine, system }: Pick<PlaceCount, 'code' | 'engine' | 'system'>): string =>
  `${code} ${engine} ${system}`;
const releaseOf = (it: Pick<PlaceCount, 'code' | 'engine' | 'system' | 'version'>): string =>
  `${placeOf(it)} ${it.version}`;

/** What the counts of one site say of these detectors, each place and version at most once. */
export function calibrationOf(detectors: readonly Detector[], counts: readonly PlaceCount[]): Calibration {
  const known = new Map(detectors.map(it => [it.code, it]));
  const demoted = new Set(counts.filter(isFlipped).map(releaseOf));
  const promoted = new Set<string>();
  const standing = counts.filter(it => !demoted.has(releaseOf(it)));
  for (const [place, members] of Map.groupBy(standing, placeOf)) {
    const [one] = members;
    const detector = known.get(one?.code ?? '');
    if (one === undefined || detector === undefined || isMeasured(detector, one)) continue;
    const visits = members.reduce((sum, it) => sum + it.known, 0);
    const fired = members.reduce((sum, it) => sum + it.fired, 0);
    if (visits >= PROMOTED_FROM && fired < FALSE_SHARE_MAX * visits) promoted.add(place);
  }
  return { promoted, demoted };
}

/** Active there without any count. */
const isMeasured = (
  { measuredOn }: Detector,
  { engine, system }: { readonly engine: Engine; readonly system: System },
): boolean => measuredOn === 'everywhere' || measuredOn.some(it => it.engine === engine && it.system === system);

const isFlipped = ({ known, fired, oddKeys }: PlaceCount): boolean =>
  oddKeys >= DEMOTED_FROM && atLeast(fired, known * FALSE_SHARE_MAX) < DEMOTED_CHANCE;

/** The chance of `count` or more where `mean` are to be expected (Poisson, the binomial's limit for rare events). */
export function atLeast(count: number, mean: number): number {
  if (mean >= count) return 1;
  let term = Math.exp(-mean);
  for (let n = 1; n <= count; n++) term *= mean / n;
  let sum = 0;
  for (let n = count; term > sum * Number.EPSILON; n++) {
    sum += term;
    term *= mean / (n + 1);
  }
  return sum;
}

/**
 * Active where the engine's own features, not the user agent, place the browser on a platform that the detector was measured on, or
 * that the site's vouched visits showed it to hold on; and in no release that flipped it.
 */
export function isActive(detector: Detector, features: Features, calibration: Calibration): boolean {
  const { code, measuredOn } = detector;
  const { engine, system, browserVersion } = features;
  if (!isKnown(engine) || !isKnown(system)) return measuredOn === 'everywhere';
  const at = { code, engine, system, version: isKnown(browserVersion) ? browserVersion : 0 };
  if (calibration.demoted.size > 0 && calibration.demoted.has(releaseOf(at))) return false;
  if (isMeasured(detector, at)) return true;
  return calibration.promoted.size > 0 && calibration.promoted.has(placeOf(at));
}

/** What one vouched visit adds to the counts: of every calibrated detector that knew what it reads, also of those switched off. */
export function visitCounts(detectors: readonly Detector[], features: Features): readonly PlaceCount[] {
  const { engine, system, browserVersion } = features;
  if (!isKnown(engine) || !isKnown(system)) return [];
  const version = isKnown(browserVersion) ? browserVersion : 0;
  return detectors.filter(isCalibrated).flatMap(({ code, reads, weigh }) => {
    const fired = weigh(features) === null ? 0 : 1;
    if (fired === 0 && !reads.every(name => isKnown(features[name]))) return [];
    return [{ code, engine, system, version, known: 1, fired, oddKeys: fired }];
  });
}

/** Of these, what says that a program drives an owner's browser: such a visit shows nothing of what people's browsers look like. */
const OF_PROGRAMS: ReadonlySet<Detector['family']> = new Set(['integrity', 'automation', 'velocity']);

/** A visit of a vouched key, in which nothing but calibrated tells speaks of a program. */
export function isOwnersVisit(
  detectors: readonly Detector[],
  features: Features,
  evidence: readonly Evidence[],
): boolean {
  if (features.deviceVouched !== true || features.deviceKeyForked !== false) return false;
  const spoken = new Set(evidence.filter(it => it.hypothesis === 'bot').map(it => it.code));
  return !detectors.some(it => spoken.has(it.code) && !isCalibrated(it) && OF_PROGRAMS.has(it.family));
}
