import type { Family, Grade, Verdict } from '../../shared/wire/judgement.ts';
import { type Draws, seededDraws } from '../device/seeded-draws.ts';
import { ATTACKERS, strikesAt } from './attackers.ts';
import { browserAt } from './browsers.ts';
import { calendar } from './calendar.ts';
import { livesOn, type Oddity, wasUsed } from './life.ts';
import { type Login, USUAL_PAGE_MS } from './login.ts';
import { type Judgement, type MemoryGate, memoryGate } from './memory-gate.ts';
import { type Scores, scoresOf } from './peers.ts';
import { comesNext, type Device, type Owner, populate } from './people.ts';
import { DAY_MS, END, type Frequency, GAP_DAYS, LIFE, ON_SALE, type Settings, START } from './settings.ts';
import { type StormFigures, type StormTry, stormTries, tryStorm } from './storms.ts';

/** One login, as it was judged. */
export type Seen = {
  readonly frequency: Frequency;
  /** Logins that the account's habits were learned from. */
  readonly history: number;
  readonly verdict: Verdict;
  readonly stepUp: Grade | null;
  readonly scores: Scores;
  readonly families: Readonly<Partial<Record<Family, number>>>;
};
export type SeenOwner = Seen & { readonly odd: Oddity; readonly onSale: boolean };
/** `fork`: of a copied key, when its two holders were told apart; null: no key was copied. */
export type SeenAttack = Seen & { readonly attacker: string; readonly fork: Fork | null };
export type Fork = 'at use' | 'at the owner’s next' | 'not';

export type Simulated = {
  readonly owners: readonly SeenOwner[];
  readonly attacks: readonly SeenAttack[];
  readonly storms: readonly StormFigures[];
  /** All screenings that were decided. */
  readonly screenings: number;
  /** Every verdict in its order, as one line of letters. */
  readonly verdicts: string;
};

/** Of the histories that figures are printed at, the ones near enough. */
export const HISTORIES = [
  { name: '12', from: 10, to: 14 },
  { name: '39', from: 37, to: 40 },
] as const;
export const historyOf = (logins: number): string | null =>
  HISTORIES.find(it => logins >= it.from && logins <= it.to)?.name ?? null;

/** Of one attacker, class and history: more tell little more. */
const ATTACKS_EACH = 400;
const SWEEP_EACH = 10 * DAY_MS;

type Event =
  | { readonly owner: Owner; readonly number: number; readonly onSale: boolean }
  | { readonly storm: StormTry };
type Run = {
  readonly gate: MemoryGate;
  readonly settings: Settings;
  readonly owners: SeenOwner[];
  readonly attacks: SeenAttack[];
  readonly struck: Map<string, number>;
  readonly draws: Draws;
  readonly verdicts: string[];
  serial: number;
};

/** The same settings give the same verdicts. @param until the end of what is simulated, for tests. */
export function simulate(settings: Settings, until = END): Simulated {
  const people = populate(settings);
  const run: Run = {
    gate: memoryGate(),
    settings,
    owners: [],
    attacks: [],
    struck: new Map(),
    draws: seededDraws(settings.seed, 3),
    verdicts: [],
    serial: 0,
  };
  const events = calendar<Event>();
  for (const [number, owner] of people.entries()) {
    events.add(owner.firstAt, number, { owner, number, onSale: false });
    if (!owner.draws.chance(LIFE.onSalePeople)) continue;
    events.add(ON_SALE.at + Math.floor(owner.draws.unit() * ON_SALE.lastsMs), number, { owner, number, onSale: true });
  }
  const storms = stormTries(people, settings.seed);
  for (const [n, storm] of storms.tries.entries()) events.add(storm.at, people.length + n, { storm });

  let swept = 0;
  for (let it = events.next(); it !== null && it.at < until; it = events.next()) {
    const { at, what } = it;
    if (at - swept > SWEEP_EACH) {
      run.gate.sweep(at);
      swept = at;
    }
    if ('storm' in what) {
      run.verdicts.push(tryStorm(run.gate, what.storm, run.serial, storms.figures)[0] ?? '');
      // A try and, beside it, what a bystander and the account's owner would have met.
      run.serial += 3;
      continue;
    }
    ownerComes(run, what.owner, at, what.onSale);
    if (!what.onSale) events.add(comesNext(what.owner, at), what.number, what);
  }
  const { owners, attacks, serial, verdicts } = run;
  return { owners, attacks, storms: storms.figures, screenings: serial, verdicts: verdicts.join('') };
}

