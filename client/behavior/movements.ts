import { APPROACHES_MAX } from '../../shared/constants.ts';
import type { Approach, Streams } from '../../shared/wire/streams.ts';
import { DWELL_MS_MAX } from '../limits.ts';
import { movementShape, type Sample } from '../movement-shape.ts';
import type { Watch } from '../watch.ts';

/** After a rest so long another movement begins. */
const REST_MS = 400;
/** Positions kept while a movement lasts, four seconds at 60 Hz; they become numbers at its press and are forgotten. */
const SAMPLES_MAX = 256;
const OFFSET_MAX = 10;
const PX_MAX = 10_000;

const capped = (value: number, max: number): number => Math.min(max, Math.max(0, value));

/** How far from the middle of what was pressed, 1 at its edge, and its smaller side. */
function aim(event: PointerEvent): Pick<Approach, 'offset' | 'size'> {
  const target = event.composedPath()[0];
  if (target === undefined || !('getBoundingClientRect' in target)) return { offset: null, size: null };
  const { left, top, width, height } = (target as Element).getBoundingClientRect();
  if (!(width > 0 && height > 0)) return { offset: null, size: null };
  const [dx, dy] = [event.clientX - left - width / 2, event.clientY - top - height / 2];
  const offset = Math.max(Math.abs(dx) / (width / 2), Math.abs(dy) / (height / 2));
  return {
    offset: Math.round(capped(offset, OFFSET_MAX) * 1000) / 1000,
    size: Math.round(capped(Math.min(width, height), PX_MAX)),
  };
}

/** The newest movements of mouse or pen that ended in a press. Fingers leave no path between touches. */
export function movements({ listen }: Watch): () => Streams['movements'] {
  const approaches: Approach[] = [];
  let trail: Sample[] = [];
  let pressed: { approach: Approach; id: number; sinceMs: number } | null = null;

  listen(['pointermove'], event => {
    if (event.pointerType === 'touch' || event.buttons !== 0) return;
    const last = trail.at(-1);
    if (last !== undefined && event.timeStamp - last[0] > REST_MS) trail = [];
    trail.push([event.timeStamp, event.screenX, event.screenY]);
    if (trail.length > SAMPLES_MAX) trail.shift();
  });
  listen(['pointerdown'], event => {
    const shape = event.pointerType === 'touch' ? null : movementShape(trail);
    const last = trail.at(-1);
    trail = [];
    pressed = null;
    if (shape === null || last === undefined) return;
    const settleMs = Math.round(capped(event.timeStamp - last[0], DWELL_MS_MAX));
    const approach: Approach = { ...shape, settleMs, pressMs: null, ...aim(event) };
    approaches.push(approach);
    if (approaches.length > APPROACHES_MAX) approaches.shift();
    pressed = { approach, id: event.pointerId, sinceMs: event.timeStamp };
  });
  listen(['pointerup'], event => {
    if (pressed?.id !== event.pointerId) return;
    pressed.approach.pressMs = Math.round(capped(event.timeStamp - pressed.sinceMs, DWELL_MS_MAX));
    pressed = null;
  });

  return () => ({ approaches: approaches.map(it => ({ ...it })) });
}
