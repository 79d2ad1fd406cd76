import { ATTRIBUTE_NAMES, type AttributeName } from '../../server/core/linking/attributes.ts';
import {
  BUCKET_NAMES,
  BUCKETS_LISTED,
  type BucketKeys,
  type BucketName,
  bucketKeys,
} from '../../server/core/linking/bucket-keys.ts';
import type { AttributeValue, DeviceImage } from '../../server/core/linking/device-image.ts';
import { CANDIDATES_PER_BUCKET } from '../../server/core/subjects/subject.ts';

/** What the state store will do, in memory and with the same bounds: packed, because a million images as objects are gigabytes. */
export class KnownDevices {
  readonly #columns = new Map<string, Column>();
  readonly #buckets: ReadonlyMap<BucketName, Buckets>;
  readonly lastSeen: Int16Array;
  size = 0;

  constructor(capacity: number) {
    for (const name of [...ATTRIBUTE_NAMES, ...IDENTITY]) this.#columns.set(name, new Column(capacity));
    this.#buckets = new Map(
      BUCKET_NAMES.map(it => [it, new Buckets(capacity, BUCKETS_LISTED.includes(it) ? capacity : 0)]),
    );
    this.lastSeen = new Int16Array(capacity);
  }

  add(image: DeviceImage, day: number): void {
    const at = this.size++;
    for (const name of ATTRIBUTE_NAMES) this.column(name).set(at, image[name]);
    for (const name of IDENTITY) this.column(name).set(at, image[name]);
    this.lastSeen[at] = day;
    const keys = bucketKeys(image);
    for (const name of BUCKET_NAMES) this.bucket(name).add(keys[name], at);
  }

  image(at: number): DeviceImage {
    const attributes: Partial<Record<AttributeName, AttributeValue>> = {};
    for (const name of ATTRIBUTE_NAMES) attributes[name] = this.column(name).get(at);
    return {
      ...(attributes as Record<AttributeName, AttributeValue>),
      browserFamily: String(this.column('browserFamily').get(at)),
      engineFamily: String(this.column('engineFamily').get(at)),
      osFamily: String(this.column('osFamily').get(at)),
      browserMajor: Number(this.column('browserMajor').get(at)),
    };
  }

  /** The newest few of each listed bucket, each device once. */
  candidates(keys: BucketKeys): readonly number[] {
    const found = new Set<number>();
    for (const name of BUCKETS_LISTED) {
      for (const at of this.bucket(name).newest(keys[name], CANDIDATES_PER_BUCKET)) found.add(at);
    }
    return [...found];
  }

  crowds(keys: BucketKeys): Record<BucketName, number> {
    const counts: Record<string, number> = {};
    for (const name of BUCKET_NAMES) counts[name] = this.bucket(name).count(keys[name]);
    return counts as Record<BucketName, number>;
  }

  column(name: string): Column {
    return this.#columns.get(name) ?? fail(name);
  }

  bucket(name: BucketName): Buckets {
    return this.#buckets.get(name) ?? fail(name);
  }
}

const IDENTITY = ['browserFamily', 'engineFamily', 'browserMajor', 'osFamily'] as const;

/** Values are interned: a device holds the value's number. */
export class Column {
  readonly #numbers: Int32Array;
  readonly #known = new Map<AttributeValue, number>();
  readonly #values: AttributeValue[] = [];

  constructor(capacity: number) {
    this.#numbers = new Int32Array(capacity);
  }

  set(at: number, value: AttributeValue): void {
    let number = this.#known.get(value);
    if (number === undefined) {
      number = this.#values.length;
      this.#values.push(value);
      this.#known.set(value, number);
    }
    this.#numbers[at] = number;
  }

  get(at: number): AttributeValue {
    return this.#values[this.#numbers[at] ?? 0] ?? null;
  }
}

/** Open addressing: key -> how many, and a list from the newest back. */
export class Buckets {
  readonly #keys: Float64Array;
  readonly #counts: Int32Array;
  readonly #newest: Int32Array;
  readonly #before: Int32Array;

  constructor(capacity: number, listed: number) {
    const places = 2 ** Math.ceil(Math.log2(Math.max(capacity, 8) * 1.6));
    this.#keys = new Float64Array(places).fill(-1);
    this.#counts = new Int32Array(places);
    this.#newest = new Int32Array(places).fill(-1);
    this.#before = new Int32Array(listed);
  }

  add(key: number, at: number): void {
    const place = this.#placeOf(key);
    this.#keys[place] = key;
    this.#counts[place] = (this.#counts[place] ?? 0) + 1;
    if (this.#before.length === 0) return;
    this.#before[at] = this.#newest[place] ?? -1;
    this.#newest[place] = at;
  }

  count(key: number): number {
    return this.#counts[this.#placeOf(key)] ?? 0;
  }

  *newest(key: number, most: number): Generator<number> {
    let at = this.#newest[this.#placeOf(key)] ?? -1;
    for (let left = most; at !== -1 && left > 0; left--) {
      yield at;
      at = this.#before[at] ?? -1;
    }
  }

  #placeOf(key: number): number {
    const mask = this.#keys.length - 1;
    let place = (key % 2147483647) & mask;
    while (this.#keys[place] !== -1 && this.#keys[place] !== key) place = (place + 1) & mask;
    return place;
  }
}

function fail(name: string): never {
  throw new Error(`no column or bucket is called ${name}`);
}
