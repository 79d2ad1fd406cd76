import type { HabitLogin } from './history.ts';

/** Three logins are worth half: whoever has just begun has not shown the second device, the other network yet. */
const SURE_HALF = 3;
export const sureness = (logins: number): number => logins / (logins + SURE_HALF);

/** Of takeovers, those from a network of the account's: the same household, the owner's own machine, a carrier's translator. */
const OWN_NETWORK_ATTACKS = 0.1;
/** As if of ten logins more one had come from a new network: people move about. */
const NEW_NETWORKS = { logins: 10, new: 1 };

/**
 * How likely the next login of the account comes from a network it never used: as many as its logins from networks that were used once
 * (Good 1953, after Turing). Who is at home all day has none, who takes trains has many.
 */
export function newNetworkShare(habits: readonly HabitLogin[]): number {
  const times = new Map<string, number>();
  let known = 0;
  for (const { values } of habits) {
    if (values.network === '') continue;
    known++;
    times.set(values.network, (times.get(values.network) ?? 0) + 1);
  }
  const once = [...times.values()].filter(it => it === 1).length;
  return (once + NEW_NETWORKS.new) / (known + NEW_NETWORKS.logins);
}

/** p(new | A) / p(new | u, L) of the network as a whole, as of the device; the model knows only how common this one is. */
export const newNetworkLogOdds = (share: number, logins: number): number =>
  Math.max(0, Math.log((1 - OWN_NETWORK_ATTACKS) / share)) * sureness(logins);
