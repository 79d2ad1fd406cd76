import assert from 'node:assert/strict';
import type { Place } from '../../../server/core/networks/address-facts.ts';
import type { NetworkKind } from '../../../server/core/networks/network-kind.ts';
import { kmBetween, travelBetween } from '../../../server/core/networks/travel.ts';

const place = (country: string, latitude: number, longitude: number, radiusKm: number | null = 20): Place => ({
  country,
  region: '',
  city: '',
  timeZone: '',
  latitude,
  longitude,
  radiusKm,
});
const TOKYO = place('JP', 35.68, 139.75);
const NAHA = place('JP', 26.21, 127.68);
const LONDON = place('GB', 51.51, -0.13);
const HOUR = 3_600_000;
const travel = (to: Place, hours: number, kind: NetworkKind = 'consumer', from: Place = TOKYO) =>
  travelBetween({ place: from, networkKind: 'consumer', at: 0 }, { place: to, networkKind: kind, at: hours * HOUR });

describe('travel between two logins', () => {
  it('measures the great circle', () => {
    // Haversine by hand: Tokyo to London 9,559 km, Tokyo to Naha 1,554 km.
    assert.ok(Math.abs(kmBetween(TOKYO, LONDON) - 9559) < 15);
    assert.ok(Math.abs(kmBetween(TOKYO, NAHA) - 1554) < 10);
    assert.equal(kmBetween(TOKYO, TOKYO), 0);
  });

  it('is impossible faster than an airliner, across countries and between fixed lines', () => {
    assert.equal(travel(LONDON, 3)?.possible, false);
    assert.equal(travel(LONDON, 14)?.possible, true);
    assert.equal(travel(NAHA, 1)?.possible, false);
    assert.equal(travel(NAHA, 3)?.possible, true);
  });

  it('counts only the distance that the data’s accuracy leaves: twice the radius at both ends', () => {
    assert.equal(travel(NAHA, 1)?.kmAtLeast, Math.round(kmBetween(TOKYO, NAHA) - 80));
    assert.equal(travel(place('JP', 26.21, 127.68, 600), 0)?.possible, true);
    assert.equal(travel(place('KR', 37.57, 126.98, null), 0)?.possible, true);
  });

  it('is never judged on phones within a country: their address is their carrier’s gateway', () => {
    assert.equal(travel(NAHA, 0, 'mobile'), null);
    assert.equal(travel(LONDON, 1, 'mobile')?.possible, false);
  });

  it('cannot be told from VPNs, Tor, Private Relay, data centres, or where nothing is known', () => {
    for (const kind of ['vpn', 'tor', 'relay', 'hosting', 'other'] as const) {
      assert.equal(travel(LONDON, 0, kind), null, kind);
    }
    assert.equal(
      travelBetween({ place: null, networkKind: 'consumer', at: 0 }, { place: LONDON, networkKind: 'consumer', at: 0 }),
      null,
    );
    assert.equal(
      travelBetween({ place: TOKYO, networkKind: null, at: 0 }, { place: LONDON, networkKind: 'consumer', at: 0 }),
      null,
    );
  });

  it('is the same in either order', () => {
    const a = { place: TOKYO, networkKind: 'consumer', at: 0 } as const;
    const b = { place: LONDON, networkKind: 'consumer', at: 5 * HOUR } as const;
    assert.equal(travelBetween(a, b)?.possible, travelBetween(b, a)?.possible);
  });
});
