import assert from 'node:assert/strict';
import type { Sites } from '../../server/ports/sites.ts';
import { sampleProgram, sampleSite } from './sample-record.ts';

const SITE = sampleSite();

/** What the sites port means, on whatever store. */
export function sitesContract(open: () => Promise<{ sites: Sites; close: () => Promise<void> }>): void {
  let it_: Awaited<ReturnType<typeof open>>;
  beforeEach(async () => {
    it_ = await open();
  });
  afterEach(() => it_.close());

  adding(() => it_.sites);
  changing(() => it_.sites);
  apiKeys(() => it_.sites);
  programs(() => it_.sites);
}

function adding(opened: () => Sites): void {
  it('finds a site by its name, and all in the order they were added', async () => {
    const sites = opened();
    const second = sampleSite({ id: 's-2', name: 'auction', publicKey: 'pk_2' });
    await sites.add(SITE, 1);
    await sites.add(second, 2);
    assert.deepEqual(await sites.byName('bank'), SITE);
    assert.equal(await sites.byName('none'), null);
    assert.deepEqual(await sites.all(), [SITE, second]);
  });

  it('refuses a second site of the same name, public key or id', async () => {
    const sites = opened();
    await sites.add(SITE, 1);
    await assert.rejects(sites.add(sampleSite({ id: 's-2', publicKey: 'pk_2' }), 2));
    await assert.rejects(sites.add(sampleSite({ id: 's-2', name: 'other' }), 2));
    await assert.rejects(sites.add(sampleSite({ name: 'other', publicKey: 'pk_2' }), 2));
    assert.deepEqual(await sites.all(), [SITE]);
  });

  it('takes one of two that add the same name at once', async () => {
    const sites = opened();
    const both = [1, 2].map(n => sites.add(sampleSite({ id: `s-${n}`, publicKey: `pk_${n}` }), n));
    const settled = await Promise.allSettled(both);
    assert.deepEqual(settled.map(it => it.status).toSorted(), ['fulfilled', 'rejected']);
    assert.equal((await sites.all()).length, 1);
  });
}

function changing(opened: () => Sites): void {
  it('changes what is named and leaves the rest, to be seen at once', async () => {
    const sites = opened();
    await sites.add(SITE, 1);
    await sites.change('s-1', { mode: 'enforce', enforceShare: 0.25 });
    await sites.change('s-1', {
      agent: 'off',
      detectorsOff: ['webdriver'],
      origins: ['https://a.example', 'https://b.example'],
    });
    await sites.change('s-1', { failover: { login: 'OK', transfer: 'NG' } });
    await sites.change('s-1', { fingerprint: 'light', gpc: 'ignore', workBits: 9 });
    await sites.change('s-1', {});
    assert.deepEqual(await sites.byName('bank'), {
      ...SITE,
      mode: 'enforce',
      enforceShare: 0.25,
      agent: 'off',
      detectorsOff: ['webdriver'],
      origins: ['https://a.example', 'https://b.example'],
      failover: { login: 'OK', transfer: 'NG' },
      fingerprint: 'light',
      gpc: 'ignore',
      workBits: 9,
    });
    await assert.rejects(sites.change('s-9', { agent: 'off' }));
  });

  it('raises its revision with every change of a site or a key, and with nothing else', async () => {
    const sites = opened();
    let last = await sites.revision();
    const rises = async (change: Promise<unknown>, what: string) => {
      await change;
      const now = await sites.revision();
      assert.ok(now > last, what);
      last = now;
    };
    await rises(sites.add(SITE, 1), 'a site is added');
    await rises(sites.change('s-1', { mode: 'enforce' }), 'a site is changed');
    await rises(sites.addApiKey('ref-1', { siteId: 's-1', scopes: ['screen'] }, 1), 'a key is added');
    await rises(sites.removeApiKey('s-1', 'ref-1'), 'a key is removed');
    await rises(sites.putProgram('s-1', sampleProgram()), 'a program is registered');
    await rises(sites.putProgram('s-1', sampleProgram({ kind: 'crawler' })), 'a program is changed');
    await rises(sites.removeProgram('s-1', 'Moneybook'), 'a program is removed');
    await sites.all();
    await assert.rejects(sites.add(SITE, 1));
    assert.equal(await sites.revision(), last);
  });

  it('gives everything that a request asks for in one snapshot', async () => {
    const sites = opened();
    const second = sampleSite({ id: 's-2', name: 'shop', publicKey: 'pk_2', failover: { login: 'NG' } });
    await sites.add(SITE, 1);
    await sites.add(second, 2);
    await sites.addApiKey('ref-1', { siteId: 's-1', scopes: ['screen', 'outcome'] }, 1);
    await sites.addApiKey('ref-2', { siteId: 's-2', scopes: ['read'] }, 1);
    const { revision, sites: all, apiKeys } = await sites.snapshot();
    assert.equal(revision, await sites.revision());
    assert.deepEqual(all, [SITE, second]);
    assert.deepEqual(
      [...apiKeys].toSorted(([a], [b]) => a.localeCompare(b)),
      [
        ['ref-1', { siteId: 's-1', scopes: ['screen', 'outcome'] }],
        ['ref-2', { siteId: 's-2', scopes: ['read'] }],
      ],
    );
  });
}

