import { markOf } from '../subjects/mark.ts';
import { type AttributeName, namesIn } from './attributes.ts';
import { type AttributeValue, type DeviceImage, heard } from './device-image.ts';

/** `browser`: of one browser, engine and system; `kind`: of one engine and system; `system`: of whatever browser. */
type Scope = 'browser' | 'kind' | 'system';
type Bucket = { readonly scope: Scope; readonly of: readonly AttributeName[] };

/**
 * Where a device is looked for: hashes of parts of its image. A change of one part (a new screen, a driver, fonts, a language) leaves a
 * bucket that does without it. The store keeps of each bucket how many devices it has and, where `BUCKETS_LISTED`, the newest few of
 * them; all are read in one round trip.
 */
const BUCKETS = {
  whole: { scope: 'browser', of: namesIn('hardware', 'drawing', 'screen', 'fonts', 'settings') },
  withoutDrawing: { scope: 'browser', of: namesIn('hardware', 'screen', 'fonts', 'settings') },
  withoutScreen: { scope: 'browser', of: namesIn('hardware', 'drawing', 'fonts', 'settings') },
  withoutFonts: { scope: 'browser', of: namesIn('hardware', 'drawing', 'screen', 'settings') },
  withoutSettings: { scope: 'browser', of: namesIn('hardware', 'drawing', 'screen', 'fonts') },
  person: { scope: 'browser', of: namesIn('fonts', 'settings') },
  machine: { scope: 'kind', of: namesIn('hardware', 'drawing', 'screen') },
  hardware: { scope: 'kind', of: namesIn('hardware') },
  drawing: { scope: 'kind', of: namesIn('drawing') },
  settings: { scope: 'kind', of: namesIn('settings') },
  screen: { scope: 'system', of: namesIn('screen') },
  fonts: { scope: 'system', of: namesIn('fonts') },
  browser: { scope: 'browser', of: [] },
  kind: { scope: 'kind', of: [] },
  system: { scope: 'system', of: [] },
} satisfies Record<string, Bucket>;

export type BucketName = keyof typeof BUCKETS;

const isBucket = (name: string): name is BucketName => name in BUCKETS;
export const BUCKET_NAMES: readonly BucketName[] = Object.keys(BUCKETS).filter(isBucket);

/** The most telling first. The other buckets are only counted. */
export const BUCKETS_LISTED: readonly BucketName[] = [
  'whole',
  'withoutDrawing',
  'withoutScreen',
  'withoutFonts',
  'withoutSettings',
  'person',
];

/** Broad: what of a machine outlives its browser's updates and settings. Chrome and Edge of one machine share it, and so do clones. */
const RECALLED: readonly AttributeName[] = [...namesIn('hardware'), 'canvasGeometry', 'audio', 'math', 'fonts'];

export type BucketKeys = Readonly<Record<BucketName, number>>;

/**
 * Whole numbers below 2^53. A device is a browser on a machine, so the browser is part of the listed keys. Whoever makes values up that
 * collide only becomes a candidate, which is then compared.
 */
export function bucketKeys(image: DeviceImage): BucketKeys {
  const marks = new Map(BUCKETS.whole.of.map(name => [name, textOf(heard(image, name))]));
  const scopes: Readonly<Record<Scope, readonly string[]>> = {
    browser: [kindOf(image), image.browserFamily],
    kind: [kindOf(image)],
    system: [image.osFamily],
  };
  const key = (name: BucketName): number => {
    const { scope, of } = BUCKETS[name];
    return markOf([name, ...scopes[scope], ...of.map(it => marks.get(it))].join('\n'));
  };
  return {
    whole: key('whole'),
    withoutDrawing: key('withoutDrawing'),
    withoutScreen: key('withoutScreen'),
    withoutFonts: key('withoutFonts'),
    withoutSettings: key('withoutSettings'),
    person: key('person'),
    machine: key('machine'),
    hardware: key('hardware'),
    drawing: key('drawing'),
    settings: key('settings'),
    screen: key('screen'),
    fonts: key('fonts'),
    browser: key('browser'),
    kind: key('kind'),
    system: key('system'),
  };
}

/** One machine, seen by Chrome and by Edge, or a hundred clones of it: one recallId. */
export function recallIdOf(image: DeviceImage): string {
  const shown = RECALLED.map(name => textOf(heard(image, name)));
  return `rec_${markOf([kindOf(image), ...shown].join('\n')).toString(36)}`;
}

export const kindOf = ({ engineFamily, osFamily }: DeviceImage): string => `${engineFamily}/${osFamily}`;

/** Which parts two devices of one bucket have in common. */
export const bucketAttributes = (bucket: BucketName): readonly AttributeName[] => BUCKETS[bucket].of;

/** Lists are long, and stand in six keys: they enter as their mark. */
const textOf = (value: AttributeValue): string =>
  typeof value === 'object' && value !== null ? `#${markOf(value.join('\n'))}` : JSON.stringify(value);
