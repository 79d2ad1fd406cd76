import assert from 'node:assert/strict';
import { createSekisho, type ScreeningQuestion, type Sekisho } from '../../sdk/node/index.ts';
import { closing } from '../support/closing.ts';
import { type Question, question } from '../support/gate-client.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { sampleAnswer } from './sample-answer.ts';
import { replyJson, standIn } from './stand-in.ts';

const NOTICE = { language: 'en', name: 'Demo Bank' } as const;
const BRANCH = { source: 'branch', identified: true } as const;
/** No test of what is said may fail because a busy machine took its time. */
const PATIENT_MS = 20_000;

describe('sdk: was this you?', () => {
  const close = closing();
  let server: TestServer;
  let sekisho: Sekisho;

  before(async () => {
    server = await startServer();
    close(() => server.stop());
    sekisho = createSekisho({ url: server.url, key: 'sk_demo', deadlineMs: PATIENT_MS });
  });

  const screen = (account: string | null, more: Question = {}) => {
    const { account: _, ...asked }: ScreeningQuestion = question(more);
    return sekisho.screen({ ...asked, ...(account === null ? {} : { account: { id: account } }) });
  };

  it('has the gate’s text for the owner, and null with a time where he was asked a moment ago', async () => {
    const [first, second] = [await screen('asked'), await screen('asked')];
    const made = await sekisho.notice(first.id, { ...NOTICE, timeZone: 'Europe/Paris' });
    assert.match(made.text ?? '', /^Demo Bank: was this you\?\n/);
    assert.deepEqual(await sekisho.notice(second.id, NOTICE), { text: null, nextAt: made.nextAt });
    assert.equal((await sekisho.notice(first.id, NOTICE)).nextAt, made.nextAt, 'the same one’s counts once');
  });

  it('says where an answer was given, whether it was believed, and what the screening is now', async () => {
    const { id } = await screen('answered');
    const within = await screen('answered');
    const said = async (it: Parameters<Sekisho['ownerAnswer']>[1]) => {
      const told = await sekisho.ownerAnswer(id, it);
      if (!told.stored) return told.cause;
      const { result, source } = told.screening.outcomes.at(-1) ?? {};
      return `${told.place} ${told.teaches} ${result} ${source}, holds: ${told.screening.outcome?.result}`;
    };
    const answer = 'no' as const;
    assert.equal(
      await said({ answer, source: 'app', answeredIn: within.id }),
      'doubted-device false disputed app, holds: undefined',
      'neither shows a device',
    );
    assert.equal(await said({ ...BRANCH, answer }), 'identified true fraud branch, holds: fraud');
    assert.equal(
      await said({ ...BRANCH, answer: 'yes', comment: 'he remembered' }),
      'identified true legit branch, holds: legit',
    );
  });

  it('throws what the gate says of what cannot be asked or answered', async () => {
    const [own, other, nameless] = [await screen('refused'), await screen('other'), await screen(null)];
    const refused = (code: string) => ({ name: 'SekishoError', code });
    await assert.rejects(sekisho.notice(nameless.id, NOTICE), refused('notice-not-possible'));
    await assert.rejects(sekisho.notice('scr_0', NOTICE), refused('screening-unknown'));
    await assert.rejects(sekisho.notice(own.id, { ...NOTICE, name: 'bank.example' }), {
      ...refused('fields-invalid'),
      fields: [{ path: 'name', problem: 'must be a name, and nothing that could become a link' }],
    });
    const said = { answer: 'no', source: 'app' } as const;
    await assert.rejects(
      sekisho.ownerAnswer(own.id, { ...said, answeredIn: other.id }),
      refused('answer-login-unfit'),
      'another account’s login',
    );
  });

  it('asks nothing where one of the screenings was a fail-over’s', async () => {
    const gate = await standIn(response => replyJson(response, 200, {}));
    close(gate.stop);
    const away = createSekisho({ url: gate.url, key: 'sk_test', deadlineMs: PATIENT_MS });
    const [cause, said] = ['not-screened', { answer: 'no', source: 'app' }] as const;
    assert.deepEqual(await away.notice(null, NOTICE), { text: null, nextAt: null, cause });
    assert.deepEqual(await away.ownerAnswer(null, { ...said, answeredIn: 'scr_1' }), { stored: false, cause });
    assert.deepEqual(await away.ownerAnswer('scr_1', { ...said, answeredIn: null }), { stored: false, cause });
    assert.equal(gate.seen.length, 0);
  });

  it('says that the gate is away, or that something else answered', async () => {
    const answers: [number, unknown, string][] = [
      [503, {}, 'server-error'],
      [200, { text: 5, nextAt: 'soon' }, 'unexpected-answer'],
      [200, { place: 'identified', teaches: true, screening: sampleAnswer() }, 'unexpected-answer'],
    ];
    for (const [status, body, cause] of answers) {
      const gate = await standIn(response => replyJson(response, status, body));
      close(gate.stop);
      const away = createSekisho({ url: gate.url, key: 'sk_test', deadlineMs: PATIENT_MS });
      assert.deepEqual(await away.notice('scr_1', NOTICE), { text: null, nextAt: null, cause });
      assert.deepEqual(await away.ownerAnswer('scr_1', { ...BRANCH, answer: 'yes' }), { stored: false, cause });
    }
  });

  it('gives up at its deadline', async () => {
    const gate = await standIn(() => {});
    close(gate.stop);
    const away = createSekisho({ url: gate.url, key: 'sk_test', deadlineMs: 60 });
    const cause = 'timed-out';
    assert.deepEqual(await away.notice('scr_1', NOTICE), { text: null, nextAt: null, cause });
    assert.deepEqual(await away.ownerAnswer('scr_1', { ...BRANCH, answer: 'yes' }), { stored: false, cause });
  });
});
