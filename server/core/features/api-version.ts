import { API_PROBES } from '../../../shared/probes.ts';
import { API_RELEASES } from '../../../shared/wire/api-releases.ts';
import { remembered } from '../remembered.ts';
import { type Engine, engine } from './browser.ts';
import { browserVersion } from './browser-version.ts';
import { type Feature, isKnown, NOT_APPLICABLE } from './feature.ts';
import { signalOf } from './readings.ts';

/** What pages bring with them (core-js and the like) says nothing of the browser when it is there. */
const POLYFILLED = /^(Set|Map|Promise|Atomics|Iterator|Float16Array|Symbol|Array|Intl|RegExp|Math|Uint8Array)\b/;
/** One may be a flag, a policy or a fork's own choice. */
const FEW = 2;
/** Releases ahead of the name: what a beta or a nightly already has. */
const AHEAD = 2;

/** Their columns of the table of releases. */
const COLUMNS: Partial<Record<Engine, 0 | 1>> = { chromium: 0, gecko: 1 };

type Releases = { readonly there: readonly number[]; readonly lacking: readonly number[] };

/** `at`: the engine's place in API_RELEASES, then the bits. A handful of values make up nearly all visits. */
const releasesOf = remembered(200, (key): Releases => {
  const [column, digits = ''] = key.split(' ');
  const there: number[] = [];
  const lacking: number[] = [];
  for (const [bit, probe] of API_PROBES.entries()) {
    const digit = Number.parseInt(digits[bit >> 2] ?? '', 16);
    const release = API_RELEASES[probe]?.[column === '0' ? 0 : 1] ?? null;
    if (release === null || Number.isNaN(digit)) continue;
    if ((digit & (8 >> (bit & 3))) === 0) lacking.push(release);
    else if (!POLYFILLED.test(probe)) there.push(release);
  }
  return { there, lacking };
});

/**
 * The version that the browser names, against what it can do (MDN's table of releases): `older` lacks what its version has,
 * `newer` has what came after it. Automation that runs last year's Chromium under this month's name is older.
 */
export const apiVersion: Feature<'fits' | 'older' | 'newer'> = {
  provenance: 'claimed',
  derive: facts => {
    const apis = signalOf(facts, 'apis');
    if (!('value' in apis)) return apis;
    const version = browserVersion.derive(facts);
    const felt = engine.derive(facts);
    if (!isKnown(version) || !isKnown(felt)) return NOT_APPLICABLE;
    const column = COLUMNS[felt];
    if (column === undefined) return NOT_APPLICABLE;
    const { there, lacking } = releasesOf(`${column} ${apis.value}`);
    if (lacking.filter(release => release <= version).length >= FEW) return 'older';
    return there.filter(release => release > version + AHEAD).length >= FEW ? 'newer' : 'fits';
  },
};
