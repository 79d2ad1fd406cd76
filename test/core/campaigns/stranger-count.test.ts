import assert from 'node:assert/strict';
import {
  noStrangers,
  noteStranger,
  type StrangerCount,
  strangersFailing,
} from '../../../server/core/campaigns/stranger-count.ts';
import { TRIED, TRIED_AND_FAILED } from '../../../server/core/season/tried.ts';

const NOW = Date.UTC(2026, 10, 22);
const HOUR_MS = 60 * 60_000;
const USUAL = 0.05;

type Of = { readonly failed: boolean; readonly stranger: boolean };
const counted = (count: number, { failed, stranger }: Of, it = noStrangers()): StrangerCount => {
  const tried = failed ? TRIED_AND_FAILED : TRIED;
  for (let n = 0; n < count; n++) noteStranger(it, { tried, stranger, account: `${failed} ${stranger} ${n}` }, NOW);
  return it;
};
const FAILING = { failed: true, stranger: true };

describe('strangers at the accounts of a site', () => {
  it('fail together where a list is worked off, however slowly', () => {
    const hourly = noStrangers();
    for (let n = 0; n < 24 * 20; n++) {
      const at = NOW - (24 * 20 - 1 - n) * (HOUR_MS / 20);
      noteStranger(hourly, { tried: TRIED_AND_FAILED, stranger: true, account: `acc_${n}` }, at);
    }
    assert.ok((strangersFailing(hourly, USUAL, NOW)?.accounts ?? 0) > 400);
    // (100 + 5) / (100 × .05 + 5)
    assert.deepEqual(strangersFailing(counted(100, FAILING), USUAL, NOW), { accounts: 100, excess: 10.5 });
  });

  it('do not at fewer than eighty accounts, nor once a day has passed', () => {
    assert.equal(strangersFailing(counted(79, FAILING), USUAL, NOW), null);
    assert.equal(strangersFailing(counted(100, FAILING), USUAL, NOW + 24 * HOUR_MS), null);
  });

  it('do not where they are people with new phones, who mistype four times as often', () => {
    const people = counted(400, { failed: false, stranger: true }, counted(100, FAILING));
    assert.equal(strangersFailing(people, USUAL, NOW), null);
  });

  it('do all the same where somebody succeeds a thousand times at a few accounts of his own', () => {
    const it = counted(100, FAILING);
    for (let n = 0; n < 1000; n++) noteStranger(it, { tried: TRIED, stranger: true, account: `own-${n % 5}` }, NOW);
    assert.equal(strangersFailing(it, USUAL, NOW)?.accounts, 100);
  });

  it('do not where everybody fails, or where nobody knows what is usual', () => {
    const everybody = counted(200, { failed: true, stranger: false }, counted(100, FAILING));
    assert.equal(strangersFailing(everybody, USUAL, NOW), null);
    assert.equal(strangersFailing(counted(100, FAILING), null, NOW), null);
  });
});
