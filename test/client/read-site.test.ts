import assert from 'node:assert/strict';
import { readSite, type Tag } from '../../client/read-site.ts';
import { SESSION_CHARS_MAX } from '../../shared/constants.ts';

const PAGE = 'https://shop.example/account/login?x=1';
const tag = (src: string, dataset: Record<string, string> = {}): Tag => ({
  src,
  dataset: { siteKey: 'pk_a', ...dataset },
});

describe('client: readSite', () => {
  it('finds the endpoints beside the script', () => {
    const site = readSite({}, tag('https://shop.example/prefix/agent.js?v=2'), '', PAGE);
    assert.deepEqual(site, {
      siteKey: 'pk_a',
      endpoint: 'https://shop.example/prefix/',
      folder: 'https://shop.example/prefix/',
      crossOrigin: false,
      rhythm: true,
      quiet: false,
    });
  });

  it('knows a script of another origin', () => {
    const site = readSite({}, tag('https://gate.example/agent.js'), '', PAGE);
    assert.deepEqual(site, {
      siteKey: 'pk_a',
      endpoint: 'https://gate.example/',
      folder: 'https://gate.example/',
      crossOrigin: true,
      rhythm: true,
      quiet: false,
    });
  });

  it('follows data-endpoint, with or without its last slash, relative to the page', () => {
    for (const endpoint of ['/gate', '/gate/', 'https://shop.example/gate']) {
      const site = readSite({}, tag('https://cdn.example/js/agent.js', { endpoint }), '', PAGE);
      assert.deepEqual(site, {
        siteKey: 'pk_a',
        endpoint: 'https://shop.example/gate/',
        folder: 'https://cdn.example/js/',
        crossOrigin: false,
        rhythm: true,
        quiet: false,
      });
    }
  });

  it('prefers what the page says to what the tag says', () => {
    const site = readSite(
      { siteKey: 'pk_b', session: 's2', endpoint: '/b' },
      tag('https://shop.example/agent.js', { session: 's1', endpoint: '/a' }),
      '',
      PAGE,
    );
    assert.deepEqual(site, {
      siteKey: 'pk_b',
      session: 's2',
      endpoint: 'https://shop.example/b/',
      folder: 'https://shop.example/',
      crossOrigin: false,
      rhythm: true,
      quiet: false,
    });
  });

  it('leaves the rhythm of typing alone where the tag or the page says so', () => {
    const of = (data: Record<string, string>, rhythm?: 'on' | 'off') =>
      readSite({ rhythm }, tag('https://shop.example/agent.js', data), '', PAGE)?.rhythm;
    assert.deepEqual(
      [of({}), of({ rhythm: 'off' }), of({}, 'off'), of({ rhythm: 'off' }, 'on')],
      [true, false, false, true],
    );
  });

  it('looks for the second script beside the first, and beside the endpoints where a bundler moved the module', () => {
    const of = (endpoint: string, module: string) =>
      readSite({ siteKey: 'pk_a', endpoint }, null, module, PAGE)?.folder;
    assert.equal(of('/gate', 'https://shop.example/assets/app-1234.js'), 'https://shop.example/gate/');
    assert.equal(readSite({}, tag('https://cdn.example/a/agent.js?v=1'), '', PAGE)?.folder, 'https://cdn.example/a/');
  });

  it('hands on the nonce of a policy that names scripts by nonce', () => {
    const site = readSite({}, { ...tag('https://shop.example/agent.js'), nonce: 'r4nd0m' }, '', PAGE);
    assert.equal(site?.scriptNonce, 'r4nd0m');
  });

  it('finds the endpoints beside a module', () => {
    const site = readSite({ siteKey: 'pk_a' }, null, 'https://shop.example/js/agent.esm.js', PAGE);
    assert.equal(site?.endpoint, 'https://shop.example/js/');
  });

  it('is none without a site key, or where no server lies beside the module', () => {
    assert.equal(readSite({}, { src: 'https://shop.example/agent.js', dataset: {} }, '', PAGE), null);
    assert.equal(readSite({ siteKey: 'pk_a' }, null, 'file:///srv/agent.esm.js', PAGE), null);
  });

  it('leaves out a session that the wire would refuse, rather than cut it into another one', () => {
    const site = readSite(
      { session: 's'.repeat(SESSION_CHARS_MAX + 1) },
      tag('https://shop.example/agent.js'),
      '',
      PAGE,
    );
    assert.equal(site?.session, undefined);
    const longest = 's'.repeat(SESSION_CHARS_MAX);
    assert.equal(readSite({ session: longest }, tag('https://shop.example/agent.js'), '', PAGE)?.session, longest);
  });

  it('is quiet where the page says so, as an attribute alone or as an option', () => {
    const quiet = (dataset: Record<string, string>, options = {}) =>
      readSite(options, tag('https://shop.example/agent.js', dataset), '', PAGE)?.quiet;
    assert.deepEqual([quiet({}), quiet({ quiet: '' }), quiet({ quiet: 'on' })], [false, true, true]);
    assert.deepEqual([quiet({ quiet: 'off' }), quiet({}, { quiet: 'on' })], [false, true]);
  });
});
