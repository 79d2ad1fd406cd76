import assert from 'node:assert/strict';
import { submitWithoutInteraction } from '../../../server/core/detectors/submit-without-interaction.ts';
import type { Streams } from '../../../shared/wire/streams.ts';
import { featuresOf, personFacts } from '../../support/person-facts.ts';

const POINTER: Streams['pointer'] = {
  moves: 0,
  mousePresses: 0,
  touchPresses: 0,
  penPresses: 0,
  wheels: 0,
  pressMs: null,
  pathRatio: null,
  untrusted: 0,
};
const KEYS: Streams['keys'] = {
  char: 0,
  edit: 0,
  nav: 0,
  modifier: 0,
  enter: 0,
  tab: 0,
  other: 0,
  untrusted: 0,
};
const FOCUS: Streams['focus'] = {
  focuses: 0,
  pastes: 0,
  autofilled: 2,
  inputsWithoutKeys: 2,
  compositions: 0,
  untrusted: 0,
};

const weight = (summary: Partial<Streams>) =>
  submitWithoutInteraction.weigh(
    featuresOf(personFacts({ summary: { pointer: POINTER, keys: KEYS, focus: FOCUS, ...summary } })),
  )?.weight;

describe('detector submit-without-interaction', () => {
  it('speaks, lightly, when nothing was pressed, typed or pasted', () => {
    assert.equal(weight({}), 1);
    assert.equal(weight({ pointer: { ...POINTER, moves: 40, untrusted: 3 } }), 1);
  });

  it('is silent after one press, one key, one paste or one composition', () => {
    assert.equal(weight({ pointer: { ...POINTER, touchPresses: 1 } }), undefined);
    assert.equal(weight({ keys: { ...KEYS, enter: 1 } }), undefined);
    assert.equal(weight({ focus: { ...FOCUS, pastes: 1 } }), undefined);
    assert.equal(weight({ focus: { ...FOCUS, compositions: 1 } }), undefined);
  });

  it('is silent where the hands are not known', () => {
    assert.equal(submitWithoutInteraction.weigh(featuresOf(personFacts({ summary: null }))), null);
  });
});
