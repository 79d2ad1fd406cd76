import type { CalibrationCounts } from './calibrations.ts';
import type { CampaignCounts } from './campaign-counts.ts';
import type { Clock } from './clock.ts';
import type { HabitCounts } from './habit-counts.ts';
import type { Keys } from './keys.ts';
import type { Lists } from './lists.ts';
import type { Networks } from './networks.ts';
import type { Random } from './random.ts';
import type { Records } from './records.ts';
import type { Sites } from './sites.ts';
import type { Spool } from './spool.ts';
import type { State } from './state.ts';

/** All of the outside world that a flow may touch. */
export type Ports = {
  readonly clock: Clock;
  readonly random: Random;
  readonly keys: Keys;
  readonly networks: Networks;
  readonly state: State;
  readonly records: Records;
  readonly sites: Sites;
  readonly calibrationCounts: CalibrationCounts;
  readonly habitCounts: HabitCounts;
  readonly lists: Lists;
  readonly campaignCounts: CampaignCounts;
  readonly spool: Spool;
};
