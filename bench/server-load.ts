import type { StoreName } from '../test/support/stores.ts';
import type { Figure } from './figure.ts';
import { type AtSize, type Effort, loadAtSize } from './load-at-size.ts';
import { type MeasuredGate, startMeasuredGate } from './measured-gate.ts';
import { minutesOfVisits } from './minutes-of-visits.ts';
import { sizeFigures, summaryFigures, visitFigures } from './server-figures.ts';
import { STORE_BYTES } from './stored-bytes.ts';

export type ServerPlan = Effort & {
  /** Accounts known at each measurement; rising. */
  readonly accounts: readonly number[];
  readonly minutes: number;
};

/** Five days ago, three times: a small profile, as most accounts of a site have. */
const SEEDED = { daysAgo: [5], logins: 3 };

/** One store: how fast the gate is as it knows more and more, what it needs for it, and whether it stays as it is under load. */
export async function serverLoad(
  store: StoreName,
  plan: ServerPlan,
  say: (progress: string) => void,
): Promise<Figure[]> {
  const gate = await startMeasuredGate(store);
  try {
    const bytes = await STORE_BYTES[store](gate);
    const sizes: AtSize[] = [];
    let known = 0;
    for (const accounts of plan.accounts) {
      const from = known;
      const siteId = await bytes.around(accounts - from, () => seedUpTo(gate, from, accounts, say));
      known = accounts;
      await gate.tell({ do: 'know', crowd: { accounts, siteId, secret: gate.env['SEKISHO_SECRET'] ?? '' } });
      say(`measuring with ${accounts.toLocaleString('en')} accounts`);
      sizes.push(await loadAtSize(gate, accounts, plan));
    }
    say(`visits for ${plan.minutes} minutes`);
    const visits = await minutesOfVisits(gate, plan.minutes);
    const figures = [
      ...sizes.flatMap(it => sizeFigures(store, it)),
      ...summaryFigures(sizes),
      ...visitFigures(store, visits),
      ...(await bytes.figures()),
    ];
    return figures.map(it => ({ ...it, what: `${store}: ${it.what}` }));
  } finally {
    await gate.stop();
  }
}

async function seedUpTo(gate: MeasuredGate, from: number, to: number, say: (line: string) => void): Promise<string> {
  const started = performance.now();
  const siteId = await gate.seed({ ...SEEDED, from, to });
  const seconds = (performance.now() - started) / 1000;
  say(`${(to - from).toLocaleString('en')} more accounts seeded in ${seconds.toFixed(1)} s`);
  return siteId;
}
