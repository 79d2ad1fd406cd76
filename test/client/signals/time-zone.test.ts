import assert from 'node:assert/strict';
import { timeZone } from '../../../client/signals/time-zone.ts';

describe('client: the timeZone signal', () => {
  it('counts minutes ahead of UTC: Tokyo is 540', () => {
    const signal = timeZone({ getTimezoneOffset: () => -540 }, () => 'Asia/Tokyo');
    assert.deepEqual(signal, { zone: 'Asia/Tokyo', offsetMin: 540 });
  });

  it('is a plain 0 in UTC', () => {
    const signal = timeZone({ getTimezoneOffset: () => 0 }, () => 'UTC');
    assert.deepEqual(signal, { zone: 'UTC', offsetMin: 0 });
  });

  it('is unsupported where the browser has no name for its zone', () => {
    assert.deepEqual(
      timeZone({ getTimezoneOffset: () => -540 }, () => undefined),
      { missing: 'unsupported' },
    );
  });
});
