import QuickLRU from 'quick-lru';
import { type CutKey, UNNAMED } from '../core/campaigns/login-shape.ts';
import {
  type Campaign,
  campaignIn,
  mayBePart,
  noShapeCount,
  noteLogin,
  type ShapeCount,
  type ShapedLogin,
} from '../core/campaigns/shape-count.ts';
import { campaignTogether, sketchOf } from '../core/campaigns/shape-sketch.ts';
import type { PulseFacts } from '../core/facts.ts';
import { shortMark } from '../core/subjects/mark.ts';
import { LIMITS } from '../limits.ts';
import type { CampaignCount, StoredCampaignCount } from '../ports/campaign-counts.ts';

/** A shape whose count has changed. */
export type ChangedShape = { readonly siteId: string; readonly id: string; readonly key: string };

export type SiteShapes = {
  /** What of these shapes logins are together now. */
  readonly see: (
    siteId: string,
    cuts: readonly CutKey[],
    usualShare: number | null,
    now: number,
  ) => Pick<PulseFacts, 'shapes' | 'campaign'>;
  readonly note: (siteId: string, cuts: readonly CutKey[], login: ShapedLogin, now: number) => void;
  /** Those that changed since it was last asked. */
  readonly take: () => readonly ChangedShape[];
  readonly putBack: (taken: readonly ChangedShape[]) => void;
  /** What others are told of them: of those that may be part of a campaign, the largest. */
  readonly tell: (
    taken: readonly ChangedShape[],
    usualShare: (siteId: string) => number | null,
    now: number,
  ) => readonly CampaignCount[];
  /** What other processes told. */
  readonly learn: (counts: readonly StoredCampaignCount[]) => void;
};

const { pulseShapesKept, pulseSitesKept, campaignAccountsTold, campaignsTold, campaignRowsKept } = LIMITS;
const HOUR_MS = 60 * 60_000;

/** What logins of each shape did lately, in this process and, of those that may be part of a campaign, in the others. */
export function siteShapes(): SiteShapes {
  /** By site, and by the key of their cut. */
  const counts = latest<string, QuickLRU<string, ShapeCount>>(pulseSitesKept);
  const { mark, take, putBack } = changedShapes();
  const found = latest<string, true>(pulseShapesKept);
  const others = othersCounts();
  const judge = judging(others);

  const countsOf = (siteId: string): QuickLRU<string, ShapeCount> =>
    madeOnce(counts, siteId, () => latest(pulseShapesKept));
  const noteFound = (it: ChangedShape | undefined): void => {
    if (it === undefined || found.has(it.id)) return;
    found.set(it.id, true);
    mark(it);
  };
  return {
    see: (siteId, cuts, usualShare, now) => {
      const known = countsOf(siteId);
      const shapes = shapesOf(siteId, cuts);
      const most = greatest(
        shapes.flatMap(shape => {
          const campaign = judge(known.get(shape.key), shape.id, usualShare, now);
          return campaign === null ? [] : [{ shape, campaign }];
        }),
      );
      noteFound(most?.shape);
      return { shapes: shapes.filter(it => it.isNamed).map(it => it.id), campaign: most && named(most) };
    },
    note: (siteId, cuts, login, now) => {
      const known = countsOf(siteId);
      for (const { key } of cuts) {
        const count = madeOnce(known, key, () => noShapeCount(now));
        noteLogin(count, login, now);
        mark({ siteId, key, id: campaignId(siteId, key) });
      }
    },
    take,
    putBack,
    tell: (taken, usualShare, now) => {
      const told = taken.flatMap(({ siteId, id, key }) => {
        const count = counts.peek(siteId)?.peek(key);
        if (count === undefined) return [];
        const isFound = found.has(id);
        // A few are told once others tell of the same shape.
        const isTold = isFound || others.of(id).length > 0 || isWorthTelling(count, usualShare(siteId), now);
        return isTold ? [{ siteId, id, shape: shapeTold(key), found: isFound, sketch: sketchOf(count, now) }] : [];
      });
      return largest(told);
    },
    learn: told => {
      for (const { siteId, id, shape } of told) {
        const isNew = others.of(id).length === 0;
        if (isNew && shape !== null && counts.peek(siteId)?.has(shape)) mark({ siteId, id, key: shape });
      }
      others.learn(told);
    },
  };
}

