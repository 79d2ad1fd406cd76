import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ATTRIBUTE_NAMES } from '../../../server/core/linking/attributes.ts';
import { compareImages, refusalOf } from '../../../server/core/linking/compare.ts';
import { CALIBRATIONS, confidenceOf, NAMED_FROM, namedFrom } from '../../../server/core/linking/confidence.ts';
import type { Crowds } from '../../../server/core/linking/crowds.ts';
import type { DeviceImage } from '../../../server/core/linking/device-image.ts';
import { type Candidate, link, logOddsOf } from '../../../server/core/linking/link.ts';
import { crowdsOf, LAPTOP } from './image-sample.ts';

const shareOf = () => null;
const candidate = (image: DeviceImage, more: Partial<Candidate> = {}): Candidate => ({
  id: 'dev_1',
  image,
  days: 14,
  keyDiffers: false,
  ...more,
});
const ask = (image: DeviceImage, candidates: readonly Candidate[], crowds: Crowds = crowdsOf({})) =>
  link(image, candidates, { crowds, shareOf });

describe('linking a browser that cleared everything', () => {
  it('names the device when its image is one of a kind', () => {
    const answer = ask(LAPTOP, [candidate(LAPTOP)]);
    assert.equal(answer.id, 'dev_1');
    assert.equal(answer.abstains, null);
    assert.ok(answer.confidence > 0.97, String(answer.confidence));
  });

  it('names it after a browser update and a new window', () => {
    const later = { ...LAPTOP, browserMajor: 148, frame: 48 };
    assert.equal(ask(later, [candidate(LAPTOP)]).id, 'dev_1');
  });

  it('never takes a device whose browser was newer, or of another engine, system or browser', () => {
    assert.equal(refusalOf(LAPTOP, { ...LAPTOP, browserMajor: 146 }), 'version-fell');
    assert.equal(refusalOf(LAPTOP, { ...LAPTOP, engineFamily: 'gecko' }), 'engine-differs');
    assert.equal(refusalOf(LAPTOP, { ...LAPTOP, osFamily: 'macos' }), 'system-differs');
    assert.equal(refusalOf(LAPTOP, { ...LAPTOP, browserFamily: 'edge' }), 'browser-differs');
    assert.equal(refusalOf({ ...LAPTOP, browserMajor: null }, LAPTOP), null);
    const answer = ask({ ...LAPTOP, browserMajor: 146 }, [candidate(LAPTOP)]);
    assert.deepEqual([answer.id, answer.abstains, answer.confidence], [null, 'no-candidate', 0]);
  });

  it('never names a candidate that has proven another key, however alike', () => {
    assert.equal(ask(LAPTOP, [candidate(LAPTOP, { keyDiffers: true })]).id, null);
    const two = [candidate(LAPTOP, { keyDiffers: true }), candidate(LAPTOP, { id: 'dev_2' })];
    assert.notEqual(ask(LAPTOP, two, crowdsOf({ whole: 2 })).id, 'dev_1');
  });

  it('abstains where two known devices are alike, and says that it is a crowd', () => {
    const two = [candidate(LAPTOP), candidate(LAPTOP, { id: 'dev_2' })];
    const answer = ask(LAPTOP, two, crowdsOf({ whole: 2, person: 2, machine: 2, hardware: 2 }));
    assert.deepEqual([answer.id, answer.abstains], [null, 'crowd']);
    assert.ok(answer.confidence < 0.7, String(answer.confidence));
  });

  it('abstains where the store lists one of many that are alike', () => {
    const answer = ask(LAPTOP, [candidate(LAPTOP)], crowdsOf({ whole: 300, person: 300, machine: 300, hardware: 300 }));
    assert.deepEqual([answer.id, answer.abstains], [null, 'crowd']);
  });

  it('abstains on every iPhone, with the reason', () => {
    const phone = { ...LAPTOP, osFamily: 'ios', engineFamily: 'webkit', browserFamily: 'safari' };
    assert.equal(ask(phone, [candidate(phone)]).abstains, 'indistinct-kind');
  });

  it('abstains where the browser hides nearly everything', () => {
    const bare = Object.fromEntries(ATTRIBUTE_NAMES.map(name => [name, null]));
    const hidden = { ...LAPTOP, ...bare };
    assert.equal(ask(hidden, [candidate(hidden)]).abstains, 'hidden');
  });

  it('names nobody of an engine that it was not measured on', () => {
    const odd = { ...LAPTOP, engineFamily: 'presto' };
    assert.equal(ask(odd, [candidate(odd)]).id, null);
  });

  it('answers the same recallId whether or not it names a device', () => {
    assert.equal(ask(LAPTOP, []).recallId, ask(LAPTOP, [candidate(LAPTOP)]).recallId);
  });

  it('is not swayed by the order of the candidates', () => {
    const all = [
      candidate(LAPTOP),
      candidate({ ...LAPTOP, fonts: ['a'] }, { id: 'dev_2' }),
      candidate({ ...LAPTOP, languages: 'en' }, { id: 'dev_3' }),
    ];
    assert.deepEqual(ask(LAPTOP, all.toReversed()), ask(LAPTOP, all));
  });
});

