import { handPrints } from '../../server/core/hands/hand-prints.ts';
import { markOf } from '../../server/core/subjects/mark.ts';
import { type SeededRandom, seededRandom } from '../../test/support/seeded-random.ts';
import { wilson } from '../device/intervals.ts';
import type { Figure } from '../figure.ts';
import { REPORT_SEED } from './fit-model.ts';
import { handOf, type Target } from './hand.ts';
import { personLogin } from './logins.ts';
import { mouseUsers } from './recordings.ts';
import { REPLAYS, type Replay, recordedLogin } from './replays.ts';
import { typistOf } from './typing.ts';

/** Everyone's ways lie on one site's one page: what differs between pages helps nobody here. */
const FORM: readonly Target[] = [
  { x: 400, y: 300, width: 300, height: 40 },
  { x: 400, y: 360, width: 300, height: 40 },
  { x: 400, y: 430, width: 300, height: 44 },
];
const RECORDINGS = 400;
const ACCOUNTS = 50;
/** As the gate counts: from the second other on it asks. */
const OTHERS_CALLED = 2;
const POOLS = [1_000, 1_000_000] as const;

type Prints = readonly number[];
const printsOf = (streams: Parameters<typeof handPrints>[0]): Prints => handPrints(streams).map(markOf);

function share(what: string, hits: number, of: number, note = ''): Figure {
  const [low, high] = wilson(hits, of);
  return {
    what,
    value: hits / of,
    unit: '',
    note: `${hits} of ${of}, 95 % ${low.toFixed(4)} to ${high.toFixed(4)}${note}`,
  };
}

/** One recorded login, played again for many accounts: is a replay found beside its recording, and from which on are they called? */
export function replayFigures(): readonly Figure[] {
  return Object.entries(REPLAYS).flatMap(([name, replay]) => {
    const random = seededRandom(REPORT_SEED + 3);
    const farms = Array.from({ length: RECORDINGS }, () => farmOf(replay, random)).filter(it => it !== null);
    const sum = (of: (it: Farm) => number): number => farms.reduce((total, it) => total + of(it), 0);
    const firsts = farms.map(it => it.firstCalled).sort((a, b) => a - b);
    const at = (part: number): string => String(firsts[Math.floor(part * firsts.length)] ?? 'never');
    const all = farms.length * ACCOUNTS;
    const when = `; first at account ${at(0.5)}, 9 of 10 by ${at(0.9)}`;
    return [
      share(
        `${name}: found beside its recording`,
        sum(it => it.found),
        all,
      ),
      share(
        `${name}: asked, of ${ACCOUNTS} accounts`,
        sum(it => it.called),
        all,
        when,
      ),
    ];
  });
}

type Farm = { readonly found: number; readonly called: number; readonly firstCalled: number };

/** null: too little moved in the recording. */
function farmOf(replay: Replay, random: SeededRandom): Farm | null {
  const recording = recordedLogin(random, { form: FORM });
  const own = printsOf(recording.played);
  if (own.length === 0) return null;
  const shown = new Map(own.map(it => [it, 1]));
  let [found, called, firstCalled] = [0, 0, Number.POSITIVE_INFINITY];
  for (let account = 2; account <= ACCOUNTS + 1; account++) {
    const prints = printsOf(replay(recording, random));
    if (prints.some(it => own.includes(it))) found += 1;
    if (prints.some(it => (shown.get(it) ?? 0) >= OTHERS_CALLED)) {
      called += 1;
      firstCalled = Math.min(firstCalled, account);
    }
    for (const it of prints) shown.set(it, (shown.get(it) ?? 0) + 1);
  }
  return { found, called, firstCalled };
}