/** The latest of those that changed since they were last taken. */
function changedShapes() {
  let changed = latest<string, ChangedShape>(pulseShapesKept);
  const mark = (it: ChangedShape): void => {
    changed.set(it.id, it);
  };
  const take = (): readonly ChangedShape[] => {
    const taken = [...changed.entriesAscending()].map(([, it]) => it);
    changed = latest(pulseShapesKept);
    return taken;
  };
  return {
    mark,
    take,
    putBack: (taken: readonly ChangedShape[]): void => {
      for (const it of [...taken, ...take()]) mark(it);
    },
  };
}

const largest = (counts: readonly CampaignCount[]): readonly CampaignCount[] =>
  counts.toSorted((a, b) => b.sketch.accounts.marks.length - a.sketch.accounts.marks.length).slice(0, campaignsTold);

type CutShape = ChangedShape & { readonly isNamed: boolean };
type Found = { readonly shape: CutShape; readonly campaign: Campaign };

/** Those whose campaigns have a name first: of two as great it is that one. */
const shapesOf = (siteId: string, cuts: readonly CutKey[]): readonly CutShape[] =>
  cuts
    .map(({ cut, key }) => ({ siteId, key, id: campaignId(siteId, key), isNamed: !UNNAMED.has(cut) }))
    .toSorted((a, b) => Number(b.isNamed) - Number(a.isNamed));

const named = ({ shape, campaign }: Found): PulseFacts['campaign'] => ({
  ...campaign,
  id: shape.isNamed ? shape.id : null,
});

/** Of the cuts that are one, the one that takes most of it and least else. */
const greatest = (all: readonly Found[]): Found | null =>
  all.reduce<Found | null>(
    (most, it) => (most !== null && sizeOf(most.campaign) >= sizeOf(it.campaign) ? most : it),
    null,
  );

/** Whether one shape is a campaign: put together with what others told of it once in a while, since that takes a while. */
function judging(others: OthersCounts) {
  const judged = latest<string, { readonly at: number; readonly campaign: Campaign | null }>(campaignRowsKept);
  return (count: ShapeCount | undefined, id: string, usualShare: number | null, now: number): Campaign | null => {
    const told = others.of(id).filter(it => now - it.sketch.lastAt < HOUR_MS);
    if (told.length === 0) return count === undefined ? null : campaignIn(count, usualShare, now);
    const before = judged.get(id);
    if (before !== undefined && Math.abs(now - before.at) < LIMITS.campaignJudgedAgainMs) return before.campaign;
    const own = count === undefined ? [] : [sketchOf(count, now)];
    const campaign = campaignTogether([...own, ...told.map(it => it.sketch)], usualShare, now);
    judged.set(id, { at: now, campaign });
    return campaign;
  };
}

type OthersCounts = ReturnType<typeof othersCounts>;

/** By others than this process, those of a shape that changed last. */
function othersCounts() {
  const rows = new Map<string, StoredCampaignCount>();
  const byId = new Map<string, Map<string, StoredCampaignCount>>();
  const forget = (it: StoredCampaignCount): void => {
    const own = byId.get(it.id);
    own?.delete(it.process);
    if (own?.size === 0) byId.delete(it.id);
  };
  return {
    of: (id: string): readonly StoredCampaignCount[] => {
      const own = byId.get(id);
      return own === undefined ? [] : [...own.values()];
    },
    learn: (counts: readonly StoredCampaignCount[]): void => {
      for (const it of counts) {
        const name = `${it.id} ${it.process}`;
        rows.delete(name);
        rows.set(name, it);
        byId.set(it.id, (byId.get(it.id) ?? new Map()).set(it.process, it));
        const [oldest] = rows.size > campaignRowsKept ? rows : [];
        if (oldest === undefined) continue;
        rows.delete(oldest[0]);
        forget(oldest[1]);
      }
    },
  };
}

const sizeOf = ({ accounts, excess }: Campaign): number => accounts * excess;

/** The same in every process, and none that could be asked for what it was made of. */
const campaignId = (siteId: string, key: string): string => `cmp_${shortMark(`${siteId} ${key}`)}`;

const isWorthTelling = (it: ShapeCount, usualShare: number | null, now: number): boolean =>
  mayBePart(it, campaignAccountsTold, usualShare, now);

/** A password's hash is shown nobody, and stored nowhere. */
const shapeTold = (key: string): string | null => (key.startsWith('["password"') ? null : key);

/** Reading moves it to the latest: only a new one is set. */
export function madeOnce<K, V>(among: QuickLRU<K, V>, key: K, make: () => V): V {
  const known = among.get(key);
  if (known !== undefined) return known;
  const made = make();
  among.set(key, made);
  return made;
}

/** Those read or set last: so many at the least, twice as many at the most. */
export const latest = <K, V>(kept: number): QuickLRU<K, V> => new QuickLRU({ maxSize: kept });
