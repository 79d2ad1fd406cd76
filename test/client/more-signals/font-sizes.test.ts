import assert from 'node:assert/strict';
import { fontSizes } from '../../../client/more-signals/font-sizes.ts';
import { SIGNALS } from '../../../shared/wire/signals.ts';

const WIDTHS = { default: 162, apple: 162, serif: 173.109, sans: 162, mono: 133.062, min: 0, system: 162 };

describe('client: the fontSizes signal', () => {
  it('holds the widths as they are', async () => {
    assert.deepEqual(SIGNALS.fontSizes.shape.parse(await fontSizes(async () => WIDTHS)), WIDTHS);
  });

  it('throws for the runner to record when a width is missing', async () => {
    await assert.rejects(
      fontSizes(async () => ({ default: 1 })),
      TypeError,
    );
  });
});
