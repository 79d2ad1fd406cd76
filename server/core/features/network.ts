import type { Facts, Remembered } from '../facts.ts';
import { isTooOld, listTrust } from '../networks/list-age.ts';
import {
  countryOf,
  listedIn,
  type NetworkKind,
  type NetworkReading,
  networkReading,
} from '../networks/network-kind.ts';
import { remembered } from '../remembered.ts';
import { type Feature, type FeatureValue, type Known, NOT_APPLICABLE, NOT_SAID, STATE_AWAY } from './feature.ts';
import { signalOf } from './readings.ts';

/** Of an address on this side of a gateway, or of a proxy that most of the site comes through: it says nothing of who came. */
export const saysNothing = ({ address, addressIsProxy }: Facts): boolean =>
  addressIsProxy || (address.scope !== 'public' && address.scope !== 'unknown');

const ofAddress = <T extends FeatureValue>(read: (facts: Facts) => T | null): Feature<T> => ({
  provenance: 'observed',
  derive: (facts): Known<T> => (saysNothing(facts) ? NOT_APPLICABLE : (read(facts) ?? NOT_SAID)),
});

const readingOf = ({ address, now }: Facts): NetworkReading | null => networkReading(address, now);

/** Private, loopback, link-local or of a carrier's inside: a proxy before the gate does not hand addresses on, or nobody is out there. */
export const addressPrivate: Feature<boolean> = {
  provenance: 'observed',
  derive: ({ address: { scope } }) => (scope === 'unknown' ? NOT_SAID : scope !== 'public'),
};

/** Most of the site's known devices come from it. */
export const addressIsProxy: Feature<boolean> = {
  provenance: 'observed',
  derive: facts => facts.addressIsProxy,
};

export const country: Feature<string> = ofAddress(({ address, now }) => countryOf(address, now));
export const asn: Feature<number> = ofAddress(({ address }) => address.asn?.number ?? null);
export const networkKind: Feature<NetworkKind> = ofAddress(facts => readingOf(facts)?.kind ?? null);
/** Of what said the network's kind, 1 while it is fresh, then less: see core/networks/list-age.ts. */
export const networkKindTrust: Feature<number> = ofAddress(facts => {
  const reading = readingOf(facts);
  if (reading === null) return null;
  return isTooOld(reading.from, reading.ageDays) ? hundredths(listTrust(reading.from, reading.ageDays)) : 1;
});
export const torExit: Feature<boolean> = ofAddress(({ address, now }) => listedIn(address, 'tor', now));
/** People: Apple's customers, whose country it keeps. */
export const privateRelay: Feature<boolean> = ofAddress(({ address, now }) => listedIn(address, 'relay', now));
export const vpn: Feature<boolean> = ofAddress(facts => ofKind(facts, 'vpn'));
export const hosting: Feature<boolean> = ofAddress(facts => ofKind(facts, 'hosting'));

/** Both by a list and by what the network is; a relay's exits lie in data centres and are neither. */
function ofKind(facts: Facts, kind: 'vpn' | 'hosting'): boolean | null {
  const { address, now } = facts;
  const reading = readingOf(facts);
  if (reading?.kind === 'relay') return false;
  const listed = listedIn(address, kind, now);
  if (listed === true || reading?.kind === kind) return true;
  return listed === null && reading === null ? null : false;
}

/** Not one of those that the sites' customers live in, where the operator said which. */
export const countryForeign: Feature<boolean> = ofAddress(({ address, now, homeCountries }) => {
  const of = countryOf(address, now);
  return of === null || homeCountries.length === 0 ? null : !homeCountries.includes(of);
});

/** Whether none of the browser's languages is one that is mostly spoken there (Unicode's likely subtags: JP is Japanese). */
export const languagesForeign: Feature<boolean> = {
  provenance: 'claimed',
  derive: facts => {
    const it = signalOf(facts, 'languages');
    if (!('value' in it)) return it;
    const home = facts.homeCountries.map(of => languageOf(`und-${of}`).language);
    const spoken = it.value.languages.map(of => languageOf(of).language).filter(of => of !== null);
    return home.length === 0 || spoken.length === 0 ? NOT_SAID : !spoken.some(of => home.includes(of));
  },
};

/** A site's people name some hundred tags in all; as ICU reads one in microseconds, a few are kept. */
const TAGS_KEPT = 500;

const languageOf = remembered(TAGS_KEPT, (tag): { readonly language: string | null } => {
  try {
    return { language: new Intl.Locale(tag).maximize().language };
  } catch (error) {
    if (error instanceof RangeError) return { language: null };
    throw error;
  }
});

/** Vouched devices that came from there lately: of IPv4 from the address, of IPv6 from its line (/56), whose customers have it alone. */
export const addressSharedBy: Feature<number> = sharedBy(({ address, network, line }) => [
  address?.crowds['vouched'],
  ...(line === null ? [] : [network?.crowds['vouched'], line.crowds['vouched']]),
]);
/** The same of its /24, /64 and /56. */
export const networkSharedBy: Feature<number> = sharedBy(({ network, line }) => [
  network?.crowds['vouched'],
  line?.crowds['vouched'],
]);

function sharedBy(crowdsOf: (remembered: Remembered) => readonly (number | undefined)[]): Feature<number> {
  return {
    provenance: 'observed',
    derive: facts => {
      if (saysNothing(facts)) return NOT_APPLICABLE;
      if (facts.remembered === null) return STATE_AWAY;
      return Math.max(0, ...crowdsOf(facts.remembered).map(it => it ?? 0));
    },
  };
}

const hundredths = (value: number): number => Math.round(value * 100) / 100;
