import assert from 'node:assert/strict';
import { readTokenUse, type TokenAsk, type TokenUse } from '../../server/core/token-use.ts';
import { TOKEN_REPEAT_MS } from '../../shared/constants.ts';

const ASK: TokenAsk = { account: 'acc_1', address: 'a-1', action: 'login', phase: 'attempted', at: 1000 };
let n = 0;
const use = (change: Partial<TokenAsk> = {}): TokenUse => ({ ...ASK, ...change, screeningId: `scr_${n++}` });
const read = (uses: readonly TokenUse[], change: Partial<TokenAsk> = {}) => readTokenUse(uses, { ...ASK, ...change });

describe('a use of a token', () => {
  it('is the first where there was none', () => {
    assert.deepEqual(read([]), { kind: 'first' });
  });

  it('is a repeat within two minutes of the same binding and phase', () => {
    const first = use();
    assert.deepEqual(read([first], { at: 1000 + TOKEN_REPEAT_MS }), { kind: 'repeat', of: first.screeningId });
    assert.deepEqual(read([first], { at: 1001 + TOKEN_REPEAT_MS }), { kind: 'reused' });
  });

  it('is a try of its own, and no suspicion, where it fails again within two minutes', () => {
    const failed = use({ phase: 'failed' });
    assert.deepEqual(read([failed], { phase: 'failed', at: 1000 + TOKEN_REPEAT_MS }), { kind: 'again' });
    assert.deepEqual(read([failed], { phase: 'failed', at: 1001 + TOKEN_REPEAT_MS }), { kind: 'reused' });
    assert.deepEqual(read([failed], { phase: 'failed', account: 'acc_2' }), { kind: 'abused' });
  });

  it('is one use from attempted to succeeded or failed, repeated or not', () => {
    for (const phase of ['succeeded', 'failed'] as const) {
      assert.deepEqual(read([use()], { phase, at: 600_000 }), { kind: 'advance' });
      const advanced = use({ phase, at: 2000 });
      const repeated = phase === 'failed' ? { kind: 'again' } : { kind: 'repeat', of: advanced.screeningId };
      assert.deepEqual(read([use(), advanced], { phase, at: 3000 }), repeated);
    }
  });

  it('is reused from another address, or once more after it advanced', () => {
    assert.deepEqual(read([use()], { address: 'a-2' }), { kind: 'reused' });
    const done = [use(), use({ phase: 'failed', at: 2000 })];
    assert.deepEqual(read(done, { phase: 'succeeded', at: 9000 }), { kind: 'reused' });
  });

  it('does not advance from another address', () => {
    assert.deepEqual(read([use()], { phase: 'succeeded', address: 'a-2' }), { kind: 'reused' });
  });

  it('advances to the account that the attempt did not name yet, and to no second one', () => {
    const attempt = use({ account: null });
    assert.deepEqual(read([attempt], { phase: 'succeeded' }), { kind: 'advance' });
    assert.deepEqual(read([attempt, use({ phase: 'succeeded' })], { account: 'acc_2', phase: 'succeeded' }), {
      kind: 'abused',
    });
  });

  it('is abused for another account', () => {
    assert.deepEqual(read([use()], { account: 'acc_2' }), { kind: 'abused' });
    assert.deepEqual(read([use()], { account: null }), { kind: 'abused' });
  });

  it('is abused from the third reuse on', () => {
    const at = (i: number) => ({ address: `a-${i}` });
    assert.deepEqual(read([use(), use(at(2))], at(3)), { kind: 'reused' });
    assert.deepEqual(read([use(), use(at(2)), use(at(3))], at(4)), { kind: 'abused' });
    const advanced = [use(), use({ phase: 'succeeded' }), use(at(2))];
    assert.deepEqual(read(advanced, at(3)), { kind: 'reused' });
    assert.deepEqual(read([...advanced, use(at(3))], at(4)), { kind: 'abused' });
  });
});
