import assert from 'node:assert/strict';
import { TYPING_FEATURE_NAMES, typingFeatures } from '../../../server/core/hands/typing-features.ts';

const KEYS = { char: 20, edit: 2, nav: 0, modifier: 1, enter: 1, tab: 1, other: 0, untrusted: 0 };

describe('core: features of typing', () => {
  it('are logarithms of the quantiles, their width, their lean, and shares of the characters', () => {
    const row = typingFeatures(
      { dwellMs: { p10: 49, p50: 79, p90: 99 }, gapMs: { p10: 99, p50: 159, p90: 399 }, rollovers: 5 },
      KEYS,
    );
    const expected = {
      characters: Math.log(20),
      dwell: Math.log(80),
      dwellWidth: Math.log(100) - Math.log(50),
      dwellLean: 0.4,
      gap: Math.log(160),
      gapWidth: Math.log(400) - Math.log(100),
      gapLean: 0.8,
      shortestGap: Math.log(100),
      dwellOverGap: Math.log(80) - Math.log(160),
      rollovers: 0.25,
      corrections: 0.1,
    };
    assert.deepEqual(row, expected);
    assert.deepEqual(Object.keys(row ?? {}), [...TYPING_FEATURE_NAMES]);
  });

  it('know no lean of quantiles that are one', () => {
    const one = { p10: 5, p50: 5, p90: 5 };
    const row = typingFeatures({ dwellMs: one, gapMs: one, rollovers: 0 }, KEYS);
    assert.deepEqual([row?.['dwellLean'], row?.['gapWidth']], [null, 0]);
  });

  it('are none without keys', () => {
    const some = { p10: 5, p50: 5, p90: 5 };
    assert.equal(typingFeatures({ dwellMs: null, gapMs: null, rollovers: 0 }, KEYS), null);
    assert.equal(typingFeatures({ dwellMs: some, gapMs: some, rollovers: 0 }, { ...KEYS, char: 0 }), null);
  });
});
