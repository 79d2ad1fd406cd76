import { readConfig } from '../server/config.ts';
import { DEMO_SITE } from '../server/flows/manage-sites.ts';
import { openStore } from '../server/open-store.ts';
import { changesOf } from './crowd.ts';
import { answerJobs } from './worker-process.ts';

/** Gives the store of a running gate the `from`th to the `to`th account to know (`to` not); the result is the demo's site id. */
export type SeedJob = {
  /** What the gate runs with. */
  readonly env: Readonly<Record<string, string>>;
  readonly from: number;
  readonly to: number;
  /** They logged in on each of these days before today, the longest ago first, so many times. */
  readonly daysAgo: readonly number[];
  readonly logins: number;
};

const AT_ONCE = 128;
const CHANGE_MS_MAX = 60_000;
const DAY_MS = 24 * 60 * 60_000;

/** Through the same port and by the same changes as screenings. */
answerJobs<SeedJob, string>(async ({ env, from, to, daysAgo, logins }) => {
  const read = readConfig(env);
  if ('problems' in read) throw new Error(read.problems.join('\n'));
  const { state, sites, keys, random, close } = await openStore(read.config);
  try {
    const site = await sites.byName(DEMO_SITE);
    if (site === null) throw new Error('the gate has not made its demo site yet');
    const visit = async (n: number, now: number): Promise<void> => {
      const ids = Array.from({ length: logins }, () => `scr_${now.toString(16).padStart(12, '0')}${random.hex(10)}`);
      const changes = changesOf(keys, site.id, n, ids);
      await state.change({ siteId: site.id, now, changes, idempotency: null }, CHANGE_MS_MAX);
    };
    for (const ago of daysAgo) {
      const now = Date.now() - ago * DAY_MS;
      let next = from;
      const work = async (): Promise<void> => {
        while (next < to) await visit(next++, now);
      };
      await Promise.all(Array.from({ length: AT_ONCE }, work));
    }
    return site.id;
  } finally {
    await close();
  }
});
