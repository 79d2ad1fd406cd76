import assert from 'node:assert/strict';
import { isFork, readSpentVisit, type SpentVisit, visitKnownBy, writeSpentVisit } from '../../server/core/key-line.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const login = (visit: string, after: string, at: number, since = at - MINUTE, letIn = true): SpentVisit => ({
  visit,
  after,
  since,
  at,
  letIn,
});

describe("a key's line of logins", () => {
  const line = [login('a', '', HOUR), login('b', 'a', 2 * HOUR), login('c', 'b', 3 * HOUR)];

  it("is one holder's while each goes on from the last", () => {
    assert.equal(isFork({ after: 'c', since: 9 * HOUR }, line), false);
    assert.equal(isFork({ after: '', since: HOUR }, []), false);
  });

  it('forks where one goes on from before a login that was long over', () => {
    for (const after of ['', 'a', 'b']) assert.equal(isFork({ after, since: 9 * HOUR }, line), true, after);
  });

  it('forks for both once each copy has logged in', () => {
    const both = [...line, login('d', 'c', 5 * HOUR), login('e', 'c', 7 * HOUR)];
    assert.equal(isFork({ after: 'd', since: 9 * HOUR }, both), true);
    assert.equal(isFork({ after: 'e', since: 9 * HOUR }, both), true);
  });

  it('does not fork for two tabs that were open side by side, whichever logs in, and whichever goes on', () => {
    const tabs = [...line, login('d', 'c', 5 * HOUR, 4 * HOUR), login('e', 'c', 6 * HOUR, 4 * HOUR + MINUTE)];
    assert.equal(isFork({ after: 'c', since: 4 * HOUR + MINUTE }, tabs.slice(0, 4)), false, 'the second tab itself');
    assert.equal(isFork({ after: 'd', since: 9 * HOUR }, tabs), false);
    assert.equal(isFork({ after: 'e', since: 9 * HOUR }, tabs), false);
  });

  it('does not fork where one of two tabs was refused, and the browser goes on from that one', () => {
    const tabs = [
      ...line,
      login('d', 'c', 5 * HOUR, 4 * HOUR, false),
      login('e', 'c', 6 * HOUR, 4 * HOUR + 30 * MINUTE),
    ];
    assert.equal(isFork({ after: 'd', since: 9 * HOUR }, tabs), false);
  });

  it('does not fork for the owner by a copy that was not let in', () => {
    const tried = [...line, login('d', 'b', 5 * HOUR, 5 * HOUR, false)];
    assert.equal(isFork({ after: 'c', since: 9 * HOUR }, tried), false);
    assert.equal(isFork({ after: 'd', since: 9 * HOUR }, tried), true, 'the copy itself');
  });

  it('does not fork while the counter of a login is still on its way', () => {
    assert.equal(isFork({ after: 'b', since: 3 * HOUR + MINUTE }, line), false);
    assert.equal(isFork({ after: 'b', since: 3 * HOUR + MINUTE + 1 }, line), true);
  });

  it('forks for a copy so old that its login is no longer known', () => {
    assert.equal(isFork({ after: 'gone', since: 9 * HOUR }, line), true);
  });

  it('goes on from the visit that was spent, and else from the one before it', () => {
    assert.equal(visitKnownBy({ visit: 'c', after: 'b' }, line), 'c');
    assert.equal(visitKnownBy({ visit: 'mistyped', after: 'c' }, line), 'c');
    assert.equal(visitKnownBy(null, line), '');
  });

  it('is kept as text and read back', () => {
    for (const it of [...line, login('d', 'c', HOUR, HOUR, false)])
      assert.deepEqual(readSpentVisit(writeSpentVisit(it)), it);
  });
});
