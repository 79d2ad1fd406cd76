import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asnsIn, packAsns } from '../../../server/adapters/networks/asn-table.ts';
import { readPacked, type Sections, writePacked } from '../../../server/adapters/networks/packed-file.ts';
import { listedIn, packRangeList } from '../../../server/adapters/networks/range-list.ts';
import { addressWords } from '../../../server/core/networks/address-words.ts';

describe('packed lists', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'sekisho-lists-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const written = ({ entries, sections }: { entries: number; sections: Sections }) => {
    const file = join(folder, 'tor.bin');
    writePacked(file, { name: 'tor', edition: 'test', madeAt: 0, entries }, sections);
    return file;
  };
  const isListed = (text: string) => {
    const read = listedIn(readPacked(written(packRangeList(text))));
    return (ip: string, asn: number | null = null): boolean => {
      const address = addressWords(ip);
      assert.ok(address);
      return read(address, asn);
    };
  };

  it('take addresses, CIDRs, ranges and networks, in the forms that lists have', () => {
    const it = isListed(`# a comment
192.0.2.1
198.51.100.0/25   # half of it
203.0.113.5,203.0.113.9,Example,https://example.com
203.0.113.20-203.0.113.21
2001:db8::/48
2001:db8:ffff::1
AS64500
"64501","Example, Inc."
64502,Example
ExitNode 0011BD2485AD45D984EC4159C88FC066E5E3300E
Published 2026-11-22 00:00:00
ExitAddress 192.0.2.77 2026-11-22 01:02:03
`);
    for (const ip of [
      '192.0.2.1',
      '198.51.100.0',
      '198.51.100.127',
      '203.0.113.5',
      '203.0.113.9',
      '203.0.113.21',
      '192.0.2.77',
    ]) {
      assert.equal(it(ip), true, ip);
    }
    for (const ip of ['192.0.2.0', '192.0.2.2', '198.51.100.128', '203.0.113.4', '203.0.113.10', '203.0.113.22']) {
      assert.equal(it(ip), false, ip);
    }
    assert.equal(it('2001:db8:0:ffff::1'), true);
    assert.equal(it('2001:db8:1::1'), false);
    assert.equal(it('2001:db8:ffff::1'), true);
    assert.equal(it('2001:db8:ffff::2'), false);
    for (const asn of [64_500, 64_501, 64_502]) assert.equal(it('8.8.8.8', asn), true);
    assert.equal(it('8.8.8.8', 64_503), false);
  });

  it('take a CIDR whose address lies within the range for the range', () => {
    assert.equal(isListed('192.0.2.77/24')('192.0.2.1'), true);
  });

  it('refuse what is no list, and a slip that lists half of the internet', () => {
    for (const text of [
      '',
      '# nothing\n',
      '<html>not found</html>',
      '0.0.0.0/0',
      '10.0.0.9-10.0.0.1',
      '::/0',
      '1.2.3.4/33',
    ]) {
      assert.throws(() => packRangeList(text), /range|network/, JSON.stringify(text));
    }
    const lines = Array.from({ length: 50 }, (_, n) => `192.0.2.${n}`);
    assert.equal(packRangeList([...lines, 'odd'].join('\n')).entries, 50);
    assert.throws(() => packRangeList([...lines, ...Array.from({ length: 21 }, () => 'odd')].join('\n')), /line 51/);
  });

  it('know the network of an address, its name, and its kind by that', () => {
    const csv =
      '192.0.2.0,192.0.2.255,64500,"Example, ""Hosting"" Inc."\n198.51.100.0,198.51.100.127,64501,大学\n2001:db8::,2001:db8:ffff:ffff:ffff:ffff:ffff:ffff,64501,大学\n';
    const read = asnsIn(readPacked(written(packAsns([csv]))));
    const say = (ip: string): string => {
      const address = addressWords(ip);
      const asn = address && read(address);
      return asn === null ? '-' : `${asn.number} ${asn.name} ${asn.kind}`;
    };
    assert.equal(say('192.0.2.9'), '64500 Example, "Hosting" Inc. hosting');
    assert.equal(say('198.51.100.127'), '64501 大学 education');
    assert.equal(say('2001:db8::5'), '64501 大学 education');
    assert.equal(say('198.51.100.128'), '-');
    assert.equal(say('2001:db9::'), '-');
    assert.throws(() => packAsns(['']), /empty/);
    assert.throws(() => packAsns(['odd\n'.repeat(101)]), /no table of networks/);
  });

  it('are refused, in words for the operator, when cut short, of another program or of another version', () => {
    const file = written(packRangeList('192.0.2.1'));
    const whole = readPacked(file);
    truncateSync(file, whole.bytes - 8);
    assert.throws(() => readPacked(file), /is cut short: make it anew with npm run data/);
    writeFileSync(file, 'something else');
    assert.throws(() => readPacked(file), /is no packed list/);
    writeFileSync(file, Buffer.concat([Buffer.from('SKNW'), Buffer.from([2, 0, 0, 0]), Buffer.from('{}      ')]));
    assert.throws(() => readPacked(file), /another version/);
    assert.throws(() => readPacked(join(folder, 'none.bin')), { code: 'ENOENT' });
  });
});
