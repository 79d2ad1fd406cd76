import type { Missing } from '../../shared/wire/reading.ts';
import type { Signals } from '../../shared/wire/signals.ts';
import { inQuietFrame } from '../quiet-frame.ts';
import { differing, type Scope, scopeFacts } from '../scope-facts.ts';
import { intlIsWarm } from './worker-scope.ts';

/** An empty frame needs no request. */
export async function frameScope(
  within: (use: (inner: Scope) => Signals['frameScope']) => Promise<Signals['frameScope'] | null> = inQuietFrame,
  own: Scope = window,
  warm: () => Promise<void> = intlIsWarm,
): Promise<Signals['frameScope'] | Missing> {
  await warm();
  return (await within(inner => differing(scopeFacts(own), scopeFacts(inner)))) ?? { missing: 'blocked' };
}
