import { type Draws, seededDraws } from '../device/seeded-draws.ts';
import { browserAt } from './browsers.ts';
import type { Login, Place } from './login.ts';
import type { MemoryGate } from './memory-gate.ts';
import type { Owner } from './people.ts';
import { botAddress, onTheRoad, taintedHome } from './places.ts';
import { DAY_MS, START } from './settings.ts';

const HOUR_MS = 60 * 60_000;

/** Lists of passwords, tried by the thousand; some of them are right. */
type Storm = {
  readonly name: string;
  readonly addresses: number;
  readonly accounts: number;
  readonly tries: number;
  readonly rightShare: number;
  readonly startsAt: number;
  readonly lastsMs: number;
  readonly address: (n: number, draws: Draws) => Place;
};
export const STORMS: readonly Storm[] = [
  {
    name: 'stuffing botnet',
    addresses: 480,
    accounts: 800,
    tries: 10_000,
    rightShare: 0.005,
    startsAt: START + 60 * DAY_MS + 2 * HOUR_MS,
    lastsMs: HOUR_MS,
    address: botAddress,
  },
  {
    name: 'slow stuffing',
    addresses: 100,
    accounts: 30_000,
    // One an hour and address, for three days.
    tries: 100 * 72,
    rightShare: 0.005,
    startsAt: START + 75 * DAY_MS,
    lastsMs: 3 * DAY_MS,
    address: taintedHome,
  },
];

export type StormTry = {
  readonly at: number;
  readonly owner: Owner;
  readonly place: Place;
  readonly isRight: boolean;
  /** An owner who comes meanwhile. */
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
    const targets = Math.min(it.accounts, owners.length);
    return Array.from({ length: it.tries }, (_, n): StormTry => {
      const [owner, bystander] = [owners[draws.below(targets)], owners[draws.below(owners.length)]];
      const place = places[n % places.length];
      if (owner === undefined || bystander === undefined || place === undefined) throw new Error('nobody to attack');
      const at = Math.floor(it.startsAt + (it.lastsMs * (n + draws.unit())) / it.tries);
      return {
        at,
        owner,
        place,
        isRight: draws.chance(it.rightShare),
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
    spoke: 0,
    bystanders: 0,
    touched: 0,
  }));
  return { tries, figures };
}

const roadOf = (draws: Draws, { carrier }: Owner): Place | null =>
  draws.chance(0.5) ? onTheRoad(draws, carrier) : null;

/** A browser each, opened anew. @returns the verdict. */
export function tryStorm(gate: MemoryGate, it: StormTry, serial: number, all: readonly StormFigures[]): string {
  const figures = all[it.storm];
  if (figures === undefined) throw new Error('no such storm');
  const { owner, place, at, isRight } = it;
  const judged = gate.judge({
    serial,
    at,
    account: owner.account,
    phase: isRight ? 'succeeded' : 'failed',
    browser: browserAt('chromeOnWindows', at, 0, false),
    place,
    cookie: { id: `s${serial}`, returning: false },
    key: { id: `s${serial}`, after: '' },
  });
  // Whoever gets in is found and taken back: only what was counted stays.
  if (!isRight) gate.learn(judged, false);
  const { verdict } = judged.decision;
  figures.tries++;
  if (isRight) figures.right++;
  if (isRight && verdict === 'OK') figures.entered++;
  const met = gate.judge(asUsual(it, serial + 1)).decision;
  if (judged.decision.judged.evidence.some(it => it.family === 'velocity' && !it.shadow)) figures.spoke++;
  figures.bystanders++;
  const byStorm = met.judged.evidence.some(
    ({ family, weight, shadow }) => family === 'velocity' && weight > 0 && !shadow,
  );
  if (met.verdict !== 'OK' && byStorm) figures.touched++;
  return verdict;
}

/** At home or on the road with the usual browser: nothing but the storm could be held against it. */
function asUsual({ bystander, road, at }: StormTry, serial: number): Login {
  const { account, computer, phone, household, manager } = bystander;
  const device = road === null ? (computer ?? phone) : phone;
  return {
    serial,
    at,
    account,
    phase: 'succeeded',
    browser: browserAt(device.kind, at, device.lag, manager),
    place: road ?? household.place,
    cookie: { id: device.cookie, returning: device.returning },
    key: device.key === null ? null : { id: device.key, after: device.visit },
  };
}
