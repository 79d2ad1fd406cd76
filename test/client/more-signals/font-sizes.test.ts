import assert from 'node:assert/strict';
import { fontSizes } from '../../../client/more-signals/font-sizes.ts';
import { SIGNALS } from '../../../shared/wire/signals.ts';

const WIDTHS = { default: 162, apple: 162, serif: 173.109, sans: 162, mono: 133.062, min: 0, system: 162 };

describe('client: the fontSizes signal', () => {
  it('holds the widths as they are measured', async () => {
    assert.deepEqual(SIGNALS.fontSizes.shape.parse(await fontSizes(async () => WIDTHS)), WIDTHS);
  });

  it('is blocked where there is no frame to measure in', async () => {
    assert.deepEqual(await fontSizes(async () => null), { missing: 'blocked' });
  });
});
