import UAParser from 'ua-parser-js';
import type { Signals } from '../../../shared/wire/signals.ts';
import type { Facts } from '../facts.ts';
import { remembered } from '../remembered.ts';
import { type Feature, isKnown, type Known, NOT_APPLICABLE, NOT_SENT } from './feature.ts';
import { signalOf } from './readings.ts';

export type Engine = 'chromium' | 'gecko' | 'webkit';
export type System = 'windows' | 'macos' | 'linux' | 'android' | 'ios' | 'chromeos' | 'other';

/** `navigator.webdriver`: https://www.w3.org/TR/webdriver2/#interface */
export const webdriver: Feature<boolean> = {
  provenance: 'claimed',
  derive: facts => {
    const it = signalOf(facts, 'webdriver');
    return 'value' in it ? it.value : it;
  },
};

/**
 * The engine by what it can do, not by its name. Each line was read off real browsers; where they do not all agree
 * the engine is unknown, and what was measured on one engine stays silent.
 */
export const engine: Feature<Engine> = {
  provenance: 'claimed',
  derive: facts => {
    const it = signalOf(facts, 'engine');
    if (!('value' in it)) return it;
    return engineOf(it.value) ?? NOT_APPLICABLE;
  },
};

export function engineOf({ evalLength, mozAppearance, gestureEvent, vendor }: Signals['engine']): Engine | null {
  if (evalLength === 33 && !mozAppearance && !gestureEvent) return 'chromium';
  if (evalLength === 37 && mozAppearance && !gestureEvent) return 'gecko';
  if (evalLength === 37 && !mozAppearance && (gestureEvent || vendor.startsWith('Apple'))) return 'webkit';
  return null;
}

const SYSTEMS: readonly [RegExp, System][] = [
  [/^win/i, 'windows'],
  [/^mac/i, 'macos'],
  [/android/i, 'android'],
  [/^(iphone|ipad|ipod|ios)/i, 'ios'],
  [/chrome\s?os|chromium os|cros/i, 'chromeos'],
  [/^linux/i, 'linux'],
];
export const systemNamed = (name: string): System => SYSTEMS.find(([pattern]) => pattern.test(name))?.[1] ?? 'other';

/** The operating system by navigator.platform, which user agent switchers leave alone more often than the user agent. */
export const system: Feature<System> = {
  provenance: 'claimed',
  derive: facts => {
    const platform = signalOf(facts, 'platform');
    if (!('value' in platform)) return platform;
    const touch = signalOf(facts, 'touch');
    const named = systemOf(platform.value, 'value' in touch ? touch.value : null);
    return named === 'linux' && saysChromeOs(facts) ? 'chromeos' : named;
  },
};

/** A Chromebook's platform is Linux', its input and its windows are not: only its names tell. Who borrows them leaves measured ground. */
function saysChromeOs(facts: Facts): boolean {
  const hints = signalOf(facts, 'userAgentData');
  const script = signalOf(facts, 'userAgent');
  if ('value' in hints && systemNamed(hints.value.platform) === 'chromeos') return true;
  return 'value' in script && /\bCrOS\b/.test(script.value);
}

/** @param touch null: it is not known. */
export function systemOf(platform: string, touch: Pick<Signals['touch'], 'maxPoints' | 'coarse'> | null): System {
  const named = systemNamed(platform);
  const { maxPoints, coarse } = touch ?? { maxPoints: 0, coarse: false };
  // Android's platform is "Linux armv8l"; an iPad in desktop mode says MacIntel. Both have a touch screen. Laptops with one have a
  // finer pointer first, and Firefox' resist-fingerprinting says 5 points on any desktop (measured).
  if (named === 'linux' && (/\b(arm|aarch)/i.test(platform) || (maxPoints >= 5 && coarse))) return 'android';
  return named === 'macos' && maxPoints > 1 ? 'ios' : named;
}

/** Browsers without a screen and imitations of a browser, by the names that they give themselves. */
const HEADLESS = /HeadlessChrome|PhantomJS|SlimerJS|jsdom\/|HappyDOM\//;

