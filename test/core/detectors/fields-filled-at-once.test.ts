import assert from 'node:assert/strict';
import { fieldsFilledAtOnce } from '../../../server/core/detectors/fields-filled-at-once.ts';
import { inputOf, isInShadow, weightOf } from '../../support/input-of.ts';
import { PEOPLE, PERSON_NAMES } from '../../support/people.ts';

const TOOL = inputOf({ filled: 2 });

describe('detector fields-filled-at-once', () => {
  it('speaks of fields that got their text at once', () => {
    assert.equal(weightOf(fieldsFilledAtOnce, TOOL), 1);
  });

  for (const name of PERSON_NAMES) {
    it(`is silent about ${name}`, () => {
      assert.equal(weightOf(fieldsFilledAtOnce, PEOPLE[name].hands), undefined);
    });
  }

  it('counts on Linux Chromium, where it was measured, and stays in shadow elsewhere', () => {
    assert.equal(isInShadow('fields-filled-at-once', PEOPLE.chromiumOnLinux, TOOL), false);
    assert.equal(isInShadow('fields-filled-at-once', PEOPLE.chromeOnWindows, TOOL), true);
    assert.equal(isInShadow('fields-filled-at-once', PEOPLE.firefoxOnLinux, TOOL), true);
  });
});
