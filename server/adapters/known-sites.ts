import type { Program } from '../../shared/wire/programs.ts';
import type { Clock } from '../ports/clock.ts';
import type { KnownSites } from '../ports/known-sites.ts';
import type { Sites, SitesSnapshot } from '../ports/sites.ts';
import { followRevision, type RevisionWatch } from './follow-revision.ts';

export type PolledSites = KnownSites & {
  /** How long ago the store last said what there is: some 0.25 s, more while it is away. Milliseconds. */
  readonly ageMs: () => number;
  readonly stop: () => void;
};

const NO_PROGRAMS: readonly Program[] = [];

/** Reads the sites once, and rejects where that fails; from then on follows their revision until it is stopped. */
export async function knownSites(
  sites: Pick<Sites, 'snapshot' | 'revision'>,
  clock: Pick<Clock, 'monotonic'>,
  watch: RevisionWatch,
): Promise<PolledSites> {
  let known = indexed(await sites.snapshot());
  let heardAt = clock.monotonic();
  const { stop } = followRevision(
    sites.revision,
    {
      revision: () => known.revision,
      read: async () => {
        known = indexed(await sites.snapshot());
      },
      onHeard: () => {
        heardAt = clock.monotonic();
      },
    },
    watch,
  );

  return {
    byPublicKey: publicKey => known.byPublicKey.get(publicKey) ?? null,
    byId: id => known.byId.get(id) ?? null,
    apiKey: references => {
      for (const reference of references) {
        const key = known.apiKeys.get(reference);
        if (key !== undefined) return key;
      }
      return null;
    },
    programs: siteId => known.programs.get(siteId) ?? NO_PROGRAMS,
    all: () => known.sites,
    ageMs: () => clock.monotonic() - heardAt,
    stop,
  };
}

function indexed(snapshot: SitesSnapshot) {
  const { sites } = snapshot;
  return {
    ...snapshot,
    byId: new Map(sites.map(it => [it.id, it])),
    byPublicKey: new Map(sites.map(it => [it.publicKey, it])),
  };
}
