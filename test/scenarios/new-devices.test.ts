import assert from 'node:assert/strict';
import type { ScreeningAnswer } from '../../shared/wire/screening.ts';
import { DeviceSigner } from '../support/device-signer.ts';
import { codesOf, type FlowStage, openFlowStage } from '../support/flow-stage.ts';
import { atHome } from '../support/habits.ts';
import { PEOPLE, type Person } from '../support/people.ts';

const DAY_MS = 24 * 60 * 60_000;
const { chromeOnWindows, chromeOnAndroid, safariOnIphone, firefoxOnLinux } = PEOPLE;

/** One account on many devices: a family's, and a password that goes from hand to hand. */
describe('many new devices', () => {
  let stage: FlowStage;
  beforeEach(async () => {
    stage = await openFlowStage();
    for (let n = 0; n < 6000; n++) stage.habits.note(stage.site.id, atHome({ networkRef: `n${n % 300}` }));
  });
  afterEach(() => stage.close());

  const logIn = async (signer: DeviceSigner | null, person: Person = chromeOnWindows, ip = '133.11.0.1') => {
    const token = await stage.visit({ person, ...(signer === null ? {} : { signer }) });
    const client = { ip, userAgent: person.userAgent };
    const answer = await stage.ask({ token, account: { id: 'hanako' }, client }, { person });
    signer?.spend();
    stage.pass(DAY_MS);
    return answer;
  };
  const livesHere = async (): Promise<DeviceSigner> => {
    const laptop = new DeviceSigner();
    for (let n = 0; n < 12; n++) {
      await logIn(laptop);
      stage.pass(3 * DAY_MS);
    }
    return laptop;
  };
  const speaks = (answer: ScreeningAnswer): boolean => codesOf(answer).includes('account-many-new-devices');
  const weightIn = ({ reasons }: ScreeningAnswer) => reasons.find(it => it.code === 'account-many-new-devices')?.weight;

  it('let in a person with a family’s tablets, a new phone and a cleared browser, and say nothing', async () => {
    const laptop = await livesHere();
    for (const person of [chromeOnAndroid, chromeOnAndroid, safariOnIphone, safariOnIphone, chromeOnWindows]) {
      const answer = await logIn(new DeviceSigner(), person);
      assert.equal(`${answer.verdict} ${speaks(answer)}`, 'OK false', person.userAgent);
      assert.equal((await logIn(laptop)).verdict, 'OK');
    }
  });

  it('let in who clears everything after each visit, for months', async () => {
    const weights: unknown[] = [];
    for (let n = 0; n < 45; n++) {
      const answer = await logIn(new DeviceSigner(), firefoxOnLinux);
      assert.equal(answer.verdict, 'OK', `visit ${n}`);
      weights.push(weightIn(answer) ?? 0);
    }
    assert.ok(Number(weights.at(-1)) < 0.6, `it is his habit: ${weights.join(' ')}`);
  });

  it('are said of a password that is passed around, ask nobody by themselves, and leave the owner’s own device alone', async () => {
    const laptop = await livesHere();
    const said: boolean[] = [];
    for (let n = 0; n < 8; n++) said.push(speaks(await logIn(new DeviceSigner(), chromeOnAndroid, `126.${n}.0.1`)));
    assert.equal(said.join(' '), 'false false false false false false true true');
    const atHomeToo = await logIn(new DeviceSigner());
    assert.equal(`${atHomeToo.verdict} ${speaks(atHomeToo)}`, 'OK true', 'a ninth, at home');
    assert.equal(speaks(await logIn(laptop)), false);
    stage.pass(31 * DAY_MS);
    assert.equal(speaks(await logIn(new DeviceSigner())), false, 'a month later');
  });
});
