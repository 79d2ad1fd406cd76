import { Gauge, type Registry } from 'prom-client';

/** Of the lists of who is blocked or allowed, as this process knows them. */
export function listMetrics(registers: Registry[]) {
  return {
    knownListEntries: new Gauge({
      name: 'sekisho_known_list_entries',
      help: 'Entries of all sites’ lists that a process holds in memory, by effect: those that expired leave it within an hour',
      labelNames: ['effect'],
      aggregator: 'max',
      registers,
    }),
    knownListsAge: new Gauge({
      name: 'sekisho_known_lists_age_seconds',
      help: 'Time since the store last said what is on the lists; above 1 while it is away, or follows late',
      aggregator: 'max',
      registers,
    }),
  };
}
