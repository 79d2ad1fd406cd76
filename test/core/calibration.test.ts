import assert from 'node:assert/strict';
import {
  atLeast,
  type Calibration,
  calibrationOf,
  isActive,
  isOwnersVisit,
  type PlaceCount,
  UNCALIBRATED,
  visitCounts,
} from '../../server/core/calibration.ts';
import { DETECTORS } from '../../server/core/detectors/index.ts';
import { pressWithoutPressure } from '../../server/core/detectors/press-without-pressure.ts';
import { submitInstant } from '../../server/core/detectors/submit-instant.ts';
import { judge } from '../../server/core/judge.ts';
import { accessCourt } from '../support/access-court.ts';
import { inputOf } from '../support/input-of.ts';
import { PEOPLE } from '../support/people.ts';
import { featuresOf, personFacts } from '../support/person-facts.ts';

const CODE = 'press-without-pressure';
const count = (change: Partial<PlaceCount>): PlaceCount => ({
  code: CODE,
  engine: 'chromium',
  system: 'windows',
  version: 156,
  known: 0,
  fired: 0,
  oddKeys: 0,
  ...change,
});
const said = ({ promoted, demoted }: Calibration) => [[...promoted], [...demoted]];

describe('calibration', () => {
  it('promotes a tell where a thousand visits of owners showed it in less than one of a thousand', () => {
    const place = `${CODE} chromium windows`;
    assert.deepEqual(said(calibrationOf(DETECTORS, [count({ known: 999 })])), [[], []]);
    assert.deepEqual(said(calibrationOf(DETECTORS, [count({ known: 1000 })])), [[place], []]);
    assert.deepEqual(said(calibrationOf(DETECTORS, [count({ known: 1000, fired: 1 })])), [[], []]);
    assert.deepEqual(said(calibrationOf(DETECTORS, [count({ known: 1001, fired: 1 })])), [[place], []]);
    assert.deepEqual(said(calibrationOf(DETECTORS, [count({ known: 600 }), count({ version: 157, known: 400 })])), [
      [place],
      [],
    ]);
  });

  it('demotes a tell in the release that flips it, and in no other', () => {
    const flipped = count({ version: 157, known: 6, fired: 5, oddKeys: 5 });
    assert.deepEqual(said(calibrationOf(DETECTORS, [count({ known: 5000, fired: 2 }), flipped])), [
      [`${CODE} chromium windows`],
      [`${CODE} chromium windows 157`],
    ]);
    assert.deepEqual(
      said(calibrationOf(DETECTORS, [count({ known: 30, fired: 30, oddKeys: 4 })])),
      [[], []],
      'four may be one odd machine',
    );
    assert.deepEqual(
      said(calibrationOf(DETECTORS, [count({ known: 3000, fired: 5, oddKeys: 5 })])),
      [[], []],
      'as many as are allowed',
    );
  });

  it('promotes nothing that counts there anyway', () => {
    const everywhere = { code: 'submit-instant' };
    const measured = { system: 'linux' } as const;
    for (const it of [everywhere, measured]) {
      assert.deepEqual(said(calibrationOf(DETECTORS, [count({ ...it, known: 5000 })])), [[], []]);
    }
  });

  it('reckons how likely so many are as the Poisson distribution has it', () => {
    // 1 - e^-2 (1 + 2 + 2 + 4/3) and 1 - e^-0.1 (1 + 0.1 + 0.005), by hand.
    assert.ok(Math.abs(atLeast(4, 2) - 0.142877) < 1e-6);
    assert.ok(Math.abs(atLeast(3, 0.1) - 0.000154653) < 1e-9);
    assert.equal(atLeast(3, 5), 1);
    assert.ok(atLeast(3, 0.003) > 0);
  });

  it('has a detector count where it was measured, where it was promoted, and where it was not demoted', () => {
    const windows = featuresOf(personFacts({}, PEOPLE.chromeOnWindows));
    const linux = featuresOf(personFacts({}, PEOPLE.chromiumOnLinux));
    const calibration = (change: Partial<Calibration>): Calibration => ({ ...UNCALIBRATED, ...change });
    const promoted = calibration({ promoted: new Set([`${CODE} chromium windows`]) });
    const version = windows.browserVersion;
    const demoted = new Set([`${CODE} chromium windows ${version}`, `submit-instant chromium windows ${version}`]);
    assert.equal(isActive(pressWithoutPressure, linux, UNCALIBRATED), true);
    assert.equal(isActive(pressWithoutPressure, windows, UNCALIBRATED), false);
    assert.equal(isActive(pressWithoutPressure, windows, promoted), true);
    assert.equal(isActive(pressWithoutPressure, windows, { ...promoted, demoted }), false);
    assert.equal(isActive(pressWithoutPressure, { ...windows, browserVersion: 12 }, { ...promoted, demoted }), true);
    assert.equal(isActive(submitInstant, windows, UNCALIBRATED), true);
    assert.equal(isActive(submitInstant, windows, calibration({ demoted })), false);
  });

  it('counts each tell that knew what it reads, also in shadow, and none of what is declared', () => {
    const person = PEOPLE.chromeOnWindows;
    const features = featuresOf(personFacts({ summary: inputOf({ presses: 1, unpressed: 1 }, person) }, person));
    const counted = visitCounts(DETECTORS, features);
    const codes = counted.map(it => it.code);
    assert.deepEqual(
      counted.filter(it => it.code === CODE),
      [count({ known: 1, fired: 1, oddKeys: 1 })],
    );
    assert.ok(!codes.includes('webdriver') && !codes.includes('device-many-accounts'));
    const blind = visitCounts(DETECTORS, { ...features, pressesWithoutPressure: { unknown: 'blocked' } });
    assert.ok(!blind.some(it => it.code === CODE));
    assert.deepEqual(visitCounts(DETECTORS, { ...features, engine: { unknown: 'blocked' } }), []);
  });

  it('takes no visit for an owner’s that is not vouched for, is forked, or declares a program', () => {
    const features = { ...featuresOf(), deviceVouched: true, deviceKeyForked: false };
    const isOwners = (change: object): boolean => {
      const it = { ...features, ...change };
      return isOwnersVisit(DETECTORS, it, judge(it, accessCourt()).evidence);
    };
    assert.equal(isOwners({}), true);
    assert.equal(isOwners({ pressesWithoutPressure: 1 }), true, 'what is to be calibrated');
    assert.equal(isOwners({ deviceVouched: false }), false);
    assert.equal(isOwners({ deviceKeyForked: true }), false);
    assert.equal(isOwners({ webdriver: true }), false);
    assert.equal(isOwners({ tokenUse: 'abused' }), false);
  });
});
