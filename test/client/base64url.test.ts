import assert from 'node:assert/strict';
import { base64url } from '../../client/base64url.ts';

describe('client: base64url', () => {
  it('is what the server decodes, for every length and script', () => {
    for (const text of ['', 'a', 'ab', 'abc', '関所', '{"v":1}', '😀~', '\u0000ÿ>?']) {
      assert.equal(base64url(text), Buffer.from(text).toString('base64url'));
    }
  });

  it('never holds the separator, nor what a form would have to escape', () => {
    const every = Array.from({ length: 3000 }, (_, code) => String.fromCharCode(code)).join('');
    assert.match(base64url(every), /^[\w-]+$/);
  });
});
