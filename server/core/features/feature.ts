import type { Provenance } from '../../../shared/wire/judgement.ts';
import type { MissingReason } from '../../../shared/wire/reading.ts';
import type { Facts } from '../facts.ts';

/** Why a feature has no value. Unknown is neutral: no detector speaks of what it does not know. */
export type Unknown = { readonly unknown: MissingReason | 'not-sent' | 'not-said' | 'not-applicable' | 'state-away' };

export type FeatureValue = string | number | boolean | null;
export type Known<T> = T | Unknown;

/** A named fact: a pure function of what was loaded. Provenance is the weakest of its inputs'. */
export type Feature<T extends FeatureValue> = {
  readonly provenance: Provenance;
  readonly derive: (facts: Facts) => Known<T>;
};

export function isKnown<T extends FeatureValue>(value: Known<T>): value is T {
  return typeof value !== 'object' || value === null;
}

export const NOT_SENT: Unknown = { unknown: 'not-sent' };
export const NOT_SAID: Unknown = { unknown: 'not-said' };
export const NOT_APPLICABLE: Unknown = { unknown: 'not-applicable' };
export const STATE_AWAY: Unknown = { unknown: 'state-away' };
