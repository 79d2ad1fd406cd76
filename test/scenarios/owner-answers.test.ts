import assert from 'node:assert/strict';
import { ProblemError } from '../../server/errors.ts';
import { accountDevices } from '../../server/flows/account-devices.ts';
import { accountTimeline } from '../../server/flows/account-timeline.ts';
import { answerAsOwner } from '../../server/flows/answer-as-owner.ts';
import { ownerNotice } from '../../server/flows/owner-notice.ts';
import { accountRefs } from '../../server/flows/references.ts';
import { reportOutcome } from '../../server/flows/report-outcome.ts';
import type { OwnerAnswerRequest } from '../../shared/wire/owner-answers.ts';
import type { ScreeningAnswer } from '../../shared/wire/screening.ts';
import { DeviceSigner } from '../support/device-signer.ts';
import { codesOf, type FlowStage } from '../support/flow-stage.ts';
import { stageOver } from '../support/over-store.ts';
import { PEOPLE, type Person } from '../support/people.ts';
import { STORES } from '../support/stores.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const PHONE = PEOPLE.safariOnIphone;

type Login = { readonly account?: string; readonly person?: Person; readonly session?: string; readonly ip?: string };

/** "Was this you?": what owners say, and what thieves do. */
for (const store of STORES) {
  describe(`was this you? over ${store}`, function () {
    this.timeout(30_000);
    let stage: FlowStage;
    beforeEach(async function () {
      stage = await stageOver(store, this);
    });
    afterEach(() => stage?.close());

    const logIn = async (signer: DeviceSigner, login: Login = {}): Promise<ScreeningAnswer> => {
      const { account = 'hanako', person = PEOPLE.chromeOnWindows, session, ip = '133.11.0.1' } = login;
      const inSession = session === undefined ? {} : { session };
      const token = await stage.visit({ person, signer, ...inSession });
      const client = { ip, userAgent: person.userAgent };
      const answer = await stage.ask({ token, account: { id: account }, client, ...inSession }, { person });
      signer.spend();
      stage.pass(MINUTE_MS);
      return answer;
    };
    /** At a device that a passkey spoke for. */
    const owner = async (account = 'hanako'): Promise<DeviceSigner> => {
      const signer = new DeviceSigner();
      const { id } = await logIn(signer, { account });
      await reportOutcome(stage.ports, stage.site, id, { result: 'stepup-passed', grade: 'phishing-resistant' });
      return signer;
    };
    const answer = (id: string, said: Partial<OwnerAnswerRequest>) =>
      answerAsOwner(stage.ports, stage.site, id, { answer: 'no', source: 'app', ...said });
    const told = async (id: string, said: Partial<OwnerAnswerRequest>): Promise<string> => {
      const { place, teaches, screening } = await answer(id, said);
      const last = screening.outcomes.at(-1);
      return `${place} ${last?.result} ${last?.confidence}${teaches ? ' teaches' : ''}`;
    };
    /** The latest used first. */
    const devices = async (account = 'hanako'): Promise<string> => {
      const { items } = await accountDevices(stage.ports, stage.site, account);
      return items
        .map(it => `${it.status} ${it.logins}${it.keys.some(({ vouched }) => vouched !== null) ? ' vouched' : ''}`)
        .join(', ');
    };
    const learned = async (): Promise<string> => {
      const [key = ''] = accountRefs(stage.ports.keys, stage.site.id, 'hanako');
      const question = { siteId: stage.site.id, now: stage.ports.clock.now(), reportId: null, idempotencyKey: null };
      const { subjects } = await stage.ports.state.load({ ...question, subjects: [{ type: 'account', key }] }, 1000);
      const { logins, habits, uses } = subjects[0]?.lists ?? {};
      return `${logins?.length} logins, ${habits?.length} habits, ${uses?.length} uses`;
    };
    const refuses = (asked: Promise<unknown>, code: string) =>
      assert.rejects(asked, error => error instanceof ProblemError && error.code === code);

    it('a yes from the owner’s vouched device makes his new phone his', async () => {
      const laptop = await owner();
      const phone = new DeviceSigner();
      const first = await logIn(phone, { person: PHONE, ip: '126.1.0.1' });
      await reportOutcome(stage.ports, stage.site, first.id, { result: 'stepup-failed' });
      const { id } = await logIn(laptop);
      assert.equal(await devices(), 'active 2 vouched, unproven 0');
      assert.equal(await told(first.id, { answer: 'yes', answeredIn: id }), 'vouched-device legit 0.9 teaches');
      assert.equal(await devices(), 'active 2 vouched, active 1');
    });

    it('a no from the owner’s vouched device moves the thief’s device, and takes back what his login taught', async () => {
      const laptop = await owner();
      const thief = new DeviceSigner();
      const stolen = await logIn(thief);
      assert.equal(await devices(), 'active 1, active 1 vouched');
      assert.equal(await learned(), '2 logins, 2 habits, 2 uses');
      const { id } = await logIn(laptop);
      for (const _ of [1, 2])
        assert.equal(await told(stolen.id, { answeredIn: id }), 'vouched-device fraud 0.9 teaches');
      assert.equal((await answer(stolen.id, { answeredIn: id })).screening.outcomes.length, 1, 'the same again is one');
      assert.equal(await devices(), 'active 2 vouched, fraudulent 0');
      assert.equal(await learned(), '2 logins, 2 habits, 2 uses', 'the owner’s two');
      assert.ok(codesOf(await logIn(thief)).includes('device-fraudulent'));
      assert.deepEqual((await logIn(laptop)).device?.vouched, true);
    });

    it('a yes of the thief, on his own device, in the stolen session or on a second device of his, teaches nothing', async () => {
      const laptop = await owner();
      const thief = new DeviceSigner();
      const stolen = await logIn(thief, { session: 's-1' });
      await reportOutcome(stage.ports, stage.site, stolen.id, { result: 'stepup-failed' });
      const before = await devices();
      const later = await logIn(thief);
      const second = await logIn(new DeviceSigner(), { person: PHONE });
      await reportOutcome(stage.ports, stage.site, later.id, { result: 'stepup-failed' });
      await reportOutcome(stage.ports, stage.site, second.id, { result: 'stepup-failed' });
      const yes = (answeredIn: string) => told(stolen.id, { answer: 'yes', answeredIn });
      assert.equal(await yes(stolen.id), 'doubted-device legit 0.1');
      assert.equal(await yes(later.id), 'doubted-device legit 0.1');
      assert.equal(await yes(second.id), 'unproven-device legit 0.1');
      const ridden = await logIn(laptop, { session: 's-1' });
      assert.equal(await yes(ridden.id), 'doubted-device legit 0.1', 'a session that he shares is his, too');
      assert.equal(before, 'unproven 0, active 1 vouched');
      assert.equal(await devices(), 'active 2 vouched, unproven 0, unproven 0');
      const { screening } = await answer(stolen.id, { answeredIn: stolen.id });
      assert.equal(screening.outcome?.result, 'stepup-failed', 'what holds is what can be believed');
    });

    it('a no of the thief takes the owner’s device from nobody', async () => {
      const laptop = await owner();
      const own = await logIn(laptop);
      const thief = await logIn(new DeviceSigner());
      assert.equal(await told(own.id, { answeredIn: thief.id }), 'unproven-device disputed 0.3');
      assert.equal(await devices(), 'active 1, active 2 vouched');
      const stolen = await told(thief.id, { answeredIn: own.id });
      assert.equal(stolen, 'vouched-device fraud 0.9 teaches', 'and what he said does not silence the owner');
    });

    it('a thief who answers until nobody listens leaves room for the owner and the bank', async () => {
      const laptop = await owner();
      const stolen = await logIn(new DeviceSigner());
      const second = await logIn(new DeviceSigner(), { person: PHONE });
      const refused = new Set<string>();
      for (let n = 0; n < 60; n++) {
        for (const said of [{ answer: 'yes' }, { answer: 'no', comment: `${n}` }] as const) {
          await told(stolen.id, { ...said, answeredIn: second.id }).catch(error => refused.add(error.code));
        }
      }
      assert.deepEqual([...refused], ['outcomes-full']);
      const { id } = await logIn(laptop);
      assert.equal(await told(stolen.id, { answeredIn: id }), 'vouched-device fraud 0.9 teaches');
      await reportOutcome(stage.ports, stage.site, stolen.id, { result: 'chargeback' });
    });

    it('answers over and over stand in the time line once, and push nothing out of it', async () => {
      const { id } = await logIn(new DeviceSigner());
      const second = await logIn(new DeviceSigner(), { person: PHONE });
      for (let n = 0; n < 5; n++) {
        await told(id, { answer: 'no', answeredIn: second.id });
        await told(id, { answer: 'yes', answeredIn: second.id });
        stage.pass(MINUTE_MS);
      }
      const { items } = await accountTimeline(stage.ports, stage.site, 'hanako', { limit: 50 });
      assert.equal(items.filter(it => it.outcome?.result === 'disputed').length, 1);
      await reportOutcome(stage.ports, stage.site, id, { result: 'fraud', source: 'desk' });
      const after = await accountTimeline(stage.ports, stage.site, 'hanako', { limit: 50 });
      assert.equal(after.items.filter(it => it.outcome?.result === 'fraud').length, 1);
    });

    it('a no of the thief leaves the history of an owner alone who has one device, and no passkey', async () => {
      const phone = new DeviceSigner();
      const own: string[] = [];
      for (let n = 0; n < 4; n++) {
        own.push((await logIn(phone, { person: PHONE })).id);
        stage.pass(5 * DAY_MS);
      }
      const before = await learned();
      const thief = await logIn(new DeviceSigner());
      for (const id of own) assert.equal(await told(id, { answeredIn: thief.id }), 'unproven-device disputed 0.3');
      assert.equal(await devices(), 'active 1, active 4');
      assert.match(before, /^4 logins/);
      assert.match(await learned(), /^5 logins/);
      const { id } = await logIn(phone, { person: PHONE });
      assert.equal(await told(thief.id, { answeredIn: id }), 'unproven-device disputed 0.6 teaches');
      assert.equal(await devices(), 'active 5, unproven 0');
    });

    it('a no between two unproven devices takes back what was taught, and calls nobody a thief', async () => {
      const stolen = await logIn(new DeviceSigner());
      const phone = await logIn(new DeviceSigner(), { person: PHONE });
      assert.equal(await told(stolen.id, { answeredIn: phone.id }), 'unproven-device disputed 0.6 teaches');
      assert.equal(await devices(), 'active 1, unproven 0');
      await reportOutcome(stage.ports, stage.site, stolen.id, { result: 'succeeded' });
      assert.equal(await devices(), 'active 1, unproven 0', 'a late success does not bring it back');
      const said = { answer: 'yes', identified: true, source: 'branch', confidence: 0.5 } as const;
      assert.equal(await told(stolen.id, said), 'identified legit 0.5 teaches');
      assert.equal(await devices(), 'active 1, active 1');
    });

    it('an answer is of a login of the same account that succeeded within a day, or of somebody identified', async () => {
      const mine = await logIn(new DeviceSigner());
      const other = await logIn(new DeviceSigner(), { account: 'taro' });
      const failed = await stage.ask({ token: '', phase: 'failed', account: { id: 'hanako' } });
      for (const answeredIn of [other.id, failed.id, 'scr_0'])
        await refuses(answer(mine.id, { answeredIn }), 'answer-login-unfit');
      await refuses(answer('scr_0', { identified: true }), 'screening-unknown');
      stage.pass(DAY_MS);
      await refuses(answer(mine.id, { answeredIn: mine.id }), 'answer-login-unfit');
      assert.equal(await told(mine.id, { identified: true }), 'identified fraud 0.9 teaches');
    });

    it('a notice is made once for a screening, and no more than the account can bear', async () => {
      const notice = (id: string) =>
        ownerNotice(stage.ports, stage.site, id, { language: 'en', name: 'Demo Bank', timeZone: 'Asia/Tokyo' });
      const one = await logIn(new DeviceSigner(), { person: PHONE });
      const others = [
        await logIn(new DeviceSigner()),
        await logIn(new DeviceSigner()),
        await logIn(new DeviceSigner()),
      ];
      const first = await notice(one.id);
      assert.match(first.text ?? '', /What: A login\nWhere: Japan.*\nDevice: Safari on an iPhone\n/);
      assert.deepEqual(await notice(one.id), first, 'asked again it is the same');
      const now = stage.ports.clock.now();
      assert.equal(first.nextAt, new Date(now + 10 * MINUTE_MS).toISOString());
      assert.deepEqual(await notice(others[0]?.id ?? ''), { text: null, nextAt: first.nextAt });
      stage.pass(10 * MINUTE_MS);
      const atOnce = await Promise.all(others.map(it => notice(it.id)));
      assert.equal(atOnce.filter(it => it.text !== null).length, 1);
      stage.pass(10 * MINUTE_MS);
      const left = others.filter((_, n) => atOnce[n]?.text === null);
      const third = await notice(left[0]?.id ?? '');
      assert.ok(third.text !== null);
      assert.deepEqual(await notice(left[1]?.id ?? ''), { text: null, nextAt: new Date(now + DAY_MS).toISOString() });
      stage.pass(DAY_MS);
      await refuses(notice(one.id), 'notice-not-possible');
      await refuses(notice('scr_0'), 'screening-unknown');
    });

    const asksOf = (id: string) =>
      ownerNotice(stage.ports, stage.site, id, { language: 'en', name: 'Demo Bank', timeZone: 'Asia/Tokyo' });

    it('is asked of who came in with the password, also after a stranger’s tries used the notices up', async () => {
      const tried = () => stage.ask({ token: '', phase: 'failed', account: { id: 'hanako' } });
      const first = await asksOf((await tried()).id);
      assert.match(first.text ?? '', /What: A login \(it failed\)\n/);
      stage.pass(10 * MINUTE_MS);
      assert.notEqual((await asksOf((await tried()).id)).text, null);
      const stolen = await logIn(new DeviceSigner());
      assert.notEqual((await asksOf(stolen.id)).text, null, 'and at once');
      stage.pass(10 * MINUTE_MS);
      assert.equal((await asksOf((await tried()).id)).text, null);
      assert.equal((await asksOf((await logIn(new DeviceSigner())).id)).text, null, 'three in a day');
    });

    it('of many notices that are asked for at once one is made, and those of before are not forgotten', async () => {
      const logins: string[] = [];
      for (let n = 0; n < 24; n++) logins.push((await logIn(new DeviceSigner())).id);
      const atOnce = await Promise.all(logins.map(asksOf));
      assert.equal(atOnce.filter(it => it.text !== null).length, 1);
      assert.equal((await asksOf((await logIn(new DeviceSigner())).id)).text, null);
    });
  });
}
