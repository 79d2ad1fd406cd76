import type { Decision } from '../../server/core/decide.ts';
import { verdictOfScore } from '../../server/core/policy.ts';
import { scoreOf } from '../../server/core/score.ts';
import { type Draws, seededDraws } from '../device/seeded-draws.ts';
import { browserAt } from './browsers.ts';
import { type Login, type Place, pageMsOf, USUAL_PAGE_MS } from './login.ts';
import { type MemoryGate, POLICY } from './memory-gate.ts';
import type { Owner } from './people.ts';
import { botAddress, onTheRoad, taintedHome } from './places.ts';
import { DAY_MS, START } from './settings.ts';

const HOUR_MS = 60 * 60_000;

/** Lists of passwords, tried by the thousand; some of them are right. */
type Storm = {
  readonly name: string;
  readonly addresses: number;
  /** Of all that there are. */
  readonly accounts: (all: number) => number;
  readonly tries: number;
  readonly rightShare: number;
  readonly startsAt: number;
  readonly lastsMs: number;
  readonly address: (n: number, draws: Draws) => Place;
  readonly pageMs: (draws: Draws) => number;
};
export const STORMS: readonly Storm[] = [
  {
    name: 'stuffing botnet',
    addresses: 480,
    // Of a small site, fewer: somebody has to be a bystander.
    accounts: all => Math.min(800, Math.floor((2 * all) / 3)),
    tries: 10_000,
    rightShare: 0.005,
    // In Japan, eight in the evening: when most others come.
    startsAt: START + 60 * DAY_MS + 11 * HOUR_MS,
    lastsMs: HOUR_MS,
    address: botAddress,
    // A tool's own pace, with a jitter.
    pageMs: draws => 2000 + 1000 * draws.unit(),
  },
  {
    name: 'slow stuffing',
    addresses: 100,
    accounts: all => all,
    // One an hour and address, for three days.
    tries: 100 * 72,
    rightShare: 0.005,
    startsAt: START + 75 * DAY_MS,
    lastsMs: 3 * DAY_MS,
    address: taintedHome,
    pageMs: pageMsOf,
  },
];

export type StormTry = {
  readonly at: number;
  readonly owner: Owner;
  readonly place: Place;
  readonly isRight: boolean;
  readonly pageMs: number;
  /** An owner who comes meanwhile: of an account that is not tried, where there is one. */
  readonly bystander: Owner;
  /** Where he is; null: at home. */
  readonly road: Place | null;
  readonly storm: number;
};
export type StormFigures = {
  readonly name: string;
  tries: number;
  right: number;
  /** Let in with a right password: the account is theirs. */
  entered: number;
  /** Of the right ones, those that came to a locked lane. */
  locked: number;
  /** Owners of the tried accounts, as they would have come at that moment: asked or refused for the storm, or locked out. */
  victims: number;
  /** Tries that anything of velocity spoke of: where none did, that no bystander was touched says nothing. */
  spoke: number;
  bystanders: number;
  /** Asked or refused, who would not have been but for what was counted of the storm. */
  touched: number;
};

export function stormTries(
  owners: readonly Owner[],
  seed: number,
): { readonly tries: readonly StormTry[]; readonly figures: readonly StormFigures[] } {
  const tries = STORMS.flatMap((it, storm) => {
    const draws = seededDraws(seed, 4, storm);
    const places = Array.from({ length: it.addresses }, (_, n) => it.address(n, draws));
    const targets = it.accounts(owners.length);
    const bystanders = targets < owners.length ? owners.slice(targets) : owners;
    return Array.from({ length: it.tries }, (_, n): StormTry => {
      const owner = owners[draws.below(targets)];
      const place = places[n % places.length];
      const at = Math.floor(it.startsAt + (it.lastsMs * (n + draws.unit())) / it.tries);
      const bystander = whoComesAt(at, draws, bystanders);
      if (owner === undefined || place === undefined) throw new Error('nobody to attack');
      return {
        at,
        owner,
        place,
        isRight: draws.chance(it.rightShare),
        pageMs: Math.floor(it.pageMs(draws)),
        bystander,
        road: roadOf(draws, bystander),
        storm,
      };
    });
  });
  const figures = STORMS.map(({ name }) => ({
    name,
    tries: 0,
    right: 0,
    entered: 0,
    locked: 0,
    victims: 0,
    spoke: 0,
    bystanders: 0,
    touched: 0,
  }));
  return { tries, figures };
}

