import type { StoreName } from '../test/support/stores.ts';
import type { Load } from './drive.ts';
import type { Figure } from './figure.ts';
import type { AtSize } from './load-at-size.ts';
import type { MinutesOfVisits } from './minutes-of-visits.ts';
import { median } from './percentile.ts';

const SHARE_MIN: Readonly<Record<StoreName, number>> = { embedded: 25, 'redis+postgres': 15 };
const STEADY_P99_MS_MAX = 15;
const COST_RATIO_MAX = 1.25;
/** Of a heap that is collected now and then, in whatever order. */
const RSS_GROWTH_PERCENT_MAX = 5;
const MIB = 1024 * 1024;

const shareOf = ({ runs }: AtSize): number => median(runs.map(it => it.gate.perSecond / it.bare.perSecond)) * 100;

export function sizeFigures(store: StoreName, measured: AtSize): Figure[] {
  const { accounts, runs, steady, rewrites, collected, rssBytes, bareRssBytes } = measured;
  const at = `${accounts.toLocaleString('en')} accounts`;
  const beside = (pick: (load: Load) => number) => ({
    value: median(runs.map(it => pick(it.gate))),
    peers: [{ name: 'bare Express', value: median(runs.map(it => pick(it.bare))) }],
  });
  const shares = runs.map(it => ((it.gate.perSecond / it.bare.perSecond) * 100).toFixed(1));
  const half = `at half of it (${Math.round(steady.perSecond)}/s)`;
  return [
    { what: `${at}, screenings`, unit: '/s', ...beside(it => it.perSecond) },
    {
      what: `${at}, share of bare Express, median of ${runs.length} runs`,
      value: shareOf(measured),
      unit: '%',
      budget: { atLeast: SHARE_MIN[store] },
      note: `runs ${shares.join(', ')}`,
    },
    { what: `${at}, p50 at the maximum`, unit: 'ms', ...beside(it => it.p50Ms) },
    { what: `${at}, p99 at the maximum`, unit: 'ms', ...beside(it => it.p99Ms) },
    { what: `${at}, p99.9 at the maximum`, unit: 'ms', ...beside(it => it.p999Ms) },
    { what: `${at}, processor time of the gate's process`, value: median(runs.map(it => it.cpuUs)), unit: 'µs each' },
    { what: `${at}, p50 ${half}`, value: steady.p50Ms, unit: 'ms' },
    {
      what: `${at}, p99 ${half}`,
      value: steady.p99Ms,
      unit: 'ms',
      budget: { atMost: STEADY_P99_MS_MAX },
      note: [
        `the measuring process itself was up to ${steady.lateP99Ms.toFixed(1)} ms late (p99)`,
        ...(rewrites === null ? [] : [`rewrites of its file that Redis began meanwhile: ${rewrites}`]),
      ].join('; '),
    },
    { what: `${at}, p99.9 ${half}`, value: steady.p999Ms, unit: 'ms' },
    { what: `${at}, nonce + collect, pairs`, value: collected.perSecond, unit: '/s' },
    { what: `${at}, nonce + collect, p99 of a pair`, value: collected.p99Ms, unit: 'ms' },
    {
      what: `${at}, memory of the gate's process (RSS)`,
      value: rssBytes / MIB,
      unit: 'MiB',
      peers: [{ name: 'bare Express', value: bareRssBytes / MIB }],
    },
  ];
}

/** The cost of a screening, in what bare Express does meanwhile, at the most accounts beside that at the fewest. */
export function summaryFigures(sizes: readonly AtSize[]): Figure[] {
  const [fewest, most] = [sizes[0], sizes.at(-1)];
  if (fewest === undefined || most === undefined || fewest === most) return [];
  return [
    {
      what: `cost at ${most.accounts.toLocaleString('en')} accounts`,
      value: shareOf(fewest) / shareOf(most),
      unit: `× that at ${fewest.accounts.toLocaleString('en')}`,
      budget: { atMost: COST_RATIO_MAX },
    },
  ];
}

export function visitFigures(store: StoreName, measured: MinutesOfVisits): Figure[] {
  const { minutes, visits, rssFirstBytes, rssLastBytes, rssSlopeBytesPerMinute, outboxWaiting, outboxOldestS } =
    measured;
  const during = `${minutes.toFixed(1)} minutes of visits`;
  const slope = rssSlopeBytesPerMinute / MIB;
  const figures: Figure[] = [
    {
      what: `memory after ${during}, last third beside the first`,
      value: (rssLastBytes / rssFirstBytes - 1) * 100,
      unit: '%',
      budget: { atMost: RSS_GROWTH_PERCENT_MAX },
      note: `${Math.round(rssFirstBytes / MIB)} → ${Math.round(rssLastBytes / MIB)} MiB, ${slope.toFixed(2)} MiB a minute, ${visits.toLocaleString('en')} visits`,
    },
  ];
  if (store === 'embedded') return figures;
  return [
    ...figures,
    { what: `records that waited in the outbox during ${during}, at most`, value: outboxWaiting, unit: 'records' },
    { what: `outbox lag during ${during}, at most`, value: outboxOldestS, unit: 's' },
  ];
}
