import assert from 'node:assert/strict';
import { movesOffGrid } from '../../../server/core/detectors/moves-off-grid.ts';
import { inputOf, isInShadow, weightOf } from '../../support/input-of.ts';
import { PEOPLE, PERSON_NAMES } from '../../support/people.ts';

const TOOL = inputOf({ moves: 49, offGrid: 38 });

describe('detector moves-off-grid', () => {
  it('speaks of a path between the pixels', () => {
    assert.equal(weightOf(movesOffGrid, TOOL), 1.2);
  });

  for (const name of PERSON_NAMES) {
    it(`is silent about ${name}`, () => {
      assert.equal(weightOf(movesOffGrid, PEOPLE[name].hands), undefined);
    });
  }

  it('is silent of a move while the page was being zoomed', () => {
    assert.equal(weightOf(movesOffGrid, inputOf({ moves: 81, offGrid: 1 })), undefined);
  });
  it('is silent of too few moves', () => {
    assert.equal(weightOf(movesOffGrid, inputOf({ moves: 9, offGrid: 9 })), undefined);
  });
  it('counts on Linux Chromium, where it was measured, and stays in shadow elsewhere', () => {
    assert.equal(isInShadow('moves-off-grid', PEOPLE.chromiumOnLinux, TOOL), false);
    assert.equal(isInShadow('moves-off-grid', PEOPLE.chromeOnWindows, TOOL), true);
    assert.equal(isInShadow('moves-off-grid', PEOPLE.firefoxOnLinux, TOOL), true);
  });
});
