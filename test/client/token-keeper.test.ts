import assert from 'node:assert/strict';
import { BRISK_TOKENS_MAX, FAILURE_PAUSE_MS, TOKEN_PAUSE_MS, TOKEN_PAUSE_SLOW_MS } from '../../client/limits.ts';
import { tokenKeeper } from '../../client/token-keeper.ts';
import type { Taken } from '../../client/transport.ts';
import { wait } from '../../client/wait.ts';
import { TOKEN_RENEW_AFTER_MS } from '../../shared/constants.ts';
import { eventually } from '../support/eventually.ts';

const NEVER_MS = 60_000;

/** A keeper on a clock of its own, with answers given by hand. */
function keeping() {
  let clockMs = 1_000_000;
  let offs = 0;
  const asked: { cancelled: AbortSignal; answer: (taken: Taken) => void; fail: (error: Error) => void }[] = [];
  const keeper = tokenKeeper(
    cancelled =>
      new Promise<Taken>((answer, fail) => {
        asked.push({ cancelled, answer, fail });
      }),
    () => {
      offs += 1;
    },
    () => clockMs,
  );
  return {
    keeper,
    asked,
    offs: () => offs,
    pass: (ms: number) => {
      clockMs += ms;
    },
    /** Asks where due, and answers. */
    async give(taken: Taken) {
      keeper.renewIfDue();
      asked.at(-1)?.answer(taken);
      await keeper.settled();
    },
  };
}

const given = (token: string, spend: () => void = () => {}): Taken => ({ token, spend, puzzle: ['n', undefined] });

