import assert from 'node:assert/strict';
import { capitalsWithoutShift } from '../../../server/core/detectors/capitals-without-shift.ts';
import { inputOf, isInShadow, weightOf } from '../../support/input-of.ts';
import { PEOPLE, PERSON_NAMES } from '../../support/people.ts';

const TOOL = inputOf({ unshifted: 1 });

describe('detector capitals-without-shift', () => {
  it('speaks of one capital without Shift', () => {
    assert.equal(weightOf(capitalsWithoutShift, TOOL), 2.7);
  });

  for (const name of PERSON_NAMES) {
    it(`is silent about ${name}`, () => {
      assert.equal(weightOf(capitalsWithoutShift, PEOPLE[name].hands), undefined);
    });
  }

  it('counts on Linux Chromium, where it was measured, and stays in shadow elsewhere', () => {
    assert.equal(isInShadow('capitals-without-shift', PEOPLE.chromiumOnLinux, TOOL), false);
    assert.equal(isInShadow('capitals-without-shift', PEOPLE.chromeOnWindows, TOOL), true);
    assert.equal(isInShadow('capitals-without-shift', PEOPLE.firefoxOnLinux, TOOL), true);
  });
});
