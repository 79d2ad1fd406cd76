import assert from 'node:assert/strict';
import { DAY_MS, type PlayedSite, playedSite } from '../support/played-site.ts';

const HOUR_MS = DAY_MS / 24;
const WEEK_MS = 7 * DAY_MS;

const attacker = (n: number) => ({
  account: `listed-${n % 8000}`,
  agent: 'Tool',
  ip: `203.0.${n % 250}.9`,
  asn: 64_500,
});

/** Beside a site's own people, so many an hour; what is told of it at its end. */
function attack(site: PlayedSite, perDay: number, perHour: number, hours: number) {
  const beside = perHour / (perDay / 24);
  let n = 0;
  site.people(perDay, hours * HOUR_MS, one => {
    while (n < (one + 1) * beside) site.log(attacker(n++));
  });
  return site.see(attacker(n));
}
const usualIn = (site: PlayedSite, ms: number): number => {
  site.pass(ms);
  return site.see(attacker(0)).usualShare ?? 0;
};

/** What is not learned from attacks. */
describe('what usually fails on a site', () => {
  it('is not what an attack of ten times the hour does, in its hour nor a week later', () => {
    const site = playedSite();
    site.people(2000, 8 * WEEK_MS);
    const during = attack(site, 2000, 840, 0.9);
    // Twice that of all hours at the most.
    assert.ok((during.usualShare ?? 1) < 0.101, `in its hour ${during.usualShare}`);
    assert.equal(during.campaign?.accounts, 756);
    const later = usualIn(site, WEEK_MS - 0.5 * HOUR_MS);
    assert.ok(later < 0.101, `a week later ${later}`);
  }).timeout(60_000);

  it('is not what a larger one does, however long it goes on', () => {
    const site = playedSite();
    site.people(2000, 4 * WEEK_MS);
    const first = attack(site, 2000, 3600, 0.9);
    assert.ok(first.campaign !== null && (first.usualShare ?? 1) < 0.12, `after an hour ${first.usualShare}`);
    const day = attack(site, 2000, 1000, 24);
    assert.ok(day.campaign !== null && (day.providerExcess ?? 0) > 4, 'after a day');
    assert.ok(usualIn(site, WEEK_MS) < 0.12);
  }).timeout(120_000);

  it('is not what a gate sees that was switched on during an attack', () => {
    const site = playedSite();
    const seen = Array.from({ length: 10 }, () => attack(site, 12_000, 1000, 0.5));
    assert.equal(seen.filter(it => it.campaign === null).length, 0, 'a campaign at any time');
    assert.ok(seen.every(it => (it.usualShare ?? 0) <= 0.2));
    site.people(12_000, WEEK_MS);
    const later = usualIn(site, 0);
    assert.ok(later > 0.04 && later < 0.07, `a week later ${later}`);
  }).timeout(60_000);

  it('is followed when a site changes for good, within months', () => {
    const site = playedSite();
    site.people(480, 4 * WEEK_MS);
    for (let n = 0; n < 480 * 120; n++) {
      site.log({ account: `customer-${n % 480}`, phase: n % 6 === 0 ? 'failed' : 'succeeded' });
      site.pass(DAY_MS / 480);
    }
    assert.ok(usualIn(site, 0) > 0.1);
  }).timeout(60_000);

  it('is what it was after an on-sale, which is no campaign', () => {
    const site = playedSite();
    site.people(2000, 4 * WEEK_MS);
    for (let n = 0; n < 5000; n++) {
      site.log({ account: `fan-${n}`, ip: `126.${n % 200}.0.1`, phase: n % 18 === 0 ? 'failed' : 'succeeded' });
      site.pass(500);
    }
    const told = site.see({ account: 'fan-1' });
    assert.equal(told.campaign, null);
    assert.ok((told.providerExcess ?? 9) < 1.5 && (told.usualShare ?? 1) < 0.07, `${told.usualShare}`);
  }).timeout(60_000);
});
