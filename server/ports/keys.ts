/** Each purpose has a key of its own, so that what is made for one can never be passed off as another. */
export type KeyPurpose =
  | 'nonce'
  | 'carrier'
  | 'counter'
  | 'probes'
  | 'account'
  | 'address'
  | 'api-key'
  | 'idempotency'
  | 'hand'
  | 'password';
/** Of what is encrypted, each purpose has a new key from time to time: one key is good for so many texts only. */
export type CipherPurpose = 'token' | 'payload' | 'list';

/**
 * All that needs the secret. Keys are versioned: everything made names its key (kid), so a secret can be changed while
 * what the older one made is still read.
 */
export type Keys = {
  /** Text and its MAC, as base64url. The text is readable by whoever holds it: no secrets in it. */
  readonly seal: (purpose: KeyPurpose, text: string) => string;
  /** The text, or null: not made here, or altered. */
  readonly unseal: (purpose: KeyPurpose, sealed: string) => string | null;
  /** A keyed hash (pseudonymous, not anonymous: whoever has the key can try values), `kid` first. */
  readonly reference: (purpose: KeyPurpose, text: string) => string;
  /** The same under every key still known, the current first: for looking up what older keys stored. */
  readonly references: (purpose: KeyPurpose, text: string) => readonly string[];
  /** @param now milliseconds since the epoch: which key of the purpose it is. */
  readonly encrypt: (purpose: CipherPurpose, text: string, now: number) => Uint8Array;
  /** The text; null where it was not made here, was altered, or its key is no longer known. */
  readonly decrypt: (purpose: CipherPurpose, bytes: Uint8Array) => string | null;
};
