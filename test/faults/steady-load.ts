import { setTimeout as pause } from 'node:timers/promises';
import { type ScreeningAnswer, screeningAnswerSchema } from '../../shared/wire/screening.ts';
import { type GateClient, type Question, question, type Reply } from '../support/gate-client.ts';

export type Asked = {
  /** Of its own: whoever is asked twice about it would show. */
  readonly account: string;
  /** performance.now() */
  readonly sentAt: number;
  /** As the caller waited. */
  readonly tookMs: number;
  /** null: refused, or the connection broke. */
  readonly answer: ScreeningAnswer | null;
  /** The refusal, or the broken connection's error. */
  readonly reply: Reply | Error;
};

export type Answered = Asked & { readonly answer: ScreeningAnswer };

export type SteadyLoad = {
  readonly asked: readonly Asked[];
  readonly answered: () => readonly Answered[];
  /** Each caller ends what it has in work. */
  readonly stop: () => Promise<void>;
};

let loads = 0;
const CALLERS = 4;
const PAUSE_MS = 15;

/**
 * Callers that ask one after the other, each about a new account and with an Idempotency-Key of its own. As a backend does it: a
 * broken connection is tried again, with the same key.
 */
export function steadyLoad(
  gates: readonly GateClient[],
  { callers = CALLERS, pauseMs = PAUSE_MS, ask = {}, tries = 1 }: LoadOptions = {},
): SteadyLoad {
  const asked: Asked[] = [];
  const isAnswered = (it: Asked): it is Answered => it.answer !== null;
  const name = `steady-${++loads}`;
  let stopped = false;
  let count = 0;
  const caller = async (): Promise<void> => {
    while (!stopped) {
      const n = count++;
      for (let left = tries; left > 0; left--) {
        const it = await askOnce(gates[(n + left) % gates.length], `${name}-${n}`, ask);
        asked.push(it);
        if (!(it.reply instanceof Error)) break;
        await pause(pauseMs);
      }
      await pause(pauseMs);
    }
  };
  const all = Promise.all(Array.from({ length: callers }, caller));
  return {
    asked,
    answered: () => asked.filter(isAnswered),
    stop: async () => {
      stopped = true;
      await all;
    },
  };
}

export type LoadOptions = {
  readonly callers?: number;
  readonly pauseMs?: number;
  readonly ask?: Question;
  /** How often a question is asked whose connection breaks. */
  readonly tries?: number;
};

async function askOnce(gate: GateClient | undefined, account: string, ask: Question): Promise<Asked> {
  if (gate === undefined) throw new Error('there is no gate to ask');
  const sentAt = performance.now();
  const body = question({ ...ask, account: { id: account } });
  const reply = await gate.sendQuestion(body, { 'idempotency-key': account }).catch(error => error);
  const tookMs = performance.now() - sentAt;
  const isAnswer = !(reply instanceof Error) && reply.status === 200;
  const answer = isAnswer ? screeningAnswerSchema.parse(JSON.parse(reply.text)) : null;
  return { account, sentAt, tookMs, answer, reply };
}

/** What came of them, as lines: replies and errors hold half a process, and a failing assertion shows all of what it compares. */
export const linesOf = (asked: readonly Asked[]): readonly string[] =>
  asked
    .slice(0, 3)
    .map(
      ({ account, reply }) => `${account}: ${reply instanceof Error ? reply.message : `${reply.status} ${reply.text}`}`,
    );

export const isDegraded = ({ answer }: Answered): boolean => answer.degraded?.includes('state') === true;

/** The nearest-rank quantile; 0 of nothing. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0;
}
