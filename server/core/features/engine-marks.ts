import { type Engine, engine } from './browser.ts';
import { type Feature, isKnown, NOT_APPLICABLE } from './feature.ts';
import { signalOf } from './readings.ts';

/**
 * Constants of the three engines: https://html.spec.whatwg.org/multipage/system-state.html#concept-navigator-compatibility-mode
 * for vendor and productSub, the others as `engine` reads them.
 */
const CONSTANTS: Readonly<Record<Engine, { readonly vendor: string; readonly productSub: string }>> = {
  chromium: { vendor: 'Google Inc.', productSub: '20030107' },
  gecko: { vendor: '', productSub: '20100101' },
  webkit: { vendor: 'Apple Computer, Inc.', productSub: '20030107' },
};

/** Constants that stand in no browser together: a user agent switcher, another engine's emulation, or a report made by hand. */
export const engineConstants: Feature<'agree' | 'mixed'> = {
  provenance: 'claimed',
  derive: facts => {
    const it = signalOf(facts, 'engine');
    if (!('value' in it)) return it;
    const { evalLength, vendor, productSub, mozAppearance, gestureEvent } = it.value;
    const felt = engine.derive(facts);
    if (isKnown(felt)) {
      const right = CONSTANTS[felt];
      return vendor === right.vendor && productSub === right.productSub ? 'agree' : 'mixed';
    }
    // An engine that nobody here knows has marks of none. Two engines' marks at once are made up, and Chromium's name without its marks.
    const marks = [evalLength === 33, mozAppearance, gestureEvent].filter(Boolean).length;
    return marks > 1 || vendor === CONSTANTS.chromium.vendor ? 'mixed' : NOT_APPLICABLE;
  },
};

/** client/more-signals/math.ts, read off both engines: no other engine calculates its last digits so. */
const MATH: Readonly<Record<string, Engine>> = { '0c1033559e5f49': 'chromium', '1f3d2159eb1e83': 'gecko' };
/** FingerprintJS' sound: 124.04 in Chromium, 35.7 in Firefox, on any machine; noise moves it by far less than the gap. */
const SOUND: readonly (readonly [Engine, least: number, most: number])[] = [
  ['chromium', 123.5, 124.5],
  ['gecko', 35.5, 36],
];

/** Parts that only another engine has: the digits of calculations and sounds, Firefox' oscpu, Chromium's client hints. */
export const foreignPart: Feature<'none' | 'math' | 'sound' | 'osCpu' | 'client-hints'> = {
  provenance: 'claimed',
  derive: facts => {
    const felt = engine.derive(facts);
    if (!isKnown(felt)) return felt;
    const math = signalOf(facts, 'math');
    const calculated = 'value' in math ? MATH[math.value] : undefined;
    if (calculated !== undefined && calculated !== felt) return 'math';
    const audio = signalOf(facts, 'audio');
    const sample = 'value' in audio ? audio.value.sample : null;
    const sounds = sample === null ? undefined : SOUND.find(([, least, most]) => sample >= least && sample <= most);
    if (sounds !== undefined && sounds[0] !== felt) return 'sound';
    const processor = signalOf(facts, 'processor');
    if ('value' in processor && processor.value.osCpu !== null && felt !== 'gecko') return 'osCpu';
    const hints = signalOf(facts, 'userAgentData');
    return 'value' in hints && felt !== 'chromium' ? 'client-hints' : 'none';
  },
};
