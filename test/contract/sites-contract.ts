import assert from 'node:assert/strict';
import type { Site, Sites } from '../../server/ports/sites.ts';

const SITE: Site = {
  id: 's-1',
  name: 'bank',
  publicKey: 'pk_1',
  mode: 'observe',
  enforceShare: 1,
  origins: ['https://bank.example'],
  agent: 'on',
  detectorsOff: [],
};

/** What the sites port means, on whatever store. */
export function sitesContract(open: () => Promise<{ sites: Sites; close: () => Promise<void> }>): void {
  let it_: Awaited<ReturnType<typeof open>>;
  beforeEach(async () => {
    it_ = await open();
  });
  afterEach(() => it_.close());

  it('finds a site by its id, its name and its public key', async () => {
    await it_.sites.add(SITE, 1);
    assert.deepEqual(await it_.sites.byId('s-1'), SITE);
    assert.deepEqual(await it_.sites.byName('bank'), SITE);
    assert.deepEqual(await it_.sites.byPublicKey('pk_1'), SITE);
    assert.equal(await it_.sites.byPublicKey('pk_2'), null);
    assert.deepEqual(await it_.sites.all(), [SITE]);
  });

  it('refuses a second site of the same name', async () => {
    await it_.sites.add(SITE, 1);
    await assert.rejects(it_.sites.add({ ...SITE, id: 's-2', publicKey: 'pk_2' }, 2));
    assert.equal((await it_.sites.all()).length, 1);
  });

  it('changes what is named and leaves the rest, to be seen at once', async () => {
    await it_.sites.add(SITE, 1);
    await it_.sites.change('s-1', { mode: 'enforce', enforceShare: 0.25 });
    await it_.sites.change('s-1', {
      agent: 'off',
      detectorsOff: ['webdriver'],
      origins: ['https://a.example', 'https://b.example'],
    });
    const changed = { mode: 'enforce', enforceShare: 0.25, agent: 'off', detectorsOff: ['webdriver'] } as const;
    assert.deepEqual(await it_.sites.byId('s-1'), {
      ...SITE,
      ...changed,
      origins: ['https://a.example', 'https://b.example'],
    });
    await assert.rejects(it_.sites.change('s-9', { agent: 'off' }));
  });

  it('knows a key by its reference under any key of the gate, and no other', async () => {
    await it_.sites.add(SITE, 1);
    await it_.sites.addApiKey('ref-old', { siteId: 's-1', scopes: ['screen', 'outcome'] }, 1);
    assert.deepEqual(await it_.sites.apiKey(['ref-new', 'ref-old']), { siteId: 's-1', scopes: ['screen', 'outcome'] });
    assert.equal(await it_.sites.apiKey(['ref-new']), null);
    await assert.rejects(it_.sites.addApiKey('ref-x', { siteId: 's-9', scopes: ['read'] }, 1));
  });
}
