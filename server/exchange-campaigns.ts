import type { Logger } from 'pino';
import { exchangeRegularly } from './exchange-regularly.ts';
import { openCampaigns } from './flows/site-campaigns.ts';
import { type SiteVelocity, siteVelocity } from './flows/site-velocity.ts';
import { LIMITS } from './limits.ts';
import type { Habits } from './ports/habit-counts.ts';
import type { Ports } from './ports/ports.ts';

/** What whole sites do now, exchanged with the other processes until it is stopped; then once more. */
export async function exchangeCampaigns(
  { campaignCounts, clock, random, keys }: Pick<Ports, 'campaignCounts' | 'clock' | 'random' | 'keys'>,
  habits: Habits,
  log: Logger,
): Promise<{ readonly siteVelocity: SiteVelocity; readonly stop: () => Promise<void> }> {
  const velocity = siteVelocity(habits, keys);
  const exchange = await openCampaigns(campaignCounts, velocity, clock, random.hex(8), error =>
    log.error({ err: error }, 'the counts of campaigns were not stored or read: tried again'),
  );
  return { siteVelocity: velocity, ...exchangeRegularly(exchange, LIMITS.campaignEveryMs) };
}
