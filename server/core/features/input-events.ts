import type { Streams } from '../../../shared/wire/streams.ts';
import type { Facts } from '../facts.ts';
import { type Feature, type Known, NOT_APPLICABLE } from './feature.ts';
import { finalStreamOf } from './readings.ts';

type InputEvents = Streams['inputEvents'];

/**
 * A device's clock counts whole milliseconds: its page sees one tenth, two where the clock is set meanwhile. A tool's stamps fall on
 * all ten alike: three of them on three tenths or more in 72 of 100 pages, six of them in 998 of 1,000.
 */
const SYNTHETIC_TENTHS = 3;
const TIMED_MIN = 6;
/** One move may be off the grid while the page is zoomed. */
const MOVES_MIN = 10;
const PRESSES_MIN = 2;

function fromInput<T extends string | number | boolean>(derive: (it: InputEvents) => Known<T>): Feature<T> {
  return {
    provenance: 'claimed',
    derive: facts => {
      const it = finalStreamOf(facts, 'inputEvents');
      return 'value' in it ? derive(it.value) : it;
    },
  };
}

export const inputClock: Feature<'device' | 'synthetic'> = fromInput(({ pointerClock, keyClock }) => {
  const clocks = [pointerClock, keyClock];
  if (clocks.some(it => it.tenths >= SYNTHETIC_TENTHS)) return 'synthetic';
  return clocks.some(it => it.timed >= TIMED_MIN) ? 'device' : NOT_APPLICABLE;
});

/** Of the mouse's presses; Pointer Events wants 0.5 while a button is down. */
export const pressesWithoutPressure: Feature<number> = fromInput(({ presses, unpressed }) =>
  presses === 0 ? NOT_APPLICABLE : unpressed,
);

/** All presses, and there are some, hit the very middle of what they pressed; one in some thousands of a hand's does. */
export const pressesCentred: Feature<boolean> = fromInput(({ presses, centred }) =>
  presses === 0 ? NOT_APPLICABLE : centred === presses,
);

/** 0 to 1. */
export const movesOffGridShare: Feature<number> = fromInput(({ moves, offGrid }) =>
  moves < MOVES_MIN ? NOT_APPLICABLE : Math.round((offGrid / moves) * 100) / 100,
);

export const capitalsWithoutShift: Feature<number> = fromInput(it => it.unshifted);

/** A hand's way to a form's fields. */
const GAPS_MIN = 20;
/** Between two moves of the mouse while it moves, the median: the screen's frames, or what brings the mouse from elsewhere. */
export const moveGapMs: Feature<number> = fromInput(({ moves, moveGapMs }) =>
  moves < GAPS_MIN || moveGapMs === null ? NOT_APPLICABLE : moveGapMs.p50,
);

/** Fields that got many characters at once, and nothing that a hand does. */
export const fieldsFilledAtOnce: Feature<number> = fromInput(it => it.filled);

/** A pointer that was nowhere before moves by nothing at its first move. */
export const firstStepPx: Feature<number> = fromInput(it => it.firstStep ?? NOT_APPLICABLE);

/** The length that nine in ten presses stay under. */
export const pressMsP90: Feature<number> = {
  provenance: 'claimed',
  derive: (facts: Facts) => {
    const it = finalStreamOf(facts, 'pointer');
    if (!('value' in it)) return it;
    const { pressMs, mousePresses, touchPresses } = it.value;
    return pressMs === null || mousePresses + touchPresses < PRESSES_MIN ? NOT_APPLICABLE : pressMs.p90;
  },
};
