import type { Facts } from '../facts.ts';
import { type HandScore, scoreMovement, scoreTyping } from '../hands/hand-model.ts';
import { type Feature, type Known, NOT_APPLICABLE } from './feature.ts';
import { finalStreamOf, signalOf } from './readings.ts';

/** What the model has learned is the mouse, the trackpad and the keyboard under ten fingers; keys on glass have no rhythm of their own. */
function byTouch(facts: Facts): boolean {
  const pointer = finalStreamOf(facts, 'pointer');
  if ('value' in pointer && pointer.value.touchPresses > 0) return true;
  const touch = signalOf(facts, 'touch');
  return 'value' in touch && touch.value.coarse && !touch.value.fine;
}

/** A score and what it was made of are two features of one judgement: it is made once for the same facts. */
function once(judge: (facts: Facts) => HandScore | null): (facts: Facts) => HandScore | null {
  const judged = new WeakMap<Facts, HandScore | null>();
  return facts => {
    const known = judged.get(facts);
    if (known !== undefined) return known;
    const score = byTouch(facts) ? null : judge(facts);
    judged.set(facts, score);
    return score;
  };
}
const movement = once(facts => {
  const movements = finalStreamOf(facts, 'movements');
  return 'value' in movements ? scoreMovement(movements.value) : null;
});
const typing = once(facts => {
  const rhythm = finalStreamOf(facts, 'rhythm');
  const keys = finalStreamOf(facts, 'keys');
  return 'value' in rhythm && 'value' in keys ? scoreTyping(rhythm.value, keys.value) : null;
});

const TELLS_MAX = 4;
const TELL_LEAST = 0.1;

const logOddsOf = (score: HandScore | null): Known<number> =>
  score === null ? NOT_APPLICABLE : Math.round(score.logOdds * 100) / 100;

/** `name +1.31, other +0.40`: what spoke most for a program, in log-odds. */
function tellsOf(score: HandScore | null): Known<string> {
  if (score === null) return NOT_APPLICABLE;
  const most = [...score.tells].filter(([, given]) => given >= TELL_LEAST).sort((a, b) => b[1] - a[1]);
  return most
    .slice(0, TELLS_MAX)
    .map(([name, given]) => `${name} +${given.toFixed(2)}`)
    .join(', ');
}

/** Log-odds of a program against a hand, by how the pointer moved. Only the judgement is recorded, not what it was made from. */
export const movementLogOdds: Feature<number> = { provenance: 'claimed', derive: facts => logOddsOf(movement(facts)) };
export const movementTells: Feature<string> = { provenance: 'claimed', derive: facts => tellsOf(movement(facts)) };
/** The same by the rhythm of the keys. */
export const typingLogOdds: Feature<number> = { provenance: 'claimed', derive: facts => logOddsOf(typing(facts)) };
export const typingTells: Feature<string> = { provenance: 'claimed', derive: facts => tellsOf(typing(facts)) };
