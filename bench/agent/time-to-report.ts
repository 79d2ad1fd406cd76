import { findPart } from '../../test/support/parts.ts';
import type { Figure } from '../figure.ts';
import { medianInterval, within } from '../median-interval.ts';
import type { PeerName } from '../peers.ts';
import { type BareBrowser, bareChromium, bareFirefox, type Tab } from './bare-browsers.ts';
import { AGENT_MOMENTS, type MeasuredPages, measuredPages, PEER_MOMENTS } from './measured-pages.ts';

type Contestant = 'agent' | PeerName;
type Moments = { readonly readyMs: number; readonly answeredMs: number };

const CONTESTANTS: readonly Contestant[] = ['agent', 'both', 'FingerprintJS', 'BotD'];
/** FingerprintJS.get() and BotD.detect() at the same time, in one script. */
const RATIO_MAX = 1.1;

/** Each in new profiles of one browser, by turns. Null where there is no browser. */
export async function timeToReport(rounds: number): Promise<Figure[] | null> {
  const kinds = [
    ...(findPart('chromium') === null ? [] : [['Chromium', bareChromium] as const]),
    ...(findPart('firefox') === null ? [] : [['Firefox', bareFirefox] as const]),
  ];
  if (kinds.length === 0) return null;
  const pages = await measuredPages();
  try {
    const figures: Figure[] = [];
    for (const [kind, open] of kinds) figures.push(...figuresOf(kind, pages, await visitByTurns(open, pages, rounds)));
    return figures;
  } finally {
    await pages.close();
  }
}

async function visitByTurns(
  launch: () => Promise<BareBrowser<Tab>>,
  pages: MeasuredPages,
  rounds: number,
): Promise<Map<Contestant, Moments[]>> {
  const browser = await launch();
  const visits = new Map<Contestant, Moments[]>(CONTESTANTS.map(it => [it, []]));
  try {
    // The first round warms the browser (code caches, the graphics process) and is not counted.
    for (let round = 0; round <= rounds; round++) {
      for (const contestant of CONTESTANTS) {
        const tab = await browser.open(`${pages.url}/${contestant}`);
        const moments = momentsIn(await tab.until(contestant === 'agent' ? AGENT_MOMENTS : PEER_MOMENTS));
        await tab.close();
        if (round > 0) visits.get(contestant)?.push(moments);
      }
    }
    return visits;
  } finally {
    await browser.close();
  }
}

export function momentsIn(value: unknown): Moments {
  const { readyMs, answeredMs = Number.NaN, status = 200 } = value as Partial<Moments> & { status?: number };
  if (status !== 200) throw new Error(`the agent's report was answered with ${status}`);
  return { readyMs: readyMs ?? Number.NaN, answeredMs };
}

function figuresOf(
  kind: string,
  { peers }: MeasuredPages,
  visits: ReadonlyMap<Contestant, readonly Moments[]>,
): Figure[] {
  const of = (contestant: Contestant, pick: (it: Moments) => number = it => it.readyMs) =>
    (visits.get(contestant) ?? []).map(pick);
  const ready = medianInterval(of('agent'));
  const answered = medianInterval(of('agent', it => it.answeredMs));
  const both = of('both');
  // Of one round: what else runs on the machine changes from minute to minute, and weighs on all alike.
  const ratio = medianInterval(of('agent').map((it, round) => it / (both[round] ?? Number.NaN)));
  const ofRounds = `median of ${both.length}`;
  return [
    {
      what: `${kind}: from the script's last byte to the report, read and signed, ${ofRounds}`,
      value: ready.median,
      unit: 'ms',
      peers: peers.map(({ name, label }) => ({ name: label, value: medianInterval(of(name)).median })),
      note: `${within(ready)}; both's ${within(medianInterval(both))}`,
    },
    {
      what: `${kind}: the same beside both in the same round, ${ofRounds}`,
      value: ratio.median,
      unit: 'x',
      budget: { atMost: RATIO_MAX },
      note: within(ratio, 2),
    },
    {
      what: `${kind}: from the script's last byte to the token in hand, ${ofRounds}`,
      value: answered.median,
      unit: 'ms',
      note: `${within(answered)}; the peers ask no server`,
    },
  ];
}
