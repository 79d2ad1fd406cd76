import assert from 'node:assert/strict';
import { appleSettings } from '../../../client/more-signals/apple-settings.ts';
import { SIGNALS } from '../../../shared/wire/signals.ts';

describe('client: the appleSettings signal', () => {
  it('holds the states of Safari', () => {
    const signal = appleSettings(
      { ApplePaySession: {} },
      () => 1,
      () => '0',
    );
    assert.deepEqual(SIGNALS.appleSettings.shape.parse(signal), { applePay: 1, clickMeasurement: '0' });
  });

  it('is unsupported in other browsers', () => {
    assert.deepEqual(
      appleSettings(
        {},
        () => -1,
        () => undefined,
      ),
      { missing: 'unsupported' },
    );
  });
});
