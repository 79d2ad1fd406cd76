import assert from 'node:assert/strict';
import { createPublicKey, verify } from 'node:crypto';
import { parseDictionary } from 'structured-headers';
import { readSignature, type SignedRequest, signatureBase } from '../../server/flows/request-signature.ts';
import { thumbprintOf } from '../../server/flows/verify-program.ts';
import { requestSigner, type Signing, signedRequest } from '../support/request-signer.ts';

/** The key of RFC 9421, B.1.4, and its thumbprint as Web Bot Auth's draft has it. */
const RFC_KEY = { kty: 'OKP', crv: 'Ed25519', x: 'JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs' } as const;
const RFC_THUMBPRINT = 'poqkLGiymh_W0uP6PZFw-dvez3QJT5SolqXBCW38r0U';
/** RFC 9421, B.2.6. */
const RFC_REQUEST: SignedRequest = {
  method: 'POST',
  url: 'https://example.com/foo?param=Value&Pet=dog',
  headers: [
    ['Date', 'Tue, 20 Apr 2021 02:07:55 GMT'],
    ['Content-Type', 'application/json'],
    ['Content-Length', '18'],
    [
      'Signature-Input',
      'sig-b26=("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519"',
    ],
  ],
};
const RFC_SIGNATURE = 'wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==';

const NOW = 1_800_000_000;
const REQUEST: SignedRequest = {
  method: 'POST',
  url: 'https://bank.example/login?next=1',
  headers: [
    ['Host', 'bank.example'],
    ['Signature-Agent', 'agent1="https://agent.example"'],
  ],
};
const WITH_AGENT = '"@authority" "@method" "@path" "signature-agent";key="agent1"';

describe('the signature of a request', () => {
  const signer = requestSigner();
  const signer2 = requestSigner();

  const read = (request: SignedRequest, { tagged = true } = {}) =>
    readSignature(request, {
      now: NOW * 1000,
      isOwnOrigin: origin => origin === 'https://bank.example',
      keyOf: keyId => (keyId === signer.keyId ? { signer: 'agent', tagged, key: createPublicKey(signer.key) } : null),
    });
  const signed = (signing: Partial<Signing> = {}, request = REQUEST, by = signer) =>
    signedRequest(request, by, { covered: WITH_AGENT, created: NOW, ...signing });
  const state = (signing: Partial<Signing> = {}, request = REQUEST) => read(signed(signing, request)).state;
  const withHeaders = (request: SignedRequest, change: (value: string, name: string) => string): SignedRequest => ({
    ...request,
    headers: request.headers.map(([name, value]) => [name, change(value, name)]),
  });

  it('has the base of RFC 9421, by its own example', () => {
    const input = parseDictionary(RFC_REQUEST.headers[3]?.[1] ?? '').get('sig-b26');
    assert.ok(input !== undefined && Array.isArray(input[0]));
    const base = signatureBase(RFC_REQUEST, new URL(RFC_REQUEST.url), [input[0], input[1]]);
    const key = createPublicKey({ key: { ...RFC_KEY }, format: 'jwk' });
    assert.ok(verify(null, Buffer.from(base ?? ''), key, Buffer.from(RFC_SIGNATURE, 'base64')), base ?? '');
    assert.equal(thumbprintOf(RFC_KEY), RFC_THUMBPRINT);
  });

  it('holds where a known key made it, for here and for now', () => {
    assert.equal(state(), 'verified');
    assert.equal(
      state({ covered: '"@target-uri" "@query" "@scheme" "@request-target" "signature-agent"' }),
      'verified',
    );
  });

  it('says nothing where nobody here has the key, the tag is of something else, or nothing can be read', () => {
    assert.equal(read(signed({}, REQUEST, signer2)).state, 'none');
    assert.equal(state({ tag: 'another-use' }), 'none');
    assert.equal(state({ tag: null }), 'none');
    assert.equal(read(REQUEST).state, 'none');
    for (const nonsense of ['sig1=', '(', 'sig1=1', `sig1=("@authority" ${'x'.repeat(50)}`]) {
      const broken = withHeaders(signed(), (value, name) => (name === 'Signature-Input' ? nonsense : value));
      assert.equal(read(broken).state, 'none', nonsense);
    }
  });

  it('needs no tag of who signs by contract', () => {
    assert.equal(read(signed({ tag: null }), { tagged: false }).state, 'verified');
  });

  it('ends within the hour, and begins no later than now', () => {
    const late = [
      { created: NOW - 400, expires: NOW - 61 },
      { created: NOW + 61 },
      { created: NOW - 10, expires: NOW + 3600 },
      { created: NOW, expires: NOW },
    ];
    for (const it of late) assert.equal(state(it), 'expired', JSON.stringify(it));
    assert.equal(state({ created: NOW - 3500, expires: NOW - 30 }), 'verified', 'a clock that is a little late');
    assert.equal(state({ created: NOW + 30, expires: NOW + 330 }), 'verified', 'one that is a little early');
  });

  it('is of no use elsewhere, whatever name the backend was called by', () => {
    const elsewhere = { ...REQUEST, url: 'https://evil.example/login?next=1' };
    assert.equal(state({}, elsewhere), 'other-authority');
    assert.equal(read({ ...signed({}, elsewhere), url: REQUEST.url }).state, 'invalid');
  });

  it('does not hold for another method, path, agent, time or signature', () => {
    const good = signed();
    const others: readonly SignedRequest[] = [
      { ...good, method: 'PUT' },
      { ...good, url: 'https://bank.example/transfer?next=1' },
      withHeaders(good, value => value.replace('https://agent.example', 'https://other.example')),
      withHeaders(good, value => value.replace(`created=${NOW}`, `created=${NOW + 1}`)),
      withHeaders(good, value => value.replace(/sig1=:../, it => (it.endsWith('AA') ? 'sig1=:BB' : 'sig1=:AA'))),
    ];
    for (const it of others) assert.equal(read(it).state, 'invalid');
  });

  it('covers where it is for and who signs, each once, and says its times', () => {
    const bad: readonly Partial<Signing>[] = [
      { covered: '"@method" "@path" "signature-agent"' },
      { covered: '"@authority"' },
      { alg: 'hmac-sha256' },
    ];
    for (const it of bad) assert.equal(state(it), 'incomplete', JSON.stringify(it));
    for (const covered of ['"@authority" "@authority"', '"@authority" "cookie"', '"@authority" "@status"']) {
      const asked = withHeaders(signed(), value => value.replace(/\(.*\)/, `(${covered} "signature-agent")`));
      assert.equal(read(asked).state, 'incomplete', covered);
    }
    const untimed = withHeaders(signed(), value => value.replace(/;expires=\d+/, ''));
    assert.equal(read(untimed).state, 'incomplete');
  });

  it('tells two requests apart by the nonce, or by itself', () => {
    const once = (signing: Partial<Signing>) => {
      const it = read(signed(signing));
      return it.state === 'verified' ? it.once : null;
    };
    assert.notEqual(once({ nonce: 'a' }), once({ nonce: 'b' }));
    assert.equal(once({ nonce: 'a' }), once({ nonce: 'a', created: NOW - 1 }));
    assert.notEqual(once({}), once({ created: NOW - 1 }));
  });
});
