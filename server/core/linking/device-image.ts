import { ATTRIBUTES, type AttributeName } from './attributes.ts';

/** A list is a sketch: hashes in ascending order. Null: not known, whatever the cause; it tells nothing for or against. */
export type AttributeValue = string | number | readonly string[] | null;

/** What a browser on a machine shows, as one flat record; the versions are numbers that can be compared. */
export type DeviceImage = Readonly<Record<AttributeName, AttributeValue>> & {
  /** chrome, edge, firefox, safari, samsung, brave … */
  readonly browserFamily: string;
  /** chromium, gecko, webkit */
  readonly engineFamily: string;
  readonly browserMajor: number | null;
  /** windows, macos, ios, android, linux, chromeos */
  readonly osFamily: string;
};

/** What this browser shows of it without making it up; else null. */
export const heard = (image: DeviceImage, name: AttributeName): AttributeValue =>
  ATTRIBUTES[name].noise?.[image.browserFamily] === 1 ? null : image[name];
