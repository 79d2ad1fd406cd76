import assert from 'node:assert/strict';
import { noShapeCount, noteLogin, type ShapeCount } from '../../../server/core/campaigns/shape-count.ts';
import { campaignTogether, sizeOf, sketchOf } from '../../../server/core/campaigns/shape-sketch.ts';
import { TRIED, TRIED_AND_FAILED } from '../../../server/core/season/tried.ts';

const NOW = Date.UTC(2026, 10, 22);
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const USUAL = 0.05;

/** Tries of an attack over several processes, each coming to one of them by chance. */
function attack(processes: number, tries: number, accounts: number, addresses: number): ShapeCount[] {
  const counts = Array.from({ length: processes }, () => noShapeCount(NOW));
  for (let n = 0; n < tries; n++) {
    const at = (n * 7 + Math.floor(n / 3)) % processes;
    const login = {
      tried: TRIED_AND_FAILED,
      vouched: false,
      account: `acc_${n % accounts}`,
      address: `adr_${n % addresses}`,
    };
    const count = counts[at];
    if (count !== undefined) noteLogin(count, login, NOW + n);
  }
  return counts;
}
const together = (counts: readonly ShapeCount[], now = NOW + MINUTE_MS) =>
  campaignTogether(
    counts.map(it => sketchOf(it, now)),
    USUAL,
    now,
  );

describe('a shape that several processes see', () => {
  it('is one campaign of its whole size: what two of them saw counts once', () => {
    const counts = attack(4, 1600, 800, 480);
    assert.ok(counts.every(it => it.accounts.levels[0]?.marks.length !== 800));
    const found = together(counts);
    assert.deepEqual([found?.accounts, found?.addresses, found?.startedAt], [800, 480, NOW]);
    // (800 + 5) / (800 × .05 + 5): each was tried twice.
    assert.ok(Math.abs((found?.excess ?? 0) - 805 / 45) < 0.1, String(found?.excess));
    const size = sizeOf(counts.map(it => sketchOf(it, NOW + HOUR_MS)));
    assert.deepEqual(Object.values(size), [NOW, NOW + 1599, 1600, 800, 480]);
  });

  it('is a campaign where none of them alone would say so', () => {
    const counts = attack(8, 160, 160, 100);
    assert.ok(counts.every(it => together([it]) === null));
    assert.equal(together(counts)?.accounts, 160);
  });

  it('is told within a few of a hundred however large it is', () => {
    const size = sizeOf(attack(3, 30_000, 12_000, 5000).map(it => sketchOf(it, NOW + HOUR_MS)));
    assert.ok(Math.abs(size.accounts / 12_000 - 1) < 0.08, String(size.accounts));
    assert.ok(Math.abs(size.addresses / 5000 - 1) < 0.08, String(size.addresses));
  }).timeout(20_000);

  it('begins anew after an hour in which nobody failed', () => {
    const failed = { tried: TRIED_AND_FAILED, vouched: false, account: 'a', address: 'b' };
    const count = noShapeCount(NOW);
    const said = [0, 59, 120].map(minutes => {
      noteLogin(count, failed, NOW + minutes * MINUTE_MS);
      return `${count.firstAt - NOW} ${count.attempts}`;
    });
    assert.equal(said.join(), `0 1,0 2,${120 * MINUTE_MS} 1`);
  });

  it('is over an hour after the last failed', () => {
    assert.equal(together(attack(4, 400, 400, 100), NOW + 62 * MINUTE_MS), null);
  });

  it('is a campaign whatever its attacker does at his own account, by whichever process', () => {
    const counts = attack(4, 1600, 800, 480);
    for (let n = 0; n < 8000; n++) {
      const count = counts[n % 4];
      const own = {
        tried: n % 2 === 0 ? TRIED : TRIED_AND_FAILED,
        vouched: n % 3 === 0,
        account: 'mine',
        address: 'b',
      };
      if (count !== undefined) noteLogin(count, own, NOW + n);
    }
    assert.ok((together(counts)?.excess ?? 0) > 17);
  });

  it('is none while owners fail too, whichever process they come to', () => {
    const counts = attack(4, 1600, 800, 480);
    for (let n = 0; n < 200; n++) {
      const count = counts[n % 4];
      const owner = { tried: TRIED_AND_FAILED, vouched: true, account: `own_${n}`, address: 'b' };
      if (count !== undefined) noteLogin(count, owner, NOW + n);
    }
    assert.equal(together(counts), null);
  });
});
