import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { movementShape, type Sample } from '../../client/movement-shape.ts';
import type { Approach } from '../../shared/wire/streams.ts';

/** Readers of recordings that an operator has; none of them is part of the project, and nothing is fitted on them but where a line says so. */
const linesOf = (file: string): readonly string[] =>
  gunzipSync(readFileSync(file)).toString().split('\n').filter(Boolean);

export type Drag = { readonly approach: Approach | null; readonly program: boolean; readonly path: readonly Sample[] };
/** The file counts in units of its own: whole multiples of these. */
const DRAG_UNITS = { x: 7, y: 13, ms: 3 };

/** `id x,y,t;x,y,t;… targetx,targety label`, label 1 a person's. A drag has no press of its own, and no target's size. */
export function captchaDrags(file: string): readonly Drag[] {
  return linesOf(file).map(line => {
    const [, trace = '', , label] = line.trim().split(' ');
    const path = trace
      .split(';')
      .filter(Boolean)
      .map((it): Sample => {
        const [x = 0, y = 0, t = 0] = it.split(',').map(Number);
        return [t / DRAG_UNITS.ms, x / DRAG_UNITS.x, y / DRAG_UNITS.y];
      });
    const shape = movementShape(path);
    const approach = shape === null ? null : { ...shape, settleMs: 0, pressMs: null, offset: null, size: null };
    return { approach, program: label === '0', path };
  });
}

const REST_MS = 400;
const SAMPLES_MAX = 256;
const MS_MAX = 10_000;
/** As many movements as a login has are judged together. */
const MOVEMENTS_OF_A_LOGIN = 3;

/** `user,t,button,state,x,y`: per person, the movements that end in a press, three at a time. */
export function mouseUsers(file: string): ReadonlyMap<string, readonly (readonly Approach[])[]> {
  const rows = linesOf(file).slice(1);
  const byUser = Map.groupBy(rows, it => it.slice(0, it.indexOf(',')));
  return new Map([...byUser].map(([user, lines]) => [user, inLogins(approachesOf(lines))]));
}

function approachesOf(lines: readonly string[]): readonly Approach[] {
  const approaches: Approach[] = [];
  let trail: Sample[] = [];
  let pressed: { readonly approach: Approach; readonly ms: number } | null = null;
  for (const line of lines) {
    const [, t, button, state, x, y] = line.split(',');
    const ms = Number(t);
    const last = trail.at(-1);
    if (state === 'Move') {
      if (last !== undefined && ms - last[0] > REST_MS) trail = [];
      trail.push([ms, Number(x), Number(y)]);
      continue;
    }
    if (button === 'Left' && state === 'Pressed') {
      const shape = movementShape(trail.slice(-SAMPLES_MAX));
      const settleMs = Math.min(MS_MAX, ms - (last?.[0] ?? ms));
      pressed = shape && { approach: { ...shape, settleMs, pressMs: null, offset: null, size: null }, ms };
    } else if (button === 'Left' && state === 'Released' && pressed !== null) {
      approaches.push({ ...pressed.approach, pressMs: Math.min(MS_MAX, ms - pressed.ms) });
      pressed = null;
    }
    trail = [];
  }
  return approaches;
}

function inLogins(list: readonly Approach[]): readonly (readonly Approach[])[] {
  const whole = Math.floor(list.length / MOVEMENTS_OF_A_LOGIN);
  return Array.from({ length: whole }, (_, i) => list.slice(i * MOVEMENTS_OF_A_LOGIN, (i + 1) * MOVEMENTS_OF_A_LOGIN));
}

/** `user,press-0,release-0,press-1,…` in ms: each person's entries, as key events in order. */
export type KeyTimes = readonly { readonly downMs: number; readonly upMs: number }[];

export function typedPhrases(file: string): ReadonlyMap<string, readonly KeyTimes[]> {
  const byUser = Map.groupBy(linesOf(file).slice(1), it => it.slice(0, it.indexOf(',')));
  return new Map(
    [...byUser].map(([user, lines]) => {
      const entries = lines.map(line => {
        const times = line.split(',').slice(1).map(Number);
        return Array.from({ length: Math.floor(times.length / 2) }, (_, i) => ({
          downMs: times[2 * i] ?? 0,
          upMs: times[2 * i + 1] ?? 0,
        }));
      });
      return [user, entries];
    }),
  );
}

/** Of four hundred entries each, this many apart: practice shows over all of them. */
const ENTRIES_APART = 20;

/** `subject,row,H.key,DD.key.next,UD.key.next,H.next,…` in seconds: how long each key was down, and from its press to the next one's. */
export function typedPasswords(file: string): ReadonlyMap<string, readonly KeyTimes[]> {
  const byUser = Map.groupBy(linesOf(file).slice(1), it => it.slice(0, it.indexOf(',')));
  return new Map(
    [...byUser].map(([user, lines]) => {
      const entries = lines
        .filter((_, i) => i % ENTRIES_APART === 0)
        .map(line => {
          const times = line
            .split(',')
            .slice(2)
            .map(it => Number(it) * 1000);
          const keys: { downMs: number; upMs: number }[] = [];
          let downMs = 0;
          for (let i = 0; i < times.length; i += 3) {
            keys.push({ downMs, upMs: downMs + (times[i] ?? 0) });
            downMs += times[i + 1] ?? 0;
          }
          return keys;
        });
      return [user, entries];
    }),
  );
}
