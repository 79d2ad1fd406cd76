import type { OutcomeResult } from '../../../shared/wire/judgement.ts';
import type { Facts } from '../facts.ts';
import { finalStreamOf } from '../features/readings.ts';
import type { Change } from '../subjects/subject.ts';
import { timeOfScreening } from '../uses.ts';
import { rhythmEntry, rhythmLogOdds, rhythmTemplate } from './rhythm.ts';
import { deviceTypeOf, shortMarkOf } from './values.ts';

/**
 * The rhythms of an account's logins: those whose outcome was confirmed, which judge, and the few that wait for one. What is waiting
 * judges nothing, so that nobody teaches his own.
 */
export const RHYTHM_LISTS = { known: 'rhythms', waiting: 'rhythmsWaiting' } as const;

type RhythmLogin = { readonly login: string; readonly at: number; readonly entry: readonly number[] };

const DAY_MS = 24 * 60 * 60_000;
/** Hands learn a text, and forget it. */
const USED_MS = 90 * DAY_MS;
/** Of fewer characters than an address and a password have, one key is half of the quantiles. */
const CHARACTERS_MIN = 12;

/**
 * The rhythm of this login; null: none is told, or not by fingers on a keyboard. Glass tells no dwell; what a manager or the clipboard
 * filled in leaves half a login.
 */
export function rhythmHere(facts: Facts): readonly number[] | null {
  const [rhythm, keys, focus] = [
    finalStreamOf(facts, 'rhythm'),
    finalStreamOf(facts, 'keys'),
    finalStreamOf(facts, 'focus'),
  ];
  if (!('value' in rhythm) || !('value' in keys) || !('value' in focus)) return null;
  if (deviceTypeOf(facts.client.userAgent) !== 'computer' || keys.value.char < CHARACTERS_MIN) return null;
  const { pastes, autofilled, inputsWithoutKeys } = focus.value;
  return pastes + autofilled + inputsWithoutKeys > 0 ? null : rhythmEntry(rhythm.value);
}

/** What a browser claims may be any number; no key is down, and no gap usual, for longer. */
const MS_MAX = 10_000;

export function writeRhythm(screeningId: string, entry: readonly number[]): string {
  const day = Math.floor(timeOfScreening(screeningId) / DAY_MS).toString(36);
  return [shortMarkOf(screeningId), day, ...entry.map(it => Math.round(Math.min(MS_MAX, it)))].join(' ');
}

function readRhythm(member: string): RhythmLogin {
  const [login = '', day = '', ...entry] = member.split(' ');
  return { login, at: Number.parseInt(day, 36) * DAY_MS, entry: entry.map(Number) };
}

type Lists = Readonly<Record<string, readonly string[]>>;
const added = (list: string, member: string): Change => ({ kind: 'add', list, member });
const removed = (list: string, member: string): Change => ({ kind: 'remove', list, member });

/** What the account's confirmed rhythms say against this one, in log-odds; 0 until there are enough. */
export function rhythmRisk(lists: Lists, entry: readonly number[] | null, now: number): number {
  if (entry === null) return 0;
  const known = (lists[RHYTHM_LISTS.known] ?? []).map(readRhythm).filter(it => now - it.at < USED_MS);
  const template = rhythmTemplate(known.map(it => it.entry));
  return template === null ? 0 : rhythmLogOdds(template, entry);
}

/** A login that succeeded waits for its outcome; what is too old to be used goes. */
export function rhythmWaits(
  lists: Lists,
  screeningId: string,
  entry: readonly number[],
  now: number,
): readonly Change[] {
  const old = Object.values(RHYTHM_LISTS).flatMap(list =>
    (lists[list] ?? []).filter(it => now - readRhythm(it).at >= USED_MS).map(it => removed(list, it)),
  );
  return [...old, added(RHYTHM_LISTS.waiting, writeRhythm(screeningId, entry))];
}

/** Someone, or a step-up, said that it was the owner. */
const CONFIRMS: ReadonlySet<OutcomeResult> = new Set(['legit', 'stepup-passed']);

/** What the last outcome of a login makes of its rhythm. Said again, it changes nothing. */
export function rhythmLesson(
  lists: Lists,
  screeningId: string,
  result: OutcomeResult,
  undisputed: boolean,
): readonly Change[] {
  const login = `${shortMarkOf(screeningId)} `;
  const of = (list: string): readonly string[] => (lists[list] ?? []).filter(it => it.startsWith(login));
  const waiting = of(RHYTHM_LISTS.waiting);
  if (!undisputed) {
    const known = of(RHYTHM_LISTS.known).map(it => removed(RHYTHM_LISTS.known, it));
    return [...known, ...waiting.map(it => removed(RHYTHM_LISTS.waiting, it))];
  }
  if (!CONFIRMS.has(result)) return [];
  return waiting.flatMap(it => [removed(RHYTHM_LISTS.waiting, it), added(RHYTHM_LISTS.known, it)]);
}
