import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import geoip from 'geoip-lite';
import { dropList, type ListToLoad, loadList } from '../../../server/adapters/networks/load-list.ts';
import { type FollowedNetworks, openNetworks } from '../../../server/adapters/networks/open-networks.ts';
import { eventually } from '../../support/eventually.ts';
import { seededRandom } from '../../support/seeded-random.ts';

const SEED = 6;
const NOW = Date.UTC(2026, 10, 21);

describe('networks', () => {
  let folder: string;
  let networks: FollowedNetworks;
  const said: string[] = [];
  before(() => {
    folder = join(mkdtempSync(join(tmpdir(), 'sekisho-networks-')), 'lists');
    networks = openNetworks(folder, {
      onBroken: (name, error) => said.push(`${name} broken: ${error instanceof Error ? error.message : ''}`),
      onLoaded: (name, source) => said.push(`${name} ${source?.entries ?? 'gone'}`),
    });
  });
  after(() => {
    networks.stop();
    rmSync(join(folder, '..'), { recursive: true, force: true });
  });
  const list = (change: Partial<ListToLoad>): ListToLoad => ({
    name: 'tor',
    content: { text: '192.0.2.1' },
    edition: 'test',
    madeAt: NOW,
    force: false,
    ...change,
  });

  it('know country, place and network of public addresses, IPv4 and IPv6, from the packages alone', () => {
    const { place, asn, scope } = networks.of('133.11.0.1');
    assert.equal(
      [scope, place?.country, place?.timeZone, asn?.number, asn?.kind].join(),
      'public,JP,Asia/Tokyo,2501,education',
    );
    assert.equal(networks.of('2400:4050::1').place?.country, 'JP');
    assert.equal(networks.of('8.8.8.8').place?.country, 'US');
  });

  it('say unknown of private addresses and of what is no address', () => {
    for (const ip of ['127.0.0.1', '10.1.2.3', '192.168.0.1', '::1', 'fe80::1', '', 'nonsense', '100.64.0.1']) {
      const { place, asn } = networks.of(ip);
      assert.equal(place ?? asn, null, ip);
    }
  });

  it('say what geoip-lite itself says, for addresses all over the world', () => {
    const random = seededRandom(SEED);
    const wrong: string[] = [];
    for (let n = 0; n < 20_000; n++) {
      const ip = Array.from({ length: 4 }, () => Math.floor(random.unit() * 256)).join('.');
      const { scope, place } = networks.of(ip);
      const it = scope === 'public' ? geoip.lookup(ip) : null;
      const theirs = it?.country ? [it.country, it.region, it.city, it.timezone, ...it.ll, it.area].join() : '';
      const ours =
        place === null
          ? ''
          : [
              place.country,
              place.region,
              place.city,
              place.timeZone,
              place.latitude,
              place.longitude,
              place.radiusKm ?? 0,
            ].join();
      if (theirs !== ours) wrong.push(`${ip}: ${theirs} / ${ours}`);
    }
    assert.equal(wrong.join('\n'), '', `seed ${SEED}`);
  });

  it('name each edition with its date, for the record', () => {
    const { places, asn } = networks.dataVersions();
    assert.match(places ?? '', /^geoip-lite 2\.\d+\.\d+, 20\d\d-\d\d-\d\d$/);
    assert.match(asn ?? '', /^@ip-location-db\/asn [\d.]+, 20\d\d-\d\d-\d\d$/);
  });

  it('follow a list that is loaded, changed and dropped, without a restart', async () => {
    assert.equal(networks.of('203.0.113.1').listed.tor, null);
    loadList(folder, list({ content: { text: '203.0.113.1\n203.0.113.3' } }));
    await eventually('the list is in use', () => networks.of('203.0.113.1').listed.tor === true);
    assert.equal(networks.of('203.0.113.2').listed.tor, false);
    assert.equal(networks.of('203.0.113.1').dataAt.tor, NOW);
    assert.equal(networks.dataVersions()['tor'], 'test, 2026-11-21');
    loadList(folder, list({ content: { text: '203.0.113.2' } }));
    await eventually('the list is in use', () => networks.of('203.0.113.2').listed.tor === true);
    dropList(folder, 'tor');
    await eventually('the list is in use', () => networks.of('203.0.113.2').listed.tor === null);
  });

  it('go on with what they have while a file cannot be used, and say so once', async () => {
    loadList(folder, list({ name: 'vpn' }));
    await eventually('the list is in use', () => networks.of('192.0.2.1').listed.vpn === true);
    writeFileSync(join(folder, 'vpn.bin'), 'half a file');
    await eventually('it is said', () => said.some(it => it.startsWith('vpn broken')));
    assert.equal(networks.of('192.0.2.1').listed.vpn, true);
    assert.equal(said.filter(it => it.startsWith('vpn broken')).length, 1);
  });

  it('stand an operator’s own table of networks above the package’s, and go back to that', async () => {
    const text = '133.11.0.0,133.11.255.255,64500,Example Cloud';
    loadList(folder, list({ name: 'asn', content: { text } }));
    await eventually('the list is in use', () => networks.of('133.11.0.1').asn?.kind === 'hosting');
    dropList(folder, 'asn');
    await eventually('the list is in use', () => networks.of('133.11.0.1').asn?.number === 2501);
  });

  it('refuse a list of less than half of what is loaded, unless told that it is right', () => {
    const lines = (count: number) => ({ text: Array.from({ length: count }, (_, n) => `192.0.2.${n}`).join('\n') });
    loadList(folder, list({ name: 'relay', content: lines(10) }));
    assert.throws(() => loadList(folder, list({ name: 'relay', content: lines(4) })), /4 entries .* 10: say --force/);
    assert.equal(loadList(folder, list({ name: 'relay', content: lines(4), force: true })).entries, 4);
  });
});
