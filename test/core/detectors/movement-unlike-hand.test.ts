import assert from 'node:assert/strict';
import type { Hand } from '../../../bench/hands/hand.ts';
import { personLogin, programLogin } from '../../../bench/hands/logins.ts';
import type { Played } from '../../../bench/hands/page.ts';
import { phrasePlayed, type Typist } from '../../../bench/hands/typing.ts';
import { counterfactual } from '../../../server/core/counterfactual.ts';
import { movementUnlikeHand } from '../../../server/core/detectors/movement-unlike-hand.ts';
import { judge } from '../../../server/core/judge.ts';
import type { StreamReadings } from '../../../shared/wire/report.ts';
import { accessCourt } from '../../support/access-court.ts';
import { PEOPLE, PERSON_NAMES, type Person } from '../../support/people.ts';
import { featuresOf, personFacts } from '../../support/person-facts.ts';
import { seededRandom } from '../../support/seeded-random.ts';

const { hands: HANDS } = PEOPLE.chromiumOnLinux;
const NO_KEYS = { char: 0, edit: 0, nav: 0, modifier: 0, enter: 0, tab: 0, other: 0, untrusted: 0 };
const NO_RHYTHM = { dwellMs: null, gapMs: null, rollovers: 0 };
const even = (ms: number) => ({ p10: ms, p50: ms, p90: ms });

const featuresWith = (hands: StreamReadings, person: Person = PEOPLE.chromiumOnLinux) =>
  featuresOf(personFacts({ summary: { ...person.hands, ...hands } }, person));
const weigh = (hands: StreamReadings, person?: Person) => movementUnlikeHand.weigh(featuresWith(hands, person));
const verdictOf = (played: Played) => judge(featuresWith(played), accessCourt());

const bot = (seed: number): Played => programLogin({ moves: 'straight', types: 'metronome' }, seededRandom(seed));

