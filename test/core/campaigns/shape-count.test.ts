import assert from 'node:assert/strict';
import {
  campaignIn,
  noShapeCount,
  noteLogin,
  type ShapeCount,
  type ShapedLogin,
} from '../../../server/core/campaigns/shape-count.ts';
import { TRIED, TRIED_AND_FAILED } from '../../../server/core/season/tried.ts';

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
const countOf = (logins: readonly ShapedLogin[], it = noShapeCount(NOW)): ShapeCount => {
  for (const each of logins) noteLogin(it, each, NOW);
  return it;
};
const many = (count: number, make: (n: number) => ShapedLogin): ShapedLogin[] =>
  Array.from({ length: count }, (_, n) => make(n));

describe('logins of one shape', () => {
  it('are one campaign where 480 addresses fail at 800 accounts', () => {
    const found = campaignIn(countOf(many(800, n => login(n, { address: `adr_${n % 480}` }))), USUAL, NOW);
    assert.deepEqual([found?.startedAt, found?.accounts, found?.addresses], [NOW, 800, 480]);
    // (800 + 5) / (800 × .05 + 5), of a sample.
    assert.ok(Math.abs((found?.excess ?? 0) - 805 / 45) < 0.2, String(found?.excess));
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

  it('are held down by the many owners who share the shape', () => {
    const count = countOf(many(200, n => login(n)));
    assert.ok(campaignIn(count, USUAL, NOW) !== null);
    const owners = many(900, n => login(n, { tried: TRIED, vouched: true, account: `own_${n}` }));
    // (200 + 5) / (1100 × .05 + 5) = 3.42
    assert.equal(campaignIn(countOf(owners, count), USUAL, NOW), null);
  });

  it('are over an hour after the last failed', () => {
    const stuffed = countOf(many(200, n => login(n)));
    assert.equal(campaignIn(stuffed, USUAL, NOW + 61 * MINUTE_MS), null);
  });

  it('are judged by a cautious guess while nobody knows what is usual', () => {
    // (80 + 5) / (80 × .1 + 5) = 6.5
    assert.equal(campaignIn(countOf(many(80, n => login(n))), null, NOW)?.excess, 85 / 13);
  });

  it('are one whatever the attacker does at accounts of his own', () => {
    const own = { account: 'mine', address: 'adr_mine' };
    const beside = (count: number, it: Partial<ShapedLogin>) =>
      campaignIn(countOf([...many(800, n => login(n)), ...many(count, n => login(n, { ...own, ...it }))]), USUAL, NOW);
    // Right logins, as many as he likes; failures at a device of his own that is vouched for.
    assert.ok((beside(8000, { tried: TRIED })?.excess ?? 0) > 17);
    assert.ok((beside(8000, { tried: TRIED, vouched: true })?.excess ?? 0) > 17);
    assert.ok((beside(8000, { vouched: true })?.excess ?? 0) > 17);
    const few = many(20, n => login(n, { vouched: true, account: `mine_${n}` }));
    assert.ok(campaignIn(countOf([...many(800, n => login(n)), ...few]), USUAL, NOW) !== null, 'twenty of them');
  });

  it('are none while owners fail too, be they one of eight', () => {
    const everybody = many(1600, n => login(n, { vouched: n % 8 === 0 }));
    assert.equal(campaignIn(countOf(everybody), USUAL, NOW), null);
  });
});
