import { questionOf } from '../../bench/takeover/login.ts';
import { keysFromSecret } from '../../server/adapters/keys-from-secret.ts';
import type { PulseFacts } from '../../server/core/facts.ts';
import { countedHabits } from '../../server/flows/counted-habits.ts';
import type { Asked } from '../../server/flows/screening-question.ts';
import { siteVelocity } from '../../server/flows/site-velocity.ts';
import type { Phase } from '../../shared/wire/judgement.ts';
import { PEOPLE } from './people.ts';

const HOUR_MS = 60 * 60_000;
export const DAY_MS = 24 * HOUR_MS;
/** A Monday, at midnight. */
const FROM = Date.UTC(2026, 8, 7);
const NO_ADDRESS_LISTS = { tor: null, relay: null, vpn: null, mobile: null, hosting: null };
/** One of twenty of the site's people mistypes. */
const MISTYPED_EVERY = 20;

export type PlayedLogin = {
  readonly account: string;
  readonly agent?: string;
  readonly ip?: string;
  readonly asn?: number;
  readonly phase?: Phase;
  /** At a device that is vouched for. */
  readonly vouched?: boolean;
};

export type PlayedSite = {
  readonly now: () => number;
  readonly pass: (ms: number) => void;
  readonly log: (login: PlayedLogin) => void;
  /** What one more of these would be told. */
  readonly see: (login: PlayedLogin) => PulseFacts;
  /** The people of a site that so many log in to a day, for so long; each once a day. */
  readonly people: (perDay: number, ms: number, each?: (n: number) => void) => void;
};

/** Weeks of logins of one site as its velocity sees them: no state, no HTTP. */
export function playedSite(): PlayedSite {
  let at = FROM;
  let serial = 0;
  let customers = 0;
  const velocity = siteVelocity(countedHabits({ now: () => at }), keysFromSecret([Buffer.alloc(32, 7)]));
  const asked = ({ account, agent = 'Usual', ip = '126.0.0.1', asn = 2516, phase = 'failed' }: PlayedLogin): Asked => {
    const facts = { scope: 'public', place: null, asn: { number: asn, name: '', kind: 'consumer' } } as const;
    const { asked: it } = questionOf({
      serial: serial++,
      at,
      account,
      phase,
      browser: { ...PEOPLE.chromiumOnLinux, userAgent: agent },
      place: { ip, network: ip, facts: { ...facts, listed: NO_ADDRESS_LISTS } },
      cookie: { id: account, returning: false },
      key: null,
      pageMs: 1000,
    });
    return it;
  };
  const log = (login: PlayedLogin): void =>
    velocity.note(asked(login), { vouched: login.vouched === true, stranger: null, use: 'first', letOn: true });
  return {
    now: () => at,
    pass: ms => {
      at += ms;
    },
    log,
    see: login => velocity.see(asked(login)),
    people: (perDay, ms, each) => {
      const many = Math.round((perDay * ms) / DAY_MS);
      for (let n = 0; n < many; n++) {
        const phase = customers++ % MISTYPED_EVERY === 0 ? 'failed' : 'succeeded';
        log({ account: `customer-${customers % perDay}`, agent: `Browser ${customers % 40}`, phase });
        each?.(n);
        at += ms / many;
      }
    },
  };
}
