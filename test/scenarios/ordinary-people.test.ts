import assert from 'node:assert/strict';
import { codesOf, type FlowStage, IP_IN_JAPAN, openFlowStage, unattested } from '../support/flow-stage.ts';
import { inputOf } from '../support/input-of.ts';
import { PEOPLE, PERSON_NAMES, type PersonName } from '../support/people.ts';

const HOUR = 3_600_000;

/** What these have in common with tools, and is not enough to ask them for more. */
const HELD_AGAINST: Readonly<Partial<Record<PersonName, readonly string[]>>> = {
  devToolsReading: ['console-read'],
  devToolsReadingUndocked: ['console-read'],
  privacyExtension: ['parts-replaced'],
  ownUserAgentByExtension: ['parts-replaced'],
  noGpu: ['software-renderer'],
  scaled125: ['impossible-window-geometry'],
  eReader: ['emulated-phone'],
};

/** Ways in which people come. Every one ends in OK, or at worst in REVIEW where it says so. */
describe('ordinary people', () => {
  let stage: FlowStage;
  before(async () => {
    stage = await openFlowStage();
  });
  after(() => stage.close());

  for (const name of PERSON_NAMES) {
    const against = HELD_AGAINST[name] ?? [];
    it(`lets ${name} in at the first access, with ${against.join(', ') || 'nothing'} against them`, async () => {
      const person = PEOPLE[name];
      const token = await stage.visit({ person });
      const answer = await stage.ask({ token, account: { id: name } }, { person });
      assert.equal(answer.verdict, 'OK');
      assert.deepEqual(codesOf(answer), [...against, 'first-access']);
      assert.equal(answer.bot.verdict, 'human');
      assert.equal(answer.bot.kind, null);
    });
  }

  it('says nothing of a first access once the account has logged in', async () => {
    const account = { id: 'returning@example.com' };
    await stage.ask({ token: await stage.visit(), account });
    const second = await stage.ask({ token: await stage.visit(), account });
    assert.deepEqual(codesOf(second), []);
    assert.equal(second.verdict, 'OK');
  });

  it('lets a password manager in that fills and submits by itself, at once', async () => {
    const { hands } = PEOPLE.chromiumOnLinux;
    const still = {
      ...hands,
      pointer: {
        moves: 0,
        mousePresses: 0,
        touchPresses: 0,
        penPresses: 0,
        wheels: 0,
        pressMs: null,
        pathRatio: null,
        untrusted: 0,
      },
      keys: {
        char: 0,
        edit: 0,
        nav: 0,
        modifier: 0,
        enter: 0,
        tab: 0,
        other: 0,
        untrusted: 0,
      },
      rhythm: { dwellMs: null, gapMs: null, rollovers: 0 },
      movements: { approaches: [] },
      focus: { focuses: 0, pastes: 0, autofilled: 2, inputsWithoutKeys: 2, compositions: 0, untrusted: 2 },
      page: { ageMs: 420, firstInteractionMs: null, submitMs: 420, hiddenMs: 0, restored: false },
    };
    const answer = await stage.ask({ token: await stage.visit() }, { hands: still });
    assert.equal(answer.verdict, 'OK');
    assert.deepEqual(
      new Set(codesOf(answer)),
      new Set(['submit-without-interaction', 'submit-instant', 'first-access']),
    );
  });

  for (const [who, change] of [
    ['a screen reader or a switch that presses without force, at the middle', { presses: 1, unpressed: 1, centred: 1 }],
    ['who dictates the user name and the password', { filled: 2, moves: 0, presses: 1 }],
    ['whose pointer came from another window', { firstStep: 900 }],
    ['who zooms while the mouse moves', { moves: 81, offGrid: 1 }],
  ] as const) {
    it(`lets ${who} in on Windows, where none of it was measured`, async () => {
      const person = PEOPLE.chromeOnWindows;
      const token = await stage.visit({ person });
      const answer = await stage.ask({ token, account: { id: who } }, { person, hands: inputOf(change, person) });
      assert.deepEqual([answer.verdict, answer.bot.verdict], ['OK', 'human']);
    });
  }

  it('lets who dictates, switches or comes from another window in where it was measured, too', async () => {
    for (const change of [{ filled: 2, moves: 0 }, { presses: 1, centred: 1 }, { firstStep: 900 }]) {
      const answer = await stage.ask({ token: await stage.visit() }, { hands: inputOf(change) });
      assert.deepEqual([answer.verdict, answer.bot.verdict], ['OK', 'human'], JSON.stringify(change));
    }
  });

  it('lets a traveller in whose clock is still at home', async () => {
    const answer = await stage.ask({
      token: await stage.visit(),
      client: { ip: '8.8.8.8', userAgent: PEOPLE.chromiumOnLinux.userAgent },
    });
    assert.equal(answer.verdict, 'OK');
    assert.ok(codesOf(answer).includes('time-zone-country'));
  });

  it('lets a privacy browser in that shows UTC and blocks half the signals', async () => {
    const blocked = { missing: 'blocked' } as const;
    const person = PEOPLE.firefoxResistingFingerprints;
    const signals = {
      timeZone: { zone: 'UTC', offsetMin: 0 },
      graphics: blocked,
      hardware: blocked,
      permissions: blocked,
      plugins: blocked,
    };
    const answer = await stage.ask({ token: await stage.visit({ person, signals }), account: { id: 'p' } }, { person });
    assert.equal(answer.verdict, 'OK');
    assert.deepEqual(codesOf(answer), ['first-access']);
  });

  it('lets in who left the page open over lunch, and over night', async () => {
    for (const hours of [2, 20]) {
      const token = await stage.visit();
      stage.pass(hours * HOUR);
      const answer = await stage.ask({ token, account: { id: `lunch-${hours}` } });
      assert.equal(answer.verdict, 'OK');
      assert.deepEqual(codesOf(answer), ['token-old', 'first-access']);
    }
  });

  it('answers a double click and a retry of the backend with the same answer', async () => {
    const token = await stage.visit();
    const [first, second] = await Promise.all([stage.ask({ token }), stage.ask({ token })]);
    const third = await stage.ask({ token });
    assert.deepEqual(new Set([first.id, second.id, third.id]).size, 1);
    assert.equal([first, second].filter(it => it.replayed === true).length, 1);
    assert.equal(third.replayed, true);
    assert.equal(third.verdict, 'OK');
  });

  it('takes the attempt and its success as one use of the token', async () => {
    const token = await stage.visit();
    const account = { id: 'two-phases' };
    const attempted = await stage.ask({ token, account, phase: 'attempted' });
    stage.pass(5 * 60_000);
    const succeeded = await stage.ask({ token, account, phase: 'succeeded' });
    assert.deepEqual([attempted.verdict, succeeded.verdict], ['OK', 'OK']);
    assert.equal(succeeded.replayed, undefined);
    assert.deepEqual(codesOf(succeeded), ['first-access']);
  });

  it('lets a family in, one after the other, from one device and one address', async () => {
    for (const id of ['father', 'mother', 'daughter', 'son', 'grandmother']) {
      const answer = await stage.ask({ token: await stage.visit(), account: { id } });
      assert.equal(answer.verdict, 'OK', id);
    }
  });

  it('lets in who has no account yet', async () => {
    const { account: _, ...question } = { token: await stage.visit(), account: undefined };
    const answer = await stage.ask({
      ...question,
      action: 'sign-up',
      account: { id: 'new@example.com', createdAt: '2026-11-21T09:00:00Z' },
    });
    assert.equal(answer.verdict, 'OK');
  });

  it('asks who has no script for one more proof, and never refuses for it', async () => {
    const answer = await stage.ask({ token: null });
    assert.equal(answer.verdict, 'REVIEW');
    assert.ok(codesOf(answer).includes('no-token'));
    assert.deepEqual(answer.stepUp, { grade: 'phishing-resistant', channels: [] });
    assert.equal(
      answer.reasons.find(it => it.audience === 'customer')?.text.en,
      'For your safety, please confirm that it is you.',
    );
  });

  it('asks who has the collect call blocked for one more proof', async () => {
    const answer = await stage.ask(
      { token: unattested(PEOPLE.firefoxOnLinux), account: { id: 'blocker' } },
      { person: PEOPLE.firefoxOnLinux },
    );
    assert.equal(answer.verdict, 'REVIEW');
    assert.deepEqual(codesOf(answer), ['token-unattested', 'first-access']);
  });

  it('asks who changed networks between two sends for one more proof', async () => {
    const token = await stage.visit();
    const client = { ip: IP_IN_JAPAN, userAgent: PEOPLE.chromiumOnLinux.userAgent };
    await stage.ask({ token, account: { id: 'mover' }, client });
    const moved = await stage.ask({ token, account: { id: 'mover' }, client: { ...client, ip: '2400:4050::1' } });
    assert.equal(moved.verdict, 'REVIEW');
    assert.ok(codesOf(moved).includes('token-reused'));
  });

  it('asks who logs in from a tab of an older session for one more proof', async () => {
    const token = await stage.visit({ session: 'old' });
    const answer = await stage.ask({ token, session: 'new', account: { id: 'tabs' } });
    assert.equal(answer.verdict, 'REVIEW');
    assert.equal(answer.decidedBy, 'integrity');
  });

  it('expects no token from an app, and none while the agent is switched off', async () => {
    const app = await stage.ask({ token: null, channel: 'ios', account: { id: 'app' } });
    assert.equal(app.verdict, 'OK');
    const site = { ...stage.site, agent: 'off' } as const;
    const off = await stage.ask({ token: null, account: { id: 'off' } }, { site });
    assert.equal(off.verdict, 'OK');
    assert.ok(!codesOf(off).includes('no-token'));
    const field = unattested(PEOPLE.chromiumOnLinux);
    const early = await stage.ask({ token: field, account: { id: 'off-2' } }, { site });
    assert.equal(early.verdict, 'OK');
  });

  it('takes an empty origin or session for an unknown one, and a slash at the end for no other', async () => {
    for (const [i, question] of [{ origin: '' }, { origin: 'https://bank.example/' }, { session: '' }].entries()) {
      const token = await stage.visit({ session: 's' });
      const answer = await stage.ask({ token, account: { id: `empty-${i}` }, ...question });
      assert.equal(answer.verdict, 'OK', JSON.stringify(question));
    }
  });

  it('lets an attempt name its account only when it succeeded', async () => {
    const token = await stage.visit();
    const attempted = await stage.ask({ token, phase: 'attempted', account: undefined });
    const succeeded = await stage.ask({ token, account: { id: 'named-late' } });
    assert.deepEqual([attempted.verdict, succeeded.verdict], ['OK', 'OK']);
  });

  it("lets a shop counter's forty customers log in one after the other, in one browser", async () => {
    for (let i = 0; i < 40; i++) {
      const token = await stage.visit({ device: 'counter' });
      const answer = await stage.ask({ token, account: { id: `counter-${i}` } });
      assert.equal(answer.verdict, 'OK', `customer ${i}: ${codesOf(answer)}`);
      stage.pass(6000);
    }
  });

  it('holds nothing against hundreds of customers behind one carrier address', async () => {
    const client = { ip: '126.0.0.1', userAgent: PEOPLE.chromiumOnLinux.userAgent };
    for (let i = 0; i < 300; i++) {
      const answer = await stage.ask({ token: await stage.visit(), account: { id: `carrier-${i}` }, client });
      assert.equal(answer.verdict, 'OK', `customer ${i}: ${codesOf(answer)}`);
    }
  });

  it('never changes what happens to anyone in observe mode', async () => {
    const site = { ...stage.site, mode: 'observe' } as const;
    const answer = await stage.ask({ token: null, account: { id: 'observed' } }, { site });
    assert.equal(answer.verdict, 'OK');
    assert.equal(answer.wouldBe, 'REVIEW');
    assert.equal(answer.mode, 'observe');
    assert.equal(answer.stepUp, null);
    assert.equal(answer.bot.verdict, 'suspect');
    assert.ok(answer.reasons.every(it => it.audience === 'analyst'));
  });
});
