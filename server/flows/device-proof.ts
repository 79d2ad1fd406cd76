import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { promisify } from 'node:util';
import { PROOF_CONTEXT } from '../../shared/constants.ts';

/** What a browser signs of one report; `digest`: SHA-256 of its body, base64url. */
export type Proven = {
  readonly siteKey: string;
  readonly origin: string;
  readonly nonce: string;
  readonly session: string;
  readonly digest: string;
};

export type ProofReading =
  /** `none`: the browser has no key; `refused`: it says it has one, and the signature is not of this report, or of no key at all. */
  | { readonly state: 'none' | 'refused' }
  | { readonly state: 'verified'; readonly keyId: string; readonly counter: string };

/** Key (65 bytes), counter, signature (64 bytes). */
const HEADER = /^([\w-]{87})\.([\w-]{1,200})\.([\w-]{86})$/;
/** SubjectPublicKeyInfo of an uncompressed P-256 point up to the point itself (RFC 5480). */
const SPKI_HEAD = Buffer.from('3059301306072a8648ce3d020106082a8648ce3d030107034200', 'hex');
/** 128 bits of the key's SHA-256. */
const KEY_ID_CHARS = 22;

/** In threads of its own: verifying takes some 100 us, and anyone may post. */
const verifyAside = promisify(verify);

/** @param header of PROOF_HEADER; undefined: none came. @param proven what this report is, as the server knows it. */
export async function readProof(header: string | undefined, proven: Proven): Promise<ProofReading> {
  if (header === undefined) return { state: 'none' };
  const [, point = '', counter = '', signature = ''] = HEADER.exec(header) ?? [];
  const key = publicKey(point);
  if (key === null) return { state: 'refused' };
  const { siteKey, origin, nonce, session, digest } = proven;
  const said = signedText([PROOF_CONTEXT, siteKey, origin, nonce, session, counter, digest]);
  const signed = await verifyAside(
    'sha256',
    Buffer.from(said),
    { key, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  if (!signed) return { state: 'refused' };
  const keyId = createHash('sha256').update(Buffer.from(point, 'base64url')).digest('base64url').slice(0, KEY_ID_CHARS);
  return { state: 'verified', keyId, counter };
}

/** null: not a point of the curve. */
function publicKey(point: string): KeyObject | null {
  if (point === '') return null;
  try {
    const key = Buffer.concat([SPKI_HEAD, Buffer.from(point, 'base64url')]);
    return createPublicKey({ key, format: 'der', type: 'spki' });
  } catch {
    // What OpenSSL throws for is what was sent, whatever it calls it.
    return null;
  }
}

/** Each with its length in bytes before it, so that no two lists read alike. */
export const signedText = (fields: readonly string[]): string =>
  fields.map(it => `${Buffer.byteLength(it)}:${it}`).join('');
