import { markOf } from '../subjects/mark.ts';
import { ATTRIBUTE_NAMES, type AttributeName } from './attributes.ts';
import { BUCKETS_LISTED, type BucketName, bucketAttributes } from './bucket-keys.ts';
import type { AttributeValue, DeviceImage } from './device-image.ts';

/** A device as a bucket lists it. */
export type Sighting = {
  /** Of its id: a bucket names no device, and tells one that is named elsewhere. */
  readonly mark: string;
  /** Since the epoch. */
  readonly day: number;
  /** Reduced: see `reduced`. */
  readonly image: DeviceImage;
};

/** Letters of a hash that stand for a text: one in 60 million is alike by chance; for a font, which is one of some 50, fewer do. */
const TEXT_CHARS = 5;
const FONT_CHARS = 3;
const SEPARATOR = ',';

/** What a bucket does not say of its devices by itself: all that is not part of its key. */
const UNSAID = new Map<BucketName, readonly AttributeName[]>(
  BUCKETS_LISTED.map(bucket => [bucket, ATTRIBUTE_NAMES.filter(it => !bucketAttributes(bucket).includes(it))]),
);

export const deviceMark = (deviceId: string): string => markOf(deviceId).toString(36);

/** The image as it is stored and compared: texts are short hashes. */
export function reduced(image: DeviceImage): DeviceImage {
  const values = ATTRIBUTE_NAMES.map(name => [name, reducedValue(image[name])] as const);
  return { ...image, ...Object.fromEntries(values) };
}

function reducedValue(value: AttributeValue): AttributeValue {
  if (value === null || typeof value === 'number') return value;
  if (typeof value === 'string') return hashOf(value, TEXT_CHARS);
  return [...new Set(value.map(it => hashOf(it, FONT_CHARS)))].toSorted();
}

const hashOf = (text: string, chars: number): string => (markOf(text) % 36 ** chars).toString(36).padStart(chars, '0');

/** One text of some 50 to 200 characters. @param image reduced */
export function writeSighting(bucket: BucketName, { mark, day, image }: Sighting): string {
  const values = unsaidIn(bucket).map(name => writeValue(image[name]));
  return [mark, day.toString(36), image.browserMajor ?? '', ...values].join(SEPARATOR);
}

/** @param now the image, reduced, whose bucket it is: what its key is made of is the same. */
export function readSighting(bucket: BucketName, text: string, now: DeviceImage): Sighting {
  const [mark = '', day = '', major = '', ...values] = text.split(SEPARATOR);
  const own = unsaidIn(bucket).map((name, i) => [name, readValue(values[i] ?? '')] as const);
  const browserMajor = major === '' ? null : Number(major);
  return { mark, day: Number.parseInt(day, 36), image: { ...now, browserMajor, ...Object.fromEntries(own) } };
}

export const isOf = (mark: string, text: string): boolean => text.startsWith(`${mark}${SEPARATOR}`);

function writeValue(value: AttributeValue): string {
  if (value === null) return '';
  if (typeof value === 'number') return `=${value}`;
  return typeof value === 'string' ? value : `#${value.join('')}`;
}

function readValue(text: string): AttributeValue {
  if (text === '') return null;
  if (text.startsWith('=')) return Number(text.slice(1));
  return text.startsWith('#') ? (text.slice(1).match(/.{3}/g) ?? []) : text;
}

const unsaidIn = (bucket: BucketName): readonly AttributeName[] => UNSAID.get(bucket) ?? [];
