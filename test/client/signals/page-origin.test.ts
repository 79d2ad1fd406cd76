import assert from 'node:assert/strict';
import { pageOrigin } from '../../../client/signals/page-origin.ts';

describe('client: the pageOrigin signal', () => {
  it('says where the page stands, in no text that a relay would find and replace', () => {
    const said = pageOrigin({ origin: 'https://bank.example.phish.example' });
    assert.equal(Buffer.from(said, 'base64url').toString(), 'https://bank.example.phish.example');
    assert.doesNotMatch(said, /example/);
  });
});