describe('core: movement-unlike-hand', () => {
  for (const name of PERSON_NAMES) {
    it(`has nothing against ${name}`, () => {
      assert.equal(weigh({}, PEOPLE[name]), null);
    });
  }

  const still: readonly [who: string, hands: StreamReadings][] = [
    ['who uses the keyboard alone', { movements: { approaches: [] } }],
    ['who has a screen reader press', { movements: { approaches: [] }, rhythm: NO_RHYTHM, keys: NO_KEYS }],
    ['whose manager fills in and sends', { movements: { approaches: [] }, rhythm: NO_RHYTHM, keys: NO_KEYS }],
    ['who clicks, and whose browser fills in', { rhythm: NO_RHYTHM, keys: NO_KEYS }],
    ['whose site switched the rhythm off', { movements: { missing: 'failed' }, rhythm: { missing: 'failed' } }],
    ['whose manager types at once (auto-type)', { rhythm: { dwellMs: even(1), gapMs: even(10), rollovers: 0 } }],
    [
      'who picks keys on the screen, or with a switch',
      { rhythm: { dwellMs: even(60), gapMs: even(1500), rollovers: 0 } },
    ],
  ];
  for (const [who, hands] of still) {
    it(`has nothing against a person ${who}`, () => {
      assert.equal(weigh(hands), null);
    });
  }

  it('is silent of fingers on glass, whose keys have no rhythm', () => {
    const rhythm = { dwellMs: even(60), gapMs: even(120), rollovers: 0 };
    const pointer = {
      ...{ moves: 4, mousePresses: 0, touchPresses: 3, penPresses: 0, wheels: 0 },
      ...{ pressMs: even(80), pathRatio: null, untrusted: 0 },
    };
    assert.notEqual(weigh({ rhythm }), null);
    assert.equal(weigh({ rhythm, pointer }), null);
    assert.equal(weigh({ rhythm }, PEOPLE.safariOnIphone), null);
  });

  const odd: readonly [who: string, like: { readonly hand?: Partial<Hand>; readonly typist?: Partial<Typist> }][] = [
    ['whose hand shakes', { hand: { tremorPx: 5, tremorHz: 5 } }],
    [
      'who are very slow',
      { hand: { startMs: 500, msPerBit: 420, hesitates: 0.6 }, typist: { gapMs: draws => draws.logNormal(900, 0.5) } },
    ],
    [
      'who are very fast',
      { hand: { startMs: 40, msPerBit: 45, hesitates: 0 }, typist: { gapMs: draws => draws.logNormal(70, 0.3) } },
    ],
    [
      'on a left-hand trackpad, in jumps',
      { hand: { device: 'trackpad', gain: 0.6, hesitates: 0.7, taps: true, bend: 0.9 } },
    ],
    ['whose rhythm a tool blurs', { typist: { gapMs: draws => draws.logNormal(170, 0.3) + 100 * draws.unit() } }],
    ['who type one key after the other', { typist: { liftsFirst: true, corrects: 0 } }],
  ];
  for (const [who, like] of odd) {
    it(`lets people in ${who}, but for one in a hundred whom it asks for a further proof`, () => {
      const random = seededRandom(21);
      const judged = Array.from({ length: 200 }, () => verdictOf(personLogin(random, like)));
      const spokenOf = judged.filter(it => it.evidence.some(({ code }) => code === 'movement-unlike-hand')).length;
      assert.ok(judged.filter(it => it.verdict !== 'OK').length <= 2);
      assert.equal(judged.filter(it => it.verdict === 'NG').length, 0);
      assert.ok(spokenOf <= 20, `${spokenOf} of 200`);
    });
  }

  it('speaks of every straight metronome, asks nearly all for a further proof, and refuses none for this alone', () => {
    const bots = Array.from({ length: 40 }, (_, seed) => bot(seed));
    // What types faster than hands may be a person's manager: then one movement is all there is to go by.
    const plain = bots.filter(it => (it.rhythm.gapMs?.p50 ?? 0) >= 40);
    const verdicts = plain.map(it => verdictOf(it).verdict);
    assert.ok(plain.length >= 30, `${plain.length}`);
    assert.ok(bots.every(it => (weigh(it)?.weight ?? 0) >= 0.5));
    assert.ok(verdicts.filter(it => it === 'REVIEW').length >= plain.length - 1, `${verdicts}`);
    assert.ok(!verdicts.includes('NG'));
  });

  it('says what gave it away, within its limit', () => {
    const weighed = weigh(bot(3));
    assert.equal(weighed?.weight, 2.8);
    assert.match(String(weighed?.facts['movementTells']), /^\w+ \+\d\.\d\d(, \w+ \+\d\.\d\d)*$/);
    assert.match(String(weighed?.facts['typingTells']), /^\w+ \+\d\.\d\d/);
  });

  it('never lets one half make up for the other', () => {
    const { movements } = bot(3);
    const before = weigh({ movements, rhythm: NO_RHYTHM, keys: NO_KEYS })?.weight ?? 0;
    assert.ok((weigh({ ...HANDS, movements })?.weight ?? 0) >= before);
  });

  it('is silent when little speaks for a program', () => {
    const features = featuresOf();
    const weight = (movementLogOdds: number, typingLogOdds: number) =>
      movementUnlikeHand.weigh({ ...features, movementLogOdds, typingLogOdds })?.weight ?? null;
    assert.deepEqual([weight(0.3, 0.1), weight(0.3, 0.25), weight(-4, 1), weight(9, -9)], [null, 0.55, 1, 2.8]);
  });

  it('is told by its cure what would have been otherwise', () => {
    const features = featuresWith(bot(5));
    const court = accessCourt();
    const found = counterfactual(features, judge(features, court), court);
    assert.equal(found?.verdict, 'OK');
  });

  it('takes an entry of eight quick keys for too little', () => {
    const keys = Array.from({ length: 8 }, (_, i) => ({ downMs: 100 * i, upMs: 100 * i + 60 }));
    const { rhythm, keys: counted } = phrasePlayed(keys);
    assert.ok((weigh({ movements: { approaches: [] }, rhythm, keys: counted })?.weight ?? 0) <= 2);
  });
});
