import assert from 'node:assert/strict';
import { display } from '../../../client/more-signals/display.ts';
import { SIGNALS } from '../../../shared/wire/signals.ts';

const PAGE = { documentElement: { clientWidth: 1265 }, fullscreenElement: null };
const SCREEN = { pixelDepth: 24, availLeft: 0, availTop: 28, orientation: { type: 'landscape-primary', angle: 0 } };

describe('client: the display signal', () => {
  it('holds the frame, the orientation and the viewport', () => {
    const visualViewport = Object.assign(new EventTarget(), { width: 1265, height: 700.5 });
    const view = { screen: SCREEN, visualViewport } as unknown as Parameters<typeof display>[0];
    assert.deepEqual(SIGNALS.display.shape.parse(display(view, PAGE)), {
      availLeft: 0,
      availTop: 28,
      pixelDepth: 24,
      orientation: 'landscape-primary',
      angle: 0,
      viewportWidth: 1265,
      viewportHeight: 700.5,
      pageWidth: 1265,
      fullscreen: false,
    });
  });

  it('holds null where the browser does not say, as Safari of the frame', () => {
    const signal = display({ screen: { pixelDepth: 24 }, visualViewport: null }, PAGE);
    assert.deepEqual(
      [signal.availTop, signal.orientation, signal.angle, signal.viewportWidth],
      [null, null, null, null],
    );
  });
});
