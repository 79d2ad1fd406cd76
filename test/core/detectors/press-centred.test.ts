import assert from 'node:assert/strict';
import { pressCentred } from '../../../server/core/detectors/press-centred.ts';
import { inputOf, isInShadow, weightOf } from '../../support/input-of.ts';
import { PEOPLE, PERSON_NAMES } from '../../support/people.ts';

const TOOL = inputOf({ presses: 3, centred: 3 });

describe('detector press-centred', () => {
  it('speaks of presses that all hit the middle', () => {
    assert.equal(weightOf(pressCentred, TOOL), 1.8);
  });

  for (const name of PERSON_NAMES) {
    it(`is silent about ${name}`, () => {
      assert.equal(weightOf(pressCentred, PEOPLE[name].hands), undefined);
    });
  }

  it('is silent where nothing was pressed', () => {
    assert.equal(weightOf(pressCentred, inputOf({ presses: 0, centred: 0 })), undefined);
  });
  it('is silent where one of the presses was beside it', () => {
    assert.equal(weightOf(pressCentred, inputOf({ presses: 3, centred: 2 })), undefined);
  });
  it('counts on Linux Chromium, where it was measured, and stays in shadow elsewhere', () => {
    assert.equal(isInShadow('press-centred', PEOPLE.chromiumOnLinux, TOOL), false);
    assert.equal(isInShadow('press-centred', PEOPLE.chromeOnWindows, TOOL), true);
    assert.equal(isInShadow('press-centred', PEOPLE.firefoxOnLinux, TOOL), true);
  });
});
