import { setImmediate as turn } from 'node:timers/promises';
import { LIMITS } from '../limits.ts';
import type { CampaignCounts, CampaignCursor } from '../ports/campaign-counts.ts';
import type { Clock } from '../ports/clock.ts';
import { exchanger } from './exchanger.ts';
import type { SiteVelocity } from './site-velocity.ts';

const HOUR_MS = 60 * 60_000;

/**
 * Tells other processes what this one saw of campaigns, and learns what they did: reads it once, and rejects where that fails; what it
 * gives exchanges both, one at a time, and never rejects.
 * @param process a random name of this process. @param onAway counts could not be stored or read: they are kept, and tried again.
 */
export async function openCampaigns(
  store: CampaignCounts,
  { shapes, usualShare }: Pick<SiteVelocity, 'shapes' | 'usualShare'>,
  clock: Pick<Clock, 'now'>,
  process: string,
  onAway: (error: unknown) => void,
): Promise<() => Promise<void>> {
  /** What is older says nothing of now. */
  let readAt = clock.now() - HOUR_MS;

  const read = async (): Promise<void> => {
    const now = clock.now();
    let after: CampaignCursor | null = { at: readAt, siteId: '', id: '', process: '' };
    for (let pages = 0; pages < LIMITS.campaignPagesMax && after !== null; pages++) {
      const page = await store.changed(after, LIMITS.campaignRowsRead);
      shapes.learn(page.filter(it => it.process !== process));
      after = page.length < LIMITS.campaignRowsRead ? null : (page.at(-1) ?? null);
      // The embedded store answers in this thread: between two pages others have their turn.
      await turn();
    }
    readAt = after === null ? now - LIMITS.campaignReadAgainMs : after.at;
  };
  await read();
  const add = async (taken: ReturnType<typeof shapes.take>): Promise<void> => {
    const now = clock.now();
    await store.put(
      shapes.tell(taken, siteId => usualShare(siteId, now), now),
      process,
      now,
    );
  };
  return exchanger(shapes, add, read, onAway);
}
