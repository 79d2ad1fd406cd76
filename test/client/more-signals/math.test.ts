import assert from 'node:assert/strict';
import { math } from '../../../client/more-signals/math.ts';
import { SIGNALS } from '../../../shared/wire/signals.ts';

describe('client: the math signal', () => {
  it('differs in the last digit, and is the same each time', () => {
    assert.notEqual(
      math(() => ({ tan: -4.987183803371025 })),
      math(() => ({ tan: -4.987183803371026 })),
    );
    assert.equal(SIGNALS.math.shape.parse(math()), math());
  });
});
