import type QuickLRU from 'quick-lru';
import { cutsOf, headerOrderOf, type LoginShape, timingStepOf } from '../core/campaigns/login-shape.ts';
import { noStrangers, noteStranger, type StrangerCount, strangersFailing } from '../core/campaigns/stranger-count.ts';
import type { PulseFacts } from '../core/facts.ts';
import { failureExcess, isUnusual } from '../core/season/excess.ts';
import { seasonCellsOf, USUAL_SHARE_MOST, unusualTriesMax, usualFailureShare } from '../core/season/season.ts';
import { triedBy } from '../core/season/tried.ts';
import { type AccountCount, TriedAccounts } from '../core/season/tried-accounts.ts';
import { markOf } from '../core/subjects/mark.ts';
import type { TokenUseKind } from '../core/token-use.ts';
import { LIMITS } from '../limits.ts';
import type { Habits } from '../ports/habit-counts.ts';
import type { Keys } from '../ports/keys.ts';
import { passwordRef } from './references.ts';
import { type Asked, recallIdOf } from './screening-question.ts';
import { latest, madeOnce, type SiteShapes, siteShapes } from './site-shapes.ts';

export type SiteVelocity = {
  /** What the site's logins do now, before this one. */
  readonly see: (asked: Asked) => PulseFacts;
  /** One that was answered. */
  readonly note: (asked: Asked, answered: Answered) => void;
  /** By shape, put together with what other processes saw. */
  readonly shapes: SiteShapes;
  /** Of a site's logins that fail; null: nobody knows yet. */
  readonly usualShare: (siteId: string, now: number) => number | null;
};

export type Answered = {
  /** At a device that is vouched for. */
  readonly vouched: boolean;
  /** It showed nothing of an account with a history; null: the account has none. */
  readonly stranger: boolean | null;
  readonly use: TokenUseKind | null;
  /** The answer was OK. */
  readonly letOn: boolean;
};

type Pulse = {
  readonly accounts: TriedAccounts;
  readonly strangers: StrangerCount;
  /** What was learned of this hour while it was unusual. */
  unusual: { readonly hour: number; readonly learned: number };
  readonly providers: QuickLRU<number, TriedAccounts>;
};

const HOUR_MS = 60 * 60_000;
const { pulseProvidersKept, pulseSitesKept } = LIMITS;
const noPulse = (): Pulse => ({
  accounts: new TriedAccounts(),
  strangers: noStrangers(),
  unusual: { hour: 0, learned: 0 },
  providers: latest(pulseProvidersKept),
});

/**
 * What whole sites, providers and shapes of logins do, in this process: rows that every login changed would be the ones all wait for, and
 * a share is the same in each process, whose visitors come by chance. What is usual is summed over all of them.
 */
export function siteVelocity(habits: Pick<Habits, 'sums' | 'add'>, keys: Keys): SiteVelocity {
  const sites = latest<string, Pulse>(pulseSitesKept);
  const shapes = siteShapes();
  const pulseOf = (siteId: string): Pulse => madeOnce(sites, siteId, noPulse);
  const usualOf = (siteId: string, now: number): number | null => {
    const sums = habits.sums(siteId, 'season');
    return sums === null ? null : usualFailureShare(sums, now);
  };

  return {
    see: asked => {
      const { site, now, address } = asked;
      const pulse = pulseOf(site.id);
      const usualShare = usualOf(site.id, now);
      const provider = pulse.providers.get(address.asn?.number ?? -1) ?? new TriedAccounts();
      const shaped = isLogin(asked) ? cutsOf(shapeOf(asked, keys)) : [];
      return {
        usualShare,
        providerExcess: usualShare === null ? null : excessOf(provider, usualShare, now),
        ...shapes.see(site.id, shaped, usualShare, now),
        strangers: strangersFailing(pulse.strangers, usualShare, now),
      };
    },
    note: (asked, answered) => {
      const { site, now, address, refs, addressRef, request } = asked;
      const tried = isLogin(asked) ? triedBy(request.phase, answered.use, answered.letOn) : null;
      if (tried === null) return;
      const { vouched, stranger } = answered;
      const pulse = pulseOf(site.id);
      const usualShare = usualOf(site.id, now);
      // Where no account is named, one address is one.
      const mark = markOf(refs[0] ?? addressRef);
      const fresh = pulse.accounts.note(mark, tried, now);
      // Of a site that nobody knows yet, what no site is believed to be.
      const unusual = isUnusual(excessOf(pulse.accounts, usualShare ?? USUAL_SHARE_MOST, now));
      if (!unusual || mayLearn(pulse, fresh, habits.sums(site.id, 'season'), now))
        habits.add(site.id, 'season', seasonCellsOf(now, fresh));
      const asn = address.asn?.number;
      if (asn !== undefined) madeOnce(pulse.providers, asn, () => new TriedAccounts()).note(mark, tried, now);
      const [account] = refs;
      if (stranger !== null && account !== undefined) {
        noteStranger(pulse.strangers, { tried, stranger, account }, now);
      }
      const login = { tried, vouched, account: account ?? null, address: addressRef };
      shapes.note(site.id, cutsOf(shapeOf(asked, keys)), login, now);
    },
    shapes,
    usualShare: usualOf,
  };
}

/** Of what is unusual, so much of each hour. */
function mayLearn(
  pulse: Pulse,
  { tries, failures }: AccountCount,
  sums: Readonly<Float64Array> | null,
  now: number,
): boolean {
  const hour = Math.floor(now / HOUR_MS);
  const learned = pulse.unusual.hour === hour ? pulse.unusual.learned : 0;
  if (learned >= unusualTriesMax(sums, now)) return false;
  pulse.unusual = { hour, learned: learned + Math.max(tries, failures) };
  return true;
}

const isLogin = ({ request, program }: Asked): boolean => request.action === 'login' && program.verified === null;

function shapeOf(asked: Asked, keys: Keys): LoginShape {
  const { request, address, site, token, now } = asked;
  const { userAgent, headers, edge } = request.client;
  const sketch = request.credential?.sketch;
  return {
    agent: userAgent,
    headers: headerOrderOf(headers ?? null),
    ja4: edge?.ja4 ?? null,
    image: recallIdOf(asked),
    asn: address.asn?.number ?? null,
    timing: token?.state === 'genuine' ? timingStepOf(now - token.at) : null,
    password: sketch === undefined ? null : passwordRef(keys, site.id, sketch),
  };
}

function excessOf(accounts: TriedAccounts, usualShare: number, now: number): number {
  const { tries, failures } = accounts.counts(now);
  return failureExcess(tries, failures, usualShare);
}
