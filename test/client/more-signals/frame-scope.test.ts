import assert from 'node:assert/strict';
import { frameScope } from '../../../client/more-signals/frame-scope.ts';
import type { Scope } from '../../../client/scope-facts.ts';

const PAGE: Scope = { navigator: { userAgent: 'A', webdriver: false }, Intl };
const inFrame = (inner: Scope) => frameScope(async use => use(inner), PAGE);

describe('client: the frameScope signal', () => {
  it('is what an empty frame says otherwise', async () => {
    assert.deepEqual(await inFrame({ navigator: { userAgent: 'A', webdriver: false }, Intl }), {});
    const other = await inFrame({ navigator: { userAgent: 'A', webdriver: true }, Intl });
    assert.deepEqual(other, { webdriver: 'true' });
  });

  it('is blocked where the frame has no window', async () => {
    assert.deepEqual(await frameScope(async () => null, PAGE), { missing: 'blocked' });
  });
});