describe('client: tokenKeeper', () => {
  let kept = keeping();

  beforeEach(() => {
    kept = keeping();
  });

  afterEach(() => kept.keeper.leave());

  it('holds nothing before the first token, and asks for one at a time', async () => {
    kept.keeper.renewIfDue();
    kept.keeper.renewIfDue();
    assert.equal(kept.asked.length, 1);
    await kept.give(given('a'));
    assert.equal(kept.keeper.handOut(NEVER_MS), 'a');
  });

  it('asks for no other while the one held is fresh and unspent, and does when it is old', async () => {
    await kept.give(given('a'));
    kept.pass(TOKEN_RENEW_AFTER_MS);
    kept.keeper.renewIfDue();
    assert.equal(kept.asked.length, 1);
    kept.pass(1);
    kept.keeper.renewIfDue();
    assert.equal(kept.asked.length, 2);
  });

  it('renews when the clock was set back: then the age is not known', async () => {
    await kept.give(given('a'));
    kept.pass(-10 * NEVER_MS);
    kept.keeper.renewIfDue();
    assert.equal(kept.asked.length, 2);
  });

  it('asks for a new one after the hand-out, and hands out the old one until that is there', async () => {
    await kept.give(given('a'));
    kept.pass(TOKEN_PAUSE_MS);
    assert.equal(kept.keeper.handOut(0), 'a');
    await eventually('a new token is asked for', () => kept.asked.length === 2);
    assert.equal(kept.keeper.handOut(NEVER_MS), 'a');
    await kept.give(given('b'));
    assert.equal(kept.keeper.handOut(NEVER_MS), 'b');
  });

  it('is settled by a fresh token alone: a spent or an old one is waited past', async () => {
    const isSettled = () => Promise.race([kept.keeper.settled().then(() => true), wait(0).then(() => false)]);
    await kept.give(given('a'));
    assert.equal(await isSettled(), true);
    kept.keeper.handOut(NEVER_MS);
    assert.equal(await isSettled(), false, 'spent, in the pause before the next');
    kept.pass(TOKEN_PAUSE_MS);
    kept.keeper.renewIfDue();
    assert.equal(await isSettled(), false, 'spent, and renewed');
    await kept.give(given('b'));
    assert.equal(await isSettled(), true);
    kept.pass(TOKEN_RENEW_AFTER_MS + 1);
    kept.keeper.renewIfDue();
    assert.equal(await isSettled(), false, 'old, and renewed');
  });

  it('is settled where no token is about to come: after a failure, and when it ended', async () => {
    await kept.give(given('a'));
    kept.keeper.handOut(NEVER_MS);
    kept.pass(TOKEN_PAUSE_MS);
    await kept.give({ token: null, why: 'failed', code: 'unreachable' });
    assert.equal(kept.keeper.handOut(NEVER_MS), null);
    kept.pass(FAILURE_PAUSE_MS);
    await kept.give({ token: null, why: 'refused', code: 'site-unknown' });
    await kept.keeper.settled();
  });

  it('is settled by the next token where the one under way is dropped, however long that takes to end', async () => {
    kept.keeper.renewIfDue();
    let isSettled = false;
    const settled = kept.keeper.settled().then(() => {
      isSettled = true;
    });
    kept.keeper.dropHeld();
    await wait(0);
    assert.equal(isSettled, false);
    kept.asked[1]?.answer(given('b'));
    await settled;
    assert.equal(kept.keeper.handOut(NEVER_MS), 'b');
  });

  it('slows down on a page that spends tokens all the time', async () => {
    for (let token = 0; token < BRISK_TOKENS_MAX; token += 1) {
      await kept.give(given(String(token)));
      kept.keeper.handOut(NEVER_MS);
      kept.pass(TOKEN_PAUSE_MS);
    }
    kept.keeper.renewIfDue();
    assert.equal(kept.asked.length, BRISK_TOKENS_MAX);
    kept.pass(TOKEN_PAUSE_SLOW_MS);
    kept.keeper.renewIfDue();
    assert.equal(kept.asked.length, BRISK_TOKENS_MAX + 1);
  });

  it('asks again after a failure, but not before a pause', async () => {
    await kept.give({ token: null, why: 'failed', code: 'unreachable' });
    kept.pass(FAILURE_PAUSE_MS - 1);
    kept.keeper.renewIfDue();
    assert.equal(kept.asked.length, 1);
    kept.pass(1);
    kept.keeper.renewIfDue();
    assert.equal(kept.asked.length, 2);
  });

  it('takes an error nobody expects for a failure, and settles', async () => {
    kept.keeper.renewIfDue();
    kept.asked[0]?.fail(new Error('odd browser'));
    await kept.keeper.settled();
    kept.pass(FAILURE_PAUSE_MS);
    kept.keeper.renewIfDue();
    assert.equal(kept.asked.length, 2);
  });

  it('never asks again once it was refused or switched off, and tells only the latter', async () => {
    for (const why of ['refused', 'off'] as const) {
      const other = keeping();
      await other.give({ token: null, why, code: why });
      other.pass(NEVER_MS);
      other.keeper.renewIfDue();
      other.keeper.comeBack();
      assert.equal(other.asked.length, 1, why);
      assert.equal(other.offs(), why === 'off' ? 1 : 0, why);
      other.keeper.leave();
    }
  });

  it('drops what is under way when the page goes, and asks anew when it comes back', async () => {
    await kept.give(given('a'));
    kept.keeper.handOut(NEVER_MS);
    kept.pass(TOKEN_PAUSE_MS);
    kept.keeper.renewIfDue();
    kept.keeper.leave();
    assert.equal(kept.asked[1]?.cancelled.aborted, true);
    kept.keeper.comeBack();
    assert.equal(kept.asked.length, 3);
    kept.asked[1]?.answer(given('late'));
    kept.asked[2]?.answer(given('b'));
    await kept.keeper.settled();
    assert.equal(kept.keeper.handOut(NEVER_MS), 'b');
  });

  it('asks for a new token when the page comes back though none was handed out', async () => {
    await kept.give(given('a'));
    kept.keeper.comeBack();
    assert.equal(kept.asked.length, 2);
    assert.equal(kept.keeper.handOut(NEVER_MS), 'a');
  });

  it('tells of a token that it is spent, once, at its first hand-out', async () => {
    let spent = 0;
    await kept.give(given('a', () => spent++));
    assert.equal(spent, 0);
    kept.keeper.handOut(NEVER_MS);
    kept.keeper.handOut(NEVER_MS);
    assert.equal(spent, 1);
  });

  it('hands the token out also where its device can keep nothing any more', async () => {
    await kept.give(
      given('a', () => {
        throw new Error('storage denied');
      }),
    );
    assert.equal(kept.keeper.handOut(NEVER_MS), 'a');
  });
});
