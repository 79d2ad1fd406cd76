import type { Missing } from '../../shared/wire/reading.ts';
import type { Signals } from '../../shared/wire/signals.ts';
import { hash } from '../hash.ts';
import { property } from '../property.ts';

const FEATURES_MAX = 1_000;

function limitsText(limits: unknown): string {
  const names: string[] = [];
  // The limits are getters of the prototype.
  if (typeof limits === 'object' && limits !== null) for (const name in limits) names.push(name);
  return names
    .sort()
    .map(name => `${name}=${String(property(limits, name))}`)
    .join('\n');
}

/** Desktop Linux has hardly an adapter, and Chromium says so on the page's console each time that it is asked for. */
const hasNone = (userAgent: string): boolean => /Linux/.test(userAgent) && !/Android/.test(userAgent);

/** Asks for the adapter and for no device: nothing is reserved. No power preference: Chromium on Windows warns about it on the console. */
export async function webgpu(from: { readonly userAgent: string } = navigator): Promise<Signals['webgpu'] | Missing> {
  if (hasNone(from.userAgent)) return { missing: 'unsupported' };
  const gpu = property(from, 'gpu');
  const request = property(gpu, 'requestAdapter');
  if (typeof request !== 'function') return { missing: 'unsupported' };
  const adapter: unknown = await Reflect.apply(request, gpu, []);
  // No graphics unit, or none that it may use.
  if (typeof adapter !== 'object' || adapter === null) return { missing: 'blocked' };
  const info = property(adapter, 'info');
  const said = (name: string, charsMax: number) => String(property(info, name) ?? '').slice(0, charsMax);
  const set = property(adapter, 'features');
  const features = typeof set === 'object' && set !== null && Symbol.iterator in set ? [...iterable(set)] : [];
  return {
    vendor: said('vendor', 64),
    architecture: said('architecture', 64),
    device: said('device', 64),
    description: said('description', 128),
    features: Math.min(FEATURES_MAX, features.length),
    featuresHash: hash(features.map(String).sort().join('\n')),
    limitsHash: hash(limitsText(property(adapter, 'limits'))),
  };
}

function* iterable(set: object): Iterable<unknown> {
  const forEach = property(set, 'forEach');
  const found: unknown[] = [];
  if (typeof forEach === 'function') Reflect.apply(forEach, set, [(it: unknown) => found.push(it)]);
  yield* found;
}
