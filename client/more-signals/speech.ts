import { isGecko } from '@fingerprintjs/fingerprintjs';
import type { Missing } from '../../shared/wire/reading.ts';
import type { Signals } from '../../shared/wire/signals.ts';
import { hash } from '../hash.ts';
import { wait } from '../wait.ts';

const VOICES_MAX = 1_000;
/** Within the signal's own deadline: a system without voices never says that they changed. */
const VOICES_WAIT_MS = 250;

type Voice = Pick<SpeechSynthesisVoice, 'lang' | 'localService' | 'voiceURI'>;
type Speaks = Pick<EventTarget, 'addEventListener' | 'removeEventListener'> & { getVoices(): readonly Voice[] };

/** Chromium answers the first question with none, and loads them meanwhile. */
async function voicesOf(from: Speaks, waitMs: number): Promise<readonly Voice[]> {
  const voices = from.getVoices();
  if (voices.length > 0) return voices;
  let changed = () => {};
  const change = new Promise<void>(resolve => {
    changed = resolve;
  });
  from.addEventListener('voiceschanged', changed);
  await Promise.race([change, wait(waitMs)]);
  from.removeEventListener('voiceschanged', changed);
  return from.getVoices();
}

/**
 * Never in Firefox: on a Linux without a reading service it opens a bar above the page that says so, which moves the page down under
 * the person's hand; and elsewhere it tells nothing there (shared/wire/noise.ts).
 */
export async function speech(
  from: Speaks | null = globalThis.speechSynthesis ?? null,
  waitMs: number = VOICES_WAIT_MS,
  wouldDisturb: () => boolean = isGecko,
): Promise<Signals['speech'] | Missing> {
  if (!from || wouldDisturb()) return { missing: 'unsupported' };
  const voices = (await voicesOf(from, waitMs)).slice(0, VOICES_MAX);
  return {
    voices: voices.length,
    local: voices.filter(it => it.localService).length,
    languages: new Set(voices.map(it => it.lang)).size,
    hash: hash(
      voices
        .map(it => it.voiceURI)
        .sort()
        .join('\n'),
    ),
  };
}
