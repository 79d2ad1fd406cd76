import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { FAMILIES, HYPOTHESES } from '../shared/wire/judgement.ts';
import type { Words } from '../shared/wire/words.ts';
import type { Detector } from './core/detectors/detector.ts';
import { isFeatureName } from './core/features/index.ts';
import { LIMITS } from './limits.ts';
import { guardedDetector, type OnThrown, problemsOfSilence } from './private-detector.ts';
import { CannotOpen } from './start-failure.ts';

/** An operator's own detectors, and what each says to an analyst. */
export type PrivateDetectors = {
  readonly detectors: readonly Detector[];
  readonly words: Readonly<Record<string, Words>>;
};

export const PRIVATE_CODE = /^private-[a-z0-9]+(-[a-z0-9]+)*$/;

const text = z.string().min(1).max(400);
const feature = z.string().refine(isFeatureName, { error: 'names no feature: docs/reasons.md lists them' });
const isFunction = (it: unknown): it is Detector['weigh'] => typeof it === 'function';
const isCure = (it: unknown): it is Detector['cure'] =>
  it instanceof Object && Object.keys(it).length > 0 && Object.keys(it).every(isFeatureName);
const place = z.strictObject({
  engine: z.enum(['chromium', 'gecko', 'webkit']),
  system: z.enum(['windows', 'macos', 'linux', 'android', 'ios', 'chromeos', 'other']),
  version: z.int().min(1),
});

/** The contract of core/detectors/detector.ts, and beside it the words that core/reason-words.ts has for ours. */
const moduleSchema = z.object({
  detector: z.strictObject({
    code: z.string().regex(PRIVATE_CODE, { error: 'must be like private-odd-hours: small letters, digits and dashes' }),
    hypothesis: z.enum(HYPOTHESES),
    // What decides above all lists is the gate's own.
    family: z.enum(FAMILIES).exclude(['integrity']),
    measuredOn: z.union([z.literal('everywhere'), z.array(place)]),
    reads: z.array(feature).min(1),
    weigh: z.custom<Detector['weigh']>(isFunction, { error: 'must be a function' }),
    cure: z.custom<Detector['cure']>(isCure, {
      error: 'must name the features, with their values, that would silence it',
    }),
  }),
  words: z.strictObject({ ja: text, en: text }),
});

/**
 * Every .ts, .mts, .js and .mjs file of the folder. Rejects with all that is wrong at once. They run in this process with all its
 * rights, as a part of the gate: what is judged by them is guarded, what else they do is not.
 */
export async function loadDetectors(folder: string | null, onThrown: OnThrown): Promise<PrivateDetectors> {
  if (folder === null) return { detectors: [], words: {} };
  const problems: string[] = [];
  const detectors: Detector[] = [];
  const words: Record<string, Words> = {};
  for (const file of filesOf(folder)) {
    const read = await readModule(join(folder, file));
    const found = 'problems' in read ? read.problems : problemsOfSilence(read.detector);
    problems.push(...found.map(it => `${file}: ${it}`));
    if ('problems' in read || found.length > 0) continue;
    const { code } = read.detector;
    if (words[code] !== undefined) problems.push(`${file}: another file has ${code} already`);
    words[code] = read.words;
    detectors.push(guardedDetector(read.detector, onThrown));
  }
  if (problems.length === 0) return { detectors, words };
  throw new CannotOpen(`SEKISHO_DETECTORS has detectors that cannot be used:\n  ${problems.join('\n  ')}`);
}

function filesOf(folder: string): readonly string[] {
  let files: readonly string[];
  try {
    files = readdirSync(folder).filter(it => /\.m?[jt]s$/.test(it) && !/\.d\.m?ts$/.test(it));
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw new CannotOpen(`SEKISHO_DETECTORS cannot be read as a folder (${why}): set it to one, or unset it.`);
  }
  if (files.length > LIMITS.privateDetectorsMax) {
    throw new CannotOpen(
      `SEKISHO_DETECTORS has more than ${LIMITS.privateDetectorsMax} files: keep those that are used.`,
    );
  }
  return files.toSorted();
}

type Read = { readonly detector: Detector; readonly words: Words } | { readonly problems: readonly string[] };

async function readModule(path: string): Promise<Read> {
  let exported: unknown;
  try {
    exported = await import(pathToFileURL(path).href);
  } catch (error) {
    return { problems: [`cannot be loaded: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`] };
  }
  const read = moduleSchema.safeParse(exported);
  if (read.success) return read.data;
  return { problems: read.error.issues.map(({ path: at, message }) => `${at.join('.')} ${message}`) };
}
