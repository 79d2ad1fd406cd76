import { type Feature, NOT_APPLICABLE, STATE_AWAY } from './feature.ts';

/** Logins of this account that nothing has disputed since, as the gate itself recorded them. */
export const accountLogins: Feature<number> = {
  provenance: 'observed',
  derive: ({ accountNamed, remembered }) => {
    if (!accountNamed) return NOT_APPLICABLE;
    return remembered === null ? STATE_AWAY : (remembered.account?.lists['logins']?.length ?? 0);
  },
};
