import assert from 'node:assert/strict';
import {
  type DeviceHere,
  deviceShares,
  knownDeviceLogOdds,
  newDeviceLogOdds,
} from '../../../server/core/habit/device-risk.ts';
import type { HabitLogin } from '../../../server/core/habit/history.ts';
import { newNetworkLogOdds, newNetworkShare } from '../../../server/core/habit/new-network.ts';
import { habitRisk, hourLogOdds, plainScore } from '../../../server/core/habit/risk.ts';
import type { HabitValues } from '../../../server/core/habit/values.ts';
import { atHome, DAY_MS, dailyHabit, HABIT_NOW, ordinarySite } from '../../support/habits.ts';
import { PEOPLE } from '../../support/people.ts';

const SITE = ordinarySite();
const HOUR = DAY_MS / 24;
const PROVEN: DeviceHere = { by: 'proven', vouched: false, keyAbsent: false, told: true };
const UNKNOWN: DeviceHere = { by: 'unknown', vouched: false, keyAbsent: false, told: true };
const LONE_COOKIE: DeviceHere = { by: 'lone-cookie', vouched: false, keyAbsent: false, told: true };
const riskOf = (habits: readonly HabitLogin[], values = atHome(), device = PROVEN) =>
  habitRisk(habits, values, device, SITE, HABIT_NOW);
const close = (is: number | undefined, expected: number): void =>
  assert.ok(is !== undefined && Math.abs(is - expected) <= 0.005, `${is} is not ${expected}`);

