import assert from 'node:assert/strict';
import { habitRhythmUnlike } from '../../../server/core/detectors/habit-rhythm-unlike.ts';
import { judge } from '../../../server/core/judge.ts';
import { accessCourt } from '../../support/access-court.ts';
import { featuresOf } from '../../support/person-facts.ts';

describe('habit-rhythm-unlike', () => {
  it('raises by as much as the history says, and never asks by itself', () => {
    const features = { ...featuresOf(), habitRhythm: 0.99 };
    assert.equal(habitRhythmUnlike.weigh(features)?.weight, 0.99);
    assert.equal(judge(features, accessCourt()).verdict, 'OK');
  });

  it('says nothing of the usual rhythm, or of none', () => {
    assert.equal(habitRhythmUnlike.weigh(featuresOf()), null);
    assert.equal(habitRhythmUnlike.weigh({ ...featuresOf(), habitRhythm: { unknown: 'state-away' } }), null);
  });
});