describe('the odds of a link', () => {
  const compared = (before: DeviceImage, now: DeviceImage, crowds = crowdsOf({})) =>
    compareImages(before, now, { days: 14, crowds, shareOf });

  it('are 1 to (rivals + devices not listed + devices never seen)', () => {
    const crowds = crowdsOf({ whole: 3 });
    const that = { ...compared(LAPTOP, LAPTOP), logRatio: Math.log(2000) };
    const rival = { ...that, logRatio: Math.log(1000) };
    const odds = logOddsOf(that, { possible: [that, rival], compared: [that, rival], crowds });
    // Rival 1/2, one unlisted of three, never seen: 1000/2000 by chance and 2 that are known to be alike.
    assert.ok(Math.abs(odds - -Math.log(0.5 + 1 + 0.5 + 2)) < 1e-9, String(odds));
  });

  it('are the same from either side where nothing only rises', () => {
    const other = { ...LAPTOP, canvasText: 'x', languages: 'en', fonts: ['a', 'b', 'c'] };
    assert.ok(Math.abs(compared(LAPTOP, other).logRatio - compared(other, LAPTOP).logRatio) < 1e-9);
  });

  it('fall with every attribute that differs, and with the days where it agrees', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ATTRIBUTE_NAMES), name => {
        const changed = { ...LAPTOP, [name]: name === 'fonts' ? ['z'] : 'other' };
        assert.ok(compared(LAPTOP, changed).logRatio < compared(LAPTOP, LAPTOP).logRatio, name);
      }),
    );
    const aged = (days: number) => compareImages(LAPTOP, LAPTOP, { days, crowds: crowdsOf({}), shareOf }).logRatio;
    assert.ok(aged(180) < aged(1));
  });

  it('fall with every crowd that grows', () => {
    const base = crowdsOf({});
    for (const name of ['machine', 'fonts', 'settings', 'withoutScreen'] as const) {
      const crowded = { ...base, [name]: 100 };
      assert.ok(compared(LAPTOP, LAPTOP, crowded).logRatio < compared(LAPTOP, LAPTOP, base).logRatio, name);
    }
  });
});

describe('confidence', () => {
  const table = [
    [-2, 0.1],
    [0, 0.5],
    [4, 0.9],
  ] as const;

  it('lies on a straight line between two points, and at the ends beyond them', () => {
    assert.deepEqual(
      [-9, -2, -1, 0, 1, 4, 9].map(it => Math.round(confidenceOf(it, table) * 1000) / 1000),
      [0.1, 0.1, 0.3, 0.5, 0.6, 0.9, 0.9],
    );
    assert.equal(confidenceOf(3, []), 0);
  });

  it('never falls with the odds, for any engine', () => {
    const odds = fc.double({ min: -30, max: 30, noNaN: true });
    for (const rows of Object.values(CALIBRATIONS)) {
      fc.assert(
        fc.property(odds, odds, (a, b) => {
          assert.ok(confidenceOf(Math.min(a, b), rows) <= confidenceOf(Math.max(a, b), rows));
        }),
      );
    }
  });

  it('is at least 0.95 wherever a device is named', () => {
    for (const [engine, rows] of Object.entries(CALIBRATIONS)) {
      assert.ok(confidenceOf(NAMED_FROM[engine] ?? 0, rows) >= 0.95, engine);
    }
    assert.equal(namedFrom('presto'), Number.POSITIVE_INFINITY);
  });
});
