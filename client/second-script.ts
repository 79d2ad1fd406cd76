import type { Missing, MissingReason, Reading } from '../shared/wire/reading.ts';
import type { SignalReadings } from '../shared/wire/report.ts';
import type { FingerprintLevel } from '../shared/wire/signal-row.ts';
import type { FullSignals, MoreSignals } from '../shared/wire/signals.ts';
import { type Collection, type Collectors, collect, DEADLINES } from './collect.ts';
import { COLLECT_DEADLINE_MS } from './limits.ts';
import type { Asked } from './own-script.ts';
import type { Site } from './read-site.ts';
import { SECOND, type Second } from './second.ts';
import type { Puzzle } from './transport.ts';
import { wait } from './wait.ts';

/** The property of its own element through which the second script is told what is asked, and hands its collectors over: no global. */
export const HANDED_OVER = 'sekisho';

type All = MoreSignals & FullSignals;
export type HandedOver = {
  /** Of any level, before that level's own. What the level leaves out is never begun. */
  readonly early: Collectors<Partial<All>>;
  readonly light: Collectors<Partial<All>>;
  readonly full: Collectors<Partial<All>>;
  readonly ownDeadlinesMs: { readonly [N in keyof All]?: number };
  readonly layOut: (nonce: string) => Promise<readonly number[] | Missing>;
  readonly solve: (puzzle: Puzzle) => Promise<readonly number[] | null>;
};

export type SecondScript = {
  /**
   * Its signals at this level; without it, why they are missing. Never rejects, and comes at the latest at the collect deadline. Of
   * several seeds the first counts.
   */
  read(level: FingerprintLevel, seed: number): Promise<SignalReadings>;
  /** The nonce's layout, as early. Never rejects. */
  layOut(nonce: string, seed: number): Promise<Reading<readonly number[]>>;
  /** Null where nothing was read before. Never rejects. */
  solve: HandedOver['solve'];
};

function isHandedOver(value: unknown): value is HandedOver {
  return typeof value === 'object' && value !== null && 'early' in value && 'light' in value && 'full' in value;
}

/** A request of the browser's own, so that a policy of the page and the integrity are its to check. */
export function loadSecond(
  { folder, scriptNonce, quiet }: Pick<Site, 'folder' | 'scriptNonce' | 'quiet'>,
  seed: number,
  { file, integrity }: Second = SECOND,
): Promise<HandedOver | MissingReason> {
  return new Promise(resolve => {
    const script = document.createElement('script');
    const end = (found: HandedOver | MissingReason) => {
      script.remove();
      resolve(found);
    };
    // Gone from the server is not blocked: an older first script, out of a cache, asks for the file of its own release.
    script.onerror = () => {
      const asked = fetch(script.src, { method: 'HEAD' });
      asked.then(reply => end(reply.ok ? 'blocked' : 'failed')).catch(() => end('blocked'));
    };
    script.onload = () => {
      const handedOver: unknown = Reflect.get(script, HANDED_OVER);
      end(isHandedOver(handedOver) ? handedOver : 'failed');
    };
    const asked: Asked = { seed, quiet };
    Reflect.set(script, HANDED_OVER, asked);
    script.async = true;
    // The integrity of a script of another origin is only checked with it; of the same origin it changes nothing.
    script.crossOrigin = 'anonymous';
    script.integrity = integrity;
    if (scriptNonce) script.nonce = scriptNonce;
    script.src = folder + file;
    document.documentElement.append(script);
  });
}

type Loaded = HandedOver & { readonly first: Collection<Partial<All>> };
const begun = (found: HandedOver): Loaded => ({
  ...found,
  first: collect(found.early, DEADLINES, found.ownDeadlinesMs),
});

/** Its values are read once a page and level: they hardly change, and drawing again at each renewed token would cost the page. */
export function secondScript(
  site: Site,
  { names, fullNames }: Second = SECOND,
  loads: (seed: number) => Promise<HandedOver | MissingReason> = seed => loadSecond(site, seed),
): SecondScript {
  let loading: Promise<Loaded | MissingReason> | undefined;
  const held = new Map<FingerprintLevel, Promise<SignalReadings>>();

  /** Once a page. */
  const load = (seed: number) => {
    // Blocked by Trusted Types, among others: createElement or src may throw.
    loading ??= loads(seed).then(
      found => (typeof found === 'string' ? found : begun(found)),
      () => 'blocked' as const,
    );
    return loading;
  };
  const lacking = (level: FingerprintLevel, missing: MissingReason): SignalReadings =>
    Object.fromEntries([...names, ...(level === 'full' ? fullNames : [])].map(name => [name, { missing }]));

  const late = () => wait(COLLECT_DEADLINE_MS).then(() => 'timed-out' as const);

  return {
    async layOut(nonce, seed) {
      const found = await Promise.race([load(seed), late()]);
      if (typeof found === 'string') return { missing: found };
      const asked = { layout: () => found.layOut(nonce) };
      return (
        (await collect<{ layout: readonly number[] }>(asked, DEADLINES, { layout: COLLECT_DEADLINE_MS }).done)
          .layout ?? { missing: 'failed' }
      );
    },
    async solve(puzzle) {
      const found = await loading;
      return typeof found === 'object' ? found.solve(puzzle) : null;
    },
    async read(level, seed) {
      const known = held.get(level);
      if (known !== undefined) return known;
      if (names.length === 0) return {};
      const endMs = performance.now() + COLLECT_DEADLINE_MS;
      const found = await Promise.race([load(seed), late()]);
      if (typeof found === 'string') return lacking(level, found);
      const deadlines = { ...DEADLINES, allMs: endMs - performance.now() };
      const rest = collect(found[level], deadlines, found.ownDeadlinesMs);
      const readings = Promise.all([found.first.done, rest.done]).then(([first, more]) => ({ ...first, ...more }));
      held.set(level, readings);
      return readings;
    },
  };
}
