import assert from 'node:assert/strict';
import { BlockList } from 'node:net';
import { ListIndex, type ListNames } from '../../../server/core/lists/list-index.ts';
import { shortMark } from '../../../server/core/subjects/mark.ts';
import { listEntry, listIndexOf } from '../../support/list-entries.ts';
import { seededRandom } from '../../support/seeded-random.ts';

const NOBODY: ListNames = {
  accounts: [],
  devices: [],
  besideDevices: [],
  network: null,
  mailDomain: null,
  campaigns: [],
};
const from = (ip: string, beside: Partial<NonNullable<ListNames['network']>> = {}): ListNames => ({
  ...NOBODY,
  network: { ip, asn: null, country: null, ...beside },
});

describe('the lists in memory', () => {
  const blockedBy = (index: ListIndex, names: ListNames, now = 2000): string =>
    index.find(names, 'login', now).block?.subject ?? 'none';

  it('finds an entry by each kind of subject', () => {
    const index = listIndexOf(
      { subject: 'account', key: 'acc_1' },
      { subject: 'device', key: 'dev_k1' },
      { subject: 'ip', key: '203.0.113.7' },
      { subject: 'cidr', key: '2001:db8:7::/48' },
      { subject: 'asn', key: '64500' },
      { subject: 'country', key: 'ZZ' },
      { subject: 'mail-domain', key: 'trash.example' },
    );
    const met: readonly (readonly [string, ListNames])[] = [
      ['account', { ...NOBODY, accounts: ['acc_0', 'acc_1'] }],
      ['device', { ...NOBODY, devices: ['dev_k1'] }],
      ['ip', from('203.0.113.7')],
      ['ip', from('::ffff:203.0.113.7')],
      ['none', from('203.0.113.8')],
      ['cidr', from('2001:db8:7:ffff::1')],
      ['none', from('2001:db8:8::1')],
      ['asn', from('192.0.2.1', { asn: 64_500 })],
      ['country', from('192.0.2.1', { country: 'ZZ' })],
      ['mail-domain', { ...NOBODY, mailDomain: 'trash.example' }],
      ['none', { ...NOBODY, mailDomain: 'sub.trash.example' }],
    ];
    for (const [subject, names] of met) assert.equal(blockedBy(index, names), subject, JSON.stringify(names));
  });

  it('names the narrower of two entries', () => {
    const wide = { subject: 'cidr', key: '203.0.113.0/24', id: 'lst_wide' } as const;
    const narrow = { subject: 'cidr', key: '203.0.113.0/29', id: 'lst_narrow' } as const;
    const index = listIndexOf(wide, narrow, { subject: 'asn', key: '64500' });
    assert.equal(index.find(from('203.0.113.7', { asn: 64_500 }), 'login', 0).block?.id, 'lst_narrow');
    assert.equal(index.find(from('203.0.113.9', { asn: 64_500 }), 'login', 0).block?.id, 'lst_wide');
  });

  it('finds nothing that has expired, was taken off, or is for another action', () => {
    const ended = listIndexOf({ expiresAt: 2000 }, { ended: { at: 1500, author: 'sato' } }, { actions: ['transfer'] });
    assert.equal(blockedBy(ended, from('203.0.113.7'), 1999), 'ip');
    assert.equal(blockedBy(ended, from('203.0.113.7'), 2000), 'none');
    assert.equal(ended.find(from('203.0.113.7'), 'transfer', 2000).block?.subject, 'ip');
  });

  it('puts a changed entry in the place of what it was', () => {
    const index = new ListIndex();
    const entry = listEntry({ subject: 'cidr', key: '203.0.113.0/24' });
    index.put(entry);
    index.put({ ...entry, key: '198.51.100.0/25' });
    assert.deepEqual([blockedBy(index, from('203.0.113.7')), blockedBy(index, from('198.51.100.7'))], ['none', 'cidr']);
    index.put({ ...entry, ended: { at: 1, author: 'sato' } });
    assert.deepEqual([index.size, blockedBy(index, from('198.51.100.7'))], [0, 'none']);
  });

  it('allows an account from the device of its entry alone', () => {
    const index = listIndexOf({ effect: 'allow', subject: 'account', key: 'acc_1', device: 'dev_k1' });
    const allowed = (accounts: readonly string[], devices: readonly string[]) =>
      index.find({ ...NOBODY, accounts, devices, besideDevices: [shortMark('dev_k1')] }, 'login', 0).allow !== null;
    assert.deepEqual(
      [allowed(['acc_1'], ['dev_k1']), allowed(['acc_1'], ['dev_k2']), allowed(['acc_2'], ['dev_k1'])],
      [true, false, false],
    );
  });

  it('blocks a browser by the marks of its further names', () => {
    const index = listIndexOf({ subject: 'device', key: 'dev_k1' });
    const blocked = (name: string) => blockedBy(index, { ...NOBODY, besideDevices: [shortMark(name)] });
    assert.deepEqual([blocked('dev_k1'), blocked('dev_k2')], ['device', 'none']);
  });

  it('agrees with node:net about 2,000 networks and 2,000 addresses', () => {
    const random = seededRandom(20261122);
    const index = new ListIndex();
    const peer = new BlockList();
    const whole = (below: number) => Math.floor(random.unit() * below);
    const v4 = () => `${whole(4)}.${whole(256)}.${whole(256)}.${whole(256)}`;
    const v6 = () => `2001:db8:${whole(4).toString(16)}:${whole(65_536).toString(16)}::${whole(65_536).toString(16)}`;
    for (let n = 0; n < 1000; n++) {
      const [four, six] = [12 + whole(21), 40 + whole(89)];
      const [a, b] = [v4(), v6()];
      peer.addSubnet(a, four, 'ipv4');
      peer.addSubnet(b, six, 'ipv6');
      index.put(listEntry({ subject: 'cidr', key: `${a}/${four}` }));
      index.put(listEntry({ subject: 'cidr', key: `${b}/${six}` }));
    }
    let met = 0;
    for (let n = 0; n < 1000; n++) {
      for (const [ip, family] of [
        [v4(), 'ipv4'],
        [v6(), 'ipv6'],
      ] as const) {
        const blocked = blockedBy(index, from(ip)) === 'cidr';
        met += Number(blocked);
        assert.equal(blocked, peer.check(ip, family), ip);
      }
    }
    assert.ok(met > 100 && met < 1900, `${met}`);
  });

  it('looks as few things up among 100,000 entries as among ten', () => {
    const index = new ListIndex();
    for (let n = 0; n < 100_000; n++) {
      index.put(listEntry({ subject: 'ip', key: `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}` }));
    }
    const started = performance.now();
    for (let n = 0; n < 10_000; n++) index.find(from(`10.9.${n >> 8}.${n & 255}`), 'login', 0);
    const each = (performance.now() - started) / 10_000;
    // Some 2 µs; a walk over all of them takes milliseconds.
    assert.ok(each < 0.2, `${each} ms`);
    assert.equal(blockedBy(index, from('10.1.134.159')), 'ip');
  });
});
