import { namedBy } from '../features/browser.ts';
import { markOf } from '../subjects/mark.ts';

/** What one login shows of where and how its account is used; '' where it is not known. */
export const HABIT_FIELDS = [
  'network',
  'asn',
  'country',
  'userAgent',
  'browser',
  'system',
  'deviceType',
  'languages',
  'roundTrip',
  'device',
] as const;
export type HabitField = (typeof HABIT_FIELDS)[number];
export type HabitValues = Readonly<Record<HabitField, string>>;

/** What an account's history compares: 26 bits, so that among fifty values two are taken for one once in fifty thousand accounts. */
const SHORT_MARKS = 36 ** 5;
export const shortMarkOf = (value: string): string => (value === '' ? '' : (markOf(value) % SHORT_MARKS).toString(36));

/** Half an octave: 20 ms and 25 ms are one, home and overseas are not. */
const bucketOf = (rttMs: number): string => String(Math.round(2 * Math.log2(Math.max(1, rttMs))));
/** A round trip swings: what fell just beyond a bucket's edge is as good as in it. */
export const besideBucket = (bucket: string): readonly string[] =>
  bucket === '' ? [] : [String(Number(bucket) - 1), bucket, String(Number(bucket) + 1)];

export const deviceTypeOf = (userAgent: string): string =>
  /\b(iPad|Tablet)\b|Android(?!.*\bMobile\b)/.test(userAgent)
    ? 'tablet'
    : /\bMobi|iPhone|iPod/.test(userAgent)
      ? 'phone'
      : 'computer';

export type Shown = {
  /** A keyed reference of the /24 or /64. */
  readonly networkRef: string;
  readonly asn: number | null;
  readonly country: string | null;
  readonly userAgent: string;
  readonly languages: readonly string[] | null;
  readonly rttMs: number | null;
  /** By its key or its cookie. */
  readonly deviceId: string | null;
};

export function habitValues({ networkRef, asn, country, userAgent, languages, rttMs, deviceId }: Shown): HabitValues {
  const { browser, major, system } = namedBy(userAgent);
  const named = userAgent !== '';
  return {
    network: shortMarkOf(networkRef),
    asn: asn === null ? '' : String(asn),
    country: country ?? '',
    userAgent: shortMarkOf(userAgent),
    browser: named ? shortMarkOf(`${browser} ${major}`) : '',
    system: named ? shortMarkOf(system) : '',
    deviceType: named ? deviceTypeOf(userAgent) : '',
    languages: languages === null ? '' : shortMarkOf(languages.join(' ')),
    roundTrip: rttMs === null ? '' : bucketOf(rttMs),
    device: deviceId === null ? '' : shortMarkOf(deviceId),
  };
}
