import assert from 'node:assert/strict';
import { fonts, installedFonts } from '../../../client/more-signals/fonts.ts';
import { SIGNALS } from '../../../shared/wire/signals.ts';

/** A canvas on a machine that has these: the first family that is there gives the width. */
function canvas(widths: Readonly<Record<string, number>>) {
  let font = '';
  return {
    set font(it: string) {
      font = it;
    },
    measureText: () => {
      const families = font.replace('48px ', '').split(',');
      return { width: families.map(it => widths[it.replaceAll("'", '')]).find(it => it !== undefined) ?? 0 };
    },
  };
}
const GENERIC = { monospace: 374, 'sans-serif': 350, serif: 360 };

describe('client: the fonts signal', () => {
  it('names those that are wider or narrower than what stands in for them', async () => {
    const found = await installedFonts(canvas({ ...GENERIC, Calibri: 340, 'MS Mincho': 312 }));
    assert.deepEqual(found, ['Calibri', 'MS Mincho']);
    assert.deepEqual(await installedFonts(canvas(GENERIC)), []);
  });

  it('finds a font that is exactly as wide as one of the generic ones', async () => {
    assert.deepEqual(await installedFonts(canvas({ ...GENERIC, Menlo: GENERIC.monospace })), ['Menlo']);
    // Where two of the generic ones are the same font, the third tells.
    const alike = { ...GENERIC, 'sans-serif': GENERIC.monospace };
    assert.deepEqual(await installedFonts(canvas({ ...alike, Menlo: GENERIC.monospace })), ['Menlo']);
  });

  it('lets the page have its turn between two fonts, and is within what the wire accepts when all are there', async () => {
    let turns = 0;
    const all = new Proxy<Record<string, number>>(GENERIC, {
      get: (known, name) => Reflect.get(known, name) ?? 1,
    });
    const found = await installedFonts(canvas(all), async () => {
      turns += 1;
    });
    assert.ok(found.length > 50 && turns === found.length);
    assert.equal(SIGNALS.fonts.shape.safeParse(found).success, true);
  });

  it('is blocked where there is no frame to measure in', async () => {
    assert.deepEqual(await fonts(async () => null), { missing: 'blocked' });
  });
});
