import assert from 'node:assert/strict';
import { otherVisitors, readHandVisitor, writeHandVisitor } from '../../../server/core/hands/hand-visitors.ts';

const others = (...shownBy: string[]): number =>
  otherVisitors({ account: 'me', browser: 'mine' }, shownBy.map(readHandVisitor));

describe('visitors who showed a hand', () => {
  it('are written as a list has them', () => {
    assert.equal(writeHandVisitor(readHandVisitor('a b')), 'a b');
  });

  it('are others by account and browser both', () => {
    assert.equal(others(), 0);
    assert.equal(others('me mine', 'me phone', 'wife mine'), 0);
    assert.equal(others('x there'), 1);
  });

  it('are counted once, however often and with whatever they come', () => {
    assert.equal(others('x there', 'x there', 'x elsewhere', 'y there'), 1);
    assert.equal(others('x there', 'y elsewhere', 'z nowhere'), 3);
  });
});
