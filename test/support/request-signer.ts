import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { type Parameters, parseList, serializeInnerList } from 'structured-headers';
import { type SignedRequest, signatureBase } from '../../server/flows/request-signature.ts';
import { thumbprintOf } from '../../server/flows/verify-program.ts';
import { type Program, publicKeySchema } from '../../shared/wire/programs.ts';

export type RequestSigner = { readonly jwk: Program['keys'][number]; readonly key: KeyObject; readonly keyId: string };

export function requestSigner(): RequestSigner {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const jwk = publicKeySchema.parse(publicKey.export({ format: 'jwk' }));
  return { jwk, key: privateKey, keyId: thumbprintOf(jwk) };
}

export type Signing = {
  /** The covered components, as they stand in Signature-Input. */
  readonly covered?: string;
  readonly created: number;
  readonly expires?: number;
  readonly nonce?: string;
  readonly tag?: string | null;
  readonly alg?: string;
};

/** Signs as the agents of Web Bot Auth do. @returns the request with its signature's headers. */
export function signedRequest(request: SignedRequest, { key, keyId }: RequestSigner, signing: Signing): SignedRequest {
  const { covered = '"@authority" "@method" "@path"', created, expires = created + 300, nonce } = signing;
  const { tag = 'web-bot-auth', alg = 'ed25519' } = signing;
  const parameters: Parameters = new Map(
    Object.entries({ created, expires, keyid: keyId, alg, nonce, tag }).flatMap(([name, value]) =>
      value === undefined || value === null ? [] : [[name, value] as const],
    ),
  );
  const [list] = parseList(`(${covered})`);
  const [items] = list ?? [];
  const url = URL.parse(request.url);
  if (!Array.isArray(items) || url === null) throw new Error('nothing to sign');
  const base = signatureBase(request, url, [items, parameters]);
  if (base === null) throw new Error('it covers what is not there');
  const signature = sign(null, Buffer.from(base), key).toString('base64');
  return {
    ...request,
    headers: [
      ...request.headers,
      ['Signature-Input', `sig1=${serializeInnerList([items, parameters])}`],
      ['Signature', `sig1=:${signature}:`],
    ],
  };
}
