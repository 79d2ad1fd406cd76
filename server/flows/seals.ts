import { NONCE_LIFE_MS, TOKEN_LIFE_MS } from '../../shared/constants.ts';
import type { Keys } from '../ports/keys.ts';

/**
 * What is handed to browsers and comes back: nonce, token, carrier, counter. All but the token are their facts under a MAC, so nothing is
 * stored before one is used, and each names its site, so none can be carried to another.
 */
type Sealed = { readonly siteId: string; readonly at: number; readonly id: string; readonly workBits: number };

function write(keys: Keys, purpose: 'nonce' | 'carrier', { siteId, at, id, workBits }: Sealed): string {
  return keys.seal(purpose, `${siteId}.${at.toString(36)}.${id}${workBits === 0 ? '' : `.${workBits}`}`);
}

function read(keys: Keys, purpose: 'nonce' | 'carrier', sealed: string): Sealed | null {
  const [siteId, at, id, workBits = '0'] = keys.unseal(purpose, sealed)?.split('.') ?? [];
  if (siteId === undefined || at === undefined || id === undefined) return null;
  return { siteId, at: Number.parseInt(at, 36), id, workBits: Number(workBits) };
}

/** `workBits`: what work is asked for with it, 0 for none. */
export const writeNonce = (keys: Keys, siteId: string, now: number, id: string, workBits = 0): string =>
  write(keys, 'nonce', { siteId, at: now, id, workBits });

export type NonceReading =
  | {
      readonly ok: true;
      readonly id: string;
      readonly at: number;
      readonly expiresAt: number;
      readonly workBits: number;
    }
  | { readonly ok: false; readonly code: 'nonce-forged' | 'nonce-other-site' | 'nonce-expired' };

export function readNonce(keys: Keys, siteId: string, now: number, nonce: string): NonceReading {
  const it = read(keys, 'nonce', nonce);
  if (it === null) return { ok: false, code: 'nonce-forged' };
  if (it.siteId !== siteId) return { ok: false, code: 'nonce-other-site' };
  const expiresAt = it.at + NONCE_LIFE_MS;
  return now > expiresAt
    ? { ok: false, code: 'nonce-expired' }
    : { ok: true, id: `${it.at.toString(36)}.${it.id}`, at: it.at, expiresAt, workBits: it.workBits };
}

/** What a token stands for: the report, and by what a screening is to look for the browser together with it. */
export type TokenFacts = {
  readonly reportId: string;
  readonly carrierId: string | null;
  readonly keyId: string | null;
  /** Of an image by which accounts are counted. */
  readonly recallId: string | null;
};

/**
 * Encrypted, not only sealed: it names carrier and key, so that a screening can ask for them together with the report, and pages'
 * scripts must not learn from it what the HttpOnly cookie keeps from them.
 */
export function writeToken(
  keys: Keys,
  siteId: string,
  now: number,
  { reportId, carrierId, keyId, recallId }: TokenFacts,
): string {
  const text = [siteId, now.toString(36), reportId, carrierId ?? '', keyId ?? '', recallId ?? ''].join('.');
  return Buffer.from(keys.encrypt('token', text, now)).toString('base64url');
}

export type TokenReading =
  | { readonly state: 'forged' | 'other-site' | 'expired' }
  | ({ readonly state: 'genuine'; readonly at: number } & TokenFacts);

export function readToken(keys: Keys, siteId: string, now: number, token: string): TokenReading {
  const bytes = Buffer.from(token, 'base64url');
  // base64url has spellings that decode alike: only the one we made is ours.
  const text = bytes.toString('base64url') === token ? keys.decrypt('token', bytes) : null;
  const [madeFor, time, reportId, carrierId, keyId, recallId] = text?.split('.') ?? [];
  if (madeFor === undefined || time === undefined || reportId === undefined) return { state: 'forged' };
  if (madeFor !== siteId) return { state: 'other-site' };
  const at = Number.parseInt(time, 36);
  return now - at > TOKEN_LIFE_MS
    ? { state: 'expired' }
    : {
        state: 'genuine',
        at,
        reportId,
        carrierId: carrierId || null,
        keyId: keyId || null,
        recallId: recallId || null,
      };
}

export const writeCarrier = (keys: Keys, siteId: string, now: number, id: string): string =>
  write(keys, 'carrier', { siteId, at: now, id, workBits: 0 });

/** The carrier's id, or null where the cookie is not ours or another site's. */
export function readCarrier(keys: Keys, siteId: string, cookie: string): string | null {
  const it = read(keys, 'carrier', cookie);
  return it !== null && it.siteId === siteId ? it.id : null;
}

/** The counter of a device key: the visit that it came with, and the one that went on from. */
export type CounterFacts = { readonly visit: string; readonly after: string };

export const writeCounter = (keys: Keys, keyId: string, { visit, after }: CounterFacts): string =>
  keys.seal('counter', [keyId, visit, after].join(' '));

/** null: not ours, or another key's. */
export function readCounter(keys: Keys, keyId: string, counter: string): CounterFacts | null {
  const [of, visit, after] = keys.unseal('counter', counter)?.split(' ') ?? [];
  return of !== keyId || visit === undefined || after === undefined ? null : { visit, after };
}
