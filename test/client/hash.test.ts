import assert from 'node:assert/strict';
import { hash } from '../../client/hash.ts';

describe('client: hash', () => {
  it('is 53 bits as 14 hexadecimal digits, of the empty text too', () => {
    for (const text of ['', 'a', '関所', 'x'.repeat(100_000)]) assert.match(hash(text), /^[01][0-9a-f]{13}$/);
  });

  it('stays as it is: a change would make every browser a new one', () => {
    assert.equal(hash(''), '09117b97035dd1');
    assert.equal(hash('sekisho'), '0f627afbedeaa1');
  });

  it('tells texts apart that differ in one character', () => {
    const hashes = new Set(Array.from({ length: 20_000 }, (_, i) => hash(`text ${i}`)));
    assert.equal(hashes.size, 20_000);
  });
});
