import assert from 'node:assert/strict';
import { FAILED_AFTERWARDS, TRIED, TRIED_AND_FAILED } from '../../../server/core/season/tried.ts';
import { countedTogether, TriedAccounts } from '../../../server/core/season/tried-accounts.ts';
import { markOf } from '../../../server/core/subjects/mark.ts';

const NOW = Date.UTC(2026, 10, 22, 10, 30);
const HOUR_MS = 60 * 60_000;
const said = ({ tries, failures }: { tries: number; failures: number }): string => `${failures} of ${tries}`;

describe('accounts that were tried', () => {
  it('count once, and as failed once they have', () => {
    const it = new TriedAccounts();
    const new1 = [TRIED, TRIED, FAILED_AFTERWARDS, TRIED_AND_FAILED].map(tried => said(it.note(1, tried, NOW)));
    assert.equal(new1.join(), '0 of 1,0 of 0,1 of 0,0 of 0');
    it.note(2, TRIED, NOW);
    assert.equal(said(it.counts(NOW)), '1 of 2');
  });

  it('are forgotten an hour after they were seen, and no sooner where a clock goes back', () => {
    const it = new TriedAccounts();
    it.note(1, TRIED_AND_FAILED, NOW);
    it.note(1, TRIED, NOW - HOUR_MS);
    it.note(2, TRIED, NOW + HOUR_MS - 1);
    assert.equal(said(it.counts(NOW + HOUR_MS - 1)), '1 of 2');
    assert.equal(said(it.counts(NOW + HOUR_MS)), '0 of 1');
    assert.equal(said(it.note(1, TRIED_AND_FAILED, NOW + HOUR_MS)), '1 of 1', 'new again');
  });

  it('are a sample of the same share where they are many, and all again when they are few', () => {
    const it = new TriedAccounts();
    let learned = 0;
    for (let n = 0; n < 50_000; n++)
      learned += it.note(markOf(`a${n}`), n % 10 === 0 ? TRIED_AND_FAILED : TRIED, NOW + n).tries;
    const { tries, failures } = it.counts(NOW + 50_000);
    assert.ok(Math.abs(tries / 50_000 - 1) < 0.15 && Math.abs(failures / tries - 0.1) < 0.04, `${failures} ${tries}`);
    assert.ok(Math.abs(learned / 50_000 - 1) < 0.15, 'what is new stands for those left out');
    assert.ok(it.sample(NOW + 50_000).seen.length <= 500);
    const later = NOW + 2 * HOUR_MS;
    for (let n = 0; n < 40; n++) it.note(markOf(`b${n}`), TRIED, later);
    for (let n = 0; n < 40; n++) it.note(markOf(`b${n}`), TRIED, later);
    assert.equal(said(it.counts(later)), '0 of 40');
  });

  it('are together what any process saw of them', () => {
    const all = [new TriedAccounts(), new TriedAccounts(), new TriedAccounts()];
    for (let n = 0; n < 3000; n++) {
      all[n % 3]?.note(markOf(`a${n >> 1}`), n % 2 === 0 ? TRIED : FAILED_AFTERWARDS, NOW + n);
      all[0]?.note(markOf(`b${n}`), TRIED, NOW + n);
    }
    const { tries, failures } = countedTogether(
      all.map(it => it.sample(NOW + 3000)),
      NOW + 3000,
    );
    assert.ok(Math.abs(tries / 4500 - 1) < 0.15, String(tries));
    assert.ok(Math.abs(failures / tries - 1 / 3) < 0.06, String(failures / tries));
  });
});
