import assert from 'node:assert/strict';
import { reportOutcome } from '../../server/flows/report-outcome.ts';
import type { ScreeningAnswer } from '../../shared/wire/screening.ts';
import { DeviceSigner } from '../support/device-signer.ts';
import { codesOf, type FlowStage, IP_IN_JAPAN, openFlowStage } from '../support/flow-stage.ts';
import { siteOfMany } from '../support/habits.ts';
import { PEOPLE, type Person } from '../support/people.ts';

const DAY = 24 * 60 * 60_000;
const AT_HOME = IP_IN_JAPAN;
const ON_THE_ROAD = '126.0.0.1';
const NEW_FLAT = '133.242.0.1';
const ABROAD = '8.8.8.8';

type Login = {
  readonly account: string;
  /** null: a browser without a key, or one that was cleared. */
  readonly signer?: DeviceSigner | null;
  readonly person?: Person;
  readonly ip?: string;
};

/** Owners and attackers of accounts with a history, on a site that knows what is usual. */
describe('habits', () => {
  let stage: FlowStage;
  before(async () => {
    stage = await openFlowStage();
  });
  // Each story lasts months, in which what the site knew fades.
  beforeEach(() => siteOfMany(stage));
  after(() => stage.close());

  const logIn = async ({ account, signer = null, person = PEOPLE.chromeOnWindows, ip = AT_HOME }: Login) => {
    const token = await stage.visit({ person, ...(signer === null ? {} : { signer }) });
    const client = { ip, userAgent: person.userAgent };
    const answer = await stage.ask({ token, account: { id: account }, client }, { person });
    signer?.spend();
    stage.pass(60_000);
    return answer;
  };
  /** Twice a week at home, with one laptop. */
  const livesHere = async (account: string, logins = 20, change: Partial<Login> = {}): Promise<DeviceSigner> => {
    const signer = new DeviceSigner();
    for (let n = 0; n < logins; n++) {
      await logIn({ account, signer, ...change });
      stage.pass(3 * DAY);
    }
    return signer;
  };
  const said = (answer: ScreeningAnswer): string =>
    [answer.verdict, ...codesOf(answer).filter(it => it.startsWith('habit-'))].join(' ');

  describe('owners', () => {
    it('are recognised at home, and silently', async () => {
      const signer = await livesHere('owner');
      const answer = await logIn({ account: 'owner', signer });
      assert.equal(said(answer), 'OK habit-device-known habit-network-known');
      assert.ok(answer.takeover.score < 1);
    });

    it('are let in with a new phone at home', async () => {
      await livesHere('phone');
      const answer = await logIn({ account: 'phone', signer: new DeviceSigner(), person: PEOPLE.safariOnIphone });
      assert.match(said(answer), /^OK .*habit-device-new/);
    });

    it('are asked, at worst, with a new phone on a network they never used', async () => {
      await livesHere('phone-away');
      const person = PEOPLE.safariOnIphone;
      const first = await logIn({ account: 'phone-away', signer: new DeviceSigner(), person, ip: ON_THE_ROAD });
      assert.match(said(first), /^REVIEW .*habit-user-agent-new/);
    });

    it('are let in on a journey, with the laptop they have at home', async () => {
      const signer = await livesHere('traveller');
      const answer = await logIn({ account: 'traveller', signer, ip: ABROAD });
      assert.equal(said(answer), 'OK habit-device-known habit-country-new');
    });

    it('are let in after an update of the browser', async () => {
      const signer = await livesHere('updated');
      const person = chromeUpdated(PEOPLE.chromeOnWindows);
      assert.equal(
        said(await logIn({ account: 'updated', signer, person })),
        'OK habit-device-known habit-network-known',
      );
    });

    it('are let in where they moved house, and are at home there after two weeks', async () => {
      const signer = await livesHere('mover');
      const first = await logIn({ account: 'mover', signer, ip: NEW_FLAT });
      assert.match(said(first), /^OK habit-device-known/);
      const settling = await logIn({ account: 'mover', signer, ip: NEW_FLAT });
      assert.doesNotMatch(said(settling), /habit-network-new/, 'what was seen does not raise');
      stage.pass(15 * DAY);
      const settled = await logIn({ account: 'mover', signer, ip: NEW_FLAT });
      const weight = (it: ScreeningAnswer) =>
        it.reasons.find(({ code }) => code === 'habit-network-known')?.weight ?? 0;
      assert.ok(weight(settled) < weight(settling), `${weight(settled)} after ${weight(settling)}`);
    });

    it('are let in after they cleared the browser, at home', async () => {
      await livesHere('cleared');
      assert.match(said(await logIn({ account: 'cleared', signer: new DeviceSigner() })), /^OK .*habit-device-new/);
    });

    it('are let in, all of a family, from one device', async () => {
      const signer = await livesHere('father');
      for (let n = 0; n < 6; n++) {
        for (const account of ['mother', 'daughter']) {
          assert.match(said(await logIn({ account, signer })), /^OK/);
        }
        stage.pass(4 * DAY);
      }
      assert.match(said(await logIn({ account: 'father', signer })), /^OK/);
    });

    it('are let in from home and the train by turns, with a laptop and a phone', async () => {
      const laptop = await livesHere('commuter', 4);
      const phone = new DeviceSigner();
      const person = PEOPLE.safariOnIphone;
      const verdicts: string[] = [];
      for (let n = 0; n < 12; n++) {
        const onTheRoad = { signer: phone, person, ip: n === 0 ? AT_HOME : `126.0.${n}.1` };
        verdicts.push((await logIn({ account: 'commuter', ...onTheRoad })).verdict);
        verdicts.push((await logIn({ account: 'commuter', signer: laptop })).verdict);
        stage.pass(2 * DAY);
      }
      assert.equal(verdicts.join(' '), verdicts.map(() => 'OK').join(' '));
    });

    it('are asked abroad with nothing of their own, and not refused', async () => {
      await livesHere('robbed');
      const answer = await logIn({ account: 'robbed', person: PEOPLE.safariOnIphone, ip: ABROAD });
      assert.match(said(answer), /^REVIEW .*habit-country-new/);
    });

    it('are let in who clear everything each time', async () => {
      for (let n = 0; n < 12; n++) {
        assert.match(said(await logIn({ account: 'private', person: PEOPLE.firefoxOnLinux })), /^OK/);
        stage.pass(2 * DAY);
      }
      assert.match(said(await logIn({ account: 'private', person: PEOPLE.firefoxOnLinux, ip: ON_THE_ROAD })), /^OK/);
    });

    it('are judged by nothing of this until they logged in three times', async () => {
      await livesHere('fresh', 2);
      assert.equal(said(await logIn({ account: 'fresh', ip: ABROAD, person: PEOPLE.safariOnIphone })), 'OK');
    });
  });

  describe('attackers with the right password', () => {
    it('are asked who come from another country', async () => {
      await livesHere('victim-1');
      const answer = await logIn({
        account: 'victim-1',
        signer: new DeviceSigner(),
        person: PEOPLE.firefoxOnLinux,
        ip: ABROAD,
      });
      assert.match(said(answer), /^REVIEW .*habit-country-new/);
    });

    it('are asked who come through an address of the same country', async () => {
      await livesHere('victim-2');
      const answer = await logIn({
        account: 'victim-2',
        signer: new DeviceSigner(),
        person: PEOPLE.firefoxOnLinux,
        ip: NEW_FLAT,
      });
      assert.match(said(answer), /^REVIEW .*habit-device-new/);
    });

    it('are asked who know country and browser, and have no key', async () => {
      await livesHere('victim-3');
      const answer = await logIn({ account: 'victim-3', signer: new DeviceSigner(), ip: NEW_FLAT });
      assert.match(said(answer), /^REVIEW .*habit-device-new/);
    });

    it('do not teach themselves in: what one was let in with lowers nothing for two weeks, and a fraud unlearns it', async () => {
      await livesHere('victim-4');
      const thief = new DeviceSigner();
      const sneaks = await logIn({ account: 'victim-4', signer: thief, ip: AT_HOME });
      assert.equal(sneaks.verdict, 'OK', 'from the owner’s own network');
      const again = await logIn({ account: 'victim-4', signer: thief, ip: AT_HOME });
      assert.doesNotMatch(said(again), /habit-device-known/);
      await reportOutcome(stage.ports, stage.site, sneaks.id, { result: 'fraud' });
      const after = await logIn({ account: 'victim-4', signer: new DeviceSigner(), ip: NEW_FLAT });
      assert.match(said(after), /^REVIEW .*habit-device-new/);
      assert.equal(after.reasons.find(it => it.code === 'habit-device-new')?.weight, 3.29, 'as if it had never been');
    });
  });

  it('learn nothing of a login that was disputed, and all of one whose step-up passed', async () => {
    await livesHere('asked');
    const person = PEOPLE.safariOnIphone;
    const phone = new DeviceSigner();
    const first = await logIn({ account: 'asked', signer: phone, person, ip: ON_THE_ROAD });
    assert.equal(first.verdict, 'REVIEW');
    await reportOutcome(stage.ports, stage.site, first.id, { result: 'stepup-passed' });
    const second = await logIn({ account: 'asked', signer: phone, person, ip: ON_THE_ROAD });
    assert.equal(said(second).includes('-new'), false, said(second));
    await reportOutcome(stage.ports, stage.site, first.id, { result: 'stepup-failed' });
    await reportOutcome(stage.ports, stage.site, second.id, { result: 'stepup-failed' });
    assert.match(said(await logIn({ account: 'asked', signer: new DeviceSigner(), person, ip: ON_THE_ROAD })), /-new/);
  });

  describe('of typing', () => {
    const { hands } = PEOPLE.chromeOnWindows;
    const other = { dwellMs: { p10: 100, p50: 170, p90: 260 }, gapMs: { p10: 180, p50: 420, p90: 900 }, rollovers: 0 };
    const types = async (account: string, rhythm = hands.rhythm) => {
      const person = PEOPLE.chromeOnWindows;
      const client = { ip: AT_HOME, userAgent: person.userAgent };
      const answer = await stage.ask(
        { token: await stage.visit({ person }), account: { id: account }, client },
        { person, hands: { ...hands, ...(rhythm === undefined ? {} : { rhythm }) } },
      );
      stage.pass(DAY);
      return answer;
    };
    const confirmed = async (account: string, logins: number): Promise<ScreeningAnswer[]> => {
      const answers: ScreeningAnswer[] = [];
      for (let n = 0; n < logins; n++) {
        const answer = await types(account);
        await reportOutcome(stage.ports, stage.site, answer.id, { result: 'legit' });
        answers.push(answer);
      }
      return answers;
    };
    const weightIn = (answer: ScreeningAnswer) => answer.reasons.find(it => it.code === 'habit-rhythm-unlike')?.weight;

    it('tip the scale after ten confirmed logins, and ask nobody by themselves', async () => {
      await confirmed('typist', 9);
      assert.equal(weightIn(await types('typist', other)), undefined);
      await confirmed('typist', 1);
      const strange = await types('typist', other);
      assert.equal(`${strange.verdict} ${weightIn(strange)}`, 'OK 0.71');
      assert.equal(weightIn(await types('typist')), undefined);
    });

    it('learn nothing that nobody confirmed, and unlearn what was disputed', async () => {
      const answers = await confirmed('careful', 10);
      for (let n = 0; n < 30; n++) await types('careful', other);
      assert.equal(weightIn(await types('careful', other)), 0.71);
      const [first] = answers;
      await reportOutcome(stage.ports, stage.site, first?.id ?? '', { result: 'fraud' });
      assert.equal(weightIn(await types('careful', other)), undefined, 'nine are not enough');
    });

    it('are forgotten after ninety days', async () => {
      await confirmed('season', 10);
      stage.pass(91 * DAY);
      assert.equal(weightIn(await types('season', other)), undefined);
    });
  });

  it('are silent on a site that is too small to know what is usual', async () => {
    const small = await openFlowStage();
    const held = stage;
    stage = small;
    try {
      await livesHere('early', 6);
      assert.equal(said(await logIn({ account: 'early', person: PEOPLE.firefoxOnLinux, ip: ABROAD })), 'OK');
    } finally {
      stage = held;
      await small.close();
    }
  });
});

function chromeUpdated(person: Person): Person {
  const userAgent = person.userAgent.replace('Chrome/156', 'Chrome/157');
  const { userAgentData: hints } = person.signals;
  const userAgentData =
    hints === undefined || 'missing' in hints
      ? hints
      : { ...hints, brands: hints.brands.map(it => (it.version === '156' ? { ...it, version: '157' } : it)) };
  return { ...person, userAgent, signals: { ...person.signals, userAgent, ...(userAgentData && { userAgentData }) } };
}
