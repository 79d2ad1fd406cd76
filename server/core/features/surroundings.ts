import type { Signals } from '../../../shared/wire/signals.ts';
import type { Facts } from '../facts.ts';
import type { Engine } from './browser.ts';

/** What apps call their own browsers: Android's WebView, and those of LINE, Facebook, Instagram and Google's search app. */
const APPS = /; wv\)|\bLine\/|\bFBA[NV]\/|\bInstagram\b|\bGSA\//;

/** An app's own browser, by the backend's word or its own; only ever excuses. */
export const webview = ({ channel, client, report }: Facts): boolean =>
  channel === 'webview' || APPS.test(client.userAgent) || APPS.test(report?.userAgent ?? '');

/** An ordinary window of a desktop or phone offers more than this; Chromium's private ones a part of the memory. 2 GB. */
const ORDINARY_QUOTA_BITS = 31;

/**
 * Does it look like a private window, or a browser that was told to keep nothing? A hint that only ever excuses: Firefox withholds
 * service workers there, Chromium offers little room, others shut the store itself.
 */
export function privateWindow(by: Engine, { indexedDb, local, serviceWorker, quotaBits }: Signals['storage']): boolean {
  if (!indexedDb || !local) return true;
  if (by === 'gecko') return !serviceWorker;
  return by === 'chromium' && quotaBits !== null && quotaBits < ORDINARY_QUOTA_BITS;
}
