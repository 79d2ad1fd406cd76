import { setTimeout as pause } from 'node:timers/promises';
import { VERDICTS, type Verdict } from '../../shared/wire/judgement.ts';
import { type ElementName, type Errand, elementPlaces, type Place, type Places } from './element-places.ts';
import { eventually } from './eventually.ts';
import { handMovement, type Point, type Tremor } from './hand-movement.ts';
import { type Preferences, plainBrowser } from './plain-browser.ts';
import { type SeededRandom, seededRandom } from './seeded-random.ts';
import { type Typing, typingRhythm } from './typing-rhythm.ts';
import { type HandEvent, type VirtualScreen, virtualScreen } from './virtual-screen.ts';

export const RIGHT_PASSWORD = 'correct-horse-battery';
const LOGIN_TITLE = /^Login · Demo Bank/;
const VERDICT_TITLE = new RegExp(`^(${VERDICTS.join('|')}) · Demo Bank`);
const ANY_TITLE = / · Demo Bank/;
const BROWSER_START_MS = 30_000;

export type Manner = {
  user: string;
  /** The demo's right one unless told. */
  password?: string;
  /** keyboard: Tab from field to field and Enter at the end. */
  by?: 'mouse' | 'keyboard';
  /** The password is cut from elsewhere and pasted, as from a notebook of passwords. */
  pastes?: boolean;
  /** Something in the browser fills the fields in: the person sends the form, with Enter. */
  filledIn?: boolean;
  doubleClicks?: boolean;
  typing?: Typing;
  /** `jumping`: the pointer is where it is wanted at once, as on a tablet, a touch screen as a mouse, or far away. */
  hand?: Tremor | 'jumping';
  /** The fields may still hold what was typed before: it is written over. */
  again?: boolean;
  /** The same on the page that a failed login led to, where the elements may stand elsewhere. */
  afterFailure?: boolean;
};

export type Task = Errand & {
  /** For the browser's command line. */
  args?: readonly string[];
  preferences?: Preferences;
  /** The browser's environment, such as its time zone. */
  env?: Readonly<Record<string, string>>;
  /** A wrong password comes first. */
  failsFirst?: boolean;
  /** Something in the browser fills in and sends the form: there is nothing for hands to do. */
  sendsItself?: boolean;
};

/** One browser window and the hands at it. */
export type Visit = {
  /** Fills in the login form and sends it. */
  logIn(manner: Manner): Promise<void>;
  /** The verdict in the window's title, as a person sees it. */
  verdict(): Promise<Verdict>;
  /** Waits until the window's title says that the login page is there. */
  loginPage(): Promise<void>;
  /** A key or a chord in X11's names: `F5`, `alt+Left`. */
  press(key: string): Promise<void>;
  close(): Promise<void>;
};

export type Desk = {
  seed: number;
  /** Opens the login page in a browser that nothing automates. */
  open(task: Task): Promise<Visit>;
  close(): Promise<void>;
};

export type DeskOptions = {
  seed?: number;
  /** Someone else's screen, which stays open. */
  screen?: VirtualScreen;
  /** How it is learnt where the elements stand: by a browser of its own on the same page, unless told. */
  look?: typeof elementPlaces;
};
const anySeed = (): number => Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));

/** A person at a desk: a screen of its own, real browsers, hands with a seed. One browser at a time. */
export async function desk({
  seed = anySeed(),
  screen: given,
  look: lookFor = elementPlaces,
}: DeskOptions = {}): Promise<Desk> {
  console.log(`      a person with SEED=${seed}`);
  const random = seededRandom(seed);
  const screen = given ?? (await virtualScreen());
  const known = new Map<string, Places>();
  const look = async (errand: Errand, wrongPassword: boolean) => {
    const key = JSON.stringify([errand.browser, errand.url, errand.keys, wrongPassword]);
    const places = known.get(key) ?? (await lookFor(errand, screen, { wrongPassword }));
    known.set(key, places);
    return places;
  };
  return {
    seed,
    async open(task) {
      // Before the person's browser is there: a second window would take the keyboard from it.
      const errand = { browser: task.browser, url: task.url, ...(task.keys === undefined ? {} : { keys: task.keys }) };
      const places = await look(errand, false);
      const placesAfterFailure = task.failsFirst === true ? await look(errand, true) : null;
      return openVisit(task, { places, placesAfterFailure }, screen, handsOf(screen, random));
    },
    async close() {
      if (given === undefined) await screen.close();
    },
  };
}

