import assert from 'node:assert/strict';
import { generatedPeople } from '../../bench/hands/hand-scores.ts';
import type { Played } from '../../bench/hands/page.ts';
import { REPLAYS, type Recording, recordedLogin } from '../../bench/hands/replays.ts';
import { handPrints } from '../../server/core/hands/hand-prints.ts';
import type { StreamReadings } from '../../shared/wire/report.ts';
import { closing } from '../support/closing.ts';
import { DeviceSigner } from '../support/device-signer.ts';
import { codesOf, type FlowStage, openFlowStage, unattested } from '../support/flow-stage.ts';
import { stageOver } from '../support/over-store.ts';
import { PEOPLE } from '../support/people.ts';
import { seededRandom } from '../support/seeded-random.ts';

const { hands, userAgent } = PEOPLE.chromiumOnLinux;
const HOUR = 3_600_000;
const random = seededRandom(51);

const shownAs = ({ movements, rhythm, keys }: Played): StreamReadings => ({
  ...hands,
  movements,
  rhythm,
  keys: { ...keys, char: keys.char + 1 },
});
/** Someone at a mouse, as a program recorded him. */
function recordingOf(): Recording {
  for (let tries = 0; tries < 50; tries++) {
    const recording = recordedLogin(random);
    if (recording.played.movements.approaches.length === 3 && handPrints(recording.played).length > 0) return recording;
  }
  throw new Error('no recorded login of three movements in 50');
}

/** One recording, played again a little beside itself, for account after account from address after address. */
async function farm(stage: FlowStage, replay: (typeof REPLAYS)[keyof typeof REPLAYS]): Promise<readonly string[]> {
  const recording = recordingOf();
  const verdicts: string[] = [];
  for (let n = 0; n < 50; n++) {
    const answer = await stage.ask(
      {
        token: await stage.visit(),
        account: { id: `farmed-${n}` },
        phase: n % 5 === 0 ? 'succeeded' : 'failed',
        client: { ip: `203.0.113.${n}`, userAgent },
      },
      { hands: shownAs(replay(recording, random)), recorded: true },
    );
    verdicts.push(answer.verdict);
    if (answer.verdict !== 'OK') assert.ok(codesOf(answer).includes('hand-replayed'), codesOf(answer).join());
    stage.pass(60_000);
  }
  return verdicts;
}

const askedOf = (verdicts: readonly string[]): number => verdicts.filter(it => it === 'REVIEW').length;

describe('hands that are played again', () => {
  let stage: FlowStage;
  beforeEach(async () => {
    stage = await openFlowStage();
  });
  afterEach(() => stage.close());

  it('asks from the third account on, where one summary is sent again a little beside itself', async () => {
    const verdicts = await farm(stage, REPLAYS['forged summary, each number by 1 %']);
    assert.ok(verdicts.indexOf('REVIEW') <= 4, verdicts.join());
    assert.ok(askedOf(verdicts) >= 44, verdicts.join());
    assert.ok(!verdicts.includes('NG'), 'hands alone end at a REVIEW');
  });

  it('asks nearly as soon where one recording’s events are', async () => {
    const verdicts = await farm(stage, REPLAYS['events again, places by 0.5 px, pace by 2 %']);
    assert.ok(verdicts.indexOf('REVIEW') <= 9, verdicts.join());
    assert.ok(askedOf(verdicts) >= 35, verdicts.join());
  });

  it('counts a summary without a token by its address', async () => {
    const same = shownAs(recordingOf().played);
    const answers = await Array.fromAsync([1, 2, 3], n =>
      stage.ask(
        {
          token: unattested(PEOPLE.chromiumOnLinux, {}, same),
          account: { id: `plain-${n}` },
          client: { ip: `203.0.113.${n}`, userAgent },
        },
        { hands: null },
      ),
    );
    assert.ok(codesOf(answers[2] ?? assert.fail()).includes('hand-replayed'));
  });

  it('forgets a hand a day after it was last shown', async () => {
    const same = shownAs(recordingOf().played);
    const ask = async (n: number) =>
      stage.ask({ token: await stage.visit(), account: { id: `${n}` } }, { hands: same, recorded: true });
    await ask(1);
    await ask(2);
    assert.ok(codesOf(await ask(3)).includes('hand-replayed'));
    stage.pass(50 * HOUR);
    assert.ok(!codesOf(await ask(4)).includes('hand-replayed'));
  });

  it('lets one person in twice, at two devices, and again where the password was wrong', async () => {
    const same = shownAs(recordingOf().played);
    const account = { id: 'one-person' };
    const token = await stage.visit();
    const asks = [
      { token, phase: 'attempted' },
      { token, phase: 'failed' },
      { token: await stage.visit({ device: 'pc' }), phase: 'attempted' },
      { token: await stage.visit({ device: 'phone' }), phase: 'attempted' },
      { token: await stage.visit({ device: 'pc' }), phase: 'succeeded' },
    ] as const;
    for (const question of asks) {
      const answer = await stage.ask({ ...question, account }, { hands: same, recorded: true });
      assert.ok(!codesOf(answer).includes('hand-replayed'));
    }
  });

  it('lets one in who mistook the name first, on the page that stayed', async () => {
    const same = shownAs(recordingOf().played);
    const device = 'first-visit';
    const names = ['hanako', 'hanaco', 'hanako@example.com', 'hanako@example.co.jp'];
    for (const id of names) {
      const answer = await stage.ask(
        { token: await stage.visit({ device }), account: { id } },
        { hands: same, recorded: true },
      );
      assert.equal(answer.verdict, 'OK');
      assert.ok(!codesOf(answer).includes('hand-replayed'), id);
    }
  });

  it('lets a family in at one PC, by its key, with whose hand ever', async () => {
    const signer = new DeviceSigner();
    const same = shownAs(recordingOf().played);
    for (const id of ['mother', 'father', 'child', 'grandmother']) {
      const token = await stage.visit({ device: 'family', signer });
      signer.spend();
      const answer = await stage.ask({ token, account: { id } }, { hands: same, recorded: true });
      assert.deepEqual([answer.verdict, codesOf(answer).includes('hand-replayed')], ['OK', false]);
    }
  });

  it('lets an office behind one address in, a hundred people at PCs of one make', async () => {
    for (const [n, played] of generatedPeople(100).entries()) {
      const token = await stage.visit({ device: `office-${n}` });
      const question = { token, account: { id: `clerk-${n}` }, client: { ip: '198.51.100.7', userAgent } };
      const answer = await stage.ask(question, {
        hands: { ...hands, movements: played.movements, rhythm: played.rhythm },
        recorded: true,
      });
      assert.ok(!codesOf(answer).includes('hand-replayed'), `clerk ${n}`);
    }
  });
});

describe('hands that are played again, on Redis', () => {
  const close = closing();

  it('asks there too', async function () {
    const stage = await stageOver('redis+postgres', this);
    close(() => stage.close());
    assert.ok(askedOf(await farm(stage, REPLAYS['forged summary, each number by 1 %'])) >= 44);
  });
});
