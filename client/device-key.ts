import { PROOF_CONTEXT, UNSPENT } from '../shared/constants.ts';
import { base64url } from './base64url.ts';
import { keepKey, readKey } from './key-store.ts';
import { DEVICE_KEY_DEADLINE_MS } from './limits.ts';
import type { Site } from './read-site.ts';
import { wait } from './wait.ts';

/** That this browser holds its key, for one report. */
export type Proof = {
  /** Public key, counter, signature: the header's value. */
  readonly value: string;
  /**
   * The report's token is spent: the counter that came with it is what the next visit goes on from. At once, for the page may be gone
   * in the next moment; and only from the counter that was signed: a tab that was opened earlier does not take back another's.
   * @param counter '' where the server wants the key given up.
   */
  readonly spend: (counter: string) => void;
};

const CURVE = { name: 'ECDSA', namedCurve: 'P-256' };
const SIGNED = { name: 'ECDSA', hash: 'SHA-256' };

type Held = { readonly place: string; readonly sent: string; readonly pair: CryptoKeyPair };

/**
 * The device key: P-256, made at the first visit, not extractable by any script, kept in IndexedDB. It signs each report. null where
 * the browser has no such thing (http, old browsers, some private windows), or not in time: that proves nothing, and says nothing.
 *
 * Called before the report is there, which takes longer: answers with what signs it.
 */
export function deviceKey(site: Site): (nonce: string, body: string) => Promise<Proof | null> {
  const held = hold(site);
  // Not left alone: it may fail long before it is asked for.
  held.catch(() => {});
  return (nonce, body) => {
    const late = wait(DEVICE_KEY_DEADLINE_MS).then(() => null);
    return Promise.race([held.then(it => prove(site, it, nonce, body)).catch(() => null), late]);
  };
}

async function hold({ siteKey }: Site): Promise<Held> {
  const { subtle } = crypto;
  const place = `sekisho.${siteKey}`;
  // Of a page's stores this one alone is written at once.
  const counter = localStorage.getItem(place);
  if (counter !== null) {
    // Written at once or, with a new key, after it: what is cleared in between stays so. Also throws where nothing can be written: then
    // nothing is proved, for the next visit could not go on from this one.
    localStorage.setItem(place, counter);
    const known = await readKey(siteKey);
    if (known !== undefined) return { place, sent: counter, pair: known };
  }
  // A key without its counter, where a customer or an extension cleared one of the two, would look like a copy of itself.
  const made = await subtle.generateKey(CURVE, false, ['sign', 'verify']);
  const pair = await keepKey(siteKey, made, counter === null);
  localStorage.setItem(place, UNSPENT);
  return { place, sent: UNSPENT, pair };
}

async function prove(
  { siteKey, session = '' }: Site,
  { place, sent, pair }: Held,
  nonce: string,
  body: string,
): Promise<Proof> {
  const { subtle } = crypto;
  const digest = base64url(await subtle.digest('SHA-256', new TextEncoder().encode(body)));
  const said = signedBytes([PROOF_CONTEXT, siteKey, location.origin, nonce, session, sent, digest]);
  const signature = await subtle.sign(SIGNED, pair.privateKey, said);
  const key = await subtle.exportKey('raw', pair.publicKey);
  return {
    value: [base64url(key), sent, base64url(signature)].join('.'),
    spend: given => {
      if (localStorage.getItem(place) !== sent) return;
      if (given === '') localStorage.removeItem(place);
      else localStorage.setItem(place, given);
    },
  };
}

/** Each with its length in bytes before it, so that no two lists read alike. */
function signedBytes(fields: readonly string[]): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  return encoder.encode(fields.map(it => `${encoder.encode(it).length}:${it}`).join(''));
}
