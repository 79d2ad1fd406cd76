import type { AttributeName } from '../../server/core/linking/attributes.ts';
import { type BucketName, bucketKeys } from '../../server/core/linking/bucket-keys.ts';
import type { DeviceImage } from '../../server/core/linking/device-image.ts';
import { imageOf } from './image-of.ts';
import { FAMILIES, type Family, familyOf } from './look-ups.ts';
import { deviceOf } from './population.ts';
import { seededDraws } from './seeded-draws.ts';

/** Berke et al. 2025, 8,400 browsers in the US: distinct values, and the percentage of browsers whose value nobody else has. */
const PUBLISHED: readonly (readonly [AttributeName, distinct: number, unique: number])[] = [
  ['languages', 264, 2.4],
  ['timeZone', 49, 0.2],
  ['gpuRenderer', 654, 3.2],
  ['fonts', 555, 4.7],
  ['plugins', 214, 2.4],
  ['cores', 24, 0.1],
  ['canvasText', 951, 7.9],
  ['canvasGeometry', 522, 4.9],
];
const BERKE_BROWSERS = 8400;

/** How a sample of the generator compares with what was measured of people: the generator is an assumption, this is how far it is off. */
export function likeness(seed: number, most: number): readonly string[] {
  const images: DeviceImage[] = [];
  const families: Family[] = [];
  for (let index = 0; index < Math.max(most, BERKE_BROWSERS); index++) {
    const device = deviceOf(seed, index);
    families.push(familyOf(device));
    images.push(imageOf(device, 0, seededDraws(seed, index, 1)));
  }
  const sample = images.slice(0, BERKE_BROWSERS);
  const screens = tally(sample.map(it => `${it.screenWidth}x${it.screenHeight}`));
  const lines = PUBLISHED.map(([name, distinct, unique]) => {
    const own = tally(sample.map(it => String(it[name])));
    return `${name}: ${own.distinct} values, ${own.unique} % unique · Berke ${distinct}, ${unique} %`;
  });
  const whole = (family: Family, bucket: BucketName): string => {
    const keys = images.filter((_, i) => families[i] === family).map(it => String(bucketKeys(it)[bucket]));
    return `${family} ${tally(keys).unique} %`;
  };
  return [
    ...lines,
    `screen: ${screens.distinct} values, ${screens.unique} % unique · Berke 572, 4.5 %`,
    `unique in all that is compared, of ${images.length}: ${FAMILIES.map(it => whole(it, 'whole')).join(', ')} · Andriamilanto et al., 2 million browsers, 216 attributes: 81.8 % of all`,
  ];
}

function tally(values: readonly string[]): { readonly distinct: number; readonly unique: string } {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const alone = [...counts.values()].filter(it => it === 1).length;
  return { distinct: counts.size, unique: ((100 * alone) / values.length).toFixed(1) };
}
