/** What one tool shows of itself wherever it comes from; null: not known. Nothing in it names a person. */
export type LoginShape = {
  /** The User-Agent header. */
  readonly agent: string;
  /** The names of its request's headers, in their order. */
  readonly headers: string | null;
  readonly ja4: string | null;
  /** The device's image: its recallId. */
  readonly image: string | null;
  readonly asn: number | null;
  /** How long the page was open, in steps of a half octave. */
  readonly timing: number | null;
  /** A keyed hash of the password's sketch. */
  readonly password: string | null;
};

/** What may be the same of a campaign's logins, whatever else differs; the first that is is the one. */
export const CUTS = ['password', 'image', 'tool', 'agent-network', 'agent-timing'] as const;
export type Cut = (typeof CUTS)[number];

/** A campaign by one of these has no name: named in records, it would tell which accounts have the same password. */
export const UNNAMED: ReadonlySet<Cut> = new Set(['password']);

const PARTS: Readonly<Record<Cut, (shape: LoginShape) => readonly (string | number | null)[]>> = {
  // One word that is tried on many accounts, be it by a thousand tools.
  password: it => [it.password],
  image: it => [it.image],
  tool: it => [it.agent, it.headers, it.ja4],
  'agent-network': it => [it.agent, it.asn],
  'agent-timing': it => [it.agent, it.timing],
};
/** An edge hands over one of these, another the other, some neither: one beside the agent is enough. */
const OPTIONAL: ReadonlySet<Cut> = new Set(['tool']);

export type CutKey = { readonly cut: Cut; readonly key: string };

/** In the order of `CUTS`; those are left out of which a part is not known. */
export function cutsOf(shape: LoginShape): readonly CutKey[] {
  return CUTS.flatMap(cut => {
    const parts = PARTS[cut](shape);
    const known = parts.filter(it => it !== null).length;
    const least = OPTIONAL.has(cut) ? parts.length - 1 : parts.length;
    return known < least ? [] : [{ cut, key: JSON.stringify([cut, ...parts]) }];
  });
}

/** These come and go with the visit, not with the tool. */
const OF_THE_VISIT: ReadonlySet<string> = new Set(['cookie', 'content-length', 'referer', 'if-none-match']);

/** What a cut's key says, the other way round; of a password nothing is told. */
export type ShapeParts = {
  readonly cut: Cut;
  readonly agent: string | null;
  readonly headers: string | null;
  readonly ja4: string | null;
  readonly recallId: string | null;
  readonly asn: number | null;
  /** How long the page was open, at the least. */
  readonly openMs: number | null;
};

const NO_PARTS = { agent: null, headers: null, ja4: null, recallId: null, asn: null, openMs: null };

/** @param key null: it is not told, which is a password's. */
export function readShape(key: string | null): ShapeParts {
  if (key === null) return { cut: 'password', ...NO_PARTS };
  const [cut, ...parts]: readonly [Cut, ...(string | number | null)[]] = JSON.parse(key);
  const [first = null, second = null, third = null] = parts;
  const agent = text(first);
  if (cut === 'image') return { cut, ...NO_PARTS, recallId: agent };
  if (cut === 'tool') return { cut, ...NO_PARTS, agent, headers: text(second), ja4: text(third) };
  if (cut === 'agent-network') return { cut, ...NO_PARTS, agent, asn: Number(second) };
  return { cut, ...NO_PARTS, agent, openMs: Math.round(2 ** (Number(second) / 2)) };
}

const text = (part: string | number | null): string | null => (part === null ? null : String(part));

/** null: the backend did not say. */
export function headerOrderOf(headers: readonly (readonly [name: string, value: string])[] | null): string | null {
  if (headers === null) return null;
  return headers
    .map(([name]) => name.toLowerCase())
    .filter(name => !OF_THE_VISIT.has(name))
    .join();
}

/** @param ms that the page was open. */
export const timingStepOf = (ms: number): number => Math.floor(2 * Math.log2(Math.max(1, ms)));