const USUAL_HOURS = 3;
const LOOKED_AT_MOST = 200;

/** One of those who come at about this hour; of nobody's hour, anybody. */
function whoComesAt(at: number, draws: Draws, owners: readonly Owner[]): Owner {
  const hour = (at / HOUR_MS) % 24;
  for (let looked = 1; ; looked++) {
    const it = owners[draws.below(owners.length)];
    if (it === undefined) throw new Error('nobody is there');
    const apart = Math.abs(it.hour - hour);
    if (Math.min(apart, 24 - apart) < USUAL_HOURS || looked === LOOKED_AT_MOST) return it;
  }
}

const roadOf = (draws: Draws, { carrier }: Owner): Place | null =>
  draws.chance(0.5) ? onTheRoad(draws, carrier) : null;

/** A browser each, opened anew. @returns the verdict. */
export function tryStorm(gate: MemoryGate, it: StormTry, serial: number, all: readonly StormFigures[]): string {
  const figures = all[it.storm];
  if (figures === undefined) throw new Error('no such storm');
  const { owner, place, at, isRight, pageMs } = it;
  const judged = gate.judge({
    serial,
    at,
    account: owner.account,
    phase: isRight ? 'succeeded' : 'failed',
    browser: browserAt('chromeOnWindows', at, 0, false),
    place,
    cookie: { id: `s${serial}`, returning: false },
    key: { id: `s${serial}`, after: '' },
    pageMs,
  });
  // Whoever gets in is found and taken back: only what was counted stays.
  if (!isRight) gate.learn(judged, false);
  const { verdict } = judged.decision;
  figures.tries++;
  if (isRight) figures.right++;
  const isLocked = judged.lock?.state === 'locked';
  if (isRight && isLocked) figures.locked++;
  if (isRight && verdict === 'OK' && !isLocked) figures.entered++;
  if (ofStorm(judged.decision) > 0) figures.spoke++;
  figures.bystanders++;
  if (isTouched(gate, asUsual(it.bystander, it, serial + 1))) figures.touched++;
  if (isTouched(gate, asUsual(owner, it, serial + 2))) figures.victims++;
  return verdict;
}

/** Log-odds of what is counted of others' logins. */
function ofStorm({ judged }: Decision): number {
  let sum = 0;
  for (const [{ family, code }, counted] of judged.scores.takeover.counted) {
    if (family === 'velocity' || code === 'strangers-failing') sum += counted;
  }
  return sum;
}

/** Asked or refused who would not have been without the storm, or locked out. */
function isTouched(gate: MemoryGate, login: Login): boolean {
  const { decision, lock } = gate.judge(login);
  const { logit } = decision.judged.scores.takeover;
  const without = verdictOfScore(POLICY, 'takeover', 'login', scoreOf(logit - ofStorm(decision)));
  return (decision.verdict !== 'OK' && without !== decision.verdict) || lock?.state === 'locked';
}

/** At home or on the road with the usual browser: nothing but the storm could be held against it. */
function asUsual(owner: Owner, { road, at }: StormTry, serial: number): Login {
  const { account, computer, phone, household, manager } = owner;
  const device = road !== null || computer === null || !computer.returning ? phone : computer;
  return {
    serial,
    at,
    account,
    phase: 'succeeded',
    browser: browserAt(device.kind, at, device.lag, manager),
    place: road ?? household.place,
    cookie: { id: device.cookie, returning: device.returning },
    key: device.key === null ? null : { id: device.key, after: device.visit },
    pageMs: USUAL_PAGE_MS,
  };
}
