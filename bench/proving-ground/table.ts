import { shareInterval } from '../share-interval.ts';
import type { Judgement } from './judged-again.ts';
import type { PeersSaid } from './peers.ts';
import { faultOf, isWrong, type Row, type Run } from './rows.ts';

const VERDICT_ORDER = ['NG', 'REVIEW', 'OK'];
const REASONS_MAX = 6;
const percent = (share: number): string => `${(100 * share).toFixed(0)}`;

type Cells = readonly [string, string, string, string, string, string];
const HEAD: Cells = ['visitor', 'runs', 'verdicts', 'BotD', 'fpscanner', 'reasons, how often'];

/** @param of which of a run's two judgements. */
export function table(rows: readonly Row[], of: (run: Run) => Judgement): string[] {
  const lines = [HEAD, ...rows.map(it => cellsOf(it, of))];
  const widths = HEAD.map((_, i) => Math.max(...lines.map(it => [...(it[i] ?? '')].length)));
  return lines.map(line => line.map((cell, i) => (i === 5 ? cell : cell.padEnd(widths[i] ?? 0))).join('  '));
}

function cellsOf(row: Row, of: (run: Run) => Judgement): Cells {
  const { name, kind, runs, failures } = row;
  if (kind === 'untested') return [name, '', 'not tested', '', '', 'npm run bench:bots -- --command "… {url}"'];
  const judged = runs.map(of);
  const wrong = judged.filter(it => isWrong(kind, it)).length;
  const mark = wrong === 0 ? '' : kind === 'limit' ? ' (known limit)' : kind === 'person' ? ' REFUSED' : ' PASSED';
  const lost = failures.length === 0 ? '' : ` ${failures.length} NO VERDICT`;
  const peer = (which: keyof PeersSaid) => countPeers(runs, which);
  const reasons =
    failures[0] ??
    common(
      judged.flatMap(it => it.reasons),
      judged.length,
    );
  return [name, `${runs.length}`, verdicts(judged) + mark + lost, peer('botd'), peer('fpscanner'), reasons];
}

function verdicts(judged: readonly Judgement[]): string {
  return VERDICT_ORDER.flatMap(verdict => {
    const count = judged.filter(it => it.verdict === verdict).length;
    return count === 0 ? [] : [`${verdict} ${count}`];
  }).join(' ');
}

/** In how many of the visits where it answered it said bot. */
function countPeers(runs: readonly Run[], which: keyof PeersSaid): string {
  const said = runs.flatMap(it => it.peers?.[which] ?? []);
  return said.length === 0 ? '–' : `bot ${said.filter(it => it.bot).length}/${said.length}`;
}

function common(codes: readonly string[], runs: number): string {
  // The sort is stable: among equals those stay before that weighed more.
  const counted = [...Map.groupBy(codes, it => it)].map(([code, all]) => ({ code, times: all.length }));
  counted.sort((a, b) => b.times - a.times);
  const shown = counted.slice(0, REASONS_MAX).map(it => (it.times === runs ? it.code : `${it.code} ${it.times}`));
  return shown.join(', ') + (counted.length > REASONS_MAX ? ` and ${counted.length - REASONS_MAX} more` : '');
}

/** What holds of all rows of a kind together, with how sure that is. */
export function sums(rows: readonly Row[], of: (run: Run) => Judgement): string[] {
  const line = (kind: 'tool' | 'person', what: string) => {
    const judged = rows.filter(it => it.kind === kind).flatMap(it => it.runs.map(of));
    if (judged.length === 0) return [];
    const wrong = judged.filter(it => isWrong(kind, it)).length;
    const { low, high } = shareInterval(wrong, judged.length);
    return [`${what}: ${wrong} of ${judged.length} (95 %: ${percent(low)} to ${percent(high)} %)`];
  };
  return [...line('tool', 'tools that passed as a person'), ...line('person', 'people who were not let in')];
}

/** How often each peer said bot, of tools and of people; of people also why. */
export function peerSums(rows: readonly Row[], labels: Readonly<Record<keyof PeersSaid, string>>): string[] {
  const said = (kind: Row['kind'], which: keyof PeersSaid) =>
    rows.filter(it => it.kind === kind).flatMap(it => it.runs.flatMap(run => run.peers?.[which] ?? []));
  return (['botd', 'fpscanner'] as const).map(which => {
    const [tools, people] = [said('tool', which), said('person', which)];
    const alarms = people.filter(it => it.bot);
    const why = [...new Set(alarms.flatMap(it => it.why.split(' ')))].join(' ');
    const ofTools = `${tools.filter(it => it.bot).length} of ${tools.length} visits of tools`;
    return `${labels[which]} said bot of ${ofTools} and ${alarms.length} of ${people.length} of people${why === '' ? '' : ` (${why})`}`;
  });
}

export const faults = (rows: readonly Row[]): string[] =>
  rows.flatMap(row => {
    const fault = faultOf(row);
    return fault === null ? [] : [`${row.name}: ${fault}`];
  });
