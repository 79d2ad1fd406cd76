import { system } from './browser.ts';
import { type Feature, NOT_SENT } from './feature.ts';
import { signalOf } from './readings.ts';

/** Cores and memory are left out: privacy browsers make them up, and need not make them up alike. */
const TOLD = ['userAgent', 'platform', 'languages', 'timeZone'] as const;
type Told = (typeof TOLD)[number];
type Said = Readonly<Partial<Record<Told | 'webdriver', string>>>;

type Reading = ReturnType<typeof signalOf<'workerScope'>>;

const scopesOf = (worker: Reading, frame: Reading): readonly (readonly ['worker' | 'frame', Said])[] => [
  ...('value' in worker ? [['worker', worker.value] as const] : []),
  ...('value' in frame ? [['frame', frame.value] as const] : []),
];

/**
 * Does the browser say the same of itself in its window, in a worker and in an empty frame? HTML gives all of them one NavigatorID,
 * NavigatorLanguage and time zone: https://html.spec.whatwg.org/multipage/workers.html#the-workernavigator-object
 * Scripts put into a page to change its name reach no worker. What a scope does not say otherwise is not in its signal.
 */
export const scopeAgreement: Feature<'agree' | `${'worker' | 'frame'} ${Told}`> = {
  provenance: 'claimed',
  derive: facts => {
    const scopes = scopesOf(signalOf(facts, 'workerScope'), signalOf(facts, 'frameScope'));
    if (scopes.length === 0) return NOT_SENT;
    const on = system.derive(facts);
    // Desktop pages asked for on phones and tablets: the worker keeps the real name (fpscanner 47, 73).
    const renamed = on === 'ios' || on === 'android';
    for (const [scope, said] of scopes) {
      const told = TOLD.find(it => said[it] !== undefined && !(renamed && (it === 'userAgent' || it === 'platform')));
      if (told !== undefined) return `${scope} ${told}`;
    }
    return 'agree';
  },
};

/** The page denies the automation that a frame or a worker admits: `navigator.webdriver` was changed in the page alone. */
export const webdriverDenied: Feature<boolean> = {
  provenance: 'claimed',
  derive: facts => {
    const scopes = scopesOf(signalOf(facts, 'workerScope'), signalOf(facts, 'frameScope'));
    return scopes.length === 0 ? NOT_SENT : scopes.some(([, said]) => said.webdriver === 'true');
  },
};
