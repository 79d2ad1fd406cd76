import { timeOfScreening } from './uses.ts';

/**
 * Where a key was when it last logged in: at which origin, with which cookie, in which session and network. A browser has a key at each
 * origin, and one cookie for all that collect at one address: that tells its keys from a stranger's (decision 013).
 */
export type KeyPlace = {
  readonly key: string;
  readonly origin: string;
  /** A mark of the carrier cookie. */
  readonly cookie: string;
  /** '': none was named. */
  readonly session: string;
  readonly network: string;
  /** The login's screening; its id tells when. */
  readonly login: string;
};

/** The keys of one device, and so the origins of a site that one browser is known at. */
export const DEVICE_KEYS_MAX = 4;
/** As long as a login lasts, at the most. */
const SESSION_MS = 12 * 60 * 60_000;

export const writeKeyPlace = ({ key, origin, cookie, session, network, login }: KeyPlace): string =>
  [key, origin, cookie, session, network, login].join(' ');

export function readKeyPlace(member: string): KeyPlace {
  const [key = '', origin = '', cookie = '', session = '', network = '', login = ''] = member.split(' ');
  return { key, origin, cookie, session, network, login };
}

/**
 * The key that logged in where another of the same browser comes from another origin now: in the session of that login, with its cookie,
 * from its network. A stolen session has no such cookie; a whole stolen cookie jar has, and comes from elsewhere.
 * @param logins of the account, undisputed. @returns null: it is a device of its own.
 */
export function besideKey(
  place: KeyPlace,
  places: readonly KeyPlace[],
  logins: readonly string[],
  now: number,
): string | null {
  if (place.session === '') return null;
  const first = places.findLast(
    it =>
      it.key !== place.key &&
      it.origin !== place.origin &&
      it.cookie === place.cookie &&
      it.session === place.session &&
      it.network === place.network &&
      now - timeOfScreening(it.login) < SESSION_MS &&
      logins.includes(it.login),
  );
  return first?.key ?? null;
}

/**
 * Where the key that belongs to this cookie at this origin last was, where it is not now; null: it is here, or none belongs to it.
 * @param key that was proved; null: none.
 */
export function missedPlace(
  key: string | null,
  { origin, cookie }: Pick<KeyPlace, 'origin' | 'cookie'>,
  places: readonly KeyPlace[],
): KeyPlace | null {
  const here = places.filter(it => it.cookie === cookie && it.origin === origin);
  return here.some(it => it.key === key) ? null : (here.at(-1) ?? null);
}
