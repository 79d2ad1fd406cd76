import assert from 'node:assert/strict';
import { platform } from '../../../client/signals/platform.ts';

describe('client: the platform signal', () => {
  it('is the browser’s own, cut to what the wire takes', () => {
    assert.equal(platform({ platform: 'Linux x86_64' }), 'Linux x86_64');
    assert.equal(platform({ platform: 'x'.repeat(100) }).length, 64);
  });
});
