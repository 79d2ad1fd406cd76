import type { CampaignState, CampaignSwitch, CampaignView } from '../../shared/wire/campaigns.ts';
import { isCampaignId } from '../../shared/wire/campaigns.ts';
import type { ListEffect } from '../../shared/wire/lists.ts';
import { CAMPAIGN_WORDS } from '../core/campaigns/campaign-words.ts';
import { readShape } from '../core/campaigns/login-shape.ts';
import { sizeOf } from '../core/campaigns/shape-sketch.ts';
import type { ListEntry } from '../core/lists/list-entry.ts';
import { stateOf } from '../core/lists/list-entry.ts';
import { ProblemError } from '../errors.ts';
import { LIMITS } from '../limits.ts';
import type { CampaignCursor, StoredCampaignCount } from '../ports/campaign-counts.ts';
import type { ListWrite } from '../ports/lists.ts';
import type { Ports } from '../ports/ports.ts';
import type { Site } from '../ports/sites.ts';
import { newEntry } from './manage-lists.ts';

type Reading = Pick<Ports, 'campaignCounts' | 'lists' | 'clock'>;
type Switching = Reading & Pick<Ports, 'keys' | 'random'>;
type OfSite = Pick<Site, 'id'>;

/** Those that logins came of last first. Rejects with RecordsAway. */
export async function listCampaigns(ports: Reading, site: OfSite, limit: number): Promise<{ items: CampaignView[] }> {
  const ids = await latestIds(ports, site, limit);
  const entries = await entriesOf(ports, site, ids);
  const items: CampaignView[] = [];
  for (const id of ids) {
    const counts = await ports.campaignCounts.of(site.id, id, LIMITS.campaignRowsShown);
    if (counts.length > 0) items.push(viewOf(id, counts, entries));
  }
  return { items: items.toSorted((a, b) => (a.lastAt < b.lastAt ? 1 : -1)) };
}

/** Several processes tell of one: it is met as often. */
async function latestIds({ campaignCounts }: Reading, site: OfSite, limit: number): Promise<readonly string[]> {
  const ids = new Set<string>();
  let read = 0;
  for (let before: CampaignCursor | null = null; read < LIMITS.campaignRowsShown && ids.size < limit; ) {
    const page: readonly StoredCampaignCount[] = await campaignCounts.found(site.id, before, LIMITS.campaignRowsRead);
    for (const it of page) ids.add(it.id);
    read += page.length;
    before = page.at(-1) ?? null;
    if (page.length < LIMITS.campaignRowsRead) break;
  }
  return [...ids].slice(0, limit);
}

/** Throws a ProblemError where there is none of this id. */
export async function readCampaign(ports: Reading, site: OfSite, id: string): Promise<CampaignView> {
  const counts = isCampaignId(id) ? await ports.campaignCounts.of(site.id, id, LIMITS.campaignRowsShown) : [];
  if (counts.length === 0) throw new ProblemError('campaign-unknown');
  return viewOf(id, counts, await entriesOf(ports, site, [id]));
}

const EFFECTS = { off: 'allow', watch: 'watch', ask: 'ask', block: 'block' } as const satisfies Partial<
  Record<CampaignState, ListEffect>
>;
const STATES: Readonly<Record<ListEffect, CampaignState>> = {
  allow: 'off',
  watch: 'watch',
  ask: 'ask',
  block: 'block',
};

/**
 * What is done with a campaign from now on: one entry of the lists in the place of those that were there, in one step. Throws a
 * ProblemError where there is no such campaign, its end is over, or somebody else was faster.
 */
export async function switchCampaign(
  ports: Switching,
  site: OfSite,
  id: string,
  { state, author, reason, expiresAt }: CampaignSwitch,
): Promise<CampaignView> {
  const { lists, clock } = ports;
  await readCampaign(ports, site, id);
  const now = clock.now();
  const ended = { at: now, author };
  const standing = await entriesOf(ports, site, [id]);
  const writes: ListWrite[] = standing.map(entry => ({ kind: 'replace', entry: { ...entry, changedAt: now, ended } }));
  if (state !== 'auto') {
    const request = { effect: EFFECTS[state], subject: 'campaign', value: id, device: null } as const;
    const entry = newEntry(ports, site, { ...request, actions: [], author, reason, expiresAt });
    if (stateOf(entry, now) !== 'active') {
      throw new ProblemError('fields-invalid', [{ path: 'expiresAt', problem: 'is over already' }]);
    }
    if ((await lists.count(site.id)) >= LIMITS.listEntriesMax) throw new ProblemError('lists-full');
    writes.push({ kind: 'add', entry });
  }
  const done = await lists.write(writes);
  if (done.includes(false)) throw new ProblemError('list-entry-changed');
  return readCampaign(ports, site, id);
}

/** What holds now, the newest first. */
async function entriesOf(
  { lists, clock }: Reading,
  site: OfSite,
  ids: readonly string[],
): Promise<readonly ListEntry[]> {
  if (ids.length === 0) return [];
  const search = { subject: 'campaign', keys: ids, activeAt: clock.now(), limit: LIMITS.listEntriesRead } as const;
  return lists.search(site.id, search);
}

/** Where several hold, as two who switched at once may have it, the strictest does. */
const STRICTEST_FIRST: readonly ListEffect[] = ['block', 'ask', 'watch', 'allow'];

function switchOf(id: string, entries: readonly ListEntry[]): CampaignView['switch'] {
  const own = entries.filter(it => it.key === id);
  const entry = STRICTEST_FIRST.flatMap(effect => own.find(it => it.effect === effect) ?? [])[0];
  if (entry === undefined) {
    return { state: 'auto', entry: null, author: null, reason: null, since: null, expiresAt: null };
  }
  const { effect, author, reason, createdAt, expiresAt } = entry;
  return {
    state: STATES[effect],
    entry: entry.id,
    author,
    reason,
    since: time(createdAt),
    expiresAt: expiresAt === null ? null : time(expiresAt),
  };
}

function viewOf(id: string, counts: readonly StoredCampaignCount[], entries: readonly ListEntry[]): CampaignView {
  const { startedAt, lastAt, attempts, accounts, addresses } = sizeOf(counts.map(it => it.sketch));
  const told = counts.find(it => it.shape !== null)?.shape ?? null;
  const { cut, ...parts } = readShape(told);
  return {
    id,
    shape: { by: cut, text: { ...CAMPAIGN_WORDS[cut] }, ...parts },
    startedAt: time(startedAt),
    lastAt: time(lastAt),
    attempts,
    accounts,
    addresses,
    switch: switchOf(id, entries),
  };
}

const time = (ms: number): string => new Date(ms).toISOString();
