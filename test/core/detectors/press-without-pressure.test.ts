import assert from 'node:assert/strict';
import { pressWithoutPressure } from '../../../server/core/detectors/press-without-pressure.ts';
import { inputOf, isInShadow, weightOf } from '../../support/input-of.ts';
import { PEOPLE, PERSON_NAMES } from '../../support/people.ts';

const TOOL = inputOf({ presses: 3, unpressed: 3 });

describe('detector press-without-pressure', () => {
  it('speaks of presses of a mouse without pressure', () => {
    assert.equal(weightOf(pressWithoutPressure, TOOL), 2.7);
  });

  for (const name of PERSON_NAMES) {
    it(`is silent about ${name}`, () => {
      assert.equal(weightOf(pressWithoutPressure, PEOPLE[name].hands), undefined);
    });
  }

  it('is silent where nothing was pressed by a mouse', () => {
    assert.equal(weightOf(pressWithoutPressure, inputOf({ presses: 0, unpressed: 0 })), undefined);
  });
  it('counts on Linux Chromium, where it was measured, and stays in shadow elsewhere', () => {
    assert.equal(isInShadow('press-without-pressure', PEOPLE.chromiumOnLinux, TOOL), false);
    assert.equal(isInShadow('press-without-pressure', PEOPLE.chromeOnWindows, TOOL), true);
    assert.equal(isInShadow('press-without-pressure', PEOPLE.firefoxOnLinux, TOOL), true);
  });
});