async function openVisit(
  task: Task,
  { places, placesAfterFailure }: { places: Places; placesAfterFailure: Places | null },
  screen: VirtualScreen,
  hands: Hands,
): Promise<Visit> {
  const env = { ...screen.env, ...task.env };
  const browser = plainBrowser(task.browser, task.url, env, task.args, task.preferences);
  const titled = (title: RegExp, withinMs: number) =>
    eventually(
      `a window titled ${title}`,
      async () => (await screen.titles()).map(it => title.exec(it)).find(it => it !== null),
      { withinMs, seen: () => screen.titles() },
    );
  try {
    await titled(task.sendsItself === true ? ANY_TITLE : LOGIN_TITLE, BROWSER_START_MS);
    if (task.sendsItself !== true) await lookAround(task, screen, hands);
  } catch (error) {
    await browser.close();
    throw error;
  }
  return {
    async logIn(manner) {
      const there = manner.afterFailure === true ? placesAfterFailure : places;
      if (there === null) throw new Error('say failsFirst when the page is opened');
      await fillIn(manner, there, hands);
    },
    async verdict() {
      const [, verdict] = await titled(VERDICT_TITLE, 15_000);
      const known = VERDICTS.find(it => it === verdict);
      if (known === undefined) throw new Error(`no verdict: ${verdict}`);
      return known;
    },
    async loginPage() {
      await titled(LOGIN_TITLE, 10_000);
      await hands.think(700);
    },
    press: key => hands.press(key),
    close: () => browser.close(),
  };
}

/** A person sees the page before the hand moves, and waits until a key like zoom has acted. */
async function lookAround(task: Task, screen: VirtualScreen, hands: Hands): Promise<void> {
  await screen.focus(LOGIN_TITLE);
  await hands.think(900);
  for (const key of task.keys ?? []) {
    await hands.press(key);
    await hands.think(900);
  }
}

type Hands = {
  think(medianMs: number): Promise<void>;
  press(key: string): Promise<void>;
  type(text: string, typing?: Typing): Promise<void>;
  click(place: Place, press?: { times?: number; hand?: Manner['hand'] }): Promise<void>;
};

function handsOf(screen: VirtualScreen, random: SeededRandom): Hands {
  let at: Point = { x: random.between(300, 900), y: random.between(620, 820) };
  const think = (medianMs: number) => pause(random.logNormal(medianMs, 0.25));
  return {
    think,
    async press(chord) {
      const keys = chord.split('+');
      const holds = random.logNormal(90, 0.2);
      const downs = keys.map((key, nth): HandEvent => ({ atMs: nth * 70, does: `keydown ${key}` }));
      const ups = keys.map(
        (key, nth): HandEvent => ({ atMs: keys.length * 70 + holds - nth * 25, does: `keyup ${key}` }),
      );
      await screen.play([...downs, ...ups]);
      await think(180);
    },
    async type(text, typing) {
      await screen.play(
        typingRhythm(text, random, typing).map(({ atMs, does, key }) => ({ atMs, does: `${does} ${key}` })),
      );
      await think(250);
    },
    async click(place, { times = 1, hand = 'resting' } = {}) {
      const to = {
        x: Math.round(place.x + place.width * random.between(0.25, 0.75)),
        y: Math.round(place.y + place.height * random.between(0.3, 0.7)),
      };
      const size = Math.min(place.width, place.height);
      const moves = hand === 'jumping' ? [{ atMs: 0, ...to }] : handMovement(at, to, size, random, hand);
      const events = moves.map(({ atMs, x, y }): HandEvent => ({ atMs, does: `mousemove ${x} ${y}` }));
      let atMs = (moves.at(-1)?.atMs ?? 0) + random.logNormal(80, 0.3);
      for (let nth = 0; nth < times; nth++) {
        const holds = random.logNormal(95, 0.2);
        events.push({ atMs, does: 'mousedown 1' }, { atMs: atMs + holds, does: 'mouseup 1' });
        atMs += holds + random.logNormal(85, 0.15);
      }
      await screen.play(events);
      at = to;
      await think(300);
    },
  };
}

async function fillIn(manner: Manner, places: Places, hands: Hands): Promise<void> {
  const password = manner.password ?? RIGHT_PASSWORD;
  const byKeyboard = manner.by === 'keyboard';
  const press = manner.hand === undefined ? {} : { hand: manner.hand };
  let tabbed = 0;
  const go = async (name: ElementName) => {
    if (!byKeyboard) return hands.click(places[name], press);
    for (; tabbed < places[name].tabs; tabbed++) await hands.press('Tab');
  };
  if (manner.filledIn === true) {
    await go('password');
    return hands.press('Return');
  }
  const writesOver = manner.again === true || manner.afterFailure === true;
  await go('username');
  if (manner.pastes === true) {
    await hands.type(password);
    await hands.press('ctrl+a');
    await hands.press('ctrl+x');
  } else if (writesOver) {
    await hands.press('ctrl+a');
  }
  await hands.type(manner.user, manner.typing);
  await go('password');
  if (writesOver) await hands.press('ctrl+a');
  if (manner.pastes === true) await hands.press('ctrl+v');
  else await hands.type(password, manner.typing);
  if (byKeyboard) await hands.press('Return');
  else await hands.click(places.submit, { ...press, times: manner.doubleClicks === true ? 2 : 1 });
}
