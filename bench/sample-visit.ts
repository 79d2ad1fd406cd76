import { laidOut } from '../server/core/layout-problem.ts';
import { TOKEN_SEPARATOR } from '../shared/constants.ts';
import type { Report, Summary } from '../shared/wire/report.ts';
import type { ScreeningQuestion } from '../shared/wire/screening.ts';
import { ownHand } from '../test/support/own-hand.ts';
import { PEOPLE } from '../test/support/people.ts';
import { memberOf } from './crowd.ts';

/** A person's visit, so that what is measured is the way that nearly all go. */
export const { userAgent: USER_AGENT, signals: SIGNALS, hands: STREAMS } = PEOPLE.chromeOnWindows;

/** A report but for what differs from one page view to the next, without its opening brace. */
const REST_OF_REPORT = restOfReport();

function restOfReport(): string {
  const report: Report = { v: 1, session: '303gI-4LzQWYWoNIRBWSrA', signals: SIGNALS, streams: STREAMS };
  return JSON.stringify(report).slice(1);
}

/** The body of /v1/collect, with the answer to what its page was asked to lay out. */
export const reportBody = (nonce: string): string =>
  `{"nonce":"${nonce}","layout":${JSON.stringify(laidOut(nonce))},${REST_OF_REPORT}`;

/** Each by a hand of his own: one hand for all would be a replay. */
function summaryOf(id: string): string {
  const summary: Summary = { v: 1, streams: ownHand(STREAMS, id) };
  return Buffer.from(JSON.stringify(summary)).toString('base64url');
}

/** The `n`th account's login, from its home. */
export function screeningBody(token: string, n: number, origin: string): string {
  const { id, ip } = memberOf(n);
  const question: ScreeningQuestion = {
    domain: 'access',
    action: 'login',
    phase: 'succeeded',
    token: `${token}${TOKEN_SEPARATOR}${summaryOf(id)}`,
    origin,
    session: '303gI-4LzQWYWoNIRBWSrA',
    account: { id, email: `${id}@example.test` },
    client: {
      ip,
      userAgent: USER_AGENT,
      headers: [
        ['Accept-Language', 'ja,en-US;q=0.9,en;q=0.8'],
        ['Content-Type', 'application/x-www-form-urlencoded'],
        ['User-Agent', USER_AGENT],
      ],
    },
  };
  return JSON.stringify(question);
}
