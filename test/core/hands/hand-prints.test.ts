import assert from 'node:assert/strict';
import { personLogin } from '../../../bench/hands/logins.ts';
import { REPLAYS, recordedLogin } from '../../../bench/hands/replays.ts';
import { handPrints } from '../../../server/core/hands/hand-prints.ts';
import type { StreamReadings } from '../../../shared/wire/report.ts';
import type { Approach } from '../../../shared/wire/streams.ts';
import { TYPING } from '../../support/person-parts.ts';
import { seededRandom } from '../../support/seeded-random.ts';

const { movements } = TYPING;
const APPROACHES: readonly Approach[] =
  movements !== undefined && 'approaches' in movements ? movements.approaches : [];
const moved = (change: Partial<Approach>, count = 3): StreamReadings => ({
  ...TYPING,
  movements: { approaches: APPROACHES.slice(0, count).map(it => ({ ...it, ...change })) },
});
const share = (count: number, of: (n: number) => boolean): number =>
  Array.from({ length: count }, (_, n) => of(n)).filter(Boolean).length / count;

describe('prints of a hand', () => {
  it('are two, and the same whenever the same numbers come', () => {
    assert.equal(handPrints(TYPING).length, 2);
    assert.equal(new Set(handPrints(TYPING)).size, 2);
    assert.equal(handPrints(TYPING).join(), handPrints(structuredClone(TYPING)).join());
  });

  it('are none of a keyboard alone, of fingers, and of what a site does not ask for', () => {
    assert.equal(handPrints(moved({}, 0)).length, 0);
    assert.equal(handPrints({ ...TYPING, movements: { missing: 'blocked' } }).length, 0);
    const { movements: _, ...without } = TYPING;
    assert.equal(handPrints(without).length, 0);
    assert.equal(handPrints(null).length, 0);
  });

  it('are none of short, straight or jumping ways', () => {
    assert.equal(handPrints(moved({ px: 39 })).length, 0);
    assert.equal(handPrints(moved({ bend: 0.009 })).length, 0);
    assert.equal(handPrints(moved({ peak: null })).length, 0);
  });

  it('are of one movement only together with keys that a hand typed', () => {
    const rhythm = { dwellMs: { p10: 60, p50: 90, p90: 140 }, gapMs: { p10: 20, p50: 30, p90: 35 }, rollovers: 0 };
    const keys = { char: 11, edit: 0, nav: 0, modifier: 0, enter: 0, tab: 0, other: 0, untrusted: 0 };
    assert.equal(handPrints(moved({}, 1)).length, 2);
    assert.equal(handPrints({ ...moved({}, 1), rhythm }).length, 0, 'a password manager');
    assert.equal(handPrints({ ...moved({}, 1), keys }).length, 0, 'too few keys');
    assert.equal(handPrints({ ...moved({}, 2), keys }).length, 2, 'two movements need none');
  });

  it('are mostly found again where a recording is played a little beside itself', () => {
    const random = seededRandom(41);
    const recordings = Array.from({ length: 150 }, () => recordedLogin(random)).filter(
      it => handPrints(it.played).length > 0,
    );
    const found = (replay: (typeof REPLAYS)[keyof typeof REPLAYS]): number =>
      share(recordings.length, n => {
        const recording = recordings[n];
        if (recording === undefined) return false;
        const own = handPrints(recording.played);
        return handPrints(replay(recording, random)).some(it => own.includes(it));
      });
    assert.ok(found(REPLAYS['forged summary, each number by 1 %']) > 0.85);
    assert.ok(found(REPLAYS['events again, to the ms and pixel']) > 0.7);
    assert.ok(found(REPLAYS['events again, places by 0.5 px, pace by 2 %']) > 0.5);
  });

  it('are no two people’s, and no person’s of two visits', () => {
    const random = seededRandom(42);
    const seen = new Set<string>();
    for (let n = 0; n < 1500; n++) {
      for (const print of handPrints(personLogin(random))) {
        assert.ok(!seen.has(print), print);
        seen.add(print);
      }
    }
  });
});
