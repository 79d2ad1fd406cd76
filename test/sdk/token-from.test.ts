import assert from 'node:assert/strict';
import { tokenFrom } from '../../sdk/node/index.ts';
import { FIELD_BYTES_MAX, TOKEN_FIELD } from '../../shared/constants.ts';

describe('sdk: tokenFrom', () => {
  it("hands on the agent's field untouched", () => {
    assert.equal(tokenFrom({ [TOKEN_FIELD]: 'abc~def ' }), 'abc~def ');
    assert.equal(tokenFrom({ [TOKEN_FIELD]: 'x'.repeat(FIELD_BYTES_MAX) }), 'x'.repeat(FIELD_BYTES_MAX));
  });

  it('takes absent, null, empty, sent twice and too long alike: no token', () => {
    const twice = { [TOKEN_FIELD]: ['a', 'b'] };
    const long = { [TOKEN_FIELD]: 'x'.repeat(FIELD_BYTES_MAX + 1) };
    const inherited = Object.create({ [TOKEN_FIELD]: 'a' });
    for (const body of [
      undefined,
      null,
      'a',
      {},
      { [TOKEN_FIELD]: null },
      { [TOKEN_FIELD]: '' },
      twice,
      long,
      inherited,
    ])
      assert.equal(tokenFrom(body), null);
  });
});
