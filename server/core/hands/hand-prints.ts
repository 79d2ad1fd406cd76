import { isMissing, type Reading } from '../../../shared/wire/reading.ts';
import type { StreamReadings } from '../../../shared/wire/report.ts';
import type { Approach, Streams } from '../../../shared/wire/streams.ts';

/**
 * A locality-sensitive hash (Datar et al. 2004): the numbers of a login's movements in bins about one and a half times as wide as people
 * spread, on two grids that are shifted against each other. A recording that is played again, or a summary sent again, a little beside
 * itself, mostly falls into the same bins of one of them; no hand does the same so nearly twice. Bins and rates: `npm run bench:hands`.
 */
const GRIDS = [0, 0.5] as const;

/** The more movements, the wider the bins may be: together they tell the same. One movement tells too little without the keys. */
const WIDENED: Readonly<Record<number, number>> = { 1: 0.6, 2: 0.8, 3: 1.25 };
const APPROACHES_COMPARED = 3;
/** Shorter or straighter, and everyone's are alike. Under five steps of the agent's grid there is no profile of speed either. */
const PX_MIN = 40;
const BEND_MIN = 0.01;

/** Before the factor: how far people's lie apart (a standard deviation). What pace and target change least; the sums keep small ones apart from noise. */
const MEASURES: readonly (readonly [width: number, of: (it: Approach) => number])[] = [
  [0.74, it => Math.log(it.ms)],
  [0.84, it => Math.log(it.px)],
  [0.15, it => it.t25],
  [0.15, it => it.t50],
  [0.15, it => it.t75],
  [0.8, it => Math.log(it.bend + 0.02)],
  [0.72, it => Math.log(it.settleMs + 30)],
  [0.46, it => Math.log((it.pressMs ?? 0) + 20)],
];

/** Quantiles of fewer keys are whims. */
const CHARACTERS_MIN = 12;
const RHYTHM_WIDTH = 0.3;
/** Keys that a tool sends come alike to everyone who has it. */
const TOOL_GAP_MS = 40;

/**
 * One text for each grid; none where too little moved: a keyboard alone, fingers on glass, a password manager, short straight ways. It
 * names nobody: of each of the movements it holds eight numbers of a bit or two.
 */
export function handPrints(streams: StreamReadings | null): readonly string[] {
  const told = read<Streams['movements']>(streams?.movements)?.approaches.filter(isTelling) ?? [];
  const compared = told.slice(-APPROACHES_COMPARED);
  const widened = WIDENED[compared.length];
  if (widened === undefined) return [];
  const rhythm = compared.length === 1 ? rhythmOf(streams) : [];
  if (rhythm === null) return [];
  return GRIDS.map((grid, n) => {
    let at = 0;
    // Each number has a place of its own on the grid, so that not all stand at a bin's edge at once.
    const bin = (value: number, width: number): number => Math.floor(value / width + grid + ((at++ * GOLDEN) % 1));
    const moved = compared.flatMap(it => MEASURES.map(([width, of]) => bin(of(it), width * widened)));
    const typed = rhythm.map(it => bin(it, RHYTHM_WIDTH));
    return [n, compared.length, ...moved, ...typed].join();
  });
}
const GOLDEN = 0.618;

const isTelling = ({ px, bend, peak }: Approach): boolean => px >= PX_MIN && bend >= BEND_MIN && peak !== null;

/** null: too little was typed, or not by hand. */
function rhythmOf(streams: StreamReadings | null): readonly number[] | null {
  const [rhythm, keys] = [read<Streams['rhythm']>(streams?.rhythm), read<Streams['keys']>(streams?.keys)];
  const { dwellMs = null, gapMs = null } = rhythm ?? {};
  if (keys === null || dwellMs === null || gapMs === null) return null;
  if (keys.char < CHARACTERS_MIN || gapMs.p50 < TOOL_GAP_MS) return null;
  return [dwellMs.p10, dwellMs.p50, dwellMs.p90, gapMs.p10, gapMs.p50, gapMs.p90].map(ms => Math.log(ms + 20));
}

const read = <T>(reading: Reading<T> | undefined): T | null =>
  reading === undefined || isMissing(reading) ? null : reading;
