import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import type { ScreeningView } from '../../shared/wire/screening.ts';
import { eventually } from '../support/eventually.ts';
import type { GateClient } from '../support/gate-client.ts';
import type { Answered } from './steady-load.ts';

const AT_ONCE = 8;
const WITHIN_MS = 30_000;

/**
 * Every one of them can be read back as it was answered. Those that waited on the gate's own disk come within seconds, and take the
 * place of what a commit left that was carried out too late to be answered.
 */
export async function assertNothingLost(gate: GateClient, answered: readonly Answered[]): Promise<void> {
  assert.ok(answered.length > 0, 'something was answered');
  let missing = answered;
  await eventually(
    `all of ${answered.length} answered screenings can be read`,
    async () => {
      missing = await missingOf(gate, missing);
      return missing.length === 0;
    },
    { withinMs: WITHIN_MS, seen: () => `${missing.length} missing, such as ${JSON.stringify(missing[0]?.answer)}` },
  );
}

/** Those that cannot be read, or not now, or read otherwise than they were answered. */
export async function missingOf(gate: GateClient, answered: readonly Answered[]): Promise<readonly Answered[]> {
  const missing: Answered[] = [];
  const queue = answered.values();
  const reader = async (): Promise<void> => {
    for (const it of queue) {
      const { status, text } = await gate.get(`/v1/screenings/${it.answer.id}`);
      if (status !== 200 || !isSame(JSON.parse(text), it)) missing.push(it);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, reader));
  return missing;
}

/** What was answered before under the same key is the same but for saying so. */
function isSame(view: ScreeningView, { answer: { replayed: _, ...answer } }: Answered): boolean {
  const { createdAt, domain, action, phase, channel, outcome, outcomes, ...stored } = view;
  return isDeepStrictEqual(stored, answer);
}

/** The searches find each account that was answered exactly once, and no screening twice. */
export async function assertNothingTwice(gate: GateClient, answered: readonly Answered[]): Promise<void> {
  const wanted = new Set(answered.map(it => it.answer.account?.ref ?? ''));
  let stored: readonly ScreeningView[] = [];
  await eventually(
    `${wanted.size} accounts can be searched`,
    async () => {
      stored = await everyScreening(gate);
      const there = new Set(stored.map(it => it.account?.ref));
      return [...wanted].every(ref => there.has(ref));
    },
    { withinMs: WITHIN_MS, seen: () => `${stored.length} found` },
  );
  const times = Map.groupBy(stored, it => it.account?.ref ?? '');
  const twice = [...wanted].filter(ref => times.get(ref)?.length !== 1);
  assert.equal(twice.length, 0, `asked about once, stored twice: ${JSON.stringify(times.get(twice[0] ?? ''))}`);
  assert.equal(new Set(stored.map(it => it.id)).size, stored.length);
}

async function everyScreening(gate: GateClient): Promise<readonly ScreeningView[]> {
  const all: ScreeningView[] = [];
  let cursor: string | null = null;
  do {
    const query: Record<string, string> = { limit: '100', ...(cursor === null ? {} : { cursor }) };
    const page: Awaited<ReturnType<typeof gate.search>> = await gate.search(query);
    all.push(...page.items);
    cursor = page.next;
  } while (cursor !== null);
  return all;
}
