import assert from 'node:assert/strict';
import { geoLite } from '../../server/adapters/geo-lite.ts';

describe('GeoLite', () => {
  it('knows the country of public addresses, IPv4 and IPv6', () => {
    assert.equal(geoLite.country('133.11.0.1'), 'JP');
    assert.equal(geoLite.country('2400:4050::1'), 'JP');
    assert.equal(geoLite.country('8.8.8.8'), 'US');
  });

  it('says unknown for private addresses and for what is no address', () => {
    for (const ip of ['127.0.0.1', '10.1.2.3', '192.168.0.1', '::1', 'fe80::1', '', 'nonsense'])
      assert.equal(geoLite.country(ip), null, ip);
  });

  it('names its data, for the record', () => {
    assert.match(geoLite.dataVersion, /^geoip-lite \d+\.\d+\.\d+$/);
  });
});
