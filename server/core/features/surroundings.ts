import type { Facts } from '../facts.ts';
import { engine } from './browser.ts';
import { signalOf } from './readings.ts';

/** What apps call their own browsers: Android's WebView, and those of LINE, Facebook, Instagram and Google's search app. */
const APPS = /; wv\)|\bLine\/|\bFBA[NV]\/|\bInstagram\b|\bGSA\//;

/** An app's own browser, by the backend's word or its own; only ever excuses. */
export const webview = ({ channel, client, report }: Facts): boolean =>
  channel === 'webview' || APPS.test(client.userAgent) || APPS.test(report?.userAgent ?? '');

/** An ordinary window of a desktop or phone offers more than this; Chromium's private ones a part of the memory. 2 GB. */
const ORDINARY_QUOTA_BITS = 31;

/**
 * Does it look like a private window, or a browser that was told to keep nothing? A hint that only ever excuses: Firefox withholds
 * service workers there, Chromium offers little room, others shut the store itself. null: the second script brought no word of it.
 */
export function privateWindow(facts: Facts): boolean | null {
  const storage = signalOf(facts, 'storage');
  if (!('value' in storage)) return null;
  const { indexedDb, local, serviceWorker, quotaBits } = storage.value;
  if (!indexedDb || !local) return true;
  const by = engine.derive(facts);
  if (by === 'gecko') return !serviceWorker;
  return by === 'chromium' && quotaBits !== null && quotaBits < ORDINARY_QUOTA_BITS;
}
