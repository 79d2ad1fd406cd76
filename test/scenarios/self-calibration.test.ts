import assert from 'node:assert/strict';
import { periodOf } from '../../server/core/calibration.ts';
import { reportOutcome } from '../../server/flows/report-outcome.ts';
import type { SiteCount } from '../../server/ports/calibrations.ts';
import type { ScreeningAnswer } from '../../shared/wire/screening.ts';
import type { Streams } from '../../shared/wire/streams.ts';
import { DeviceSigner } from '../support/device-signer.ts';
import { codesOf, type FlowStage, openFlowStage } from '../support/flow-stage.ts';
import { inputOf } from '../support/input-of.ts';
import { PEOPLE, type Person } from '../support/people.ts';

const CODE = 'press-without-pressure';
/** The next release of the same browser. */
const newer = (value: string): string => value.replaceAll('156', '157');
const OF_LINUX = PEOPLE.chromiumOnLinux;
const NEWER: Person = {
  ...OF_LINUX,
  userAgent: newer(OF_LINUX.userAgent),
  signals: JSON.parse(newer(JSON.stringify(OF_LINUX.signals))),
};
const CLOCK = { timed: 60, tenths: 10 };
const DAY = 24 * 60 * 60_000;

/** Whether a tell counts in a browser is what the site's own vouched people decide, release by release. */
describe('detectors that calibrate themselves', () => {
  let stage: FlowStage;
  let count = 0;
  beforeEach(async () => {
    stage = await openFlowStage();
  });
  afterEach(() => stage.close());

  type Owner = { readonly account: string; readonly signer: DeviceSigner; readonly person: Person };
  const logIn = async (
    { account, signer, person }: Owner,
    presses: Partial<Streams['inputEvents']>,
  ): Promise<ScreeningAnswer> => {
    const token = await stage.visit({ person, userAgent: person.userAgent, signer });
    signer.spend();
    const hands = inputOf({ presses: 1, ...presses }, person);
    return stage.ask({ token, account: { id: account } }, { person, hands });
  };
  /** Of whom a passkey spoke for the key. */
  const owner = async (person: Person): Promise<Owner> => {
    const it = { account: `owner-${count++}`, signer: new DeviceSigner(), person };
    const { id } = await logIn(it, { unpressed: 0 });
    await reportOutcome(stage.ports, stage.site, id, { result: 'stepup-passed', grade: 'phishing-resistant' });
    stage.pass(DAY);
    return it;
  };
  const counted = async (): Promise<string | undefined> => {
    await stage.calibrations.exchange();
    const all = await stage.ports.calibrationCounts.since(0);
    return all
      .filter(it => it.code === CODE)
      .map(it => `${it.system} ${it.version} ${it.fired}/${it.known}`)
      .join(', ');
  };
  const visitsBefore = (known: number, system: SiteCount['system']): Promise<void> => {
    const before = {
      siteId: stage.site.id,
      code: CODE,
      engine: 'chromium',
      system,
      version: 156,
      known,
      fired: 0,
      odd: [],
    } as const;
    return stage.ports.calibrationCounts.add([before], periodOf(stage.ports.clock.now()));
  };
  const { chromeOnWindows } = PEOPLE;

  it('count in a browser that they were not measured in from the thousandth clean visit of its owners', async () => {
    await visitsBefore(998, 'windows');
    const bot = { account: 'bot', signer: new DeviceSigner(), person: chromeOnWindows };
    assert.ok(!codesOf(await logIn(bot, { unpressed: 1 })).includes(CODE), 'in shadow');
    await logIn(await owner(chromeOnWindows), { unpressed: 0 });
    assert.equal(await counted(), 'windows 156 0/999');
    assert.ok(!codesOf(await logIn(bot, { unpressed: 1 })).includes(CODE));
    await logIn(await owner(chromeOnWindows), { unpressed: 0 });
    assert.equal(await counted(), 'windows 156 0/1000');
    const answer = await logIn(bot, { unpressed: 1 });
    assert.ok(codesOf(answer).includes(CODE), 'from now on it counts');
  });

  it('count no longer, where they were measured too, in a release whose owners set them off', async () => {
    await visitsBefore(5000, 'linux');
    const owners: Owner[] = [];
    for (let n = 0; n < 5; n++) owners.push(await owner(NEWER));
    for (const it of owners) assert.ok(codesOf(await logIn(it, { unpressed: 1 })).includes(CODE));
    assert.equal(await counted(), 'linux 156 0/5000, linux 157 5/5');
    stage.pass(DAY);
    for (const it of owners) assert.ok(!codesOf(await logIn(it, { unpressed: 1 })).includes(CODE), 'demoted');
    const earlier = await owner(PEOPLE.chromiumOnLinux);
    assert.ok(codesOf(await logIn(earlier, { unpressed: 1 })).includes(CODE), 'the release before is as it was');
  });

  it('count no longer also where a release sets off so many at once that its owners are refused', async () => {
    const owners: Owner[] = [];
    for (let n = 0; n < 5; n++) owners.push(await owner(NEWER));
    const flipped = { unpressed: 1, moves: 80, offGrid: 40, pointerClock: CLOCK, keyClock: CLOCK, firstStep: 600 };
    for (const it of owners) assert.equal((await logIn(it, flipped)).verdict, 'NG');
    await stage.calibrations.exchange();
    stage.pass(DAY);
    for (const it of owners) {
      const answer = await logIn(it, flipped);
      assert.deepEqual([answer.verdict, answer.device?.vouched], ['OK', true]);
    }
  });

  it('hear one key once a day, no stranger, nobody while the site observes', async () => {
    const it = await owner(chromeOnWindows);
    for (const _ of [1, 2, 3]) await logIn(it, { unpressed: 1 });
    assert.equal(await counted(), 'windows 156 1/1');
    await logIn({ account: 'stranger', signer: new DeviceSigner(), person: chromeOnWindows }, { unpressed: 1 });
    assert.equal(await counted(), 'windows 156 1/1');
    stage.pass(DAY);
    const site = { ...stage.site, mode: 'observe' } as const;
    const observed = await stage.visit({ person: it.person, userAgent: it.person.userAgent, site });
    await stage.ask({ token: observed, account: { id: it.account } }, { person: it.person, site });
    assert.equal(await counted(), 'windows 156 1/1');
  });
});
