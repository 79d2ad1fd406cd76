import type { Missing } from '../../shared/wire/reading.ts';
import type { Signals } from '../../shared/wire/signals.ts';
import { hash } from '../hash.ts';
import { property } from '../property.ts';

const KEYS_MAX = 1_000;

/** Which character each key bears: desktop Chromium alone, in top windows. The layout, not what is typed. */
export async function keyboard(from: object = navigator): Promise<Signals['keyboard'] | Missing> {
  const device = property(from, 'keyboard');
  const ask = property(device, 'getLayoutMap');
  if (typeof ask !== 'function') return { missing: 'unsupported' };
  try {
    const map: unknown = await Reflect.apply(ask, device, []);
    const keys: string[] = [];
    const forEach = property(map, 'forEach');
    if (typeof forEach !== 'function') return { missing: 'failed' };
    Reflect.apply(forEach, map, [(character: unknown, key: unknown) => keys.push(`${key}=${character}`)]);
    return { keys: Math.min(KEYS_MAX, keys.length), hash: hash(keys.sort().join('\n')) };
  } catch (error) {
    // In a frame, or forbidden by a policy of the page.
    if (error instanceof DOMException) return { missing: 'blocked' };
    throw error;
  }
}
