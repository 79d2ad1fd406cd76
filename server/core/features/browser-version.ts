import type { Facts } from '../facts.ts';
import { type Engine, engine } from './browser.ts';
import { type Feature, isKnown, type Known, NOT_SAID } from './feature.ts';
import { signalOf } from './readings.ts';

const NAMED: Readonly<Record<Engine, RegExp>> = {
  chromium: /Chrom(?:e|ium)\/(\d{1,4})/,
  gecko: /Firefox\/(\d{1,4})/,
  webkit: /Version\/(\d{1,4})/,
};

/** The major version that the script's user agent names, by the engine's own name for it. Claimed: who may choose it may choose another. */
export const browserVersion: Feature<number> = {
  provenance: 'claimed',
  derive: (facts: Facts): Known<number> => {
    const userAgent = signalOf(facts, 'userAgent');
    if (!('value' in userAgent)) return userAgent;
    const by = engine.derive(facts);
    if (!isKnown(by)) return by;
    const named = NAMED[by].exec(userAgent.value)?.[1];
    return named === undefined ? NOT_SAID : Number(named);
  },
};
