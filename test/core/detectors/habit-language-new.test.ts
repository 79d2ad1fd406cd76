import assert from 'node:assert/strict';
import { habitLanguageNew } from '../../../server/core/detectors/habit-language-new.ts';
import { featuresOf } from '../../support/person-facts.ts';

describe('habit-language-new', () => {
  it('raises by as much as the history says', () => {
    assert.equal(habitLanguageNew.weigh({ ...featuresOf(), habitLanguages: 1.39 })?.weight, 1.39);
  });

  it('says nothing of what is usual, or not known', () => {
    for (const habitLanguages of [0, -1, { unknown: 'not-applicable' } as const]) {
      assert.equal(habitLanguageNew.weigh({ ...featuresOf(), habitLanguages }), null);
    }
    assert.equal(habitLanguageNew.weigh(featuresOf()), null);
  });
});
