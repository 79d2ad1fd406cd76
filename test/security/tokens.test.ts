import assert from 'node:assert/strict';
import { closing } from '../support/closing.ts';
import { addSite, codesOf, type GateClient, gateClient } from '../support/gate-client.ts';
import { personStreams, tokenField, unattestedField } from '../support/person-report.ts';
import { startServer } from '../support/server.ts';

describe('security: tokens', () => {
  const close = closing();
  let gate: GateClient;
  let other: GateClient;
  let accounts = 0;

  before(async () => {
    const server = await startServer();
    close(() => server.stop());
    gate = gateClient(server.url);
    other = await addSite(server, 'other', { mode: 'enforce' });
  });

  const ask = (it: Parameters<GateClient['ask']>[0]) => gate.ask({ account: { id: `account-${accounts++}` }, ...it });

  it('calls a token forged that was made up, cut short or altered', async () => {
    const token = await gate.collect();
    const bytes = Buffer.from(token, 'base64url');
    const flipped = Buffer.from(bytes);
    flipped[10] = (flipped[10] ?? 0) ^ 0x80;
    const forged = [
      'x',
      token.slice(0, -2),
      `${token}AA`,
      `${token}=`,
      flipped.toString('base64url'),
      `${token}\u0000`,
    ];
    for (const it of forged) {
      for (const field of [it, tokenField(it)]) {
        const answer = await ask({ token: field });
        assert.deepEqual([answer.verdict, answer.decidedBy, codesOf(answer)[0]], ['NG', 'integrity', 'token-forged']);
      }
    }
    assert.equal((await ask({ token })).verdict, 'OK', 'the true one still holds');
  });

  it('calls a nonce forged in the place of a token', async () => {
    assert.equal(codesOf(await ask({ token: await gate.nonce() }))[0], 'token-forged');
  });

  it('refuses a token of another site of the same gate', async () => {
    const answer = await ask({ token: await other.field() });
    assert.deepEqual([answer.verdict, answer.decidedBy, codesOf(answer)[0]], ['NG', 'integrity', 'token-other-site']);
    const back = await other.ask({ token: await gate.field() });
    assert.deepEqual([back.verdict, codesOf(back)[0]], ['NG', 'token-other-site']);
  });

  it('refuses a token whose page was another than the one that was sent', async () => {
    const answer = await ask({ token: await gate.field(), origin: 'https://bank-login.example' });
    assert.deepEqual([answer.verdict, answer.decidedBy, codesOf(answer)[0]], ['NG', 'integrity', 'token-other-origin']);
  });

  it('takes an absent or null origin as unknown, not as another', async () => {
    for (const origin of [undefined, 'null']) {
      const answer = await ask({ token: await gate.field(), ...(origin === undefined ? {} : { origin }) });
      assert.equal(answer.verdict, 'OK');
    }
  });

  it('asks for a further proof where the token was made in another session', async () => {
    const token = await gate.field({ session: 'one' });
    const answer = await ask({ token, session: 'two' });
    assert.deepEqual(
      [answer.verdict, answer.decidedBy, codesOf(answer)[0]],
      ['REVIEW', 'integrity', 'token-other-session'],
    );
  });

  it('compares sessions only where both sides named one', async () => {
    assert.equal((await ask({ token: await gate.field({ session: 'one' }) })).verdict, 'OK');
    assert.equal((await ask({ token: await gate.field(), session: 'two' })).verdict, 'OK');
  });

  it('lets no claim of an unattested report or a summary lower the risk of what is missing', async () => {
    const none = await ask({});
    const claims = await ask({ token: unattestedField() });
    assert.ok(claims.score >= none.score);
    const lazy = { v: 1, signals: { webdriver: true }, streams: {} } as const;
    assert.equal((await ask({ token: unattestedField(lazy) })).verdict, 'NG', 'what it admits against itself counts');
    const token = await gate.field({ signals: { webdriver: true } });
    assert.equal((await ask({ token })).verdict, 'NG', 'fine hands excuse no automation');
  });

  it('reads a summary that does not parse as none', async () => {
    const token = await gate.collect();
    const plain = codesOf(await ask({ token }));
    const huge = Buffer.from(JSON.stringify({ v: 1, streams: { page: 'x'.repeat(9000) } })).toString('base64url');
    const proto = Buffer.from('{"v":1,"streams":{"__proto__":{"page":1}}}').toString('base64url');
    for (const summary of ['', '~', '!!!!', 'e30', huge, proto, Buffer.from([0xff, 0xfe]).toString('base64url')]) {
      const answer = await ask({ token: `${await gate.collect()}~${summary}` });
      assert.deepEqual([answer.verdict, codesOf(answer)], ['OK', plain], summary.slice(0, 20));
    }
  });

  it('reads an unattested report that does not parse as unattested all the same', async () => {
    for (const report of [
      '',
      '!!!!',
      'e30',
      Buffer.from('{"v":1,"signals":{},"signals":{},"streams":{}}').toString('base64url'),
    ]) {
      const answer = await ask({ token: `~${report}` });
      assert.deepEqual([answer.verdict, codesOf(answer)[0]], ['REVIEW', 'token-unattested']);
    }
  });

  it('weighs hands that never touched the page lightly: a password manager is a person', async () => {
    const { pointer, keys, focus, page } = personStreams;
    assert.ok(
      pointer && 'moves' in pointer && keys && 'char' in keys && focus && 'pastes' in focus && page && 'ageMs' in page,
    );
    const still = {
      pointer: { ...pointer, mousePresses: 0 },
      keys: { ...keys, char: 0, edit: 0, modifier: 0, tab: 0 },
      focus: { ...focus, autofilled: 2 },
      page: { ...page, submitMs: 300 },
    };
    const answer = await ask({ token: tokenField(await gate.collect(), still) });
    assert.equal(answer.verdict, 'OK');
    assert.deepEqual(codesOf(answer).sort(), ['first-access', 'submit-instant', 'submit-without-interaction']);
  });
});
