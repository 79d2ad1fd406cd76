import assert from 'node:assert/strict';
import { timeZoneHistory } from '../../../client/more-signals/time-zone-history.ts';
import { SIGNALS } from '../../../shared/wire/signals.ts';

describe('client: the timeZoneHistory signal', () => {
  it('tells Tokyo, which had a summer time in 1950, from a zone that was always nine hours ahead', () => {
    const tokyo = timeZoneHistory(year => (year === 1950 ? 600 : 540));
    assert.notDeepEqual(
      tokyo,
      timeZoneHistory(() => 540),
    );
    assert.equal(SIGNALS.timeZoneHistory.shape.safeParse(tokyo).success, true);
  });

  it('holds whole minutes within a day, of this machine’s zone too', () => {
    assert.equal(timeZoneHistory(() => 9000.6)[0], 1_500);
    assert.equal(SIGNALS.timeZoneHistory.shape.safeParse(timeZoneHistory()).success, true);
  });
});
