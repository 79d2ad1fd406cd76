import assert from 'node:assert/strict';
import { accountDataSchema } from '../../shared/wire/account-data.ts';
import {
  type ScreeningAnswer,
  type ScreeningQuestion,
  type ScreeningView,
  screeningAnswerSchema,
  screeningsPageSchema,
} from '../../shared/wire/screening.ts';

export type NewestScreening = {
  readonly features: Readonly<Record<string, unknown>>;
  readonly codes: readonly string[];
};

const DEMO_KEY = { authorization: 'Bearer sk_demo' };

/** What the demo's backend key sees and asks, each answer parsed by the wire contract. */
export const screenings = {
  /** The stored screenings of an account, the oldest first. */
  async of(serverUrl: string, account: string): Promise<ScreeningView[]> {
    const query = new URLSearchParams({ account, limit: '100' });
    const reply = await fetch(`${serverUrl}/v1/screenings?${query}`, { headers: DEMO_KEY });
    assert.equal(reply.status, 200, `the account's screenings can be read: ${await reply.clone().text()}`);
    return screeningsPageSchema.parse(await reply.json()).items.reverse();
  },
  /** The account's last one, with the features it was judged by. */
  async newest(serverUrl: string, account: string): Promise<NewestScreening> {
    const reply = await fetch(`${serverUrl}/v1/accounts/${encodeURIComponent(account)}/data?limit=1`, {
      headers: DEMO_KEY,
    });
    const [newest] = accountDataSchema.parse(await reply.json()).screenings;
    assert.ok(newest, `a screening of ${account}`);
    return { features: newest.features, codes: newest.reasons.map(it => it.code) };
  },
  async ask(
    serverUrl: string,
    question: Partial<ScreeningQuestion>,
    headers: Record<string, string> = {},
  ): Promise<ScreeningAnswer> {
    const body = {
      domain: 'access',
      action: 'login',
      phase: 'succeeded',
      client: { ip: '127.0.0.1', userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0' },
      ...question,
    } satisfies ScreeningQuestion;
    const reply = await fetch(`${serverUrl}/v1/screenings`, {
      method: 'POST',
      headers: { ...DEMO_KEY, 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    assert.equal(reply.status, 200, `the screening is answered: ${await reply.clone().text()}`);
    return screeningAnswerSchema.parse(await reply.json());
  },
  /** The detectors that spoke; what is said to the customer is not one of them. */
  codes: (answer: ScreeningAnswer): string[] =>
    answer.reasons.filter(reason => reason.audience === 'analyst').map(reason => reason.code),
};
