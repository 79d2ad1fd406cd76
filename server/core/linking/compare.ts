import { type Agreement, agreementOf, holds, keptAfter, logRatio, type ShareOf } from './agreement.ts';
import { ATTRIBUTE_NAMES, ATTRIBUTES, type AttributeName, type Group, namesIn } from './attributes.ts';
import { type Crowds, chanceOf } from './crowds.ts';
import type { DeviceImage } from './device-image.ts';

/** What cannot be one device, whatever else agrees. */
export type Refusal = 'engine-differs' | 'system-differs' | 'browser-differs' | 'version-fell';

export type Comparison = {
  readonly refusal: Refusal | null;
  /** ln P(this image | that device) / P(this image | another device of the kind), its parts held to their caps. */
  readonly logRatio: number;
  readonly agreements: ReadonlyMap<AttributeName, Agreement>;
};

/**
 * What a group may add at most, where its joint value is not counted: its members move together. In nats, [A]; fonts and settings are a
 * person's, the rest mostly follows from the hardware.
 */
const CAPS: Readonly<Record<Group, number>> = {
  hardware: 3,
  drawing: 1,
  screen: 1.5,
  fonts: 3,
  settings: 2.5,
  loose: 1.5,
};

const GROUPS: readonly Group[] = ['hardware', 'drawing', 'screen', 'fonts', 'settings', 'loose'];
const COUNTED: readonly Group[] = ['hardware', 'drawing', 'screen', 'fonts', 'settings'];
/** One make and model decides most of these three: they are counted as one, or the hardware alone. */
const MACHINE: readonly Group[] = ['hardware', 'drawing', 'screen'];
const MEMBERS = new Map(GROUPS.map(group => [group, namesIn(group)]));
export function refusalOf(before: DeviceImage, now: DeviceImage): Refusal | null {
  if (before.engineFamily !== now.engineFamily) return 'engine-differs';
  if (before.osFamily !== now.osFamily) return 'system-differs';
  if (before.browserFamily !== now.browserFamily) return 'browser-differs';
  const fell = before.browserMajor !== null && now.browserMajor !== null && now.browserMajor < before.browserMajor;
  return fell ? 'version-fell' : null;
}

/** @param days between the two images. @param shareOf of the kind, for what is not counted by a bucket. */
export function compareImages(
  before: DeviceImage,
  now: DeviceImage,
  { days, crowds, shareOf }: { readonly days: number; readonly crowds: Crowds; readonly shareOf: ShareOf },
): Comparison {
  const agreements = new Map(ATTRIBUTE_NAMES.map(name => [name, agreementOf(name, before, now)]));
  const family = now.browserFamily;
  const held = new Set(COUNTED.filter(group => membersOf(group).every(name => holds(agreements.get(name)))));
  /** That each was kept; how rare they are together is counted. */
  const kept = (group: Group): number =>
    total(
      membersOf(group).map(name =>
        agreements.get(name) === 'equal' ? Math.log(keptAfter(ATTRIBUTES[name], days, family)) : 0,
      ),
    );
  const summed = (group: Group): number => {
    const each = membersOf(group).map(name =>
      logRatio(name, agreements.get(name) ?? 'unknown', { share: shareOf(name, now[name]), days, family }),
    );
    return Math.min(CAPS[group], total(each.filter(it => it > 0))) + total(each.filter(it => it <= 0));
  };
  const whole = MACHINE.every(group => held.has(group));
  const isCounted = (group: Group): boolean =>
    held.has(group) && (whole || (group !== 'drawing' && group !== 'screen'));
  const parts = GROUPS.map(group => (isCounted(group) ? kept(group) : summed(group)));
  return { refusal: refusalOf(before, now), logRatio: total(parts) - Math.log(chanceOf(held, crowds)), agreements };
}

const membersOf = (group: Group): readonly AttributeName[] => MEMBERS.get(group) ?? [];
const total = (numbers: readonly number[]): number => numbers.reduce((sum, it) => sum + it, 0);
