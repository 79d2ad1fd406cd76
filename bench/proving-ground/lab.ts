import { setTimeout as pause } from 'node:timers/promises';
import { accountDataSchema, type KeptScreening } from '../../shared/wire/account-data.ts';
import { screeningsPageSchema } from '../../shared/wire/screening.ts';
import { type Desk, desk, RIGHT_PASSWORD } from '../../test/support/desk.ts';
import { elementPlaces, type Places } from '../../test/support/element-places.ts';
import { eventually } from '../../test/support/eventually.ts';
import { type SeededRandom, seededRandom } from '../../test/support/seeded-random.ts';
import { startServer } from '../../test/support/server.ts';
import { type VirtualScreen, virtualScreen } from '../../test/support/virtual-screen.ts';
import { type Front, front, type Seen } from './front.ts';
import { leftoverProcesses } from './leftover-processes.ts';
import { type PeersSaid, peersScript } from './peers.ts';
import type { Lab, Visitor } from './visitor.ts';

/** The last screening of a visit as the gate has kept it, and what the peers said. */
export type Visited = { readonly screening: KeptScreening; readonly peers: PeersSaid | null };

export type ProvingGround = {
  /** On a server of its own, with nothing in it. Rejects where the visit did not get as far as a verdict. */
  visit(visitor: Visitor): Promise<Visited>;
  close(): Promise<void>;
};

/** A person who reads and types takes half of it; a tool that hangs is not to hold up the others. */
const VISIT_MS_MAX = 90_000;
const JUDGED_MS_MAX = 20_000;
/** fpscanner waits for its worker for seconds before it gives up. */
const PEERS_MS_MAX = 8_000;
const CLOSING_MS_MAX = 10_000;
const NAMES = ['aoi', 'haruka', 'kenji', 'mari.sato', 'naoki', 'rin.mori', 'shota', 'yui.tanaka'];
const DEMO_KEY = { authorization: 'Bearer sk_demo' };

/** One screen, one front at one address, and server after server behind it. */
export async function provingGround(seed: number): Promise<ProvingGround> {
  const random = seededRandom(seed);
  const entrance = await front(await peersScript());
  const room = roomOf(entrance, seed);
  return {
    async visit(visitor) {
      const leftovers = leftoverProcesses();
      const server = await startServer();
      const closings: (() => unknown)[] = [];
      try {
        const lab = labOf(entrance, server.url, room, random, it => closings.push(it));
        await withinDeadline(visitor.visit(lab));
        return { screening: await lastScreening(server.url), peers: lab.seen.peers };
      } finally {
        for (const close of closings.reverse()) await Promise.race([settled(close), unrefPause(CLOSING_MS_MAX)]);
        await server.stop();
        leftovers.endNew(room.own());
      }
    },
    async close() {
      await room.close();
      await entrance.close();
    },
  };
}

type Room = Pick<Lab, 'screen' | 'places' | 'desk'> & {
  /** Processes that stay from visit to visit. */
  own(): readonly number[];
  close(): Promise<void>;
};

function roomOf(entrance: Front, seed: number): Room {
  let shown: VirtualScreen | null = null;
  let seat: Desk | null = null;
  const known = new Map<string, Places>();
  const screen = async () => {
    shown ??= await virtualScreen();
    return shown;
  };
  /** A page that an automated browser has looked at is no page for a person: it looks at another server's. */
  const look: typeof elementPlaces = async (errand, where, options) => {
    const back = entrance.leadsTo();
    const server = await startServer();
    try {
      entrance.leadTo(server.url);
      return await elementPlaces(errand, where, options);
    } finally {
      entrance.leadBack(back);
      await server.stop();
    }
  };
  return {
    screen,
    async places(browser) {
      const places =
        known.get(browser) ?? (await look({ browser, url: `${entrance.url}/demo/login` }, await screen(), {}));
      known.set(browser, places);
      return places;
    },
    async desk() {
      seat ??= await desk({ seed, screen: await screen(), look });
      return seat;
    },
    own: () => (shown === null ? [] : [shown.pid]),
    close: async () => shown?.close(),
  };
}

function labOf(
  entrance: Front,
  serverUrl: string,
  room: Room,
  random: SeededRandom,
  atEnd: (close: () => unknown) => void,
): Lab {
  const seen = entrance.leadTo(serverUrl);
  const name = NAMES[Math.floor(random.unit() * NAMES.length)] ?? 'aoi';
  const environment = async () =>
    Object.fromEntries(
      Object.entries((await room.screen()).env).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
    );
  return {
    url: `${entrance.url}/demo/login`,
    user: `${name}${Math.floor(random.between(1, 99))}@example.com`,
    password: RIGHT_PASSWORD,
    random,
    seen,
    screen: room.screen,
    env: environment,
    places: room.places,
    desk: room.desk,
    atEnd,
    judged: ({ times = 1, withinMs = JUDGED_MS_MAX } = {}) => judged(seen, times, withinMs),
  };
}

async function judged(seen: Seen, times: number, withinMs: number): Promise<void> {
  await eventually('a login is answered with a verdict', () => seen.verdicts >= times, {
    withinMs,
    seen: () => `${seen.logins.length} logins posted, ${seen.verdicts} of them with a verdict`,
  });
  // No browser, no peers; one that shows the page asks for them at once.
  await eventually('the browser asks for the peers', () => seen.peersAsked, { withinMs: 1_500 }).catch(() => null);
  if (!seen.peersAsked) return;
  await eventually('the peers have answered', () => seen.peers !== null, { withinMs: PEERS_MS_MAX }).catch(() => null);
}

async function lastScreening(serverUrl: string): Promise<KeptScreening> {
  const ask = async (path: string): Promise<unknown> =>
    (await fetch(`${serverUrl}/v1/${path}`, { headers: DEMO_KEY })).json();
  const [last] = screeningsPageSchema.parse(await ask('screenings?limit=1')).items;
  const ref = last?.account?.ref;
  if (ref === undefined) throw new Error('the gate was asked about nobody');
  const [kept] = accountDataSchema.parse(await ask(`accounts/${ref}/data?limit=1`)).screenings;
  if (kept === undefined) throw new Error('the gate has kept nothing of its last screening');
  return kept;
}

async function withinDeadline(visit: Promise<void>): Promise<void> {
  const late = unrefPause(VISIT_MS_MAX).then(() => {
    throw new Error(`the visit was not over within ${VISIT_MS_MAX / 1000} s`);
  });
  await Promise.race([visit, late]);
}

const unrefPause = (ms: number): Promise<void> => pause(ms, undefined, { ref: false });

/** A browser that is gone already cannot be closed once more. */
async function settled(close: () => unknown): Promise<void> {
  try {
    await close();
  } catch {
    // What is left of it is ended as a leftover process.
  }
}
