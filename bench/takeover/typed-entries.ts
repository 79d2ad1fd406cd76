import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** One entry of a text, in milliseconds: how long each key was down, and from each press to the next. */
export type TypedEntry = { readonly dwellMs: readonly number[]; readonly gapMs: readonly number[] };
/** By person, in the order they were typed. */
export type TypedEntries = ReadonlyMap<string, readonly TypedEntry[]>;

/** Readers of recordings that an operator has; none of them is part of the project, and nothing is fitted on them. */
const rowsOf = (file: string): readonly (readonly string[])[] =>
  gunzipSync(readFileSync(file))
    .toString()
    .split('\n')
    .filter(Boolean)
    .map(line => line.trim().split(','));

const byPerson = (rows: readonly (readonly string[])[], read: (row: readonly string[]) => TypedEntry): TypedEntries =>
  new Map([...Map.groupBy(rows, row => row[0] ?? '')].map(([person, own]) => [person, own.map(read)]));

/** Killourhy and Maxion's benchmark: `H.` down, `DD.` press to press, in seconds; 51 people, 400 entries of one password. */
export function cmuPassword(file: string): TypedEntries {
  const [head = [], ...rows] = rowsOf(file);
  const columns = (prefix: string): readonly number[] =>
    head.flatMap((name, n) => (name.startsWith(prefix) ? [n] : []));
  const [dwells, gaps] = [columns('H.'), columns('DD.')];
  const at = (row: readonly string[], from: readonly number[]) => from.map(n => Number(row[n]) * 1000);
  return byPerson(rows, row => ({ dwellMs: at(row, dwells), gapMs: at(row, gaps) }));
}

/** `press-n,release-n` in milliseconds: 55 people, eight entries of one phrase. */
export function phraseUsers(file: string): TypedEntries {
  const [head = [], ...rows] = rowsOf(file);
  const keys = (head.length - 1) / 2;
  const numbers = Array.from({ length: keys }, (_, n) => n);
  return byPerson(rows, row => {
    const press = numbers.map(n => Number(row[1 + 2 * n]));
    const release = numbers.map(n => Number(row[2 + 2 * n]));
    return {
      dwellMs: numbers.map(n => (release[n] ?? 0) - (press[n] ?? 0)),
      gapMs: numbers.slice(1).map(n => (press[n] ?? 0) - (press[n - 1] ?? 0)),
    };
  });
}

/** Each key by its place, as the field of a user id could tell it: down, press to press, release to press. */
export const byPlace = ({ dwellMs, gapMs }: TypedEntry): readonly number[] => [
  ...dwellMs,
  ...gapMs,
  ...gapMs.map((gap, n) => gap - (dwellMs[n] ?? 0)),
];
