import type { Streams } from '../../shared/wire/streams.ts';
import { capped } from '../capped.ts';
import { FILLED_CHARS_MIN, GRID_TOLERANCE_PX, MOVE_GAP_MS_MAX } from '../limits.ts';
import { samples } from '../samples.ts';
import type { Watch } from '../watch.ts';

/** The tenths of a millisecond that time stamps fall on: few where a device's clock made them, all ten where a tool did. */
function clock() {
  const tenths = new Set<number>();
  let timed = 0;
  return {
    add(timeStamp: number) {
      tenths.add(Math.round(timeStamp * 10) % 10);
      timed += 1;
    },
    read: () => ({ timed, tenths: tenths.size }),
  };
}

const isOffGrid = (px: number): boolean => Math.abs(px - Math.round(px)) > GRID_TOLERANCE_PX;

const isElement = (on: EventTarget | undefined): on is Element => on !== undefined && 'getBoundingClientRect' in on;

/** At the very middle, to which tools send the pointer; hands hit it once in thousands of presses. */
function isCentred(event: PointerEvent): boolean {
  const on = event.composedPath()[0];
  if (!isElement(on)) return false;
  const { left, top, width, height } = on.getBoundingClientRect();
  const near = (at: number, middle: number) => Math.abs(at - middle) <= GRID_TOLERANCE_PX + 0.5;
  return near(event.clientX, left + width / 2) && near(event.clientY, top + height / 2);
}

/** A capital of a key of a real keyboard while neither Shift nor Caps Lock was on. Only whether it was so is kept. */
function lacksShift(event: KeyboardEvent): boolean {
  const { key, code } = event;
  if (typeof key !== 'string' || !/^[A-Z]$/.test(key) || !/^Key/.test(code)) return false;
  return !event.shiftKey && !event.isComposing && !event.getModifierState('CapsLock');
}

/** Autofill's events have no such type, nor have those of password managers. */
const isInsertion = (event: Event): event is InputEvent => 'inputType' in event && event.inputType === 'insertText';

/** How input events reach the page: a keyboard and a mouse leave other marks on them than a debugging protocol does. */
export function inputEvents(
  { listen }: Watch,
  pixelRatio: () => number = () => devicePixelRatio,
): () => Streams['inputEvents'] {
  const counts = { moves: 0, offGrid: 0, presses: 0, unpressed: 0, centred: 0, unshifted: 0, filled: 0 };
  const pointerClock = clock();
  const keyClock = clock();
  const moveGapMs = samples();
  let movedAtMs = 0;
  let firstStep: number | null = null;
  let worked = new WeakSet<EventTarget>();

  listen(['pointermove', 'pointerdown', 'pointerup'], event => {
    if (event.pointerType === 'mouse') pointerClock.add(event.timeStamp);
  });
  listen(['pointermove'], event => {
    if (event.pointerType !== 'mouse') return;
    counts.moves += 1;
    const gapMs = event.timeStamp - movedAtMs;
    movedAtMs = event.timeStamp;
    if (gapMs < MOVE_GAP_MS_MAX) moveGapMs.add(gapMs);
    firstStep ??= Math.round(Math.hypot(event.movementX, event.movementY));
    const scale = pixelRatio();
    if (isOffGrid(event.clientX * scale) || isOffGrid(event.clientY * scale)) counts.offGrid += 1;
  });
  listen(['pointerdown'], event => {
    if (event.pointerType !== 'mouse') return;
    counts.presses += 1;
    if (event.pressure === 0) counts.unpressed += 1;
    if (isCentred(event)) counts.centred += 1;
  });
  listen(['keydown', 'keyup'], event => {
    keyClock.add(event.timeStamp);
  });
  listen(['keydown'], event => {
    if (lacksShift(event)) counts.unshifted += 1;
  });
  listen(['keydown', 'paste', 'drop', 'compositionstart'], ({ target }) => {
    if (target !== null) worked.add(target);
  });
  listen(['focusin'], () => {
    // What was typed into a field before says nothing of what fills it after it was left.
    worked = new WeakSet();
  });
  listen(['input'], event => {
    if (event.target === null || worked.has(event.target) || !isInsertion(event)) return;
    if (typeof event.data === 'string' && event.data.length >= FILLED_CHARS_MIN) counts.filled += 1;
  });

  return () => ({
    ...capped(counts),
    firstStep,
    moveGapMs: moveGapMs.quantiles(),
    pointerClock: capped(pointerClock.read()),
    keyClock: capped(keyClock.read()),
  });
}
