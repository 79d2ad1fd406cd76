import assert from 'node:assert/strict';
import { seasonCellsOf } from '../../server/core/season/season.ts';
import { TRIED, TRIED_AND_FAILED } from '../../server/core/season/tried.ts';
import type { ScreeningAnswer, ScreeningQuestion } from '../../shared/wire/screening.ts';
import { DeviceSigner } from '../support/device-signer.ts';
import { codesOf, type FlowStage, IP_IN_JAPAN, openFlowStage } from '../support/flow-stage.ts';
import { siteOfMany } from '../support/habits.ts';
import { PEOPLE, type Person } from '../support/people.ts';

const DAY = 24 * 60 * 60_000;
const AT_HOME = IP_IN_JAPAN;
const ELSEWHERE = '133.242.0.1';
const ABROAD = '8.8.8.8';

type Coming = {
  readonly account: string;
  readonly person?: Person;
  readonly signer: DeviceSigner | null;
  /** A browser's cookie jar. */
  readonly device?: string;
  readonly ip?: string;
  readonly question?: Partial<ScreeningQuestion>;
};

/** Who has the right password: owners whose browsers forget, and thieves who hold more than the password. */
describe('right passwords', () => {
  let stage: FlowStage;
  beforeEach(async () => {
    stage = await openFlowStage();
    siteOfMany(stage);
  });
  afterEach(() => stage.close());

  const logIn = async ({
    account,
    person = PEOPLE.chromeOnWindows,
    signer,
    device,
    ip = AT_HOME,
    question,
  }: Coming) => {
    const kept = { ...(signer === null ? {} : { signer }), ...(device === undefined ? {} : { device }) };
    const token = await stage.visit({ person, userAgent: person.userAgent, ...kept });
    const client = { ip, userAgent: person.userAgent };
    const answer = await stage.ask({ token, account: { id: account }, client, ...question }, { person });
    signer?.spend();
    stage.pass(60_000);
    return answer;
  };
  /** So many logins at home with one browser and its cookie. */
  const livesHere = async (account: string, { logins = 12, days = 3, person = PEOPLE.chromeOnWindows } = {}) => {
    const signer = new DeviceSigner();
    for (let n = 0; n < logins; n++) {
      await logIn({ account, person, signer, device: account });
      stage.pass(days * DAY);
    }
    return signer;
  };
  const codeIn = (answer: ScreeningAnswer, code: string) => answer.reasons.find(it => it.code === code);

  describe('of owners', () => {
    it('pass on a Safari that deletes its key each week and keeps its cookie', async () => {
      const person = PEOPLE.safariOnIphone;
      for (let n = 0; n < 12; n++) {
        const answer = await logIn({ account: 'weekly', person, signer: new DeviceSigner(), device: 'iphone' });
        assert.equal(answer.verdict, 'OK', `week ${n}: ${codesOf(answer).join()}`);
        if (n > 6) assert.equal(codeIn(answer, 'habit-device-new'), undefined, 'it is what this browser does');
        stage.pass(8 * DAY);
      }
    });

    it('pass who come once in a month', async () => {
      const signer = await livesHere('rare', { logins: 6, days: 30 });
      // What the site knew has faded meanwhile.
      siteOfMany(stage);
      const answer = await logIn({ account: 'rare', signer, device: 'rare' });
      assert.equal(answer.verdict, 'OK');
      assert.ok(codesOf(answer).includes('habit-network-known'));
    });

    it('pass at home with a key that was lost beside its cookie, with which they are less of a stranger', async () => {
      await livesHere('lost');
      const answer = await logIn({ account: 'lost', signer: new DeviceSigner(), device: 'lost' });
      assert.equal(answer.verdict, 'OK');
      await livesHere('cleared');
      const cleared = await logIn({ account: 'cleared', signer: new DeviceSigner() });
      assert.ok(answer.takeover.logit < cleared.takeover.logit, `${answer.takeover.logit} ${cleared.takeover.logit}`);
    });

    it('are asked, and not refused, on a journey where the key was lost, too', async () => {
      await livesHere('journey');
      const away = { account: 'journey', signer: new DeviceSigner(), device: 'journey', ip: ABROAD };
      stage.pass(11 * 60 * 60_000);
      assert.notEqual((await logIn(away)).verdict, 'NG');
    });
  });

  describe('of thieves', () => {
    it('are asked who copied the cookies into a browser of their own', async () => {
      await livesHere('jar', { logins: 20 });
      const answer = await logIn({ account: 'jar', signer: new DeviceSigner(), device: 'jar', ip: ELSEWHERE });
      assert.equal(answer.verdict, 'REVIEW');
      assert.ok(codesOf(answer).includes('device-key-absent'));
    });

    it('are told by the fork who copied the whole profile, at the latest when its owner comes next', async () => {
      const owner = await livesHere('profile', { logins: 20 });
      const thief = owner.copy();
      await logIn({ account: 'profile', signer: thief, device: 'profile', ip: ELSEWHERE });
      stage.pass(DAY);
      const next = await logIn({ account: 'profile', signer: owner, device: 'profile' });
      assert.ok(codesOf(next).includes('device-key-forked'), codesOf(next).join());
      const late = await livesHere('profile-2', { logins: 20 });
      const copy = late.copy();
      await logIn({ account: 'profile-2', signer: late, device: 'profile-2' });
      stage.pass(DAY);
      const stale = await logIn({ account: 'profile-2', signer: copy, device: 'profile-2', ip: ELSEWHERE });
      assert.equal(stale.verdict, 'REVIEW');
      assert.ok(codesOf(stale).includes('device-key-forked'));
    });

    it('are asked who relay the owner’s typing from a machine of their own, for what no relay passes on', async () => {
      await livesHere('phished', { logins: 20 });
      const answer = await logIn({ account: 'phished', signer: null, ip: ELSEWHERE });
      assert.equal(`${answer.verdict} ${answer.stepUp?.grade}`, 'REVIEW phishing-resistant');
    });

    it('pass who sit at the family’s computer, and are asked the strongest proof before money moves', async () => {
      const signer = await livesHere('mother', { logins: 20 });
      const insider = { account: 'mother', signer, device: 'mother' };
      assert.equal((await logIn(insider)).verdict, 'OK', 'nothing tells them apart');
      const pays = await logIn({ ...insider, question: { action: 'payee-change' } });
      assert.equal(`${pays.verdict} ${pays.stepUp?.grade}`, 'REVIEW phishing-resistant');
    });

    it('are asked where a list is worked off slowly, each try of another shape from another home', async () => {
      const now = stage.ports.clock.now();
      for (let n = 0; n < 2000; n++)
        stage.habits.add(stage.site.id, 'season', seasonCellsOf(now, n % 20 === 0 ? TRIED_AND_FAILED : TRIED));
      const owners = 100;
      const signers = Array.from({ length: owners }, () => new DeviceSigner());
      for (let round = 0; round < 4; round++) {
        for (const [n, signer] of signers.entries()) await logIn({ account: `owner-${n}`, signer, device: `d${n}` });
        stage.pass(5 * DAY);
      }
      const stuffs = (n: number, phase: 'failed' | 'succeeded') =>
        logIn({
          account: `owner-${n}`,
          person: { ...PEOPLE.safariOnIphone, userAgent: `${PEOPLE.safariOnIphone.userAgent} v${n}` },
          signer: new DeviceSigner(),
          ip: `133.${100 + (n % 50)}.${n}.7`,
          question: { phase },
        });
      for (let n = 0; n < 90; n++) {
        await stuffs(n, 'failed');
        stage.pass(10 * 60_000);
      }
      const entered = await stuffs(95, 'succeeded');
      assert.ok(codesOf(entered).includes('strangers-failing'), codesOf(entered).join());
      assert.equal(entered.verdict, 'REVIEW');
      const owner = await logIn({ account: 'owner-95', signer: signers[95] ?? null, device: 'd95' });
      assert.equal(`${owner.verdict} ${codesOf(owner).includes('strangers-failing')}`, 'OK false');
    }).timeout(60_000);
  });
});
