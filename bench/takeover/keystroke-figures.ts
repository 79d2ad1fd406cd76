import { samples } from '../../client/samples.ts';
import { rhythmDistance, rhythmEntry, rhythmLogOdds, rhythmTemplate } from '../../server/core/habit/rhythm.ts';
import type { Figure } from '../figure.ts';
import { byPlace, type TypedEntries, type TypedEntry } from './typed-entries.ts';

type Read = (entry: TypedEntry) => readonly number[];

function quantilesOf(ms: readonly number[]) {
  const all = samples();
  for (const it of ms) all.add(it);
  return all.quantiles();
}

/** What the agent would tell of such an entry. */
const byQuantiles: Read = ({ dwellMs, gapMs }) =>
  rhythmEntry({ dwellMs: quantilesOf(dwellMs), gapMs: quantilesOf(gapMs) }) ?? [];

type Protocol = {
  readonly read: Read;
  /** The first so many entries are enrolled. */
  readonly enrolled: number;
  /** The owner's entries from here on are judged. */
  readonly ownFrom: number;
  /** Of each other person the first so many. */
  readonly ofOthers: number;
};

type Distances = { readonly own: readonly number[]; readonly others: readonly number[] };

/** Each person once as the owner: the lower the distance, the more alike. */
function distancesOf(people: TypedEntries, protocol: Protocol, measure = rhythmDistance): readonly Distances[] {
  const { read, enrolled, ownFrom, ofOthers } = protocol;
  const entries = [...people.values()].map(own => own.map(read));
  return entries.map((own, nth) => {
    const template = rhythmTemplate(own.slice(0, enrolled));
    if (template === null) throw new Error('a person without entries');
    const others = entries.flatMap((it, other) => (other === nth ? [] : it.slice(0, ofOthers)));
    return {
      own: own.slice(ownFrom).map(it => measure(template, it)),
      others: others.map(it => measure(template, it)),
    };
  });
}

/** Where as many of the others are taken for the owner as of the owner's are not (Killourhy and Maxion: per person, then the mean). */
export function equalErrorRate({ own, others }: Distances): number {
  const all = [...own.map(at => ({ at, own: 1 })), ...others.map(at => ({ at, own: 0 }))].sort((a, b) => a.at - b.at);
  let [accepted, taken, apart, rate] = [0, 0, Number.POSITIVE_INFINITY, 1];
  for (const it of all) {
    if (it.own === 1) accepted++;
    else taken++;
    const [missed, alarms] = [taken / others.length, 1 - accepted / own.length];
    if (Math.abs(missed - alarms) < apart) [apart, rate] = [Math.abs(missed - alarms), (missed + alarms) / 2];
  }
  return rate;
}

/** Of the others, those beyond what one in a hundred of the owner's entries reaches. */
export function detectedAtOnePercent({ own, others }: Distances): number {
  const limit = own.toSorted((a, b) => b - a)[Math.floor(own.length / 100)] ?? Number.POSITIVE_INFINITY;
  return others.filter(it => it > limit).length / others.length;
}

const mean = (values: readonly number[]): number => values.reduce((sum, it) => sum + it, 0) / values.length;

function figure(what: string, people: TypedEntries, protocol: Protocol, atMost?: number): Figure {
  const each = distancesOf(people, protocol);
  const detected = mean(each.map(detectedAtOnePercent));
  return {
    what,
    value: mean(each.map(equalErrorRate)),
    unit: 'EER',
    ...(atMost === undefined ? {} : { budget: { atMost } }),
    note: `detects ${(detected * 100).toFixed(1)} % at 1 % false alarms`,
  };
}

/** Entries 201 to 400 are the benchmark's own; of fewer enrolled, all that come after them are judged, too: hands learn a text. */
const CMU = { ownFrom: 200, ofOthers: 5 };
const ENROLLED = [5, 10, 20, 50, 200] as const;
const PLACE_MOST: Readonly<Record<number, number>> = { 200: 0.096 };
const QUANTILE_MOST: Readonly<Record<number, number>> = { 10: 0.33, 20: 0.27 };

export function passwordFigures(people: TypedEntries): readonly Figure[] {
  return ENROLLED.flatMap(enrolled => {
    const rest = { ...CMU, enrolled, ownFrom: enrolled };
    const late = { ...CMU, enrolled };
    const at = `${enrolled} enrolled`;
    return [
      figure(`by place, ${at}`, people, { ...rest, read: byPlace }, PLACE_MOST[enrolled]),
      figure(`quantiles alone, ${at}`, people, { ...rest, read: byQuantiles }, QUANTILE_MOST[enrolled]),
      ...(enrolled === CMU.ownFrom
        ? []
        : [
            figure(`by place, ${at}, judged at entries 201 to 400`, people, { ...late, read: byPlace }),
            figure(`quantiles alone, ${at}, judged at entries 201 to 400`, people, { ...late, read: byQuantiles }),
          ]),
    ];
  });
}

export const phraseFigures = (people: TypedEntries): readonly Figure[] => [
  figure('by place, 4 enrolled', people, { read: byPlace, enrolled: 4, ownFrom: 4, ofOthers: 5 }, 0.16),
  figure('quantiles alone, 4 enrolled', people, { read: byQuantiles, enrolled: 4, ownFrom: 4, ofOthers: 5 }),
];

/** What a login is told: how often something, and how much. */
export function weightFigures(people: TypedEntries): readonly Figure[] {
  return [10, 20].flatMap(enrolled => {
    const each = distancesOf(people, { ...CMU, read: byQuantiles, enrolled, ownFrom: enrolled }, rhythmLogOdds);
    const share = (of: (it: Distances) => readonly number[]): number =>
      mean(each.map(it => of(it).filter(weight => weight > 0.3).length / of(it).length));
    return [
      { what: `told more than 0.3 of owners, ${enrolled} enrolled`, value: share(it => it.own) * 100, unit: '%' },
      { what: `told more than 0.3 of others, ${enrolled} enrolled`, value: share(it => it.others) * 100, unit: '%' },
    ];
  });
}
