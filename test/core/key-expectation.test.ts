import assert from 'node:assert/strict';
import { type Keeping, keyExpected } from '../../server/core/key-expectation.ts';

const keeping = (change: Partial<Keeping>): Keeping => ({
  engine: 'chromium',
  days: 1,
  webview: false,
  privateWindow: false,
  ...change,
});

describe('the expectation of a key', () => {
  it('holds for a browser that keeps what it stored', () => {
    for (const engine of ['chromium', 'gecko', 'webkit'] as const) assert.equal(keyExpected(keeping({ engine })), true);
    assert.equal(keyExpected(keeping({ days: 29 })), true);
  });

  it('ends on WebKit after seven days, and anywhere after a month', () => {
    assert.equal(keyExpected(keeping({ engine: 'webkit', days: 6.9 })), true);
    assert.equal(keyExpected(keeping({ engine: 'webkit', days: 7 })), false);
    for (const engine of ['chromium', 'gecko'] as const)
      assert.equal(keyExpected(keeping({ engine, days: 30 })), false);
  });

  it('is of no webview and of no private window', () => {
    assert.equal(keyExpected(keeping({ webview: true })), false);
    assert.equal(keyExpected(keeping({ privateWindow: true })), false);
  });
});
