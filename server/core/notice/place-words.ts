import type { Language, Words } from '../../../shared/wire/words.ts';
import type { AddressFacts } from '../networks/address-facts.ts';

/** Of a line at home the data knows the town, mostly; further off a wrong town would make an owner say that it was not he. */
const TOWN_KM_MAX = 50;

const UNKNOWN: Words = { ja: '不明', en: 'unknown' };
const HIDDEN: Words = { ja: '不明（接続元を隠すサービスを利用）', en: 'unknown (hidden by a service)' };

/** About where an address is, by local data: the country, of a fixed line the town. */
export function placeWords({ scope, place, asn, listed }: AddressFacts, language: Language): string {
  if (listed.tor === true || listed.vpn === true) return HIDDEN[language];
  if (scope !== 'public' || place === null) return UNKNOWN[language];
  const country = new Intl.DisplayNames(language, { type: 'region' }).of(place.country) ?? place.country;
  const isFixed = asn?.kind === 'consumer' && listed.mobile !== true && listed.relay !== true;
  if (!isFixed || place.city === '' || place.radiusKm === null || place.radiusKm > TOWN_KM_MAX) return country;
  return language === 'ja' ? `${country}（${place.city}付近）` : `${country} (near ${place.city})`;
}
