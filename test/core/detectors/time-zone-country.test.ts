import assert from 'node:assert/strict';
import { timeZoneCountry } from '../../../server/core/detectors/time-zone-country.ts';
import { addressIn, featuresOf, withSignals } from '../../support/person-facts.ts';

const weight = (zone: string, country: string | null) =>
  timeZoneCountry.weigh(featuresOf(withSignals({ timeZone: { zone, offsetMin: 0 } }, { address: addressIn(country) })))
    ?.weight;

describe('detector time-zone-country', () => {
  it("speaks, lightly, when the zone is not one of the address's country", () => {
    assert.equal(weight('Europe/Moscow', 'JP'), 1);
    assert.equal(weight('Asia/Tokyo', 'US'), 1);
  });

  it('is silent when they fit, also by an old name of the zone', () => {
    assert.equal(weight('Asia/Tokyo', 'JP'), undefined);
    assert.equal(weight('Japan', 'JP'), undefined);
    assert.equal(weight('Asia/Calcutta', 'IN'), undefined);
    assert.equal(weight('America/Los_Angeles', 'US'), undefined);
  });

  it('takes UTC, Etc/* and Atlantic/Reykjavik, an unknown zone and an unknown country as unknown', () => {
    for (const zone of ['UTC', 'Etc/UTC', 'Etc/GMT-9', 'GMT', 'Atlantic/Reykjavik', 'Mars/Olympus', '__proto__', '']) {
      assert.equal(weight(zone, 'JP'), undefined, zone);
    }
    assert.equal(weight('Europe/Moscow', null), undefined);
  });
});
