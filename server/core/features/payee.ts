import { isPayee } from '../payees.ts';
import { type Feature, NOT_APPLICABLE, NOT_SAID, STATE_AWAY } from './feature.ts';
import { finalStreamOf } from './readings.ts';

/** Whether the account has sent money there before, or prepared to. */
export const payeeKnown: Feature<boolean> = {
  provenance: 'observed',
  derive: ({ accountNamed, payee, remembered }) => {
    if (!accountNamed) return NOT_APPLICABLE;
    if (payee === null) return NOT_SAID;
    if (remembered === null) return STATE_AWAY;
    return isPayee(remembered.account?.lists['payees'] ?? [], payee);
  },
};

/** Into whatever field of the page; of a password that comes out of a manager, too. */
export const pastes: Feature<number> = {
  provenance: 'claimed',
  derive: facts => {
    const focus = finalStreamOf(facts, 'focus');
    return 'value' in focus ? focus.value.pastes : focus;
  },
};
