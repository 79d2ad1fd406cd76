import type { Missing } from '../../shared/wire/reading.ts';
import type { Signals } from '../../shared/wire/signals.ts';
import { hash } from '../hash.ts';
import { property } from '../property.ts';
import { intlIsWarm } from './worker-scope.ts';

/** Written in the browser's own language; the words of the samples are apart in many languages' orders. */
const WORDS = ['z', 'a', 'ä', 'Z', 'ö', 'い', 'ア', '亜', 'ß', 'ñ', 'ch', 'lj'];
const MOMENT = Date.UTC(2024, 1, 29, 15, 4, 5);

/** Few: each kind of format loads data of its own, a millisecond or two. */
function samples(): readonly string[] {
  const zone = { timeZone: 'UTC' } as const;
  const date = new Intl.DateTimeFormat(undefined, { ...zone, dateStyle: 'full', timeStyle: 'long' }).format(MOMENT);
  const money = new Intl.NumberFormat(undefined, { style: 'currency', currency: 'JPY' }).format(-1234567.891);
  const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' }).format(-1, 'day');
  const order = [...WORDS].sort(new Intl.Collator().compare).join('');
  return [date, money, relative, order, listSample(), nameSample()];
}

// Safari had neither before 14.1.
const listSample = (): string => ('ListFormat' in Intl ? new Intl.ListFormat().format(['a', 'b', 'c']) : '');
const nameSample = (): string => {
  if (!('DisplayNames' in Intl)) return '';
  // `undefined` for the language is allowed by the standard, and missing in TypeScript's types of it.
  return [...navigator.languages, 'en']
    .slice(0, 1)
    .map(it => new Intl.DisplayNames(it, { type: 'region' }).of('JP'))
    .join();
};

export async function locale(
  options: () => object = () => Intl.DateTimeFormat(undefined, { hour: 'numeric' }).resolvedOptions(),
  written: () => readonly string[] = samples,
  warm: () => Promise<void> = intlIsWarm,
): Promise<Signals['locale'] | Missing> {
  await warm();
  const chosen = options();
  const said = (name: string, charsMax: number) => String(property(chosen, name) ?? '').slice(0, charsMax);
  if (said('locale', 64) === '') return { missing: 'unsupported' };
  return {
    locale: said('locale', 64),
    calendar: said('calendar', 32),
    numberingSystem: said('numberingSystem', 32),
    hourCycle: said('hourCycle', 8) || null,
    samplesHash: hash(written().join('\n')),
  };
}
