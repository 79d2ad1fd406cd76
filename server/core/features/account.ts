import { type Feature, NOT_APPLICABLE } from './feature.ts';

/** Logins of this account that nothing has disputed since, as the gate itself recorded them. */
export const accountLogins: Feature<number> = {
  provenance: 'observed',
  derive: ({ account }) => account?.undisputedLogins ?? NOT_APPLICABLE,
};
