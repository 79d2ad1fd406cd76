import type { ShareOf } from './agreement.ts';
import { ATTRIBUTE_NAMES } from './attributes.ts';
import { kindOf } from './bucket-keys.ts';
import type { AttributeValue, DeviceImage } from './device-image.ts';

/** Fewer images of a kind than this tell no share: the attribute table's figure is used. */
export const SAMPLE_LEAST = 200;

/** How common each value is, from a sample of a site's devices; a value not in it counts as half a sighting. */
export function valueShares(sample: Iterable<DeviceImage>): (kind: string) => ShareOf {
  const kinds = new Map<string, { images: number; counts: Map<string, number> }>();
  for (const image of sample) {
    const kind = kinds.get(kindOf(image)) ?? { images: 0, counts: new Map<string, number>() };
    kinds.set(kindOf(image), kind);
    kind.images++;
    for (const name of ATTRIBUTE_NAMES) {
      const key = keyOf(name, image[name]);
      kind.counts.set(key, (kind.counts.get(key) ?? 0) + 1);
    }
  }
  return wanted => {
    const kind = kinds.get(wanted);
    if (kind === undefined || kind.images < SAMPLE_LEAST) return () => null;
    return (name, value) => ((kind.counts.get(keyOf(name, value)) ?? 0) + 0.5) / (kind.images + 1);
  };
}

const keyOf = (name: string, value: AttributeValue): string =>
  `${name}=${typeof value === 'object' && value !== null ? value.join(',') : value}`;
