import assert from 'node:assert/strict';
import { startServer, type TestServer } from '../support/server.ts';

describe('GET /docs', () => {
  let server: TestServer;
  before(async () => {
    server = await startServer();
  });
  after(() => server.stop());

  const languageOf = async (path: string, accept: string): Promise<string | undefined> => {
    const answer = await fetch(server.url + path, { headers: { 'accept-language': accept } });
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('vary')?.includes('Accept-Language'), true);
    return /<html lang="(\w+)">/.exec(await answer.text())?.[1];
  };

  it('follows the browser’s language', async () => {
    assert.equal(await languageOf('/docs', 'ja,en;q=0.5'), 'ja');
    assert.equal(await languageOf('/docs', 'en-GB,en;q=0.9,ja;q=0.5'), 'en');
    assert.equal(await languageOf('/docs', 'fr'), 'en');
  });

  it('takes the language that is asked for, and ignores one it does not have', async () => {
    assert.equal(await languageOf('/docs?lang=ja', 'en'), 'ja');
    assert.equal(await languageOf('/docs?lang=en', 'ja'), 'en');
    assert.equal(await languageOf('/docs?lang=xx', 'ja'), 'ja');
    assert.equal(await languageOf('/docs?lang=ja&lang=en', 'en'), 'en');
  });

  it('comes with its style and mark from the same origin', async () => {
    const page = await (await fetch(`${server.url}/docs`)).text();
    const files = [...page.matchAll(/(?:href|src)="(\/docs\/[^"?]+)"/g)].map(([, path = '']) => path);
    assert.deepEqual([...new Set(files)].sort(), ['/docs/api.css', '/docs/mark.svg']);
    const types = new Map([
      ['/docs/api.css', /^text\/css/],
      ['/docs/mark.svg', /^image\/svg\+xml/],
    ]);
    for (const [path, type] of types) {
      const answer = await fetch(server.url + path);
      assert.equal(answer.status, 200);
      assert.match(answer.headers.get('content-type') ?? '', type);
    }
  });
});
