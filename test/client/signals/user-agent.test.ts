import assert from 'node:assert/strict';
import { userAgent } from '../../../client/signals/user-agent.ts';
import { SIGNALS } from '../../../shared/wire/signals.ts';

describe('client: the userAgent signal', () => {
  it('is the browser’s own', () => {
    assert.equal(userAgent({ userAgent: 'Mozilla/5.0 (X11)' }), 'Mozilla/5.0 (X11)');
  });

  it('fits the wire however long it is', () => {
    assert.equal(SIGNALS.userAgent.shape.parse(userAgent({ userAgent: 'x'.repeat(5000) })).length, 1024);
  });
});
