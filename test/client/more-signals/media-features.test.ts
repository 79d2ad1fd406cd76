import assert from 'node:assert/strict';
import { mediaFeatures } from '../../../client/more-signals/media-features.ts';
import { SIGNALS } from '../../../shared/wire/signals.ts';

const matching =
  (...queries: string[]) =>
  (query: string) =>
    queries.includes(query);

describe('client: the mediaFeatures signal', () => {
  it('holds the most special value that matches, and leaves out what the browser does not know', () => {
    const signal = mediaFeatures(
      matching('(color-gamut: p3)', '(color-gamut: srgb)', '(prefers-color-scheme: dark)', '(prefers-contrast: high)'),
    );
    assert.deepEqual(SIGNALS.mediaFeatures.shape.parse(signal), {
      'prefers-color-scheme': 'dark',
      'prefers-contrast': 'high',
      'color-gamut': 'p3',
    });
  });

  it('counts the grey levels of a monochrome screen, and no further than any has', () => {
    assert.equal(mediaFeatures(matching('(min-monochrome: 0)', '(max-monochrome: 4)'))['monochrome'], '4');
    assert.equal(mediaFeatures(matching('(min-monochrome: 0)'))['monochrome'], '16');
  });

  it('fits the wire where everything matches', () => {
    assert.equal(SIGNALS.mediaFeatures.shape.safeParse(mediaFeatures(() => true)).success, true);
  });
});
