import { type KeyObject, verify } from 'node:crypto';
import {
  type BareItem,
  type Dictionary,
  type InnerList,
  isInnerList,
  type Parameters,
  ParseError,
  parseDictionary,
  serializeInnerList,
  serializeItem,
} from 'structured-headers';
import type { SignatureFault } from '../core/facts.ts';
import { LIMITS } from '../limits.ts';

/** The action's own request, as the site's backend hands it over. */
export type SignedRequest = {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
};

export type SignatureReading<Signer> =
  | { readonly state: 'none' }
  /** `once`: what of it may be spent once: its nonce, or itself where it has none. */
  | { readonly state: 'verified'; readonly signer: Signer; readonly once: string }
  | { readonly state: SignatureFault; readonly signer: Signer };

export type SignerKey<Signer> = {
  readonly signer: Signer;
  readonly key: KeyObject;
  /** Whether it signs for the web-bot-auth tag alone, as the draft asks of agents and crawlers. */
  readonly tagged: boolean;
};

export type SignatureCheck<Signer> = {
  /** In milliseconds. */
  readonly now: number;
  readonly isOwnOrigin: (origin: string) => boolean;
  /** By the key's thumbprint (RFC 7638); null: nobody's here. */
  readonly keyOf: (keyId: string) => SignerKey<Signer> | null;
};

const TAG = 'web-bot-auth';

/**
 * Verifies the signatures of a request (RFC 9421, Ed25519) that name a known key, in the profile of Web Bot Auth
 * (draft-meunier-web-bot-auth-architecture-05): created and expires, a covered authority. The first that holds; else the first that was
 * refused. Those of keys that nobody registered say nothing.
 */
export function readSignature<Signer>(request: SignedRequest, check: SignatureCheck<Signer>): SignatureReading<Signer> {
  const inputs = dictionaryOf(request, 'signature-input');
  const signatures = dictionaryOf(request, 'signature');
  let refused: SignatureReading<Signer> = { state: 'none' };
  for (const [label, input] of [...(inputs ?? [])].slice(0, LIMITS.signaturesMax)) {
    if (!isInnerList(input)) continue;
    const keyId = input[1].get('keyid');
    const found = typeof keyId === 'string' ? check.keyOf(keyId) : null;
    if (found === null) continue;
    const tag = input[1].get('tag');
    if (tag === undefined ? found.tagged : tag !== TAG) continue;
    const signature = bytesOf(signatures?.get(label)?.[0]);
    const fault = faultOf(request, input, signature, found.key, check);
    const { signer } = found;
    if (fault === null) return { state: 'verified', signer, once: `${String(keyId)}\n${onceOf(input[1], signature)}` };
    if (refused.state === 'none') refused = { state: fault, signer };
  }
  return refused;
}

function faultOf(
  request: SignedRequest,
  input: InnerList,
  signature: Buffer | null,
  key: KeyObject,
  { now, isOwnOrigin }: Pick<SignatureCheck<unknown>, 'now' | 'isOwnOrigin'>,
): SignatureFault | null {
  const [, parameters] = input;
  const url = URL.parse(request.url);
  if (url === null || signature === null || !isComplete(request, input)) return 'incomplete';
  // What the backend takes for its own name may be the client's Host header: a signature made for elsewhere is no use here.
  if (!isOwnOrigin(url.origin)) return 'other-authority';
  const [created, expires] = [parameters.get('created'), parameters.get('expires')];
  if (!Number.isInteger(created) || !Number.isInteger(expires)) return 'incomplete';
  if (!isInTime(Number(created), Number(expires), now / 1000)) return 'expired';
  const base = signatureBase(request, url, input);
  if (base === null) return 'incomplete';
  return verify(null, Buffer.from(base), key, signature) ? null : 'invalid';
}

