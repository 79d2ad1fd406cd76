import type { SignalReadings } from '../../../shared/wire/report.ts';
import { CROWD_DAYS } from '../subjects/crowd.ts';
import type { Change, Subject, SubjectChange, SubjectId } from '../subjects/subject.ts';
import { BUCKET_NAMES, BUCKETS_LISTED, type BucketName, bucketKeys, recallIdOf } from './bucket-keys.ts';
import type { Crowds } from './crowds.ts';
import type { DeviceImage } from './device-image.ts';
import { imageOfReport } from './image-of-report.ts';
import { blindness, type Candidate, link } from './link.ts';
import type { SiteLink } from './own-device.ts';
import { deviceMark, isOf, readSighting, reduced, type Sighting, writeSighting } from './sightings.ts';

/** What a report's image says of the browser, beside key and cookie; kept with the report. */
export type Likeness = {
  /** null: it hides too much to be told from others at all. */
  readonly recallId: string | null;
  /** Known devices of the site that share the recallId. */
  readonly recallDevices: number;
  /** null: its key or its cookie is known, so nobody asks. */
  readonly link: SiteLink | null;
};

/** An image and where it is looked for; `blind`: nowhere, and why. */
export type Looked = {
  readonly image: DeviceImage;
  readonly blind: ReturnType<typeof blindness>;
  readonly recallId: string | null;
  /** The recallId, then a bucket each. */
  readonly subjects: readonly SubjectId[];
};

/** One that the gate knows by its key or its cookie. `id`: as answers name it. */
export type GateDevice = { readonly id: string; readonly subject: SubjectId; readonly remembered: Subject };
export type SightingLimits = { readonly sightingAgainDays: number; readonly imagesPerDeviceDayMax: number };

const DAY_MS = 24 * 60 * 60_000;
const dayOf = (now: number): number => Math.floor(now / DAY_MS);

/** Of the places, those that tell whether a known device is remembered as it is: its recallId and the whole of its image. */
export const SEEN_FIRST = 2;

/** null: its engine cannot be told. */
export function lookedFor(signals: SignalReadings, userAgent: string): Looked | null {
  const shown = imageOfReport(signals, userAgent);
  return shown && placesOf(shown);
}

export function placesOf(shown: DeviceImage): Looked {
  const image = reduced(shown);
  const blind = blindness(image);
  const recallId = blind === 'hidden' ? null : recallIdOf(image);
  if (blind !== null || recallId === null) return { image, blind, recallId, subjects: [] };
  const keys = bucketKeys(image);
  const buckets = BUCKET_NAMES.map((name): SubjectId => ({ type: 'bucket', key: keys[name].toString(36) }));
  return { image, blind, recallId, subjects: [{ type: 'recall', key: recallId }, ...buckets] };
}

/** @param found the subjects that `lookedFor` names, as they were loaded. @param recognised its key or its cookie is known. */
export function likenessOf(
  { image, blind, recallId }: Looked,
  found: readonly (Subject | null)[],
  { recognised, now }: { readonly recognised: boolean; readonly now: number },
): Likeness {
  const [recall, ...buckets] = found;
  const likeness = { recallId, recallDevices: devicesIn(recall) };
  if (recognised) return { ...likeness, link: null };
  const engine = image.engineFamily;
  if (blind !== null) return { ...likeness, link: { engine, abstains: blind, alike: [] } };
  const candidates = candidatesIn(image, buckets, now);
  const { abstains, alike } = link(image, candidates, { crowds: crowdsIn(buckets), shareOf: () => null });
  return { ...likeness, link: { engine, abstains, alike } };
}

/**
 * Are its buckets to be written? Not where they have it as it is, nor after many images in a day. And only for a device that the gate
 * knows: otherwise whoever posts made-up reports fills the store, and crowds people's devices out.
 * @param found at least the first of the places.
 */
export function isSightingDue(
  { image, blind }: Looked,
  [, whole]: readonly (Subject | null)[],
  { device, limits, now }: { readonly device: GateDevice; readonly limits: SightingLimits; readonly now: number },
): boolean {
  if (blind !== null || (device.remembered.counters['images']?.['24h'] ?? 0) >= limits.imagesPerDeviceDayMax)
    return false;
  const mark = deviceMark(device.id);
  const known = textsIn(whole).findLast(it => isOf(mark, it));
  return known === undefined || dayOf(now) - readSighting('whole', known, image).day >= limits.sightingAgainDays;
}

/** What the places are to remember of it. */
export function sightingsOf(
  { image, subjects }: Looked,
  [, ...buckets]: readonly (Subject | null)[],
  device: GateDevice,
  now: number,
): readonly SubjectChange[] {
  const sighting: Sighting = { mark: deviceMark(device.id), day: dayOf(now), image };
  const sight: Change = { kind: 'sight', name: 'devices', value: device.id };
  const [recall, ...keys] = subjects;
  return [
    { subject: device.subject, changes: [{ kind: 'count', name: 'images', by: 1 }] },
    ...(recall === undefined ? [] : [{ subject: recall, changes: [sight] }]),
    ...keys.map((subject, i) => ({ subject, changes: [sight, ...listed(BUCKET_NAMES[i], buckets[i], sighting)] })),
  ];
}

/** In the place of what the bucket had of this device. */
function listed(bucket: BucketName | undefined, found: Subject | null | undefined, sighting: Sighting): Change[] {
  if (bucket === undefined || !BUCKETS_LISTED.includes(bucket)) return [];
  const outdated = textsIn(found).filter(it => isOf(sighting.mark, it));
  return [
    ...outdated.map((member): Change => ({ kind: 'remove', list: 'sightings', member })),
    { kind: 'add', list: 'sightings', member: writeSighting(bucket, sighting) },
  ];
}

const textsIn = (bucket: Subject | null | undefined): readonly string[] => bucket?.lists['sightings'] ?? [];
const devicesIn = (subject: Subject | null | undefined): number => subject?.crowds['devices'] ?? 0;

/** Each device once, as it was last seen. */
function candidatesIn(image: DeviceImage, buckets: readonly (Subject | null)[], now: number): readonly Candidate[] {
  const found = new Map<string, Sighting>();
  for (const bucket of BUCKETS_LISTED) {
    for (const text of textsIn(buckets[BUCKET_NAMES.indexOf(bucket)])) {
      const sighting = readSighting(bucket, text, image);
      const other = found.get(sighting.mark);
      if (other === undefined || other.day < sighting.day) found.set(sighting.mark, sighting);
    }
  }
  const lately = [...found.values()].filter(({ day }) => dayOf(now) - day < CROWD_DAYS);
  return lately.map(({ mark, day, image: before }) => ({
    id: mark,
    image: before,
    days: Math.max(0, dayOf(now) - day),
    keyDiffers: false,
  }));
}

function crowdsIn(buckets: readonly (Subject | null)[]): Crowds {
  const count = (name: BucketName): number => devicesIn(buckets[BUCKET_NAMES.indexOf(name)]);
  return {
    whole: count('whole'),
    withoutDrawing: count('withoutDrawing'),
    withoutScreen: count('withoutScreen'),
    withoutFonts: count('withoutFonts'),
    withoutSettings: count('withoutSettings'),
    person: count('person'),
    machine: count('machine'),
    hardware: count('hardware'),
    drawing: count('drawing'),
    settings: count('settings'),
    screen: count('screen'),
    fonts: count('fonts'),
    browser: count('browser'),
    kind: count('kind'),
    system: count('system'),
  };
}