function ownerComes(run: Run, owner: Owner, at: number, onSale: boolean): void {
  const { gate, settings, verdicts } = run;
  const { login: first, odd, device, mistyped } = livesOn(owner, at, run.serial++, settings);
  if (mistyped) {
    const wrong = gate.judge({ ...first, phase: 'failed' });
    gate.learn(wrong, false);
    wasUsed(device, first);
    verdicts.push(wrong.decision.verdict[0] ?? '');
  }
  const login = mistyped ? againOf(first, device, run.serial++) : first;
  const judged = gate.judge(login);
  gate.learn(judged, true);
  if (judged.decision.verdict !== 'NG') wasUsed(device, login);
  verdicts.push(judged.decision.verdict[0] ?? '');
  if (at < START || judged.facts.habit === null) return;
  run.owners.push({ ...seen(judged, owner, settings), odd, onSale });
  const history = historyOf(judged.habits.length);
  if (history !== null) attack(run, owner, at, history);
}

const AGAIN_MS = 15_000;

/** With the page that came back: a visit of its own, with the cookie that the first one set. */
function againOf(first: Login, device: Device, serial: number): Login {
  const key = first.key === null ? null : { ...first.key, after: device.visit };
  return {
    ...first,
    serial,
    at: first.at + AGAIN_MS,
    pageMs: AGAIN_MS,
    key,
    cookie: { ...first.cookie, returning: true },
  };
}

/** Each of them, once a history that figures are printed at is there. Nobody learns from what only might have come. */
function attack(run: Run, owner: Owner, at: number, history: string): void {
  const { gate, settings, draws, struck, attacks, verdicts } = run;
  for (const attacker of ATTACKERS) {
    const cell = `${attacker.name} ${owner.frequency} ${history}`;
    const before = struck.get(cell) ?? 0;
    if (before >= ATTACKS_EACH) continue;
    const login = attacker.comes(owner, strikesAt(owner, at, draws), run.serial, draws);
    if (login === null) continue;
    struck.set(cell, before + 1);
    const judged = gate.judge(login);
    run.serial++;
    verdicts.push(judged.decision.verdict[0] ?? '');
    attacks.push({
      ...seen(judged, owner, settings),
      attacker: attacker.name,
      history: Number(history),
      fork: forkOf(run, owner, judged),
    });
  }
}

/** The thief has come; then the owner comes with the browser that was copied, at home, a gap later. */
function forkOf({ gate, serial }: Run, owner: Owner, thief: Judgement): Fork | null {
  const { report } = thief.known.loaded;
  const key = report?.key.state === 'verified' ? report.key.id : null;
  const device = [owner.computer, owner.phone].find(it => it !== null && it.key === key && it.visit !== '');
  // The insider sits at the device itself.
  if (device === undefined || device === null || thief.asked.ip === owner.household.place.ip) return null;
  if (thief.decision.features.deviceKeyForked === true) return 'at use';
  const after = gate.aside();
  after.learn(thief, false);
  const at = thief.asked.now + GAP_DAYS[owner.frequency] * DAY_MS;
  const back = after.judge({
    serial,
    at,
    account: owner.account,
    phase: 'succeeded',
    browser: browserAt(device.kind, at, device.lag, owner.manager),
    place: owner.household.place,
    cookie: { id: device.cookie, returning: true },
    key: { id: key ?? '', after: device.visit },
    pageMs: USUAL_PAGE_MS,
  });
  return back.decision.features.deviceKeyForked === true ? 'at the owner’s next' : 'not';
}

function seen(judged: Judgement, { frequency }: Owner, { accounts }: Settings): Seen {
  const { judged: result, verdict } = judged.decision;
  const families: Partial<Record<Family, number>> = {};
  for (const [{ family }, counted] of result.scores.takeover.counted) {
    families[family] = (families[family] ?? 0) + counted;
  }
  const scores = scoresOf(judged, accounts);
  return { frequency, history: judged.habits.length, verdict, stepUp: result.stepUp, scores, families };
}
