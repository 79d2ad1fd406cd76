import type { Figure } from '../figure.ts';
import { shareInterval } from '../share-interval.ts';
import { ASKED_SHARES, AT_ONE_PERCENT, cellsOf, inClass, rate, thresholdsOf } from './figures.ts';
import { MODEL_NAMES, type Model } from './peers.ts';
import { CLASSES, type Frequency } from './settings.ts';
import { HISTORIES, type Seen, type Simulated } from './simulate.ts';
import type { StormFigures } from './storms.ts';

type Budget = {
  readonly attacker: string;
  readonly classes: readonly Frequency[];
  readonly at: Readonly<Record<string, number>>;
};
const BUDGETS: readonly Budget[] = [
  { attacker: 'naive', classes: CLASSES, at: { 12: 0.97, 39: 0.99 } },
  { attacker: 'VPN in country', classes: CLASSES, at: { 12: 0.9, 39: 0.97 } },
  { attacker: 'targeted', classes: ['daily'], at: { 12: 0.95, 39: 0.95 } },
  { attacker: 'targeted', classes: ['weekly'], at: { 12: 0.85, 39: 0.85 } },
  { attacker: 'targeted', classes: ['rare'], at: {} },
  { attacker: 'cookie thief', classes: CLASSES, at: { 12: 0.95, 39: 0.95 } },
  // Budgeted by the fork; this is what is known before the copy's second holder has come.
  { attacker: 'whole-profile thief', classes: CLASSES, at: {} },
];
const FORK_LEAST = 0.6;
const ENTERED_MOST = 3;
const TOUCHED_MOST = 0.1;
const REFUSED_MOST = 0.01;

const interval = (hits: number, of: number, times: number): string => {
  const { low, high } = shareInterval(hits, of);
  const shown = (value: number): string => Number((times * value).toFixed(3)).toString();
  return `95 % within ${shown(low)} and ${shown(high)}, of ${of}`;
};

/** The figures that have a budget, at one good login of a hundred asked; the peers' beside. */
export function takeoverFigures(run: Simulated): readonly Figure[] {
  return [...detected(run), forked(run), ...run.storms.flatMap(stormed), ...refused(run)];
}

function detected(run: Simulated): readonly Figure[] {
  const at = ASKED_SHARES.indexOf(AT_ONE_PERCENT);
  const thresholds = thresholdsOf(run);
  const caught = (attacks: readonly Seen[], model: Model): number =>
    attacks.filter(it => it.scores[model] > (thresholds[model][at] ?? 0)).length;
  return BUDGETS.flatMap(({ attacker, classes, at: least }) =>
    HISTORIES.map(({ name: history }): Figure => {
      const attacks = cellsOf(run, attacker)
        .filter(it => it.history === history && classes.includes(it.frequency))
        .flatMap(it => it.attacks);
      const budget = least[history];
      return {
        what: `SYNTHETIC ${attacker} (${classes.join(', ')}) at 1 % asked, history ${history}`,
        value: caught(attacks, 'ours') / attacks.length,
        unit: 'of 1',
        ...(budget === undefined ? {} : { budget: { atLeast: budget } }),
        peers: (['plain', 'rules'] as const).map(it => ({
          name: MODEL_NAMES[it],
          value: caught(attacks, it) / attacks.length,
        })),
        note: interval(caught(attacks, 'ours'), attacks.length, 1),
      };
    }),
  );
}

function forked({ attacks }: Simulated): Figure {
  const copied = attacks.filter(it => it.fork !== null);
  const told = copied.filter(it => it.fork !== 'not').length;
  const atUse = copied.filter(it => it.fork === 'at use').length;
  return {
    what: 'SYNTHETIC whole-profile thief told by the fork, at use or when the owner comes next',
    value: told / copied.length,
    unit: 'of 1',
    budget: { atLeast: FORK_LEAST },
    note: `${interval(told, copied.length, 1)} · at use ${(atUse / copied.length).toFixed(2)}`,
  };
}

const stormed = (it: StormFigures): readonly Figure[] => [
  {
    what: `SYNTHETIC ${it.name}: accounts entered, of 10,000 tries`,
    value: (10_000 * it.entered) / it.tries,
    unit: 'accounts',
    budget: { atMost: ENTERED_MOST },
    note: `${interval(it.entered, it.tries, 10_000)} tries, ${it.right} of them with the right password`,
  },
  {
    what: `SYNTHETIC ${it.name}: bystanders touched`,
    value: (100 * it.touched) / it.bystanders,
    unit: '%',
    budget: { atMost: TOUCHED_MOST },
    note: `${interval(it.touched, it.bystanders, 100)}, while velocity spoke of ${it.spoke} of ${it.tries} tries`,
  },
];

const refused = ({ owners }: Simulated): readonly Figure[] =>
  CLASSES.map(frequency => {
    const own = owners.filter(inClass(frequency));
    const hits = own.filter(it => it.verdict === 'NG').length;
    return {
      what: `SYNTHETIC owners refused, ${frequency}`,
      value: (100 * hits) / own.length,
      unit: '%',
      budget: { atMost: REFUSED_MOST },
      note: interval(hits, own.length, 100),
    };
  });

/** One row of what a setting that nobody knows of a real site makes of the figures, under `SWEPT`. */
export function sweptLine(name: string, run: Simulated): string {
  const figures = takeoverFigures(run);
  const of = (start: string, digits = 2): string =>
    figures
      .filter(it => it.what.startsWith(`SYNTHETIC ${start}`))
      .map(it => it.value.toFixed(digits))
      .join('/');
  const asked = run.owners.filter(it => it.verdict === 'REVIEW').length;
  const refusedOnes = run.owners.filter(it => it.verdict === 'NG').length;
  return [
    name.padEnd(44),
    of('VPN in country').padEnd(11),
    of('targeted (daily)').padEnd(11),
    of('targeted (weekly)').padEnd(11),
    of('cookie thief').padEnd(11),
    of('whole-profile thief told').padEnd(6),
    ['stuffing botnet: accounts', 'slow stuffing: accounts']
      .map(it => of(it, 1))
      .join('/')
      .padEnd(9),
    ['stuffing botnet: bystanders', 'slow stuffing: bystanders']
      .map(it => of(it))
      .join('/')
      .padEnd(11),
    rate(asked, run.owners.length).padEnd(24),
    rate(refusedOnes, run.owners.length),
  ].join(' ');
}
export const SWEPT = [
  'at 1 % asked, history 12/39'.padEnd(44),
  'VPN'.padEnd(11),
  'daily'.padEnd(11),
  'weekly'.padEnd(11),
  'cookie'.padEnd(11),
  'fork'.padEnd(6),
  'entered'.padEnd(9),
  'touched %'.padEnd(11),
  'owners asked'.padEnd(24),
  'refused',
].join(' ');
