import type { Program } from '../../shared/wire/programs.ts';
import type { Clock } from '../ports/clock.ts';
import type { KnownSites } from '../ports/known-sites.ts';
import type { Sites, SitesSnapshot } from '../ports/sites.ts';

export type PolledSites = KnownSites & {
  /** How long ago the store last said what there is: some 0.25 s, more while it is away. Milliseconds. */
  readonly ageMs: () => number;
  readonly stop: () => void;
};

export type SitesWatch = {
  /** Once, when the store stops answering; what was known last goes on. */
  readonly onAway: (error: unknown) => void;
  readonly onBack: () => void;
};

const NO_PROGRAMS: readonly Program[] = [];
/** From one question for the revision to the next: with the reading itself a change holds everywhere well within a second. */
const POLL_MS = 250;

/** Reads the sites once, and rejects where that fails; from then on follows their revision until it is stopped. */
export async function knownSites(
  sites: Pick<Sites, 'snapshot' | 'revision'>,
  clock: Pick<Clock, 'monotonic'>,
  { onAway, onBack }: SitesWatch,
): Promise<PolledSites> {
  let known = indexed(await sites.snapshot());
  let heardAt = clock.monotonic();
  let away = false;
  let asking = false;

  const follow = async (): Promise<void> => {
    // One at a time: a store that is slow to answer is not asked over and over meanwhile.
    if (asking) return;
    asking = true;
    try {
      if ((await sites.revision()) !== known.revision) known = indexed(await sites.snapshot());
      heardAt = clock.monotonic();
      if (away) onBack();
      away = false;
    } catch (error) {
      if (!away) onAway(error);
      away = true;
    } finally {
      asking = false;
    }
  };
  const timer = setInterval(follow, POLL_MS).unref();

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
    stop: () => clearInterval(timer),
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
