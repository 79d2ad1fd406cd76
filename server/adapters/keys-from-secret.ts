import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  timingSafeEqual,
} from 'node:crypto';
import { LIMITS } from '../limits.ts';
import type { CipherPurpose, KeyPurpose, Keys } from '../ports/keys.ts';
import { type PeriodKeys, periodAt, periodKeys } from './period-keys.ts';
import { takeRandom } from './random-pool.ts';

const MAC_BYTES = 16;
const KID_CHARS = 6;
const GCM_IV_BYTES = 12;
const GCM_TAG_BYTES = 16;
const PERIOD_BYTES = 4;

/** What stands before an encrypted text: kid, period, nonce, tag. */
const PERIOD_START = KID_CHARS;
const IV_START = PERIOD_START + PERIOD_BYTES;
const TAG_START = IV_START + GCM_IV_BYTES;
const TEXT_START = TAG_START + GCM_TAG_BYTES;

/** Key objects, not bytes: a MAC costs a quarter with them (2.5 µs for 11 µs on Node 24). */
type Version = {
  readonly kid: string;
  readonly key: (purpose: KeyPurpose) => KeyObject;
  readonly cipherKeys: Readonly<Record<CipherPurpose, PeriodKeys>>;
};

/**
 * Per-purpose keys by HKDF (RFC 5869) from one secret or several: the first makes, all read.
 * @param secrets each of at least 32 bytes, the current first.
 */
export function keysFromSecret(secrets: readonly Uint8Array[]): Keys {
  const [current, ...older] = secrets.map(versionOf);
  if (current === undefined) throw new Error('a secret is needed');
  const versions = [current, ...older];
  const find = (kid: string): Version | undefined => versions.find(it => it.kid === kid);

  return {
    seal: (purpose, text) => {
      const mac = macOf(current.key(purpose), text);
      return Buffer.concat([Buffer.from(current.kid), mac, Buffer.from(text)]).toString('base64url');
    },
    unseal: (purpose, sealed) => {
      const bytes = Buffer.from(sealed, 'base64url');
      // base64url has spellings that decode alike: only the one we made is ours.
      if (bytes.length < KID_CHARS + MAC_BYTES || bytes.toString('base64url') !== sealed) return null;
      const version = find(bytes.toString('latin1', 0, KID_CHARS));
      const text = bytes.toString('utf8', KID_CHARS + MAC_BYTES);
      if (version === undefined) return null;
      const mac = bytes.subarray(KID_CHARS, KID_CHARS + MAC_BYTES);
      return timingSafeEqual(mac, macOf(version.key(purpose), text)) ? text : null;
    },
    reference: (purpose, text) => referenceOf(current, purpose, text),
    references: (purpose, text) => versions.map(version => referenceOf(version, purpose, text)),
    encrypt: (purpose, text, now) => {
      const period = periodAt(now);
      const key = current.cipherKeys[purpose].of(period);
      current.cipherKeys[purpose].keep(period, key);
      const iv = takeRandom(GCM_IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key.key, iv);
      const sealed = [cipher.update(text, 'utf8'), cipher.final()];
      return Buffer.concat([key.head, iv, cipher.getAuthTag(), ...sealed]);
    },
    decrypt: (purpose, bytes) => {
      const all = Buffer.from(bytes);
      const version = find(all.toString('latin1', 0, KID_CHARS));
      if (version === undefined || all.length < TEXT_START) return null;
      const period = all.readUInt32BE(PERIOD_START);
      const key = version.cipherKeys[purpose].of(period);
      const iv = all.subarray(IV_START, TAG_START);
      const decipher = createDecipheriv('aes-256-gcm', key.key, iv, { authTagLength: GCM_TAG_BYTES });
      decipher.setAuthTag(all.subarray(TAG_START, TEXT_START));
      const text = decipher.update(all.subarray(TEXT_START));
      try {
        const whole = Buffer.concat([text, decipher.final()]).toString('utf8');
        version.cipherKeys[purpose].keep(period, key);
        return whole;
      } catch {
        // The one thing that final() throws for: the tag is not this text's.
        return null;
      }
    },
  };
}

function versionOf(secret: Uint8Array): Version {
  const derive = (info: string): Buffer => Buffer.from(hkdfSync('sha256', secret, 'sekisho/1', info, 32));
  const kid = derive('kid').toString('base64url').replaceAll(/[-_]/g, 'x').slice(0, KID_CHARS);
  const keys = new Map<KeyPurpose, KeyObject>();
  const cipherKeysFor = (purpose: CipherPurpose): PeriodKeys =>
    periodKeys(period => {
      const head = Buffer.alloc(IV_START);
      head.write(kid, 'latin1');
      head.writeUInt32BE(period, PERIOD_START);
      return { key: createSecretKey(derive(`${purpose} ${period}`)), head };
    }, LIMITS.periodKeysMax);
  return {
    kid,
    key: purpose => {
      const known = keys.get(purpose) ?? createSecretKey(derive(purpose));
      keys.set(purpose, known);
      return known;
    },
    cipherKeys: {
      token: cipherKeysFor('token'),
      payload: cipherKeysFor('payload'),
      list: cipherKeysFor('list'),
    },
  };
}

const macOf = (key: KeyObject, text: string): Buffer =>
  createHmac('sha256', key).update(text).digest().subarray(0, MAC_BYTES);

const referenceOf = (version: Version, purpose: KeyPurpose, text: string): string =>
  version.kid + createHmac('sha256', version.key(purpose)).update(text).digest('base64url').slice(0, 27);
