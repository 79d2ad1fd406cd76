import type { Facts } from '../facts.ts';
import { engine } from './browser.ts';
import { type Feature, isKnown, NOT_APPLICABLE, NOT_SAID } from './feature.ts';

type Headers = NonNullable<Facts['headers']>;

/** Where in the order a header stands; -1: nowhere. `name` in lower case. */
export function headerAt(headers: Headers, name: string): number {
  return headers.findIndex(([it]) => it.length === name.length && it.toLowerCase() === name);
}

export function headerOf({ headers }: Facts, name: string): string | null {
  return headers === null ? null : (headers[headerAt(headers, name)]?.[1] ?? null);
}

/** The request's whole list: some backends hand over a choice of their own, without the Host that every request has. */
function wholeList({ headers, channel }: Facts): Headers | null {
  if (headers === null || (channel !== 'web' && channel !== 'webview')) return null;
  return headerAt(headers, 'host') >= 0 || headerAt(headers, ':authority') >= 0 ? headers : null;
}

/** Every browser sends both with every request: https://fetch.spec.whatwg.org/#http-fetch. HTTP libraries rarely send the second. */
export const lackingHeader: Feature<'none' | 'accept' | 'accept-language'> = {
  provenance: 'claimed',
  derive: facts => {
    const headers = wholeList(facts);
    if (headers === null) return NOT_SAID;
    if (headerAt(headers, 'accept') < 0) return 'accept';
    return headerAt(headers, 'accept-language') < 0 ? 'accept-language' : 'none';
  },
};

/** Marks of a proxy before the backend: it may have written the list anew. */
const PROXIES = ['via', 'forwarded', 'x-forwarded-for', 'x-real-ip', 'cf-ray'];

/**
 * Does the order of the headers fit the engine? Chromium writes Accept-Language after Accept-Encoding, Firefox before it; what an
 * automation tool sets by itself (a locale, an extra header) comes earlier. Known only where no proxy was before the backend.
 */
export const headerOrder: Feature<'fits' | 'differs'> = {
  provenance: 'claimed',
  derive: facts => {
    const headers = wholeList(facts);
    if (headers === null) return NOT_SAID;
    const felt = engine.derive(facts);
    if (!isKnown(felt)) return felt;
    if (felt === 'webkit') return NOT_APPLICABLE;
    const language = headerAt(headers, 'accept-language');
    const encoding = headerAt(headers, 'accept-encoding');
    const agent = headerAt(headers, 'user-agent');
    // User-Agent after both, in no browser of the two: the list was sorted.
    if (language < 0 || encoding < 0 || agent < 0 || agent > encoding) return NOT_SAID;
    if (PROXIES.some(name => headerAt(headers, name) >= 0)) return NOT_SAID;
    return language > encoding === (felt === 'chromium') ? 'fits' : 'differs';
  },
};
