import assert from 'node:assert/strict';
import { customerText } from '../../sdk/node/index.ts';

describe('sdk: customerText', () => {
  it('says nothing on OK and one sentence in the language of the customer otherwise', () => {
    assert.equal(customerText('OK', 'en'), null);
    for (const verdict of ['REVIEW', 'NG'] as const) {
      assert.match(customerText(verdict, 'ja') ?? '', /[ぁ-ん].*。$/);
      assert.match(customerText(verdict, 'en') ?? '', /^[A-Z][^\d]*\.$/);
    }
  });
});
