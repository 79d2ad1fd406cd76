import assert from 'node:assert/strict';
import { pressInstant } from '../../../server/core/detectors/press-instant.ts';
import type { StreamReadings } from '../../../shared/wire/report.ts';
import type { Streams } from '../../../shared/wire/streams.ts';
import { isInShadow, weightOf } from '../../support/input-of.ts';
import { PEOPLE, PERSON_NAMES } from '../../support/people.ts';

const { hands } = PEOPLE.chromiumOnLinux;
const pressing = (change: Partial<Streams['pointer']>): StreamReadings => {
  const { pointer } = hands;
  if (pointer === undefined || 'missing' in pointer) throw new Error('this person shows no pointer');
  return { ...hands, pointer: { ...pointer, ...change } };
};
const TOOL = pressing({ pressMs: { p10: 0, p50: 1, p90: 4 } });

describe('detector press-instant', () => {
  it('speaks of presses that end as they begin', () => {
    assert.equal(weightOf(pressInstant, TOOL), 1.6);
  });

  for (const name of PERSON_NAMES) {
    it(`is silent about ${name}`, () => {
      assert.equal(weightOf(pressInstant, PEOPLE[name].hands), undefined);
    });
  }

  it('is silent where one press in three was as long as a finger takes', () => {
    assert.equal(weightOf(pressInstant, pressing({ pressMs: { p10: 1, p50: 2, p90: 70 } })), undefined);
  });

  it('is silent of a single press, and of clicks that came without one', () => {
    assert.equal(weightOf(pressInstant, pressing({ mousePresses: 1, pressMs: { p10: 1, p50: 1, p90: 1 } })), undefined);
    assert.equal(weightOf(pressInstant, pressing({ mousePresses: 3, pressMs: null })), undefined);
  });

  it('counts on Linux Chromium, where it was measured, and stays in shadow elsewhere', () => {
    assert.equal(isInShadow('press-instant', PEOPLE.chromiumOnLinux, TOOL), false);
    assert.equal(isInShadow('press-instant', PEOPLE.chromeOnWindows, TOOL), true);
  });
});
