import assert from 'node:assert/strict';
import {
  campaignIn,
  noShapeCount,
  type ShapeCount,
  type ShapedLogin,
  withLogin,
} from '../../../server/core/campaigns/shape-count.ts';
import { TRIED, TRIED_AND_FAILED } from '../../../server/core/season/fading-count.ts';

const NOW = Date.UTC(2026, 10, 22);
const MINUTE_MS = 60_000;
const USUAL = 0.05;

const login = (n: number, it: Partial<ShapedLogin> = {}): ShapedLogin => ({
  tried: TRIED_AND_FAILED,
  vouched: false,
  account: `acc_${n}`,
  address: `adr_${n}`,
  ...it,
});
const countOf = (logins: readonly ShapedLogin[], from = noShapeCount(NOW)): ShapeCount =>
  logins.reduce((it, each) => withLogin(it, each, NOW), from);
const many = (count: number, make: (n: number) => ShapedLogin): ShapedLogin[] =>
  Array.from({ length: count }, (_, n) => make(n));

describe('logins of one shape', () => {
  it('are one campaign where 480 addresses fail at 800 accounts', () => {
    const found = campaignIn(countOf(many(800, n => login(n, { address: `adr_${n % 480}` }))), USUAL, NOW);
    // (800 + 5) / (800 × .05 + 5)
    assert.deepEqual(found, { startedAt: NOW, accounts: 800, addresses: 480, excess: 805 / 45 });
  });

  it('are none below eighty accounts', () => {
    assert.equal(campaignIn(countOf(many(79, n => login(n))), USUAL, NOW), null);
    assert.ok(campaignIn(countOf(many(80, n => login(n))), USUAL, NOW) !== null);
    assert.equal(campaignIn(countOf(many(500, n => login(n % 3))), USUAL, NOW), null);
  });

  it('are none of an on-sale: more than ever fail, and as many of a hundred as ever', () => {
    const sale = many(4000, n => login(n, { tried: n % 15 === 0 ? TRIED_AND_FAILED : TRIED }));
    assert.equal(campaignIn(countOf(sale), USUAL, NOW), null);
  });

  it('are none where the site itself refuses everybody', () => {
    const everybody = many(2000, n => login(n, { vouched: n % 2 === 0 }));
    assert.equal(campaignIn(countOf(everybody), USUAL, NOW), null);
  });

  it('are held down by the owners who share the shape', () => {
    const stuffed = countOf(many(200, n => login(n)));
    const shared = countOf(
      many(800, n => login(n, { tried: TRIED, vouched: true })),
      stuffed,
    );
    assert.ok(campaignIn(stuffed, USUAL, NOW) !== null);
    // (200 + 5) / (1000 × .05 + 5) = 3.73
    assert.equal(campaignIn(shared, USUAL, NOW), null);
  });

  it('are over an hour after the last failed', () => {
    const stuffed = countOf(many(200, n => login(n)));
    assert.equal(campaignIn(stuffed, USUAL, NOW + 61 * MINUTE_MS), null);
  });

  it('are judged by a cautious guess while nobody knows what is usual', () => {
    // (80 + 5) / (80 × .1 + 5) = 6.5
    assert.equal(campaignIn(countOf(many(80, n => login(n))), null, NOW)?.excess, 85 / 13);
  });
});
