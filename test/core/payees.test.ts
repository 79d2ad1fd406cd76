import assert from 'node:assert/strict';
import { isPayee, payeeDispute, payeeLesson } from '../../server/core/payees.ts';

describe('payees of an account', () => {
  const taught = (members: readonly string[], payee: string, id: string): readonly string[] => [
    ...members,
    ...payeeLesson(members, payee, id).flatMap(it => ('member' in it ? it.member : [])),
  ];
  const paid = taught(taught([], 'p1', 'scr_1'), 'p2', 'scr_2');

  it('are known from the first time that they were named', () => {
    assert.deepEqual([isPayee(paid, 'p1'), isPayee(paid, 'p2'), isPayee(paid, 'p')], [true, true, false]);
    assert.deepEqual(payeeLesson(paid, 'p1', 'scr_3'), []);
  });

  it('are forgotten with the screening that named them first, and with no other', () => {
    assert.deepEqual(
      payeeDispute(paid, 'scr_1').flatMap(it => ('member' in it ? it.member : [])),
      paid.slice(0, 1),
    );
    assert.deepEqual(payeeDispute(paid, 'scr_3'), []);
  });
});
