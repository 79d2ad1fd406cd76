import type { Engine, System } from './features/browser.ts';
import type { NetworkPoint } from './networks/moved.ts';
import type { NetworkKind } from './networks/network-kind.ts';

/** How a session of the site began: where its login came from, and which browser it was. What is done in it later is compared with this. */
export type SessionStart = {
  /** A mark of the account. */
  readonly account: string;
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
  account: string,
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
export function writeSessionStart({ account, network, origin, key, engine, system, moveGapMs }: SessionStart): string {
  const { family, asn, kind } = network;
  const packed: Packed = [account, family, asn, kind, origin, key, engine, system, moveGapMs];
  return JSON.stringify(packed);
}

export function readSessionStart(member: string): SessionStart {
  const [account, family, asn, kind, origin, key, engine, system, moveGapMs]: Packed = JSON.parse(member);
  return { account, network: { family, asn, kind }, origin, key, engine, system, moveGapMs };
}
