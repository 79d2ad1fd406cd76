import assert from 'node:assert/strict';
import { createSecretKey } from 'node:crypto';
import { periodAt, periodKeys } from '../../server/adapters/period-keys.ts';

const KEPT_MAX = 3;

describe('keys of periods', () => {
  const derived: number[] = [];
  const derive = (period: number) => {
    derived.push(period);
    return { key: createSecretKey(Buffer.alloc(32, period)), head: Buffer.of(period) };
  };
  const derivedBy = (run: () => void): readonly number[] => {
    derived.length = 0;
    run();
    return [...derived];
  };

  it('last an hour, which at 50,000 texts a second is far below the 2^32 of one key', () => {
    const start = Date.UTC(2026, 10, 21, 12);
    assert.equal(periodAt(start), periodAt(start + 60 * 60_000 - 1));
    assert.equal(periodAt(start) + 1, periodAt(start + 60 * 60_000));
    assert.ok(60 * 60 * 50_000 < 2 ** 32 / 20);
  });

  it('are derived once where they are kept, and each time where they are not', () => {
    const keys = periodKeys(derive, KEPT_MAX);
    assert.deepEqual(
      derivedBy(() => {
        keys.keep(1, keys.of(1));
        for (let n = 0; n < 5; n++) keys.keep(1, keys.of(1));
        for (let n = 0; n < 2; n++) keys.of(2);
      }),
      [1, 2, 2],
    );
  });

  it('are kept in a bounded number', () => {
    const keys = periodKeys(derive, KEPT_MAX);
    const everyOne = (): void => {
      for (let period = 1; period <= KEPT_MAX + 1; period++) keys.keep(period, keys.of(period));
    };
    assert.deepEqual(derivedBy(everyOne), [1, 2, 3, 4]);
    assert.deepEqual(
      derivedBy(() => keys.of(4)),
      [],
    );
    assert.deepEqual(
      derivedBy(() => keys.of(1)),
      [1],
    );
  });

  it('stay kept whatever made-up periods are tried', () => {
    const keys = periodKeys(derive, KEPT_MAX);
    keys.keep(1, keys.of(1));
    for (let period = 2; period < 200; period++) keys.of(period);
    assert.deepEqual(
      derivedBy(() => keys.of(1)),
      [],
    );
  });
});
