import { API_PROBES } from '../../../shared/probes.ts';
import { API_RELEASES } from '../../../shared/wire/api-releases.ts';
import { remembered } from '../remembered.ts';
import { engine } from './browser.ts';
import { type Feature, isKnown, NOT_APPLICABLE } from './feature.ts';
import { signalOf } from './readings.ts';

/** What pages bring with them (core-js and the like) says nothing of the browser when it is there. */
const POLYFILLED = /^(Set|Map|Promise|Atomics|Iterator|Float16Array|Symbol|Array|Intl|RegExp|Math|Uint8Array)\b/;
/** One may be a flag, a policy or a fork's own choice. */
const FEW = 2;
/** Releases ahead of the name: what a beta or a nightly already has. */
const AHEAD = 2;

const ENGINES = [
  ['chromium', 0, /Chrom(?:e|ium)\/(\d+)/],
  ['gecko', 1, /Firefox\/(\d+)/],
] as const;

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
    const userAgent = signalOf(facts, 'userAgent');
    if (!('value' in userAgent)) return userAgent;
    const felt = engine.derive(facts);
    const row = isKnown(felt) ? ENGINES.find(([name]) => name === felt) : undefined;
    const named = row === undefined ? undefined : row[2].exec(userAgent.value)?.[1];
    if (row === undefined || named === undefined) return NOT_APPLICABLE;
    const { there, lacking } = releasesOf(`${row[1]} ${apis.value}`);
    const version = Number(named);
    if (lacking.filter(release => release <= version).length >= FEW) return 'older';
    return there.filter(release => release > version + AHEAD).length >= FEW ? 'newer' : 'fits';
  },
};
