import type { Approach } from '../../shared/wire/streams.ts';
import type { SeededRandom } from '../../test/support/seeded-random.ts';
import { type Like, personLogin } from './logins.ts';
import { Page, PLAIN_SCREEN, type Played, type Screen } from './page.ts';

type Sent = { readonly type: string; readonly ms: number; readonly own: Readonly<Record<string, unknown>> };
/** One login as a program recorded it: what the page was told, and what the agent made of it. */
export type Recording = { readonly sent: readonly Sent[]; readonly played: Played };

class RecordedPage extends Page {
  readonly sent: Sent[] = [];
  override send(type: string, ms: number, own: object): void {
    this.sent.push({ type, ms, own: { ...own } });
    super.send(type, ms, own);
  }
}

export function recordedLogin(random: SeededRandom, like: Like = {}): Recording {
  let page: RecordedPage | null = null;
  const played = personLogin(random, like, (screen: Screen, startMs) => {
    page = new RecordedPage(screen, startMs);
    return page;
  });
  const { sent } = page ?? new RecordedPage(PLAIN_SCREEN, 0);
  return { sent: sent.toSorted((a, b) => a.ms - b.ms), played };
}

export type Replay = (recording: Recording, random: SeededRandom) => Played;

/** What blurs the events: of each movement its pace, turn and stretch; of each event its place and time. */
type Blur = {
  readonly pace: number;
  readonly turn: number;
  readonly stretch: number;
  readonly px: number;
  readonly ms: number;
  readonly keep: number;
  /** Share of the key events that are left out: another name and password are typed. */
  readonly keys: number;
};

/** The same events into another page, each movement with a pace, a turn and a stretch of its own. */
const events =
  (blur: Blur): Replay =>
  ({ sent }, random) => {
    const page = new Page({ ...PLAIN_SCREEN, clockMs: 0.1 }, 0);
    let [fromMs, toMs] = [sent[0]?.ms ?? 0, 500];
    let way = wayOf(blur, random);
    let moves = 0;
    for (const { type, ms, own } of sent) {
      page.nowMs = Math.max(page.nowMs, toMs + (ms - fromMs) * way.pace + blur.ms * random.normal());
      if (type === 'pointermove') {
        moves += 1;
        if (moves % blur.keep === 0) page.send(type, page.nowMs, way.moved(own));
      } else if (!type.startsWith('key') || random.unit() >= blur.keys) {
        page.send(type, page.nowMs, own);
      }
      if (type !== 'pointerup') continue;
      [fromMs, toMs] = [ms, page.nowMs];
      way = wayOf(blur, random);
    }
    return page.read();
  };

/** About its own beginning. */
function wayOf(blur: Blur, random: SeededRandom) {
  const angle = blur.turn * random.normal();
  const stretch = 1 + blur.stretch * (2 * random.unit() - 1);
  const [cos, sin] = [stretch * Math.cos(angle), stretch * Math.sin(angle)];
  let first: { readonly x: number; readonly y: number } | null = null;
  return {
    pace: 1 + blur.pace * (2 * random.unit() - 1),
    moved: (own: Sent['own']): Sent['own'] => {
      const [x, y] = [Number(own['screenX']), Number(own['screenY'])];
      first ??= { x, y };
      const [dx, dy] = [x - first.x, y - first.y];
      const screenX = Math.round(first.x + dx * cos - dy * sin + blur.px * random.normal());
      const screenY = Math.round(first.y + dx * sin + dy * cos + blur.px * random.normal());
      return { ...own, screenX, screenY };
    },
  };
}

/** A forged summary: each number by so much beside itself. */
const numbers =
  (part: number): Replay =>
  ({ played }, random) => {
    const beside = (value: number): number => value * (1 + part * random.normal());
    const ofApproach = (it: Approach): Approach => ({
      ...it,
      ms: beside(it.ms),
      px: Math.round(beside(it.px)),
      bend: beside(it.bend),
      t25: Math.min(1, beside(it.t25)),
      t50: Math.min(1, beside(it.t50)),
      t75: Math.min(1, beside(it.t75)),
      settleMs: Math.round(beside(it.settleMs)),
      pressMs: it.pressMs === null ? null : Math.round(beside(it.pressMs)),
    });
    const ofQuantiles = (it: Played['rhythm']['gapMs']) =>
      it && { p10: Math.round(beside(it.p10)), p50: Math.round(beside(it.p50)), p90: Math.round(beside(it.p90)) };
    return {
      movements: { approaches: played.movements.approaches.map(ofApproach) },
      rhythm: {
        dwellMs: ofQuantiles(played.rhythm.dwellMs),
        gapMs: ofQuantiles(played.rhythm.gapMs),
        rollovers: played.rhythm.rollovers,
      },
      keys: played.keys,
    };
  };

export const REPLAYS = {
  'forged summary, each number by 1 %': numbers(0.01),
  'forged summary, each number by 3 %': numbers(0.03),
  'events again, to the ms and pixel': events({ pace: 0, turn: 0, stretch: 0, px: 0, ms: 0.5, keep: 1, keys: 0.1 }),
  'events again, places by 0.5 px, pace by 2 %': events({
    pace: 0.02,
    turn: 0,
    stretch: 0,
    px: 0.5,
    ms: 1,
    keep: 1,
    keys: 0.1,
  }),
  'turned and stretched to another target, pace by 15 %, every second event': events({
    pace: 0.15,
    turn: 0.15,
    stretch: 0.15,
    px: 0.5,
    ms: 1,
    keep: 2,
    keys: 0.1,
  }),
} as const satisfies Record<string, Replay>;
