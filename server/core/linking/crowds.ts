import type { Group } from './attributes.ts';
import type { BucketName } from './bucket-keys.ts';

/** How many devices the store has in each of the image's buckets. */
export type Crowds = Readonly<Record<BucketName, number>>;

/**
 * What only one known device shows is not infinitely rare: the next device shows it as often as if so many others had. Fitted on the
 * training seed of `npm run bench:device -- --fit`.
 */
export const UNSEEN = 0.3;

/** The share of devices, 0..1, that show what `count` of `all` show, one of which is the candidate itself. */
export const shareOfOthers = (count: number, all: number): number =>
  Math.min(1, (Math.max(count, 1) - 1 + UNSEEN) / Math.max(all, 1));

/**
 * How likely a device never seen agrees with the image on these groups. Hardware, drawing and screen follow from the model and are counted
 * as one; fonts and settings are a person's, so the shares are multiplied. Where that underrates (PCs cloned from one image are alike in
 * everything) others stand in a bucket that leaves one part out: their share, times the part's own, is added.
 */
export function chanceOf(held: ReadonlySet<Group>, crowds: Crowds): number {
  const share = {
    hardware: shareOfOthers(crowds.hardware, crowds.kind),
    drawing: shareOfOthers(crowds.drawing, crowds.kind),
    screen: shareOfOthers(crowds.screen, crowds.system),
    fonts: shareOfOthers(crowds.fonts, crowds.system),
    settings: shareOfOthers(crowds.settings, crowds.kind),
    machine: shareOfOthers(crowds.machine, crowds.kind),
  };
  const hasMachine = held.has('hardware') && held.has('drawing') && held.has('screen');
  const machine = hasMachine ? share.machine : held.has('hardware') ? share.hardware : 1;
  const product = machine * (held.has('fonts') ? share.fonts : 1) * (held.has('settings') ? share.settings : 1);
  if (!hasMachine || !held.has('fonts') || !held.has('settings')) return product;
  const beside = (bucket: BucketName, part: number): number =>
    (Math.max(0, crowds[bucket] - 1) / Math.max(crowds.browser, 1)) * part;
  const clones = Math.max(
    beside('withoutDrawing', share.drawing),
    beside('withoutScreen', share.screen),
    beside('withoutFonts', share.fonts),
    beside('withoutSettings', share.settings),
    beside('person', share.machine),
  );
  return Math.min(1, product + clones);
}