describe('the risk of a login by the habits of its account', () => {
  it('is low at home, by what everybody else shows and the account does', () => {
    const { address, country, userAgent } = riskOf(dailyHabit(20, 1));
    // 0.6 · (1 − 3/203) · 200/2000 · (1 − M/(2000 + M)) + 0.3 · 200/2000 + 0.1 · 1820/2000, of 1; M: 21 + 2 + 1
    close(address.logOdds, Math.log(0.6 * (200 / 203) * 0.1 * (2000 / 2024) + 0.03 + 0.091));
    assert.equal(`${address.seen} ${country} ${userAgent?.seen}`, 'settled settled settled');
  });

  it('is four times as high where address and country are new', () => {
    const abroad = riskOf(dailyHabit(3, 1), atHome({ networkRef: 'far', asn: 777, country: 'NL' }));
    close(abroad.address.logOdds, Math.log(4));
    assert.equal(`${abroad.address.seen} ${abroad.country}`, 'never never');
  });

  it('lowers by nothing that is younger than fourteen days, and raises by nothing that was seen', () => {
    const old = dailyHabit(20, 30);
    const moved = atHome({ networkRef: 'new flat', asn: 2516, userAgent: PEOPLE.safariOnIphone.userAgent });
    const fresh = dailyHabit(5, 1, moved);
    const risk = riskOf([...old, ...fresh], moved);
    assert.equal(`${risk.address.seen} ${risk.userAgent?.seen}`, 'probation probation');
    close(risk.address.logOdds, 0);
    close(risk.userAgent?.logOdds, 0);
    const later = habitRisk([...old, ...fresh], moved, PROVEN, SITE, HABIT_NOW + 15 * DAY_MS);
    assert.equal(later.address.seen, 'settled');
    assert.ok(later.address.logOdds < 0);
  });

  it('takes what a vouched device showed for settled at once', () => {
    const moved = atHome({ networkRef: 'new flat' });
    const fresh = dailyHabit(1, 1, moved).map(it => ({ ...it, vouched: true }));
    assert.equal(riskOf([...dailyHabit(20, 30), ...fresh], moved).address.seen, 'settled');
  });

  it('raises by a device that was never seen, more the surer it is that the account has one', () => {
    const risks = [3, 12, 39].map(n => riskOf(dailyHabit(n, 1), atHome({ deviceId: 'dev_kother' }), UNKNOWN).newDevice);
    // (0 + 1) / (2 + 30), / (11 + 30), / (38 + 30), of few logins less: 3/6, 12/15, 39/42
    for (const [n, expected] of [
      Math.log(0.9 * 32) / 2,
      Math.log(0.9 * 41) * 0.8,
      (Math.log(0.9 * 68) * 13) / 14,
    ].entries()) {
      close(risks[n], expected);
    }
  });

  it('says little of new devices on who clears the browser each time, and nothing where none could be told', () => {
    const cleared = dailyHabit(20, 1).map((it, n) => ({ ...it, values: { ...it.values, device: `d${n}` } }));
    close(deviceShares(cleared).new, (19 + 1) / (19 + 30));
    close(riskOf(cleared, atHome({ deviceId: null }), UNKNOWN).newDevice, newDeviceLogOdds(20 / 49, 20));
    assert.equal(riskOf(dailyHabit(20, 1), atHome(), { ...UNKNOWN, told: false }).newDevice, 0);
  });

  it('raises by a network that was never used as much as the account is used from few', () => {
    const elsewhere = atHome({ networkRef: 'nowhere' });
    // Of the usual provider, which for the model alone would be no more than a third of what home is.
    close(riskOf(dailyHabit(20, 1), elsewhere).address.logOdds, (Math.log(0.9 * 30) * 20) / 23);
    // Seven of twenty from a network each: (7 + 1) / (20 + 10)
    const trains = dailyHabit(20, 1).map((it, n) =>
      n % 3 === 0 ? { ...it, values: atHome({ networkRef: `t${n}` }) } : it,
    );
    close(newNetworkShare(trains), 8 / 30);
    close(riskOf(trains, elsewhere).address.logOdds, (Math.log(0.9 / (8 / 30)) * 20) / 23);
    assert.equal(newNetworkLogOdds(0.95, 40), 0, 'who is always elsewhere');
    assert.equal(
      riskOf(dailyHabit(20, 1), atHome({ networkRef: '', asn: null })).stranger,
      false,
      'where no network is told',
    );
  });

  it('knows a stranger by device and network together', () => {
    const elsewhere = atHome({ networkRef: 'nowhere' });
    const of = (values: HabitValues, by: DeviceHere) => riskOf(dailyHabit(20, 1), values, by).stranger;
    assert.equal(
      [of(elsewhere, UNKNOWN), of(atHome(), UNKNOWN), of(elsewhere, PROVEN), of(elsewhere, LONE_COOKIE)].join(' '),
      'true false false false',
    );
  });

  it('raises less by the account’s own cookie that lost its key, and by nothing where that is usual', () => {
    const lone = (habits: readonly HabitLogin[]) =>
      riskOf(habits, atHome({ deviceId: 'dev_kmade' }), LONE_COOKIE).newDevice;
    // (0 + 1) / (19 + 30)
    close(lone(dailyHabit(20, 1)), (Math.log(0.1 * 49) * 20) / 23);
    // That its engine would have kept the key is said already.
    const kept = riskOf(dailyHabit(20, 1), atHome({ deviceId: 'dev_kmade' }), { ...LONE_COOKIE, keyAbsent: true });
    close(kept.newDevice, (Math.log(0.1 * 49) * 20) / 23 - 1);
    const safari = dailyHabit(20, 1).map((it, n) => ({
      ...it,
      loneCookie: n > 0 && n % 2 === 0,
      values: atHome({ deviceId: `dev_k${n >> 1}` }),
    }));
    close(deviceShares(safari).loneCookie, (9 + 1) / 49);
    close(deviceShares(safari).new, 1 / 49);
    assert.equal(lone(safari), 0);
  });

  it('lowers by a proven key alone, once it was seen for long or was vouched for', () => {
    const habits = dailyHabit(20, 1);
    close(riskOf(habits).knownDevice, knownDeviceLogOdds(1 / 49));
    close(knownDeviceLogOdds(1 / 49), Math.log(0.1 / (48 / 49)));
    assert.equal(riskOf(habits, atHome(), { ...PROVEN, by: 'cookie' }).knownDevice, 0);
    const young = dailyHabit(5, 1);
    assert.equal(riskOf(young).knownDevice, 0);
    // That it is vouched for is said already.
    close(riskOf(habits, atHome(), { ...PROVEN, vouched: true }).knownDevice, knownDeviceLogOdds(1 / 49) + 2);
    assert.ok(riskOf(young, atHome(), { ...PROVEN, vouched: true }).knownDevice < 0);
  });

  it('knows hours on a circle, and lowers by none', () => {
    const midnight = Array.from({ length: 20 }, (_, n) => HABIT_NOW - n * DAY_MS + 12 * HOUR);
    const around = (hours: number) => hourLogOdds(midnight, HABIT_NOW + 12 * HOUR + hours * HOUR);
    assert.equal(around(0), 0);
    close(around(1.5), around(-1.5));
    assert.equal(around(1.5), 0);
    assert.equal(around(12), 1);
    // Three logins say little: (3/24) / 6 of 1/24
    close(hourLogOdds(midnight.slice(0, 3), HABIT_NOW), Math.log(2));
  });

  it('leaves the weight of what is not known to the rest', () => {
    const { address, userAgent, languages, roundTrip } = riskOf(
      dailyHabit(20, 1, atHome({ asn: null, rttMs: null })),
      atHome({ asn: null, userAgent: '', languages: null }),
    );
    const [network, country] = [0.6 / 0.7, 0.1 / 0.7];
    close(address.logOdds, Math.log(network * (200 / 202) * 0.1 * (2000 / 2003) + country * 0.91));
    assert.deepEqual([userAgent, languages, roundTrip], [null, null, null]);
  });

  it('knows a round trip by its half octave and the ones beside it', () => {
    const habits = dailyHabit(20, 30, atHome({ rttMs: 20 }));
    const seen = (rttMs: number) => riskOf(habits, atHome({ rttMs })).roundTrip?.seen;
    assert.deepEqual([20, 25, 15, 180].map(seen), ['settled', 'settled', 'settled', 'never']);
  });

  it('gives the score of the paper, unclamped, to whoever compares', () => {
    const habits = dailyHabit(20, 1);
    const { address, userAgent } = riskOf(habits);
    const owner = plainScore(habits, atHome(), SITE, 100);
    // Each of 100 accounts as often as the mean: (1/100) / (20/2000) is 1
    close(owner, Math.exp(address.logOdds + (userAgent?.logOdds ?? 0)));
    const stranger = atHome({ networkRef: 'far', asn: 777, country: 'NL', userAgent: 'curl/8' });
    assert.ok(plainScore(habits, stranger, SITE, 100) / owner > 10);
  });
});
