import assert from 'node:assert/strict';
import { inputClockSynthetic } from '../../../server/core/detectors/input-clock-synthetic.ts';
import { inputOf, isInShadow, weightOf } from '../../support/input-of.ts';
import { PEOPLE, PERSON_NAMES } from '../../support/people.ts';

const TOOL = inputOf({ keyClock: { timed: 60, tenths: 10 } });

describe('detector input-clock-synthetic', () => {
  it('speaks of time stamps that fall on all tenths of a millisecond', () => {
    assert.equal(weightOf(inputClockSynthetic, TOOL), 3.6);
  });

  for (const name of PERSON_NAMES) {
    it(`is silent about ${name}`, () => {
      assert.equal(weightOf(inputClockSynthetic, PEOPLE[name].hands), undefined);
    });
  }

  it('speaks of three events on three tenths, and is silent of events on two', () => {
    const on = (tenths: number) => weightOf(inputClockSynthetic, inputOf({ keyClock: { timed: 3, tenths } }));
    assert.equal(on(3), 3.6);
    assert.equal(on(2), undefined);
  });
  it('is silent of a clock that is corrected once while the page is open', () => {
    assert.equal(weightOf(inputClockSynthetic, inputOf({ pointerClock: { timed: 80, tenths: 2 } })), undefined);
  });
  it('stays in shadow on a Chromebook, whose devices have finer clocks', () => {
    assert.equal(isInShadow('input-clock-synthetic', PEOPLE.chromeOnChromeOs, TOOL), true);
  });

  it('counts on Linux Chromium, where it was measured, and stays in shadow elsewhere', () => {
    assert.equal(isInShadow('input-clock-synthetic', PEOPLE.chromiumOnLinux, TOOL), false);
    assert.equal(isInShadow('input-clock-synthetic', PEOPLE.chromeOnWindows, TOOL), true);
    assert.equal(isInShadow('input-clock-synthetic', PEOPLE.firefoxOnLinux, TOOL), true);
  });
});
