import { type Judgement, judgedAgain, LINUX_ALONE } from './judged-again.ts';
import type { ProvingGround, Visited } from './lab.ts';
import type { PeersSaid } from './peers.ts';
import type { Visitor } from './visitor.ts';

export type Run = {
  readonly judgement: Judgement;
  readonly withoutLinux: Judgement;
  readonly score: number;
  readonly evidence: readonly unknown[];
  readonly features: Readonly<Record<string, unknown>>;
  readonly peers: PeersSaid | null;
};
/** `failures`: visits that got no verdict, and why. */
export type Row = Pick<Visitor, 'name' | 'kind'> & {
  readonly runs: readonly Run[];
  readonly failures: readonly string[];
};

export async function rowOf(
  visitor: Visitor,
  ground: ProvingGround,
  times: number,
  say: (line: string) => void,
): Promise<Row> {
  const runs: Run[] = [];
  const failures: string[] = [];
  const { name, kind } = visitor;
  if (kind === 'untested') return { name, kind, runs, failures };
  for (let nth = 1; nth <= times; nth++) {
    const startedAt = performance.now();
    try {
      const run = runOf(await ground.visit(visitor));
      runs.push(run);
      const { verdict, bot, reasons } = run.judgement;
      say(`${name} ${nth}/${times}: ${verdict} ${bot} ${run.score} [${reasons.join(' ')}] ${seconds(startedAt)}`);
    } catch (error) {
      // Protocol errors bring a stack along.
      failures.push((error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '');
      say(`${name} ${nth}/${times}: NO VERDICT ${failures.at(-1)} ${seconds(startedAt)}`);
    }
  }
  return { name, kind, runs, failures };
}

const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(1)} s`;

function runOf({ screening, peers }: Visited): Run {
  const { verdict, bot, reasons, score, evidence, features } = screening;
  const codes = reasons.filter(it => it.audience === 'analyst').map(it => it.code);
  return {
    judgement: { verdict, bot: bot.verdict, reasons: codes },
    withoutLinux: judgedAgain(screening, LINUX_ALONE),
    score,
    evidence,
    features,
    peers,
  };
}

/** A program must not be taken for a person, whatever else its login is asked for; a person is to be let in, and no less. */
export const isWrong = (kind: Row['kind'], { verdict, bot }: Judgement): boolean =>
  kind === 'person' ? verdict !== 'OK' : bot === 'human';

/** Why this row fails the run; null: it does not. */
export function faultOf(row: Row): string | null {
  if (row.kind === 'untested' || row.kind === 'limit') return null;
  if (row.failures.length > 0) return `${row.failures.length} without a verdict: ${row.failures[0]}`;
  const wrong = row.runs.filter(it => isWrong(row.kind, it.judgement)).length;
  if (wrong === 0) return null;
  return `${wrong} of ${row.runs.length} ${row.kind === 'person' ? 'refused' : 'passed as a person'}`;
}
