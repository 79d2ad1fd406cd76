import assert from 'node:assert/strict';
import { type AddressWatch, watchAddresses } from '../../server/flows/address-watch.ts';
import type { Known } from '../../server/flows/screening-facts.ts';
import { LIMITS } from '../../server/limits.ts';
import { LOOPBACK_ORIGINS, type Site } from '../../server/ports/sites.ts';
import { addressIn } from '../support/person-facts.ts';

const NOW = Date.UTC(2026, 10, 21);
const SUBJECT = { firstSeenAt: 0, lastSeenAt: 0, counters: {}, distincts: {}, lists: {}, crowds: {} };
const SITE = { id: 'site', origins: ['https://bank.example'] } as unknown as Site;

/** What the state said of a browser whose key was let in before (or, `known` false, never was). */
const visitOf = (key: string, known = true): Known =>
  ({
    query: { subjects: [{ type: 'key', key }] },
    loaded: { subjects: [known ? SUBJECT : null], report: { key: { state: 'verified', id: key } } },
  }) as unknown as Known;

describe('the watch over addresses', () => {
  let watch: AddressWatch;
  const said: string[] = [];
  beforeEach(() => {
    said.length = 0;
    watch = watchAddresses({
      onOff: (site, reason) => said.push(`${site} off ${reason}`),
      onOn: (site, reason) => said.push(`${site} on ${reason}`),
    });
  });
  const see = (addressRef: string, known: Known | null, now = NOW, site = SITE): boolean =>
    watch.see({ site, address: addressIn('JP'), addressRef, now }, known);
  const { addressDevicesMin: MIN, addressWindowMs: WINDOW } = LIMITS;

  it('takes an address for a proxy’s once most known devices come from it, and says so once', () => {
    for (let n = 0; n < MIN - 1; n++) assert.equal(see('proxy', visitOf(`key-${n}`)), false);
    assert.equal(see('proxy', visitOf('one-more')), true);
    assert.equal(see('proxy', visitOf('another')), true);
    assert.equal(see('elsewhere', visitOf('away')), false);
    assert.equal(said.join(), 'site off one-address');
    assert.equal(watch.off('one-address', NOW), 1);
  });

  it('says the same for a screening without a device: what comes through the proxy says nothing either', () => {
    for (let n = 0; n < MIN; n++) see('proxy', visitOf(`key-${n}`));
    assert.equal(see('proxy', null), true);
  });

  it('is not moved by made-up browsers, nor by one that comes a thousand times', () => {
    for (let n = 0; n < 1000; n++) {
      assert.equal(see('flood', visitOf(`made-up-${n}`, false)), false);
      assert.equal(see('flood', visitOf('one')), false);
      assert.equal(see('flood', null), false);
    }
    assert.equal(said.join(), '');
  });

  it('leaves a large office or a carrier’s gateway alone while others come from elsewhere', () => {
    for (let n = 0; n < 400; n++) {
      see(`home-${n}`, visitOf(`home-${n}`));
      assert.equal(see('office', visitOf(`office-${n}`)), false);
    }
  });

  it('ends an hour after most came from one address, and says so', () => {
    for (let n = 0; n < MIN; n++) see('proxy', visitOf(`key-${n}`));
    assert.equal(see('elsewhere', visitOf('away'), NOW + WINDOW + 1), false);
    assert.equal(said.join(), 'site off one-address,site on one-address');
    assert.equal(watch.off('one-address', NOW + WINDOW + 1), 0);
  });

  it('sounds for private addresses, but for the demo’s and for what is no address', () => {
    const inside = { ...addressIn(null), scope: 'private' } as const;
    const asked = { site: SITE, address: inside, addressRef: 'inside', now: NOW };
    assert.equal(watch.see({ ...asked, site: { ...SITE, origins: [LOOPBACK_ORIGINS] } }, null), false);
    assert.equal(watch.see({ ...asked, address: { ...inside, scope: 'unknown' } }, null), false);
    assert.equal(said.join(), '');
    assert.equal(watch.see(asked, null), false);
    assert.equal(watch.see(asked, null), false);
    assert.equal(said.join(), 'site off private-address');
    assert.equal(watch.off('private-address', NOW), 1);
  });

  it('remembers a bounded number of devices and of sites', () => {
    for (let n = 0; n < 2 * LIMITS.addressDevicesMax; n++) see('old', visitOf(`old-${n}`));
    for (let n = 0; n < LIMITS.addressDevicesMax; n++) see('new', visitOf(`new-${n}`));
    assert.equal(see('old', null), false);
    assert.equal(see('new', null), true);
    for (let n = 0; n < LIMITS.addressSitesMax; n++) see('x', null, NOW, { ...SITE, id: `site-${n}` });
    assert.equal(see('new', null), false);
  });
});
