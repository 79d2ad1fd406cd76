import { getTimezone } from 'countries-and-timezones';
import { countryOf } from '../networks/network-kind.ts';
import { type Feature, NOT_APPLICABLE, NOT_SAID } from './feature.ts';
import { saysNothing } from './network.ts';
import { signalOf } from './readings.ts';

/** Zones that privacy browsers, servers and remote desktops show whatever the place: they say nothing. */
const PLACELESS = /^(UTC|GMT|Etc\/.*|Atlantic\/Reykjavik|Universal|Zulu|UCT|Greenwich)$/;

/** Is the browser's time zone one of the country that the address belongs to? */
export const timeZoneFitsCountry: Feature<boolean> = {
  provenance: 'claimed',
  derive: facts => {
    const it = signalOf(facts, 'timeZone');
    if (!('value' in it)) return it;
    if (saysNothing(facts)) return NOT_APPLICABLE;
    const country = countryOf(facts.address, facts.now);
    if (country === null || PLACELESS.test(it.value.zone)) return NOT_SAID;
    const zone = getTimezone(it.value.zone);
    // An alias (Asia/Calcutta) has the countries of the zone it stands for.
    const countries: readonly string[] = zone?.countries ?? [];
    return countries.length === 0 ? NOT_SAID : countries.includes(country);
  },
};
