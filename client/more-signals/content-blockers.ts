import { sources } from '@fingerprintjs/fingerprintjs';
import type { Missing } from '../../shared/wire/reading.ts';
import type { Signals } from '../../shared/wire/signals.ts';

const LISTS_MAX = 64;

/** The names of filter lists that seem to be in use. On desktop Chromium and Firefox private windows differ in it: not looked at. */
export async function contentBlockers(
  found: () => Promise<readonly string[] | undefined> = () => sources.domBlockers(),
): Promise<Signals['contentBlockers'] | Missing> {
  const lists = await found();
  return lists === undefined ? { missing: 'unsupported' } : lists.slice(0, LISTS_MAX).map(it => it.slice(0, 40));
}
