import { otherVisitors } from '../hands/hand-visitors.ts';
import { type Feature, NOT_APPLICABLE, NOT_SENT, STATE_AWAY } from './feature.ts';
import { finalStreamOf } from './readings.ts';

/** Presses, keys, pastes and compositions that the browser itself vouches for (isTrusted). */
export const interactions: Feature<number> = {
  provenance: 'claimed',
  derive: facts => {
    const pointer = finalStreamOf(facts, 'pointer');
    const keys = finalStreamOf(facts, 'keys');
    const focus = finalStreamOf(facts, 'focus');
    if (!('value' in pointer)) return pointer;
    if (!('value' in keys)) return keys;
    if (!('value' in focus)) return focus;
    const { mousePresses, touchPresses, penPresses } = pointer.value;
    const { char, edit, nav, modifier, enter, tab, other } = keys.value;
    const typed = char + edit + nav + modifier + enter + tab + other;
    return mousePresses + touchPresses + penPresses + typed + focus.value.pastes + focus.value.compositions;
  },
};

/** From the opening of the page to the form's hand-out, by the page's own clock. */
export const submitMs: Feature<number> = {
  provenance: 'claimed',
  derive: facts => {
    const page = finalStreamOf(facts, 'page');
    if (!('value' in page)) return page;
    return page.value.submitMs ?? NOT_SENT;
  },
};

/** Scripts that a tool runs in a page count for the browser as a person's; a page's own, and an extension's, do not. */
export const activatedUntouched: Feature<boolean> = {
  provenance: 'claimed',
  derive: facts => {
    const it = finalStreamOf(facts, 'activation');
    return 'value' in it ? it.value.untouched : it;
  },
};

/** Other accounts in other browsers that the same hand was shown for lately. What a hand did is claimed, that it was shown is not. */
export const handOthers24hCount: Feature<number> = {
  provenance: 'claimed',
  derive: ({ hand, remembered }) => {
    if (remembered === null) return STATE_AWAY;
    return hand === null ? NOT_APPLICABLE : otherVisitors(hand.own, hand.shownBy);
  },
};
