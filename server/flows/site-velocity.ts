import { cutsOf, headerOrderOf, type LoginShape, timingStepOf } from '../core/campaigns/login-shape.ts';
import { NO_STRANGERS, type StrangerCount, strangersFailing, withStranger } from '../core/campaigns/stranger-count.ts';
import type { PulseFacts } from '../core/facts.ts';
import { failureExcess, isUnusual } from '../core/season/excess.ts';
import {
  FAILED_AFTERWARDS,
  type FadingCount,
  fadedTo,
  NO_TRIES,
  TRIED,
  TRIED_AND_FAILED,
  type Tried,
  withTry,
} from '../core/season/fading-count.ts';
import { seasonCellsOf, USUAL_SHARE_MOST, unusualTriesMax, usualFailureShare } from '../core/season/season.ts';
import type { TokenUseKind } from '../core/token-use.ts';
import { LIMITS } from '../limits.ts';
import type { Habits } from '../ports/habit-counts.ts';
import type { Keys } from '../ports/keys.ts';
import { passwordRef } from './references.ts';
import { type Asked, recallIdOf } from './screening-question.ts';
import { moveToEnd, type SiteShapes, siteShapes } from './site-shapes.ts';

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
  tries: FadingCount;
  strangers: StrangerCount;
  /** What was learned of this hour while it was unusual. */
  unusual: { readonly hour: number; readonly learned: number };
  readonly providers: Map<number, FadingCount>;
};

const HOUR_MS = 60 * 60_000;
const NO_HOUR = { hour: 0, learned: 0 };

const { pulseHalfLifeMs, pulseProvidersMax, pulseSitesMax } = LIMITS;

/**
 * What whole sites, providers and shapes of logins do, in this process: rows that every login changed would be the ones all wait for, and
 * a share is the same in each process, whose visitors come by chance. What is usual is summed over all of them.
 */
export function siteVelocity(habits: Pick<Habits, 'sums' | 'add'>, keys: Keys): SiteVelocity {
  const sites = new Map<string, Pulse>();
  const shapes = siteShapes();
  const pulseOf = (siteId: string): Pulse => {
    const pulse = sites.get(siteId) ?? {
      tries: NO_TRIES,
      unusual: NO_HOUR,
      strangers: NO_STRANGERS,
      providers: new Map(),
    };
    moveToEnd(sites, siteId, pulse, pulseSitesMax);
    return pulse;
  };
  const usualOf = (siteId: string, now: number): number | null => {
    const sums = habits.sums(siteId, 'season');
    return sums === null ? null : usualFailureShare(sums, now);
  };

  return {
    see: asked => {
      const { site, now, address } = asked;
      const pulse = pulseOf(site.id);
      const usualShare = usualOf(site.id, now);
      const provider = pulse.providers.get(address.asn?.number ?? -1) ?? NO_TRIES;
      const shaped = isLogin(asked) ? cutsOf(shapeOf(asked, keys)) : [];
      return {
        usualShare,
        providerExcess: usualShare === null ? null : excessOf(provider, usualShare, now),
        ...shapes.see(site.id, shaped, usualShare, now),
        strangers: strangersFailing(pulse.strangers, usualShare, now),
      };
    },
    note: (asked, answered) => {
      const { site, now, address, refs, addressRef } = asked;
      const tried = isLogin(asked) ? triedBy(asked, answered) : null;
      if (tried === null) return;
      const { vouched, stranger } = answered;
      const pulse = pulseOf(site.id);
      const usualShare = usualOf(site.id, now);
      pulse.tries = withTry(pulse.tries, now, pulseHalfLifeMs, tried);
      // Of a site that nobody knows yet, what no site is believed to be.
      const unusual = isUnusual(excessOf(pulse.tries, usualShare ?? USUAL_SHARE_MOST, now));
      if (!unusual || mayLearn(pulse, habits.sums(site.id, 'season'), now))
        habits.add(site.id, 'season', seasonCellsOf(now, tried));
      const asn = address.asn?.number;
      if (asn !== undefined) {
        const tries = withTry(pulse.providers.get(asn) ?? NO_TRIES, now, pulseHalfLifeMs, tried);
        moveToEnd(pulse.providers, asn, tries, pulseProvidersMax);
      }
      const [account] = refs;
      if (stranger !== null && account !== undefined) {
        pulse.strangers = withStranger(pulse.strangers, { tried, stranger, account }, now);
      }
      const login = { tried, vouched, account: account ?? null, address: addressRef };
      shapes.note(site.id, cutsOf(shapeOf(asked, keys)), login, now);
    },
    shapes,
    usualShare: usualOf,
  };
}

/** Of what is unusual, so much of each hour. */
function mayLearn(pulse: Pulse, sums: Readonly<Float64Array> | null, now: number): boolean {
  const hour = Math.floor(now / HOUR_MS);
  const learned = pulse.unusual.hour === hour ? pulse.unusual.learned : 0;
  if (learned >= unusualTriesMax(sums, now)) return false;
  pulse.unusual = { hour, learned: learned + 1 };
  return true;
}

const isLogin = ({ request, program }: Asked): boolean => request.action === 'login' && program.verified === null;

/**
 * An attempt is the try, and what follows it (on the same token) at the most its failure: a site that tells attempts and failures, and no
 * success, is not one where all fail. An attempt that is refused or asked for more may come to no end: as a try it would hide the attack
 * that it is of.
 */
function triedBy({ request: { phase } }: Asked, { use, letOn }: Answered): Tried | null {
  if (phase === 'attempted') return letOn ? TRIED : null;
  if (phase === 'succeeded') return use === 'advance' ? null : TRIED;
  return use === 'advance' ? FAILED_AFTERWARDS : TRIED_AND_FAILED;
}

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

function excessOf(count: FadingCount, usualShare: number, now: number): number {
  const { tries, failures } = fadedTo(count, now, pulseHalfLifeMs);
  return failureExcess(tries, failures, usualShare);
}
