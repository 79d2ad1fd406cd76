import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

/** One line of a bench: what was measured, its budget where it has one, and the same of a peer. */
export type Figure = {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly budget?: { readonly atMost: number } | { readonly atLeast: number };
  readonly peers?: readonly Peer[];
  readonly note?: string;
};

export type Peer = { readonly name: string; readonly value: number };

/** A value that could not be measured is over its budget too. */
export function isOver({ value, budget }: Figure): boolean {
  if (budget === undefined) return false;
  return 'atMost' in budget ? !(value <= budget.atMost) : !(value >= budget.atLeast);
}

/** `what: figure (budget …) OK|OVER · peer figure`. */
export function figureLine(figure: Figure): string {
  const { what, value, unit, peers = [], note } = figure;
  const beside = peers.map(peer => ` · ${peer.name} ${amount(peer.value, unit)}`).join('');
  return `${what}: ${amount(value, unit)}${verdict(figure)}${beside}${note === undefined ? '' : ` · ${note}`}`;
}

function verdict(figure: Figure): string {
  const { budget, unit } = figure;
  if (budget === undefined) return '';
  const [sign, limit] = 'atMost' in budget ? ['≤', budget.atMost] : ['≥', budget.atLeast];
  return ` (budget ${sign} ${amount(limit, unit)}) ${isOver(figure) ? 'OVER' : 'OK'}`;
}

/** Three digits are more than a bench on a shared machine can tell. */
function amount(value: number, unit: string): string {
  const digits = unit === 'B' || Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return `${value.toLocaleString('en', { maximumFractionDigits: digits })} ${unit}`;
}

export const machineLine = (): string =>
  `Node ${process.version}, ${availableParallelism()} cores; what else runs on them shows in the figures`;

export function writeFigures(file: string, figures: readonly Figure[]): void {
  const shown = figures.map(it => ({ ...it, over: isOver(it) }));
  writeFileSync(file, `${JSON.stringify(shown, null, 2)}\n`);
}

/** Says whether every figure keeps its budget, and which do not. */
export function showVerdict(figures: readonly Figure[]): boolean {
  const over = figures.filter(isOver);
  console.log(over.length === 0 ? '\nall budgets kept' : `\nOVER: ${over.map(it => it.what).join('; ')}`);
  return over.length === 0;
}
