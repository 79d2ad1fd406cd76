import { type Feature, NOT_APPLICABLE, STATE_AWAY } from './feature.ts';

/** Logins of this account that nothing has disputed since, as the gate itself recorded them. */
export const accountLogins: Feature<number> = {
  provenance: 'observed',
  derive: ({ accountNamed, remembered, program }) => {
    // A registered program is no habit of the owner's, and none is asked of it.
    if (!accountNamed || program.verified !== null) return NOT_APPLICABLE;
    return remembered === null ? STATE_AWAY : (remembered.account?.lists['logins']?.length ?? 0);
  },
};
