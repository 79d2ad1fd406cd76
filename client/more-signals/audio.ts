import { isAndroid, isWebKit, sources } from '@fingerprintjs/fingerprintjs';
import type { Missing } from '../../shared/wire/reading.ts';
import type { Signals } from '../../shared/wire/signals.ts';

/** FingerprintJS' special answers: sound stays suspended, is not supported, came too late, or is falsified by this browser. */
const SUSPENDED = -1;
const UNSUPPORTED = -2;
const LATE = -3;
const FALSIFIED = -4;

/** Elsewhere browsers warn on the page's console when a context is made before the person did anything. */
function latencyOf(isQuiet = isAndroid() || isWebKit()): number | null {
  if (!isQuiet || typeof AudioContext === 'undefined') return null;
  const context = new AudioContext();
  const { baseLatency } = context;
  // A page may have few contexts: this one is given back.
  context.close().catch(() => {});
  return Number.isFinite(baseLatency) ? baseLatency : null;
}

type Rendered = number | (() => Promise<number>);

export async function audio(
  render: () => Rendered = sources.audio,
  latency: () => number | null = latencyOf,
): Promise<Signals['audio'] | Missing> {
  const begun = render();
  const sample = typeof begun === 'number' ? begun : await begun();
  if (sample === UNSUPPORTED) return { missing: 'unsupported' };
  if (sample === LATE) return { missing: 'timed-out' };
  return { sample: sample === SUSPENDED || sample === FALSIFIED ? null : sample, baseLatency: latency() };
}
