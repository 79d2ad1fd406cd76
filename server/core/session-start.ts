import type { Engine, System } from './features/browser.ts';
import type { NetworkPoint } from './networks/moved.ts';
import type { NetworkKind } from './networks/network-kind.ts';

/** How a session of the site began: where its login came from, and which browser it was. What is done in it later is compared with this. */
export type SessionStart = {
  readonly network: NetworkPoint;
  /** A mark of the page's origin, for a browser has a key at each; '': none was said. */
  readonly origin: string;
  /** The key that was proved; '': none. */
  readonly key: string;
  /** null: not known. */
  readonly engine: Engine | null;
  readonly system: System | null;
  /** Between two moves of the mouse, the median; null: too few. */
  readonly moveGapMs: number | null;
};

type Packed = readonly [
  family: 4 | 6,
  asn: number | null,
  kind: NetworkKind | null,
  origin: string,
  key: string,
  engine: Engine | null,
  system: System | null,
  moveGapMs: number | null,
];

/** As a list's member. */
export function writeSessionStart({ network, origin, key, engine, system, moveGapMs }: SessionStart): string {
  const { family, asn, kind } = network;
  const packed: Packed = [family, asn, kind, origin, key, engine, system, moveGapMs];
  return JSON.stringify(packed);
}

export function readSessionStart(member: string): SessionStart {
  const [family, asn, kind, origin, key, engine, system, moveGapMs]: Packed = JSON.parse(member);
  return { network: { family, asn, kind }, origin, key, engine, system, moveGapMs };
}
