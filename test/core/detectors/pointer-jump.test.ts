import assert from 'node:assert/strict';
import { pointerJump } from '../../../server/core/detectors/pointer-jump.ts';
import { inputOf, isInShadow, weightOf } from '../../support/input-of.ts';
import { PEOPLE, PERSON_NAMES } from '../../support/people.ts';

const TOOL = inputOf({ firstStep: 636 });

describe('detector pointer-jump', () => {
  it('speaks of a first move from afar', () => {
    assert.equal(weightOf(pointerJump, TOOL), 0.8);
  });

  for (const name of PERSON_NAMES) {
    it(`is silent about ${name}`, () => {
      assert.equal(weightOf(pointerJump, PEOPLE[name].hands), undefined);
    });
  }

  it('is silent of a hand that swings in from the edge', () => {
    assert.equal(weightOf(pointerJump, inputOf({ firstStep: 50 })), undefined);
  });
  it('is silent where the mouse was never moved', () => {
    assert.equal(weightOf(pointerJump, inputOf({ firstStep: null })), undefined);
  });
  it('counts on Linux Chromium, where it was measured, and stays in shadow elsewhere', () => {
    assert.equal(isInShadow('pointer-jump', PEOPLE.chromiumOnLinux, TOOL), false);
    assert.equal(isInShadow('pointer-jump', PEOPLE.chromeOnWindows, TOOL), true);
    assert.equal(isInShadow('pointer-jump', PEOPLE.firefoxOnLinux, TOOL), true);
  });
});
