import { keys } from '../../client/behavior/keys.ts';
import { movements } from '../../client/behavior/movements.ts';
import { rhythm } from '../../client/behavior/rhythm.ts';
import type { Watch } from '../../client/watch.ts';
import type { Streams } from '../../shared/wire/streams.ts';
import type { SeededRandom } from '../../test/support/seeded-random.ts';
import type { Motion, Press, Target } from './hand.ts';

/** What the machine does to a movement before a page hears of it. */
export type Screen = {
  /** Between two reports of the mouse. */
  readonly pollMs: number;
  /** Events are held for the next frame; 0: sent as they come. */
  readonly frameMs: number;
  /** The browser's clock: Firefox rounds to 1 ms. */
  readonly clockMs: number;
  /** The share of frames that come late because the page is busy. */
  readonly late: number;
};

export const PLAIN_SCREEN: Screen = { pollMs: 8, frameMs: 1000 / 60, clockMs: 1, late: 0 };

export function screenOf(random: SeededRandom): Screen {
  const kind = random.unit();
  const frames: readonly [upTo: number, frameMs: number][] = [
    [0.68, 1000 / 60],
    [0.76, 1000 / 75],
    [0.84, 1000 / 120],
    [0.9, 1000 / 144],
    [0.96, 0],
    // A remote desktop, or a slow machine.
    [1, random.between(30, 60)],
  ];
  const [, frameMs] = frames.find(([upTo]) => kind < upTo) ?? [1, 16];
  return {
    pollMs: [1, 2, 8, 8, 8][Math.floor(random.unit() * 5)] ?? 8,
    frameMs,
    clockMs: random.unit() < 0.5 ? 1 : 0.1,
    late: random.unit() < 0.3 ? random.between(0.005, 0.05) : 0,
  };
}

export type Played = Pick<Streams, 'movements' | 'rhythm' | 'keys'>;
type Heard = (event: never) => void;

/** The agent's own streams, on a page that consists of events alone. */
export class Page {
  readonly #heard = new Map<string, Heard[]>();
  readonly #read: { readonly [N in keyof Played]: () => Streams[N] };
  readonly #screen: Screen;
  nowMs: number;

  constructor(screen: Screen, startMs: number) {
    this.#screen = screen;
    this.nowMs = startMs;
    const listen = (types: readonly string[], heard: Heard): void => {
      for (const type of types) this.#heard.set(type, [...(this.#heard.get(type) ?? []), heard]);
    };
    const watch = { listen, listenToAll: listen, now: () => this.nowMs, page: { hidden: false } } as unknown as Watch;
    this.#read = { movements: movements(watch), rhythm: rhythm(watch), keys: keys(watch) };
  }

  send(type: string, atMs: number, own: object): void {
    const timeStamp = Math.floor(atMs / this.#screen.clockMs) * this.#screen.clockMs;
    const event = { type, isTrusted: true, timeStamp, repeat: false, ...own };
    for (const heard of this.#heard.get(type) ?? []) heard(event as never);
  }

  /** A movement from now on, and the press that ends it, at the place where the pointer stands. */
  approach(
    drive: { readonly motion: Motion; readonly steps: boolean },
    press: Press,
    target: Target,
    random: SeededRandom,
  ): void {
    const startMs = this.nowMs;
    const events = drive.steps ? drive.motion : atFrames(drive.motion, this.#screen, random);
    for (const { ms, x, y } of events) {
      const [screenX, screenY] = [Math.round(x), Math.round(y)];
      this.send('pointermove', startMs + ms, { pointerType: 'mouse', buttons: 0, screenX, screenY });
    }
    const last = drive.motion.at(-1) ?? { ms: 0, x: 0, y: 0 };
    const own = {
      pointerType: 'mouse',
      pointerId: 1,
      clientX: Math.round(last.x),
      clientY: Math.round(last.y),
      composedPath: () => [elementOf(target)],
    };
    const downMs = startMs + Math.max(last.ms, events.at(-1)?.ms ?? 0) + press.settleMs;
    this.send('pointerdown', downMs, { ...own, buttons: 1 });
    this.nowMs = downMs + press.pressMs;
    this.send('pointerup', this.nowMs, { ...own, buttons: 0 });
  }

  key(type: 'keydown' | 'keyup', atMs: number, code: string, key: string): void {
    this.send(type, atMs, { code, key });
    this.nowMs = Math.max(this.nowMs, atMs);
  }

  read(): Played {
    return { movements: this.#read.movements(), rhythm: this.#read.rhythm(), keys: this.#read.keys() };
  }
}

const elementOf = ({ x, y, width, height }: Target) => ({
  getBoundingClientRect: () => ({ left: x, top: y, width, height }),
});

/** What is left at the browser's frames of what the mouse reported: the last whole pixel of each frame, none where it did not move. */
function atFrames(motion: Motion, screen: Screen, random: SeededRandom): Motion {
  const events: { ms: number; x: number; y: number }[] = [];
  const phase = random.unit() * screen.frameMs;
  let frameEndsMs = phase;
  let waiting: { ms: number; x: number; y: number } | null = null;
  let sent = { x: Number.NaN, y: Number.NaN };
  const flush = (): void => {
    if (waiting !== null && (waiting.x !== sent.x || waiting.y !== sent.y)) {
      events.push(waiting);
      sent = waiting;
    }
    waiting = null;
  };
  let polledMs = Number.NEGATIVE_INFINITY;
  for (const it of motion) {
    if (it.ms - polledMs < screen.pollMs) continue;
    polledMs = it.ms;
    if (it.ms >= frameEndsMs || screen.frameMs === 0) {
      flush();
      const late = random.unit() < screen.late ? random.between(40, 180) : 0;
      while (screen.frameMs > 0 && frameEndsMs <= it.ms + late) frameEndsMs += screen.frameMs;
    }
    waiting = { ms: it.ms, x: Math.round(it.x), y: Math.round(it.y) };
  }
  flush();
  const last = motion.at(-1);
  if (last !== undefined && (Math.round(last.x) !== sent.x || Math.round(last.y) !== sent.y))
    events.push({ ms: last.ms, x: Math.round(last.x), y: Math.round(last.y) });
  return events;
}
