import assert from 'node:assert/strict';
import { collectReplySchema } from '../../shared/wire/report.ts';
import type { ScreeningAnswer } from '../../shared/wire/screening.ts';
import { type GateClient, type Question, question } from '../support/gate-client.ts';
import { personReport, tokenField } from '../support/person-report.ts';

/** Each request over a connection of its own: so that it may reach any process. */
const ALONE = { connection: 'close' } as const;
const GUESSED_ACCOUNTS = 54;

export type StoryAnswer = Pick<
  ScreeningAnswer,
  'verdict' | 'score' | 'bot' | 'takeover' | 'mode' | 'wouldBe' | 'decidedBy'
> & {
  readonly step: string;
  readonly reasons: readonly string[];
  readonly replayed: boolean;
};

/**
 * A person who logs in from her browser, her token used again and again, a fraud that is reported, and someone who tries one password on
 * many accounts. What each step is told rests on all that came before it, whichever gate it came to: `next` hands out the gates.
 */
export async function tellStory(next: () => GateClient): Promise<readonly StoryAnswer[]> {
  const told: StoryAnswer[] = [];
  const cookies = new Map<string, string>();
  const ask = async (step: string, it: Question): Promise<ScreeningAnswer> => {
    const answer = await next().ask(it, ALONE);
    told.push(judgementOf(step, answer));
    return answer;
  };
  const hanako = { id: 'hanako@example.jp' };
  const first = await visit(next, cookies, 'home');
  await ask('an attempt', { account: hanako, phase: 'attempted', token: first });
  await ask('its success', { account: hanako, token: first });
  await ask('the same sent twice', { account: hanako, token: first });
  await ask('her token for another', { account: { id: 'taro@example.jp' }, token: first });
  for (const time of ['second', 'third', 'fourth']) {
    await ask(`her ${time} login`, { account: hanako, token: await visit(next, cookies, 'home') });
  }
  const elsewhere = { account: hanako, client: { ...question().client, ip: '198.51.100.9' } };
  const stolen = await ask('from elsewhere', { ...elsewhere, token: await visit(next, cookies, 'thief') });
  await next().outcome(stolen.id, { result: 'fraud', source: 'desk' });
  await ask('from elsewhere once more', { ...elsewhere, token: await visit(next, cookies, 'thief') });
  for (let n = 0; n < GUESSED_ACCOUNTS; n++) {
    const token = await visit(next, cookies, 'thief');
    await ask(`guess ${n}`, { ...elsewhere, account: { id: `guess-${n}` }, phase: 'failed', token });
  }
  await ask('her login after all that', { account: hanako, token: await visit(next, cookies, 'home') });
  return told;
}

async function visit(next: () => GateClient, cookies: Map<string, string>, browser: string): Promise<string> {
  const cookie = cookies.get(browser);
  const nonce = await next().nonce();
  const headers = cookie === undefined ? ALONE : { ...ALONE, cookie };
  const reply = await next().sendReport({ ...personReport, nonce }, headers);
  assert.equal(reply.status, 200, reply.text);
  const [set = ''] = reply.headers['set-cookie'] ?? [];
  cookies.set(browser, set.split(';')[0] ?? '');
  return tokenField(collectReplySchema.parse(JSON.parse(reply.text)).token);
}

function judgementOf(step: string, answer: ScreeningAnswer): StoryAnswer {
  const { verdict, score, bot, takeover, mode, wouldBe, decidedBy, reasons, replayed = false } = answer;
  const said = reasons.map(it => `${it.code} ${it.weight} ${it.counted} ${JSON.stringify(it.facts)}`);
  return { step, verdict, score, bot, takeover, mode, wouldBe, decidedBy, reasons: said, replayed };
}
