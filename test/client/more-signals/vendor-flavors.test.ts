import assert from 'node:assert/strict';
import { vendorFlavors } from '../../../client/more-signals/vendor-flavors.ts';
import { SIGNALS } from '../../../shared/wire/signals.ts';

describe('client: the vendorFlavors signal', () => {
  it('holds the names that are there, within what the wire accepts', () => {
    assert.deepEqual(
      vendorFlavors(() => ['chrome']),
      ['chrome'],
    );
    assert.equal(
      SIGNALS.vendorFlavors.shape.safeParse(vendorFlavors(() => Array(99).fill('x'.repeat(99)))).success,
      true,
    );
  });
});
