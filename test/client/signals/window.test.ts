import assert from 'node:assert/strict';
import { window } from '../../../client/signals/window.ts';
import { SIGNALS } from '../../../shared/wire/signals.ts';

const sizes = { innerWidth: 1200, innerHeight: 640.5, outerWidth: 1210, outerHeight: 780, screenX: -1366, screenY: 0 };

describe('client: the window signal', () => {
  it('holds sizes and place, left of the main screen too', () => {
    const signal = window({ ...sizes, visualViewport: { scale: 1.5 } });
    assert.deepEqual(SIGNALS.window.shape.parse(signal), { ...sizes, scale: 1.5 });
  });

  it('does not know the zoom where there is no visual viewport', () => {
    assert.equal(window({ ...sizes, visualViewport: null }).scale, null);
    assert.equal(window(sizes).scale, null);
  });
});
