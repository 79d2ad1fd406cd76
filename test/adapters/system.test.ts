import assert from 'node:assert/strict';
import { systemClock, systemRandom } from '../../server/adapters/system.ts';

describe('system', () => {
  it('gives random bytes as hex, as many as asked for, never the same twice', () => {
    const seen = new Set<string>();
    for (let i = 0; i < 2000; i++) {
      const hex = systemRandom.hex(1 + (i % 32));
      assert.match(hex, /^[0-9a-f]+$/);
      assert.equal(hex.length, 2 * (1 + (i % 32)));
      if (hex.length >= 24) seen.add(hex.slice(0, 24));
    }
    const long = Array.from({ length: 2000 }, (_, i) => 1 + (i % 32)).filter(bytes => bytes >= 12).length;
    assert.equal(seen.size, long);
  });

  it('spreads evenly over all byte values', () => {
    const counts = new Map<string, number>();
    for (let i = 0; i < 4000; i++)
      for (const byte of systemRandom.hex(16).match(/../g) ?? []) counts.set(byte, (counts.get(byte) ?? 0) + 1);
    assert.equal(counts.size, 256);
    // 250 expected each; 5 sigma is 79.
    for (const [byte, n] of counts) assert.ok(Math.abs(n - 250) < 120, `${byte}: ${n}`);
  });

  it('has a monotonic clock beside that of the wall', () => {
    const [a, b] = [systemClock.monotonic(), systemClock.monotonic()];
    assert.ok(b >= a);
    assert.ok(Math.abs(systemClock.now() - Date.now()) < 1000);
  });
});
