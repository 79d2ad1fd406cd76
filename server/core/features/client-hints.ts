import type { Facts } from '../facts.ts';
import { areKin, systemNamed } from './browser.ts';
import type { Feature } from './feature.ts';
import { signalOf } from './readings.ts';
import { headerOf } from './request-headers.ts';

type Brands = readonly { readonly brand: string; readonly version: string }[];

const namesOf = (brands: Brands): string =>
  brands
    .map(({ brand }) => brand)
    .sort()
    .join('\n');
const chromiumOf = (brands: Brands): string | undefined =>
  brands.find(({ brand }) => brand === 'Chromium')?.version.split('.')[0];

/**
 * UA-CH against itself. `emptied`: a user agent given from outside (a command line, DevTools' protocol, an app around a web view)
 * leaves the hints without brands, platform or versions. `versions`: the two lists are of different browsers. `request`: the system
 * that the action's own request names. `mobile`: against the word Mobile in the user agent.
 */
export const clientHints: Feature<'agree' | 'emptied' | 'versions' | 'request' | 'mobile'> = {
  provenance: 'claimed',
  derive: facts => {
    const hints = signalOf(facts, 'userAgentData');
    if (!('value' in hints)) return hints;
    const { brands, platform, mobile } = hints.value;
    const asked = signalOf(facts, 'userAgentHints');
    const versions = 'value' in asked ? asked.value.versions : null;
    if (brands.length === 0 || platform === '' || versions?.length === 0) return 'emptied';
    if (versions !== null && (chromiumOf(versions) !== chromiumOf(brands) || namesOf(versions) !== namesOf(brands)))
      return 'versions';
    if (requestDiffers(facts, platform)) return 'request';
    const userAgent = signalOf(facts, 'userAgent');
    return 'value' in userAgent && /\bMobile\b/.test(userAgent.value) !== mobile ? 'mobile' : 'agree';
  },
};

function requestDiffers(facts: Facts, platform: string): boolean {
  // A quoted string of RFC 8941.
  const sent = headerOf(facts, 'sec-ch-ua-platform')?.replaceAll('"', '').trim() ?? '';
  return sent !== '' && sent !== platform && !areKin(systemNamed(sent), systemNamed(platform));
}
