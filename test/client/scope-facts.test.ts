import assert from 'node:assert/strict';
import { differing, type Scope, scopeFacts } from '../../client/scope-facts.ts';

const scope = (navigator: object, timeZone = 'Asia/Tokyo'): Scope => ({
  navigator,
  Intl: { DateTimeFormat: () => ({ resolvedOptions: () => ({ timeZone }) }) },
});
const PAGE = scopeFacts(
  scope({
    userAgent: 'A',
    platform: 'P',
    languages: ['ja', 'en'],
    hardwareConcurrency: 8,
    deviceMemory: 8,
    webdriver: false,
  }),
);

describe('client: what a scope says of the browser', () => {
  it('is texts, and empty where the scope does not say', () => {
    assert.deepEqual(PAGE, {
      userAgent: 'A',
      platform: 'P',
      languages: 'ja,en',
      cores: '8',
      memory: '8',
      webdriver: 'false',
      timeZone: 'Asia/Tokyo',
    });
    assert.equal(scopeFacts(scope({})).userAgent, '');
  });

  it('differs where another scope says otherwise', () => {
    assert.deepEqual(differing(PAGE, { ...PAGE, userAgent: 'B', webdriver: 'true' }), {
      userAgent: 'B',
      webdriver: 'true',
    });
    assert.deepEqual(differing(PAGE, PAGE), {});
  });

  it('does not differ where the other scope says nothing, as Firefox’ workers of webdriver', () => {
    assert.deepEqual(differing(PAGE, { ...PAGE, webdriver: '', memory: '' }), {});
  });
});
