import type { Signals } from '../../../shared/wire/signals.ts';
import { engine } from './browser.ts';
import { type Feature, isKnown, NOT_APPLICABLE } from './feature.ts';
import { signalOf } from './readings.ts';

type Looks = NonNullable<Signals['consoleReader']['page']>;

/** Chromium asks an error's name once by itself, and a worker of Firefox looks into objects by itself. Elsewhere nothing was measured. */
const LISTENED = {
  chromium: {
    page: ({ stack, name }: Looks) => stack > 0 || name > 1,
    worker: ({ stack, name }: Looks) => stack > 0 || name > 1,
  },
  gecko: { page: ({ getter, prototype }: Looks) => getter > 0 || prototype > 0, worker: () => false },
} as const;

/** Where somebody reads what is written to the console: a tool that drives the browser by its protocol, or its developer tools. */
export const consoleReader: Feature<'nobody' | 'page' | 'worker' | 'page and worker'> = {
  provenance: 'claimed',
  derive: facts => {
    const it = signalOf(facts, 'consoleReader');
    if (!('value' in it)) return it;
    const by = engine.derive(facts);
    if (!isKnown(by) || by === 'webkit') return NOT_APPLICABLE;
    const inPage = it.value.page !== null && LISTENED[by].page(it.value.page);
    const inWorker = it.value.worker !== null && LISTENED[by].worker(it.value.worker);
    if (inPage) return inWorker ? 'page and worker' : 'page';
    return inWorker ? 'worker' : 'nobody';
  },
};

/**
 * What stands in the place of the browser's own parts: Proxies before its functions, or parts of single objects. Of documents nothing
 * counts: consent banners replace createElement and cookie there, for every visitor of a page.
 */
export const replacedParts: Feature<'none' | 'proxies' | 'own' | 'proxies and own'> = {
  provenance: 'claimed',
  derive: facts => {
    const it = signalOf(facts, 'tampering');
    if (!('value' in it)) return it;
    const proxies = it.value.trapped || it.value.cycles.length > 0;
    const own = it.value.own.some(name => !name.startsWith('document.'));
    if (proxies) return own ? 'proxies and own' : 'proxies';
    return own ? 'own' : 'none';
  },
};

/** Which driver left its names in the page. */
export const driverNamed: Feature<'none' | 'chromedriver' | 'playwright'> = {
  provenance: 'claimed',
  derive: facts => {
    const it = signalOf(facts, 'tampering');
    if (!('value' in it)) return it;
    const [name] = it.value.drivers;
    if (name === undefined) return 'none';
    return name.startsWith('__') ? 'playwright' : 'chromedriver';
  },
};

/** Whether the page was laid out. A root that is shown is as wide as its window; one that is hidden, or in a hidden frame, has no size in any browser. */
export const laidOut: Feature<boolean> = {
  provenance: 'claimed',
  derive: facts => {
    const it = signalOf(facts, 'layout');
    if (!('value' in it)) return it;
    const { width, height, display } = it.value;
    const window = signalOf(facts, 'window');
    const hidden = display === 'none' || ('value' in window && window.value.innerWidth === 0);
    return hidden ? NOT_APPLICABLE : width > 0 || height > 0;
  },
};
