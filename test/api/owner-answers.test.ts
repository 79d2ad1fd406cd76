import assert from 'node:assert/strict';
import { noticeSchema, ownerAnswerSchema } from '../../shared/wire/owner-answers.ts';
import { closing } from '../support/closing.ts';
import { assertProblem, type GateClient, gateClient, JSON_TYPE, send } from '../support/gate-client.ts';
import { startServer, type TestServer } from '../support/server.ts';

const NOTICE = { language: 'en', name: 'Demo Bank' };
const BRANCH = { source: 'branch', identified: true };

describe('api: was this you?', () => {
  const close = closing();
  let server: TestServer;
  let gate: GateClient;

  before(async () => {
    server = await startServer();
    close(() => server.stop());
    gate = gateClient(server.url);
  });

  const call = (method: string, path: string, body: unknown) =>
    send(server.url, path, { method, headers: { ...gate.bearer, ...JSON_TYPE }, body: JSON.stringify(body) });
  const notice = (id: string, body: unknown = NOTICE) => call('POST', `/v1/screenings/${id}/notice`, body);
  const answer = (id: string, body: unknown) => call('PUT', `/v1/screenings/${id}/owner-answer`, body);

  it('gives a text without a link, says when the next is allowed, and has it in the account’s export', async () => {
    const { id, account } = await gate.ask({ account: { id: 'noticed' } });
    const made = noticeSchema.parse(JSON.parse((await notice(id)).text));
    assert.match(made.text ?? '', /^Demo Bank: was this you\?\n/);
    assert.ok(Date.parse(made.nextAt) > Date.now());
    const other = await gate.ask({ account: { id: 'noticed' } });
    assert.deepEqual(JSON.parse((await notice(other.id)).text), { text: null, nextAt: made.nextAt });
    const data = await send(server.url, `/v1/accounts/${account?.ref}/data`, { headers: gate.bearer });
    assert.match(JSON.parse(data.text).history[0].lists.notices.join(), new RegExp(`^${id} `));
  });

  it('takes an answer as an outcome with its confidence', async () => {
    const { id } = await gate.ask({ account: { id: 'answered' } });
    const reply = await answer(id, { ...BRANCH, answer: 'no', confidence: 0.7 });
    const { place, teaches, screening } = ownerAnswerSchema.parse(JSON.parse(reply.text));
    assert.equal(
      `${place} ${teaches} ${screening.outcome?.result} ${screening.outcome?.confidence}`,
      'identified true fraud 0.7',
    );
    const own = await answer(id, { answer: 'yes', source: 'app', answeredIn: id });
    const believed = ownerAnswerSchema.parse(JSON.parse(own.text));
    assert.equal(believed.place, 'doubted-device');
    assert.equal(believed.screening.outcome?.result, 'fraud');
  });

  it('refuses what cannot be asked or said', async () => {
    const { id } = await gate.ask({ account: { id: 'refused' } });
    const nameless = await gate.ask({ account: undefined });
    for (const body of [
      { ...NOTICE, name: 'http://bank.example' },
      { ...NOTICE, timeZone: 'Mars/Base' },
      { name: 'x' },
    ])
      assertProblem(await notice(id, body), 'fields-invalid');
    assertProblem(await notice(nameless.id), 'notice-not-possible');
    for (const body of [
      { answer: 'no', source: 'app' },
      { ...BRANCH, answer: 'no', answeredIn: id },
      { ...BRANCH, answer: 'maybe' },
    ])
      assertProblem(await answer(id, body), 'fields-invalid');
    assertProblem(await answer(id, { answer: 'no', source: 'app', answeredIn: nameless.id }), 'answer-login-unfit');
    assertProblem(await answer('scr_0', { ...BRANCH, answer: 'no' }), 'screening-unknown');
  });
});