/** It must cover where it is meant for, and, when it is sent, who signs; the algorithm is the key's own. */
function isComplete({ headers }: SignedRequest, [items, parameters]: InnerList): boolean {
  const covered = items.map(([name]) => name);
  const algorithm = parameters.get('alg');
  if (algorithm !== undefined && algorithm !== 'ed25519') return false;
  const agentSent = headers.some(([name]) => name.toLowerCase() === 'signature-agent');
  if (agentSent && parameters.get('tag') === TAG && !covered.includes('signature-agent')) return false;
  return covered.includes('@authority') || covered.includes('@target-uri');
}

/** In seconds. */
function isInTime(created: number, expires: number, now: number): boolean {
  const { signatureLifeS, signatureSkewS } = LIMITS;
  if (expires <= created || expires - created > signatureLifeS) return false;
  return created <= now + signatureSkewS && now - signatureSkewS < expires;
}

/** RFC 9421, 2.5; null: it covers what is not there, not known, or covered twice. */
export function signatureBase(request: SignedRequest, url: URL, input: InnerList): string | null {
  const lines = new Map<string, string>();
  for (const item of input[0]) {
    const [name, parameters] = item;
    const value = typeof name === 'string' ? componentOf(request, url, name, parameters) : null;
    const identifier = serializeItem(item);
    if (value === null || lines.has(identifier)) return null;
    lines.set(identifier, value);
  }
  lines.set('"@signature-params"', serializeInnerList(input));
  return [...lines].map(([identifier, value]) => `${identifier}: ${value}`).join('\n');
}

function componentOf(request: SignedRequest, url: URL, name: string, parameters: Parameters): string | null {
  if (!name.startsWith('@')) return fieldOf(request, name, parameters);
  if (parameters.size > 0) return null;
  switch (name) {
    case '@method':
      return request.method.toUpperCase();
    case '@target-uri':
      return request.url;
    case '@authority':
      return url.host;
    case '@scheme':
      return url.protocol.slice(0, -1);
    case '@path':
      return url.pathname;
    case '@query':
      return url.search === '' ? '?' : url.search;
    case '@request-target':
      return url.pathname + url.search;
    default:
      return null;
  }
}

/** A header, or one member of a header that is a dictionary (`;key`); RFC 9421's other readings of a header are not asked for here. */
function fieldOf(request: SignedRequest, name: string, parameters: Parameters): string | null {
  if (name !== name.toLowerCase()) return null;
  if (parameters.size === 0) return headerOf(request, name);
  const key = parameters.get('key');
  if (parameters.size > 1 || typeof key !== 'string') return null;
  const member = dictionaryOf(request, name)?.get(key);
  if (member === undefined) return null;
  return isInnerList(member) ? serializeInnerList(member) : serializeItem(member);
}

/** null: it was not sent, or not handed over whole: backends blank secrets (Authorization, Cookie) and cut what is long. */
function headerOf({ headers }: SignedRequest, name: string): string | null {
  const values = headers.filter(it => it[0].toLowerCase() === name).map(([, value]) => value.trim());
  const isWhole = values.every(it => it !== '' && it.length < LIMITS.signedHeaderCharsMax);
  return values.length === 0 || !isWhole ? null : values.join(', ');
}

/** null: it was not sent, is longer than any that is meant, or is none. */
function dictionaryOf(request: SignedRequest, name: string): Dictionary | null {
  const text = headerOf(request, name);
  if (text === null || text.length > LIMITS.signatureHeaderCharsMax) return null;
  try {
    return parseDictionary(text);
  } catch (error) {
    if (error instanceof ParseError) return null;
    throw error;
  }
}

const bytesOf = (value: unknown): Buffer | null => (value instanceof ArrayBuffer ? Buffer.from(value) : null);

function onceOf(parameters: Parameters, signature: Buffer | null): string {
  const nonce: BareItem | undefined = parameters.get('nonce');
  return typeof nonce === 'string' ? nonce : (signature?.toString('base64url') ?? '');
}
