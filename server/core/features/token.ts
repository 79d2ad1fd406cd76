import type { TokenFacts } from '../facts.ts';
import type { Feature } from './feature.ts';
import { NOT_APPLICABLE, NOT_SAID } from './feature.ts';

const PRESENTED: readonly TokenFacts['state'][] = ['genuine', 'unread', 'forged', 'other-site'];

/** What the gate itself knows of the token: it made it, and keeps what it was used for. */
export const token: Feature<
  'not-expected' | 'none' | 'expired' | 'report-gone' | 'unread' | 'unattested' | 'forged' | 'other-site' | 'genuine'
> = {
  provenance: 'observed',
  derive: ({ token, tokenExpected }) => {
    const absent = !PRESENTED.includes(token.state);
    return absent && !tokenExpected ? 'not-expected' : token.state;
  },
};

export const tokenAgeMs: Feature<number> = {
  provenance: 'observed',
  derive: ({ token }) => (token.state === 'genuine' ? token.ageMs : NOT_APPLICABLE),
};

export const tokenUse: Feature<'first' | 'again' | 'advance' | 'reused' | 'abused'> = {
  provenance: 'observed',
  derive: ({ token }) => (token.state === 'genuine' ? token.use : NOT_APPLICABLE),
};

/** The page that the report came from against the page that the backend served; both are header text. */
export const tokenOrigin: Feature<'same' | 'other'> = {
  provenance: 'claimed',
  derive: ({ token, report, origin }) => {
    if (token.state !== 'genuine' || report === null) return NOT_APPLICABLE;
    if (report.origin === null) return NOT_SAID;
    if (origin.asked !== null) return origin.asked === report.origin ? 'same' : 'other';
    return origin.reportListed === false ? 'other' : NOT_SAID;
  },
};

/** Differs only where both sides named a session. */
export const tokenSession: Feature<'same' | 'other'> = {
  provenance: 'claimed',
  derive: ({ token, report, session }) => {
    if (token.state !== 'genuine' || report === null) return NOT_APPLICABLE;
    if (report.session === null || session === null) return NOT_SAID;
    return report.session === session ? 'same' : 'other';
  },
};
