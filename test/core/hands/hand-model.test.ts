import assert from 'node:assert/strict';
import { digestOf, firstDigest } from '../../../bench/hands/fit-model.ts';
import { programLogin } from '../../../bench/hands/logins.ts';
import { HAND_MODEL, scoreMovement, scoreTyping } from '../../../server/core/hands/hand-model.ts';
import { MOVEMENT_FEATURE_NAMES } from '../../../server/core/hands/movement-features.ts';
import { TYPING_FEATURE_NAMES } from '../../../server/core/hands/typing-features.ts';
import { seededRandom } from '../../support/seeded-random.ts';

const KEYS = { char: 30, edit: 0, nav: 0, modifier: 0, enter: 0, tab: 0, other: 0, untrusted: 0 };
const even = (ms: number) => ({ p10: ms, p50: ms, p90: ms });

describe('core: the model of hands', () => {
  it('is as it was fitted', () => {
    const { movement, typing, sha256 } = HAND_MODEL;
    assert.equal(digestOf({ movement, typing }), sha256);
  });

  it('was fitted on what features and generators mean today (else: npm run fit:hands)', () => {
    assert.equal(firstDigest(), HAND_MODEL.trainedOn.firstSha256);
  });

  it('reads the features that are made, each with the range that training saw', () => {
    const names = (half: 'movement' | 'typing') => HAND_MODEL[half].model.features.map(([name]) => name);
    assert.deepEqual(names('movement'), MOVEMENT_FEATURE_NAMES);
    assert.deepEqual(names('typing'), [...TYPING_FEATURE_NAMES]);
    for (const [name, low, high] of [...HAND_MODEL.movement.model.features, ...HAND_MODEL.typing.model.features])
      assert.ok(low < high, name);
  });

  it('says nothing where nothing moved, and of too few keys', () => {
    assert.equal(scoreMovement({ approaches: [] }), null);
    const rhythm = { dwellMs: even(60), gapMs: even(120), rollovers: 0 };
    assert.equal(scoreTyping({ ...rhythm, gapMs: null }, KEYS), null);
    assert.equal(scoreTyping(rhythm, { ...KEYS, char: 7 }), null);
  });

  it('says nothing of keys that a tool types for a person, or that are picked one by one', () => {
    for (const gap of [0, 12, 39, 1300]) {
      assert.equal(scoreTyping({ dwellMs: even(1), gapMs: even(gap), rollovers: 0 }, KEYS), null, `${gap} ms`);
    }
  });

  it('calls a metronome one, and holds what is little under what asks for a further proof', () => {
    const rhythm = { dwellMs: even(60), gapMs: even(120), rollovers: 0 };
    assert.ok((scoreTyping(rhythm, KEYS)?.logOdds ?? 0) > 2.6);
    assert.equal(scoreTyping(rhythm, { ...KEYS, char: 15 })?.logOdds, 2);
    const random = seededRandom(12);
    const logins = Array.from({ length: 9 }, () => programLogin({ moves: 'straight', types: 'metronome' }, random));
    const movements = logins.map(it => it.movements).find(it => it.approaches.length === 3);
    assert.ok(movements !== undefined);
    assert.ok((scoreMovement(movements)?.logOdds ?? 0) > 2.6);
    assert.equal(scoreMovement({ approaches: movements.approaches.slice(0, 1) })?.logOdds, 2);
  });
});
