import assert from 'node:assert/strict';
import { impossibleWindowGeometry } from '../../../server/core/detectors/impossible-window-geometry.ts';
import { judge } from '../../../server/core/judge.ts';
import type { Signals } from '../../../shared/wire/signals.ts';
import { accessCourt } from '../../support/access-court.ts';
import { heldAgainst } from '../../support/evidence-of.ts';
import { PEOPLE } from '../../support/people.ts';
import { featuresOf, withSignals } from '../../support/person-facts.ts';

const WINDOW: Signals['window'] = {
  innerWidth: 1280,
  innerHeight: 800,
  outerWidth: 1280,
  outerHeight: 900,
  screenX: 0,
  screenY: 0,
  scale: 1,
};
const SCREEN: Signals['screen'] = {
  width: 1400,
  height: 1000,
  availWidth: 1400,
  availHeight: 1000,
  colorDepth: 24,
  pixelRatio: 1,
  extended: false,
};
const geometry = (window: Partial<Signals['window']>, screen: Partial<Signals['screen']> = {}) =>
  impossibleWindowGeometry.weigh(
    featuresOf(withSignals({ window: { ...WINDOW, ...window }, screen: { ...SCREEN, ...screen } })),
  )?.facts['geometry'];

describe('detector impossible-window-geometry', () => {
  it('is held against nobody but who lets a window be larger than its screen', () => {
    assert.deepEqual(heldAgainst('impossible-window-geometry'), ['scaled125', '~firefoxResisting']);
  });

  it('speaks of a page larger than its window, as an emulated viewport leaves it', () => {
    // puppeteer headless: 800 x 600 in a window of 780 x 580
    assert.equal(
      geometry({ innerWidth: 800, innerHeight: 600, outerWidth: 780, outerHeight: 580 }),
      'inner-exceeds-outer',
    );
    assert.equal(geometry({ innerHeight: 950 }), 'inner-exceeds-outer');
  });

  it('speaks of a window larger than its only screen', () => {
    // Playwright with a default viewport under a real window
    const emulated = { innerWidth: 1280, innerHeight: 720, outerWidth: 1288, outerHeight: 805 };
    assert.equal(geometry(emulated, { width: 1280, height: 720 }), 'screen-is-viewport');
    // No window manager keeps it on the screen.
    assert.equal(
      geometry({ outerWidth: 1288, outerHeight: 905 }, { width: 1240, height: 720 }),
      'outer-exceeds-screen',
    );
  });

  it('speaks of a window without frame and bars that is neither fullscreen nor an app', () => {
    const bare = { innerWidth: 1280, innerHeight: 720, outerWidth: 1280, outerHeight: 720 };
    const shown = (mode: string) =>
      impossibleWindowGeometry.weigh(
        featuresOf(
          withSignals({ window: { ...WINDOW, ...bare }, screen: SCREEN, mediaFeatures: { 'display-mode': mode } }),
        ),
      )?.facts['geometry'];
    assert.equal(shown('browser'), 'no-frame');
    for (const mode of ['fullscreen', 'standalone', 'minimal-ui']) assert.equal(shown(mode), undefined, mode);
  });

  it('lets every zoom of the browser pass', () => {
    for (const zoom of [0.25, 0.33, 0.5, 0.67, 0.75, 0.8, 0.9, 1.1, 1.25, 1.5, 2, 3, 5]) {
      const page = { innerWidth: Math.round(1280 / zoom), innerHeight: Math.round(800 / zoom) };
      assert.equal(geometry(page), undefined, `zoom ${zoom}`);
    }
  });

  it('lets a window over two screens, a kiosk and an unknown number of screens pass', () => {
    assert.equal(geometry({ outerWidth: 2600 }, { extended: true }), undefined);
    assert.equal(geometry({ outerWidth: 2600 }, { extended: null }), undefined);
    assert.equal(geometry({ innerWidth: 1400, innerHeight: 1000, outerWidth: 1400, outerHeight: 1000 }), undefined);
  });

  it('lets the rounding of fractional display scales and a hidden window pass', () => {
    assert.equal(geometry({ innerWidth: 1281, outerWidth: 1280, innerHeight: 901 }), undefined);
    assert.equal(geometry({ outerWidth: 0, outerHeight: 0 }), undefined);
  });

  it('counts on Linux Chromium, where it was measured, and stays in shadow on Windows', () => {
    const window = { ...WINDOW, innerHeight: 1200 };
    const on = (person: (typeof PEOPLE)[keyof typeof PEOPLE]) =>
      judge(featuresOf(withSignals({ window, screen: SCREEN }, {}, person)), accessCourt()).evidence.find(
        it => it.code === 'impossible-window-geometry',
      );
    assert.equal(on(PEOPLE.chromiumOnLinux)?.shadow, false);
    assert.equal(on(PEOPLE.chromeOnWindows)?.shadow, true);
  });
});
