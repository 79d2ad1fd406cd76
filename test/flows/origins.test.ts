import assert from 'node:assert/strict';
import { isListedOrigin, isOwnPage } from '../../server/flows/origins.ts';
import { LOOPBACK_ORIGINS } from '../../server/ports/sites.ts';

const site = { origins: ['https://bank.example', 'https://login.bank.example:8443'] };
const demo = { origins: [LOOPBACK_ORIGINS] };

describe('listed origins', () => {
  it("are the site's own, to the letter", () => {
    assert.equal(isListedOrigin(site, 'https://bank.example'), true);
    assert.equal(isListedOrigin(site, 'https://login.bank.example:8443'), true);
    const others = [
      'http://bank.example',
      'https://bank.example:444',
      'https://www.bank.example',
      'https://bank.example.evil.example',
      'https://BANK.example',
      'null',
      '',
      'http://127.0.0.1',
      LOOPBACK_ORIGINS,
    ];
    for (const it of others) assert.equal(isListedOrigin(site, it), false, it);
  });

  it("are, for the demo, this machine's by any of its names, on any port", () => {
    for (const it of ['http://127.0.0.1', 'http://127.0.0.1:8080', 'https://localhost:3000', 'http://[::1]:9'])
      assert.equal(isListedOrigin(demo, it), true, it);
    for (const it of [
      'http://localhost.evil.example',
      'http://127.0.0.1.evil.example',
      'http://user@localhost',
      'http://localhost/',
      'ftp://localhost',
      'null',
      'file://',
      'https://bank.example',
    ]) {
      assert.equal(isListedOrigin(demo, it), false, it);
    }
  });
});

describe('pages of the site’s own', () => {
  it('stand at a listed origin, or at a host beneath a listed one, over TLS', () => {
    const shop = { origins: ['https://www.shop.example'] };
    for (const it of ['https://www.shop.example', 'https://shop.example', 'https://new.shop.example:8443'])
      assert.equal(isOwnPage(shop, it), true, it);
    for (const it of [
      'http://new.shop.example',
      'https://newshop.example',
      'https://shop.example.evil.example',
      'https://example',
      'null',
    ])
      assert.equal(isOwnPage(shop, it), false, it);
    assert.equal(isOwnPage(demo, 'https://bank.example'), false);
    assert.equal(isOwnPage(demo, 'https://x.localhost'), false);
  });
});
