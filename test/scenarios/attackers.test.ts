import assert from 'node:assert/strict';
import { addSite } from '../../server/flows/manage-sites.ts';
import { codesOf, type FlowStage, openFlowStage, unattested } from '../support/flow-stage.ts';
import { inputOf } from '../support/input-of.ts';
import { PEOPLE } from '../support/people.ts';

const { chromiumOnLinux, chromeOnWindows } = PEOPLE;
const DAY = 86_400_000;

/** Ways in which attackers come. None of them ends in OK. */
describe('attackers', () => {
  let stage: FlowStage;
  before(async () => {
    stage = await openFlowStage();
  });
  after(() => stage.close());

  it('stops a browser that is under automation, and tells what would have let it pass', async () => {
    const answer = await stage.ask({
      token: await stage.visit({ signals: { webdriver: true } }),
      account: { id: 'v1' },
    });
    assert.equal(answer.verdict, 'NG');
    assert.equal(answer.decidedBy, 'score');
    assert.deepEqual(answer.bot.verdict, 'bot');
    assert.equal(answer.bot.kind, 'tool');
    assert.deepEqual(answer.counterfactual, {
      verdict: 'OK',
      change: [{ feature: 'webdriver', from: true, to: false }],
    });
  });

  it('stops a headless browser by its name alone', async () => {
    const userAgent = chromiumOnLinux.userAgent.replace('Chrome/', 'HeadlessChrome/');
    const token = await stage.visit({ signals: { userAgent }, userAgent });
    const answer = await stage.ask({ token, client: { ip: '192.0.2.1', userAgent } });
    assert.equal(answer.verdict, 'NG');
    assert.ok(codesOf(answer).includes('headless-user-agent'));
  });

  it('asks more of a browser whose hands come through a debugging protocol, however it hides that', async () => {
    const hands = inputOf({ keyClock: { timed: 60, tenths: 10 } });
    const answer = await stage.ask({ token: await stage.visit(), account: { id: 'careful-tool' } }, { hands });
    assert.deepEqual([answer.verdict, answer.bot.verdict], ['REVIEW', 'suspect']);
    assert.ok(codesOf(answer).includes('input-clock-synthetic'));
  });

  it('stops one that takes no care of how it moves, presses and types', async () => {
    const hands = inputOf({
      pointerClock: { timed: 60, tenths: 10 },
      keyClock: { timed: 60, tenths: 10 },
      offGrid: 40,
      unpressed: 3,
      centred: 3,
    });
    const answer = await stage.ask({ token: await stage.visit(), account: { id: 'careless-tool' } }, { hands });
    assert.deepEqual([answer.verdict, answer.bot.verdict], ['NG', 'bot']);
  });

  it('does not let a script without a browser in, whatever header it sends', async () => {
    for (let i = 0; i < 5; i++) {
      const answer = await stage.ask({ token: null, phase: 'failed', account: { id: `stuffed-${i}` } });
      assert.equal(answer.verdict, 'REVIEW');
      assert.ok(codesOf(answer).includes('no-token'));
    }
  });

  it('stops one device that works off a list of bought passwords', async () => {
    const verdicts: string[] = [];
    for (let i = 0; i < 53; i++) {
      const token = await stage.visit({ device: 'list-worker' });
      const answer = await stage.ask({
        token,
        account: { id: `bought-${i}` },
        phase: i % 3 === 0 ? 'succeeded' : 'failed',
      });
      verdicts.push(answer.verdict);
      stage.pass(4000);
      if (i === 52) assert.deepEqual([answer.verdict, codesOf(answer)[0]], ['REVIEW', 'device-many-accounts']);
    }
    assert.equal(verdicts[48], 'OK', 'below the limit nothing is held against it');
  });

  it('takes a report that a script made up for no better than none', async () => {
    const answer = await stage.ask(
      { token: unattested(chromeOnWindows), account: { id: 'v2' } },
      { person: chromeOnWindows },
    );
    const none = await stage.ask({ token: null, account: { id: 'v3' } });
    assert.equal(answer.verdict, none.verdict);
    assert.equal(answer.bot.score, none.bot.score);
  });

  it('believes what an unattested report admits', async () => {
    const answer = await stage.ask({ token: unattested(chromiumOnLinux, { webdriver: true }), account: { id: 'v4' } });
    assert.equal(answer.verdict, 'NG');
  });

  it('stops a forged token, one cut short and one with a bit changed', async () => {
    const token = await stage.visit();
    const flipped = `${token.slice(0, 20)}${token[20] === 'A' ? 'B' : 'A'}${token.slice(21)}`;
    for (const forged of ['aaaa', token.slice(0, -4), flipped, `${token}AA`]) {
      const answer = await stage.ask({ token: forged, account: { id: 'v5' } });
      assert.equal(answer.verdict, 'NG');
      assert.equal(answer.decidedBy, 'integrity');
      assert.ok(codesOf(answer).includes('token-forged'));
    }
  });

  it('stops a token that was harvested on another site of the gate', async () => {
    const other = await addSite(stage.ports, 'shop', ['https://shop.example']);
    const token = await stage.visit({ site: other, origin: 'https://shop.example' });
    const answer = await stage.ask({ token, account: { id: 'v6' } });
    assert.equal(answer.verdict, 'NG');
    assert.deepEqual(codesOf(answer), ['token-other-site', 'first-access']);
  });

  it('stops a relay whose copy of the page reports from its own origin, as a takeover', async () => {
    const token = await stage.visit({ origin: 'https://bank-login.example' });
    const answer = await stage.ask({ token, account: { id: 'v7' } });
    assert.equal(answer.verdict, 'NG');
    assert.equal(answer.decidedBy, 'integrity');
    assert.equal(answer.takeover.score, answer.score);
    assert.equal(answer.bot.verdict, 'human');
  });

  it('stops one token for many accounts at the second of them', async () => {
    const token = await stage.visit();
    const first = await stage.ask({ token, account: { id: 'many-1' } });
    const second = await stage.ask({ token, account: { id: 'many-2' } });
    assert.deepEqual([first.verdict, second.verdict], ['OK', 'NG']);
    assert.ok(codesOf(second).includes('token-abused'));
  });

  it('answers every one of many that come at once on one token, and lets one of them in', async () => {
    const token = await stage.visit();
    const asks = Array.from({ length: 40 }, (_, i) => stage.ask({ token, account: { id: `at-once-${i}` } }));
    const verdicts = (await Promise.all(asks)).map(it => it.verdict);
    assert.deepEqual(verdicts.toSorted(), [...Array.from({ length: 39 }, () => 'NG'), 'OK']);
  });

  it('asks at a replayed token, and stops the third reuse', async () => {
    const token = await stage.visit();
    const account = { id: 'replayed' };
    const verdicts: string[] = [];
    for (let i = 1; i <= 4; i++) {
      const client = { ip: `203.0.113.${i}`, userAgent: chromiumOnLinux.userAgent };
      verdicts.push((await stage.ask({ token, account, client })).verdict);
    }
    assert.deepEqual(verdicts, ['OK', 'REVIEW', 'REVIEW', 'NG']);
  });

  it('takes a token kept for over a day for none', async () => {
    const token = await stage.visit();
    stage.pass(DAY + 1);
    const answer = await stage.ask({ token, account: { id: 'kept' } });
    assert.equal(answer.verdict, 'REVIEW');
    assert.deepEqual(answer.reasons.find(it => it.code === 'no-token')?.facts, { token: 'expired' });
  });

  it('asks a browser that names itself differently on the wire and in the page', async () => {
    const token = await stage.visit({ userAgent: chromeOnWindows.userAgent });
    const answer = await stage.ask({ token, account: { id: 'v8' } });
    assert.equal(answer.verdict, 'REVIEW');
    assert.deepEqual(codesOf(answer), ['user-agent-mismatch', 'first-access']);
  });

  it('asks an emulated window, and stops it together with another kind of tell', async () => {
    const window = {
      innerWidth: 800,
      innerHeight: 600,
      outerWidth: 780,
      outerHeight: 580,
      screenX: 0,
      screenY: 0,
      scale: 1,
    };
    const alone = await stage.ask({ token: await stage.visit({ signals: { window } }), account: { id: 'v9' } });
    assert.equal(alone.verdict, 'REVIEW');
    const field = unattested(chromiumOnLinux, { window });
    const both = await stage.ask({ token: field, account: { id: 'v10' } });
    assert.equal(both.verdict, 'NG');
  });

  it('asks the strongest proof before a payee is changed, however ordinary the visit', async () => {
    const answer = await stage.ask({ token: await stage.visit(), action: 'payee-change', account: { id: 'v11' } });
    assert.equal(answer.verdict, 'REVIEW');
    assert.equal(answer.decidedBy, 'grade');
    assert.deepEqual(answer.stepUp, { grade: 'phishing-resistant', channels: [] });
    assert.ok(answer.score < 40);
  });
});
