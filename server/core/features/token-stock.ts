import type { Facts } from '../facts.ts';
import { type Feature, type Known, NOT_APPLICABLE, NOT_SENT, STATE_AWAY } from './feature.ts';
import { isNobodys } from './velocity.ts';

/** Where the token was made, against where it is spent: a phone leaves the Wi-Fi, a page goes out by IPv6 and its backend sees IPv4. */
export const tokenMintedOn: Feature<'same' | 'other-network'> = {
  provenance: 'observed',
  derive: ({ report }) => {
    const elsewhere = report?.elsewhere ?? null;
    return elsewhere === null ? NOT_APPLICABLE : elsewhere ? 'other-network' : 'same';
  },
};

type Read = (subject: NonNullable<NonNullable<Facts['remembered']>['device']>) => number | undefined;

/** The browser that made the token, as its cookie and its key tell it, whichever remembers more; a cookie of many is nobody's. */
function ofBrowser(facts: Facts, read: Read): Known<number> {
  const { remembered } = facts;
  if (remembered === null) return STATE_AWAY;
  const { key, device } = remembered;
  if (key === null && device === null) return NOT_SENT;
  if (key === null && isNobodys(facts)) return NOT_APPLICABLE;
  const told = isNobodys(facts) ? [key] : [key, device];
  return Math.max(...told.map(it => (it === null ? 0 : (read(it) ?? 0))));
}

const ofBrowserSo = (read: Read): Feature<number> => ({
  provenance: 'observed',
  derive: facts => ofBrowser(facts, read),
});

export const browserAccounts24hCount: Feature<number> = ofBrowserSo(it => it.distincts['accounts']?.['24h']);
/** Networks that its tokens were spent on, made on others. */
export const browserAwayNetworks24hCount: Feature<number> = ofBrowserSo(it => it.distincts['away']?.['24h']);
/** Its tokens that were kept while others of it were spent for several accounts. */
export const browserStocked24hCount: Feature<number> = ofBrowserSo(it => it.counters['stocked']?.['24h']);

const MINUTE_MS = 60_000;

/**
 * For how many accounts the browser's tokens were spent since this one was made, at the least: people at one browser come one after
 * another, and the agent makes a new token at the first key when its own is over ten minutes old.
 */
export const accountsSinceMintCount: Feature<number> = {
  provenance: 'observed',
  derive: facts => {
    const { token } = facts;
    if (token.state !== 'genuine') return NOT_APPLICABLE;
    const window = token.ageMs >= 60 * MINUTE_MS ? '1h' : token.ageMs >= 5 * MINUTE_MS ? '5m' : null;
    return window === null ? 0 : ofBrowser(facts, it => it.distincts['accounts']?.[window]);
  },
};
