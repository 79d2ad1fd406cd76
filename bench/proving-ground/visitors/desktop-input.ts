import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '../../../test/support/eventually.ts';
import { plainBrowser } from '../../../test/support/plain-browser.ts';
import type { SeededRandom } from '../../../test/support/seeded-random.ts';
import { typingRhythm } from '../../../test/support/typing-rhythm.ts';
import type { HandEvent } from '../../../test/support/virtual-screen.ts';
import { type Box, bezierCurve, middleOf, type Spot, type Step, somewhereOn, straightLine } from '../drawn-curves.ts';
import type { Lab, Visitor } from '../visitor.ts';

/** A robot that operates the desktop: mouse and keyboard are the X server's own, and nobody has touched the browser. */
type Robot = {
  way(from: Spot, to: Spot, random: SeededRandom): readonly Step[];
  target(box: Box, random: SeededRandom): Spot;
  pressMs(random: SeededRandom): number;
  keys(text: string, random: SeededRandom): readonly HandEvent[];
};

const METRONOME_MS = 80;
const SHIFTED = new Map([['@', '2']]);
const NAMED = new Map([
  ['-', 'minus'],
  ['.', 'period'],
]);

/** Key after key on the beat, each held for half of it. */
function metronome(text: string): HandEvent[] {
  return [...text].flatMap((character, i) => {
    const atMs = i * METRONOME_MS;
    const base = SHIFTED.get(character);
    const key = base ?? NAMED.get(character) ?? character;
    const keys = [
      { atMs, does: `keydown ${key}` },
      { atMs: atMs + METRONOME_MS / 2, does: `keyup ${key}` },
    ];
    if (base === undefined) return keys;
    return [
      { atMs: atMs - 20, does: 'keydown Shift_L' },
      ...keys,
      { atMs: atMs + METRONOME_MS / 2 + 10, does: 'keyup Shift_L' },
    ];
  });
}

const drawnKeys = (text: string, random: SeededRandom): HandEvent[] =>
  typingRhythm(text, random).map(({ atMs, does, key }) => ({ atMs, does: `${does} ${key}` }));

const STRAIGHT: Robot = {
  way: (from, to) => straightLine(from, to),
  target: middleOf,
  pressMs: () => 50,
  keys: metronome,
};
const CURVED: Robot = {
  way: bezierCurve,
  target: somewhereOn,
  pressMs: random => random.between(60, 120),
  keys: drawnKeys,
};

async function visitByRobot(lab: Lab, robot: Robot): Promise<void> {
  const screen = await lab.screen();
  const places = await lab.places('chromium');
  const browser = plainBrowser('chromium', lab.url, screen.env);
  lab.atEnd(() => browser.close());
  await eventually('the login page is there', async () => (await screen.titles()).some(it => /^Login/.test(it)), {
    withinMs: 30_000,
  });
  await screen.focus(/^Login/);
  await pause(lab.random.between(1500, 2200));
  let at: Spot = { x: Math.round(lab.random.between(300, 900)), y: Math.round(lab.random.between(620, 820)) };
  const click = async (box: Box) => {
    const to = robot.target(box, lab.random);
    const events: HandEvent[] = [];
    let atMs = 0;
    for (const { x, y, afterMs } of robot.way(at, to, lab.random)) {
      atMs += afterMs;
      events.push({ atMs, does: `mousemove ${x} ${y}` });
    }
    atMs += robot.pressMs(lab.random);
    const upMs = atMs + robot.pressMs(lab.random);
    await screen.play([...events, { atMs, does: 'mousedown 1' }, { atMs: upMs, does: 'mouseup 1' }]);
    at = to;
    await pause(300);
  };
  for (const [box, text] of [
    [places.username, lab.user],
    [places.password, lab.password],
  ] as const) {
    await click(box);
    await screen.play(robot.keys(text, lab.random));
  }
  await click(places.submit);
  await lab.judged();
}

const robot = (name: string, kind: Visitor['kind'], it: Robot, more: Partial<Visitor> = {}): Visitor => ({
  name,
  kind,
  needs: ['chromium', 'xvfb', 'xdotool'],
  ...more,
  visit: lab => visitByRobot(lab, it),
});

export const DESKTOP_INPUT: readonly Visitor[] = [
  robot('desktop input, straight line and metronome', 'tool', STRAIGHT),
  robot('desktop input, straight line', 'tool', { ...STRAIGHT, keys: drawnKeys }),
  robot('desktop input, metronome', 'tool', { ...CURVED, keys: metronome }),
  robot('desktop input, Bezier curve and drawn rhythm', 'limit', CURVED),
];
