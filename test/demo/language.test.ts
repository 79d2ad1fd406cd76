import assert from 'node:assert/strict';
import { language } from '../../demo/language.ts';

describe('demo: language', () => {
  it('is Japanese for those who prefer it, English for all others', () => {
    const told: readonly [string | undefined, string][] = [
      [undefined, 'en'],
      ['', 'en'],
      ['*', 'en'],
      ['ja', 'ja'],
      ['ja-JP,ja;q=0.9,en-US;q=0.8,en;q=0.7', 'ja'],
      ['JA-jp', 'ja'],
      ['en-US,en;q=0.9,ja;q=0.8', 'en'],
      ['en;q=0.5, ja', 'ja'],
      ['fr,ja;q=0.3', 'ja'],
      ['de-DE,de', 'en'],
      ['ja;q=0', 'en'],
      ['ja;q=x', 'en'],
      [';;;,,,=', 'en'],
    ];
    for (const [header, expected] of told) assert.equal(language(header), expected, String(header));
  });
});
