import assert from 'node:assert/strict';
import { type Disclosure, disclosureSchema } from '../../shared/wire/disclosure.ts';
import { SIGNALS } from '../../shared/wire/signals.ts';
import { STREAMS } from '../../shared/wire/streams.ts';
import { closing } from '../support/closing.ts';
import { send } from '../support/gate-client.ts';
import { startServer } from '../support/server.ts';

describe('api: the disclosure', () => {
  const close = closing();
  let disclosure: Disclosure;

  before(async () => {
    const server = await startServer();
    close(() => server.stop());
    const { status, text } = await send(server.url, '/v1/disclosure');
    assert.equal(status, 200);
    disclosure = disclosureSchema.parse(JSON.parse(text));
  });

  it('lists every signal, every stream and the cookie, and nothing else', () => {
    const expected = [
      ...Object.keys(SIGNALS).map(name => `signal ${name}`),
      ...Object.keys(STREAMS).map(name => `stream ${name}`),
      'cookie __Host-sekisho',
    ];
    assert.deepEqual(
      disclosure.items.map(it => `${it.kind} ${it.name}`),
      expected,
    );
  });

  it('says why and for how long, in Japanese and in English', () => {
    const words = [disclosure.summary, disclosure.neverCollected, ...disclosure.items.map(it => it.purpose)];
    for (const { ja, en } of words) {
      assert.match(ja, /[\u3040-\u30ff]/, `Japanese: ${ja}`);
      assert.match(en, /^[\x20-\x7e’]{10,}$/, `English: ${en}`);
    }
    for (const { name, retentionDays } of disclosure.items) assert.ok(retentionDays > 0 && retentionDays <= 400, name);
  });
});