/** A browser that names itself headless, in its header, its script or its client hints. */
export const headlessNamed: Feature<boolean> = {
  provenance: 'claimed',
  derive: facts => {
    const script = signalOf(facts, 'userAgent');
    const hints = signalOf(facts, 'userAgentData');
    const names = [facts.client.userAgent, facts.report?.userAgent ?? ''];
    if ('value' in script) names.push(script.value);
    if ('value' in hints) names.push(...hints.value.brands.map(({ brand }) => brand));
    return names.some(name => name !== '') ? names.some(name => HEADLESS.test(name)) : NOT_SENT;
  },
};

type Named = { readonly browser: string; readonly major: string; readonly system: string; readonly engine: string };

/** At most 2 KB each; most visitors share some dozens of them. */
const USER_AGENTS_KEPT = 500;

/** What a user agent says of itself. */
export const namedBy = remembered(USER_AGENTS_KEPT, (userAgent): Named => {
  const parser = new UAParser(userAgent);
  // Not getResult: the device, which nobody reads, is half of its time.
  const [browser, os, it] = [parser.getBrowser(), parser.getOS(), parser.getEngine()];
  return { browser: browser.name ?? '', major: browser.major ?? '', system: os.name ?? '', engine: it.name ?? '' };
});

const sameBrowser = (a: Named, b: Named): boolean => a.browser === b.browser && a.system === b.system;

/**
 * Does the browser name itself alike everywhere? Compared by product, major version and system: whole strings also differ
 * where a proxy trims them. The action's own request may come after a browser update, so its version is not compared.
 */
export const userAgentAgreement: Feature<'agree' | 'header' | 'request' | 'client-hints' | 'platform' | 'engine'> = {
  provenance: 'claimed',
  derive: facts => {
    const script = signalOf(facts, 'userAgent');
    if (!('value' in script)) return script;
    const claim = namedBy(script.value);
    const header = facts.report?.userAgent ?? null;
    if (header !== null && header !== script.value) {
      const seen = namedBy(header);
      if (!sameBrowser(seen, claim) || seen.major !== claim.major) return 'header';
    }
    const asked = facts.client.userAgent;
    if (asked !== '' && asked !== script.value && !sameBrowser(namedBy(asked), claim)) return 'request';
    if (hintsDiffer(facts, script.value, claim)) return 'client-hints';
    if (platformDiffers(facts, claim)) return 'platform';
    return engineDiffers(facts, claim) ? 'engine' : 'agree';
  },
};

/** Chromium's low-entropy hints against its user agent: an unmodified browser agrees with itself. */
function hintsDiffer(facts: Facts, userAgent: string, claim: Named): boolean {
  const hints = signalOf(facts, 'userAgentData');
  if (!('value' in hints)) return false;
  const version = userAgent.match(/Chrom(?:e|ium)\/(\d+)/)?.[1];
  // Only Chromium has these hints: another engine's name beside them is a lie, an app's own free text is not.
  if (version === undefined) return claim.engine !== '';
  const chromium = hints.value.brands.find(({ brand }) => brand === 'Chromium');
  if (chromium !== undefined && chromium.version.split('.')[0] !== version) return true;
  const hinted = systemNamed(hints.value.platform);
  const claimed = systemNamed(claim.system);
  // ua-parser names dozens of Linux distributions: all that is none of the others is Linux.
  return !areKin(hinted, claimed);
}

/** Systems that honest browsers name for one another: tablets that ask for the desktop page, distributions, Chrome OS. */
const KIN: readonly (readonly System[])[] = [['windows'], ['macos', 'ios'], ['linux', 'android', 'chromeos', 'other']];
export const areKin = (a: System, b: System): boolean => KIN.some(kin => kin.includes(a) && kin.includes(b));

/** navigator.platform against the user agent: who changes one to leave a detector's ground contradicts the other. */
function platformDiffers(facts: Facts, claim: Named): boolean {
  const platform = signalOf(facts, 'platform');
  if (!('value' in platform) || platform.value === '' || claim.system === '') return false;
  return !areKin(systemNamed(platform.value), systemNamed(claim.system));
}

const ENGINES: Readonly<Record<string, Engine>> = { Blink: 'chromium', Gecko: 'gecko', WebKit: 'webkit' };

function engineDiffers(facts: Facts, claim: Named): boolean {
  const felt: Known<Engine> = engine.derive(facts);
  const claimed = ENGINES[claim.engine];
  return isKnown(felt) && claimed !== undefined && felt !== claimed;
}