function apiKeys(opened: () => Sites): void {
  it("lists a site's keys, the oldest first, and no other's", async () => {
    const sites = opened();
    await sites.add(SITE, 1);
    await sites.add(sampleSite({ id: 's-2', name: 'shop', publicKey: 'pk_2' }), 1);
    const key = { siteId: 's-1', scopes: ['screen'] } as const;
    await sites.addApiKey('ref-b', key, 20);
    await sites.addApiKey('ref-c', key, 10);
    await sites.addApiKey('ref-other', { siteId: 's-2', scopes: ['read'] }, 5);
    assert.deepEqual(await sites.apiKeys('s-1'), [
      { reference: 'ref-c', key, createdAt: 10 },
      { reference: 'ref-b', key, createdAt: 20 },
    ]);
    await assert.rejects(sites.addApiKey('ref-x', { siteId: 's-9', scopes: ['read'] }, 1));
    await assert.rejects(sites.addApiKey('ref-b', key, 30));
  });

  it('removes a key of the site that asks, once', async () => {
    const sites = opened();
    await sites.add(SITE, 1);
    await sites.addApiKey('ref-1', { siteId: 's-1', scopes: ['screen'] }, 1);
    assert.equal(await sites.removeApiKey('s-2', 'ref-1'), false);
    assert.equal(await sites.removeApiKey('s-1', 'ref-1'), true);
    assert.equal(await sites.removeApiKey('s-1', 'ref-1'), false);
    assert.deepEqual(await sites.apiKeys('s-1'), []);
    assert.equal((await sites.snapshot()).apiKeys.size, 0);
  });
}

function programs(opened: () => Sites): void {
  it("keeps a site's programs by their names, and no other's; the last word on each holds", async () => {
    const sites = opened();
    const crawler = sampleProgram({ name: 'Searchbot', kind: 'crawler', userAgent: 'Searchbot' });
    const other = sampleProgram({ networks: ['198.51.100.0/24'] });
    await sites.add(SITE, 1);
    await sites.add(sampleSite({ id: 's-2', name: 'shop', publicKey: 'pk_2' }), 1);
    await sites.putProgram('s-1', crawler);
    await sites.putProgram('s-1', sampleProgram());
    await sites.putProgram('s-2', other);
    assert.deepEqual(await sites.programs('s-1'), [sampleProgram(), crawler]);
    const changed = sampleProgram({ networks: ['2001:db8:7::/48'], userAgent: 'Moneybook' });
    await sites.putProgram('s-1', changed);
    assert.deepEqual(await sites.programs('s-1'), [changed, crawler]);
    const known = (await sites.snapshot()).programs;
    assert.deepEqual([known.get('s-1'), known.get('s-2'), known.size], [[changed, crawler], [other], 2]);
    await assert.rejects(sites.putProgram('s-9', crawler));
  });

  it('removes a program of the site that asks, once', async () => {
    const sites = opened();
    await sites.add(SITE, 1);
    await sites.putProgram('s-1', sampleProgram());
    assert.equal(await sites.removeProgram('s-2', 'Moneybook'), false);
    assert.equal(await sites.removeProgram('s-1', 'Moneybook'), true);
    assert.equal(await sites.removeProgram('s-1', 'Moneybook'), false);
    assert.deepEqual(await sites.programs('s-1'), []);
    assert.equal((await sites.snapshot()).programs.size, 0);
  });
}
