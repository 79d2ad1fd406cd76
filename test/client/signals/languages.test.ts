import assert from 'node:assert/strict';
import { languages } from '../../../client/signals/languages.ts';
import { SIGNALS } from '../../../shared/wire/signals.ts';

describe('client: the languages signal', () => {
  it('keeps the order of preference', () => {
    const from = { language: 'ja', languages: ['ja', 'en-US'] };
    assert.deepEqual(languages(from), from);
  });

  it('fits the wire however many there are', () => {
    const from = { language: 'x'.repeat(100), languages: Array.from({ length: 50 }, () => 'y'.repeat(100)) };
    assert.equal(SIGNALS.languages.shape.parse(languages(from)).languages.length, 20);
  });
});