/** Strangers at one form: who has another's print, who two others'. */
export function strangerFigures(count: number): readonly Figure[] {
  const random = seededRandom(REPORT_SEED + 4);
  const shown = new Map<number, number>();
  let printed = 0;
  const each: Prints[] = [];
  for (let n = 0; n < count; n++) {
    const prints = printsOf(personLogin(random, { form: FORM }));
    if (prints.length === 0) continue;
    printed += 1;
    each.push(prints);
    for (const it of prints) shown.set(it, (shown.get(it) ?? 0) + 1);
  }
  const others = (prints: Prints): number => prints.reduce((sum, it) => sum + (shown.get(it) ?? 1) - 1, 0);
  const met = each.map(others);
  const pairs = met.reduce((sum, it) => sum + it, 0) / 2;
  const allPairs = (printed * (printed - 1)) / 2;
  const rate = pairs / allPairs;
  const [low, high] = wilson(pairs, allPairs);
  const withOther = (rateOfPairs: number, pool: number): number => 1 - Math.exp(-rateOfPairs * pool);
  return [
    share('generated people who leave a print', printed, count),
    share(`with a stranger's print among ${printed}`, met.filter(it => it >= 1).length, printed),
    share(`with two strangers' print among ${printed}`, met.filter(it => it >= OTHERS_CALLED).length, printed),
    ...POOLS.map(
      (pool): Figure => ({
        what: `with a stranger's print among ${pool.toLocaleString('en')} hands held, in ten thousand`,
        value: withOther(rate, pool) * 10_000,
        unit: '',
        note: `extrapolated from ${pairs} of ${allPairs.toExponential(2)} pairs, 95 % ${(withOther(low, pool) * 10_000).toFixed(3)} to ${(withOther(high, pool) * 10_000).toFixed(3)}`,
      }),
    ),
  ];
}

/** One person's visits to one form, his keys typed anew each time. */
export function ownVisitFigures(count: number): readonly Figure[] {
  const random = seededRandom(REPORT_SEED + 5);
  let [again, pairs] = [0, 0];
  for (let n = 0; n < count; n++) {
    const like = { hand: handOf(random), typist: typistOf(random), form: FORM };
    const [one, other] = [printsOf(personLogin(random, like)), printsOf(personLogin(random, like))];
    if (one.length === 0 || other.length === 0) continue;
    pairs += 1;
    if (one.some(it => other.includes(it))) again += 1;
  }
  return [share('two visits of one generated person that share a print', again, pairs)];
}

/** Three movements each, as a login has them, of recorded people. */
export function recordedPrintFigures(files: readonly string[]): readonly Figure[] {
  const shown = files.flatMap(file =>
    [...mouseUsers(file)].flatMap(([user, logins]) =>
      logins.map(approaches => ({ user, prints: printsOf({ movements: { approaches: [...approaches] } }) })),
    ),
  );
  const printed = shown.filter(it => it.prints.length > 0);
  const byUser = [...Map.groupBy(printed, it => it.user).values()];
  const allPairs = (printed.length * (printed.length - 1)) / 2;
  const ownPairs = byUser.reduce((sum, it) => sum + (it.length * (it.length - 1)) / 2, 0);
  const met = new Set<string>();
  for (const [grid] of (printed[0]?.prints ?? []).entries()) {
    const alike = Map.groupBy(printed.entries(), ([, it]) => it.prints[grid]);
    for (const group of alike.values()) {
      for (const [a, one] of group) {
        for (const [b, other] of group) if (a < b) met.add(`${a} ${b} ${one.user === other.user}`);
      }
    }
  }
  const own = [...met].filter(it => it.endsWith('true')).length;
  return [
    share('recorded people: three movements that leave a print', printed.length, shown.length),
    share('pairs of one recorded person that share a print', own, ownPairs),
    share('pairs of two recorded people that share a print', met.size - own, allPairs - ownPairs),
  ];
}

/** Of one screening, without the two keyed hashes, in time of the processor. */
export function printCostFigure(): Figure {
  const random = seededRandom(REPORT_SEED + 6);
  const people = Array.from({ length: 200 }, () => personLogin(random));
  const rounds = 100;
  const print = (): void => {
    for (let i = 0; i < rounds; i++) for (const it of people) handPrints(it);
  };
  print();
  const before = process.cpuUsage();
  print();
  const { user } = process.cpuUsage(before);
  return { what: 'prints of one screening', value: user / rounds / people.length, unit: 'µs', budget: { atMost: 30 } };
}
