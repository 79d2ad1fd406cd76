import { TOKEN_SEPARATOR, WIRE_VERSION } from '../../shared/constants.ts';
import type { Report, StreamReadings, Summary } from '../../shared/wire/report.ts';
import { ownHand } from './own-hand.ts';
import { PEOPLE } from './people.ts';

/** One person for the tests over HTTP, where who it is does not matter. */
export const { userAgent: PERSON_USER_AGENT, signals: personSignals, hands: personStreams } = PEOPLE.chromiumOnLinux;

/** Snapshots as the report is posted: the page was just opened. */
const EARLY_STREAMS: StreamReadings = {
  page: { ageMs: 640, firstInteractionMs: null, submitMs: null, hiddenMs: 0, restored: false },
};

/** Body of a collect, without its nonce. */
export const personReport: Omit<Report, 'nonce'> = {
  v: WIRE_VERSION,
  signals: personSignals,
  streams: EARLY_STREAMS,
};

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** `token~summary`, as the agent writes it into the form; each token's by another hand. */
export function tokenField(token: string, streams: StreamReadings = personStreams): string {
  const summary: Summary = { v: WIRE_VERSION, streams: ownHand(streams, token) };
  return token + TOKEN_SEPARATOR + encoded(summary);
}

let unattestedCount = 0;

/** `~report`: the field of a form whose page could not reach the gate; each by another hand. */
export function unattestedField(report: Omit<Report, 'nonce'> = { ...personReport, streams: personStreams }): string {
  const streams = ownHand(report.streams, `unattested ${unattestedCount++}`);
  return TOKEN_SEPARATOR + encoded({ ...report, streams });
}
