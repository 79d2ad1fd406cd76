import { createHash } from 'node:crypto';
import { laidOut } from '../../../server/core/layout-problem.ts';
import { PROOF_HEADER, TOKEN_FIELD, TOKEN_SEPARATOR } from '../../../shared/constants.ts';
import { collectReplySchema, nonceReplySchema, type Report } from '../../../shared/wire/report.ts';
import { DeviceSigner } from '../../../test/support/device-signer.ts';
import { send } from '../../../test/support/gate-client.ts';
import { personReport, tokenField } from '../../../test/support/person-report.ts';
import type { Lab, Visitor } from '../visitor.ts';
import { browserHeaders, type Headers, originOf, postLogin } from './posts.ts';

/** What somebody heard of a person's visit: all that went over the wire. */
type Overheard = { readonly token: string; readonly body: string; readonly proof: string; readonly headers: Headers };

async function overhear(lab: Lab): Promise<Overheard> {
  const desk = await lab.desk();
  const visit = await desk.open({ browser: 'chromium', url: lab.url });
  lab.atEnd(() => visit.close());
  await visit.logIn({ user: `first.${lab.user}` });
  await lab.judged();
  await visit.close();
  const { reports, logins, loginHeaders } = lab.seen;
  const report = reports.at(-1);
  const token = new URLSearchParams(logins.at(-1)).get(TOKEN_FIELD);
  if (report === undefined || token === null) throw new Error('the first visit posted no report, or no token');
  const cookie = headerValue(loginHeaders, 'cookie');
  const headers = { ...browserHeaders(lab), ...(cookie === '' ? {} : { Cookie: cookie }) };
  return { token, body: report.body, proof: headerValue(report.headers, PROOF_HEADER), headers };
}

const headerValue = (raw: readonly string[], name: string): string =>
  raw[raw.findIndex((it, i) => i % 2 === 0 && it.toLowerCase() === name) + 1] ?? '';

async function handIn(lab: Lab, headers: Headers, field: string, times: number): Promise<void> {
  await postLogin(lab, headers, { [TOKEN_FIELD]: field });
  await lab.judged({ times });
}

const collect = (lab: Lab, headers: Headers, body: string, proof: string) =>
  send(originOf(lab), '/v1/collect?site=pk_demo&v=1', {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json', ...(proof === '' ? {} : { [PROOF_HEADER]: proof }) },
    body,
  });

async function nonceFor(lab: Lab, headers: Headers): Promise<string> {
  const { text } = await send(originOf(lab), '/v1/nonce?site=pk_demo&v=1', { headers });
  return nonceReplySchema.parse(JSON.parse(text)).nonce;
}

async function replayToken(lab: Lab): Promise<void> {
  const { token, headers } = await overhear(lab);
  await handIn(lab, headers, token, 2);
}

/** The field that a posted report earns: its token, or, where the gate refuses it, the report itself as of a page without a gate. */
async function fieldFor(lab: Lab, { headers, body, proof, summary }: Posted): Promise<string> {
  const { status, text } = await collect(lab, headers, body, proof);
  if (status === 200) return collectReplySchema.parse(JSON.parse(text)).token + TOKEN_SEPARATOR + summary;
  const { nonce: _, ...bare } = JSON.parse(body);
  return TOKEN_SEPARATOR + Buffer.from(JSON.stringify(bare)).toString('base64url');
}
type Posted = { readonly headers: Headers; readonly body: string; readonly proof: string; readonly summary: string };
const summaryOf = (field: string): string => field.split(TOKEN_SEPARATOR)[1] ?? '';

async function replayReport(lab: Lab): Promise<void> {
  const { token, body, proof, headers } = await overhear(lab);
  await handIn(lab, headers, await fieldFor(lab, { headers, body, proof, summary: summaryOf(token) }), 2);
}

type Forged = {
  readonly report: { readonly session?: string | undefined };
  readonly summary: string;
  /** With the boxes of the nonce computed. */
  readonly solve?: boolean;
};

/** A report under a nonce and a device key of one's own. Nothing here needs an engine. */
async function forge(lab: Lab, headers: Headers, { report, summary, solve }: Forged): Promise<string> {
  const nonce = await nonceFor(lab, headers);
  const body = JSON.stringify({ ...report, nonce, ...(solve ? { layout: laidOut(nonce) } : {}) });
  const digest = createHash('sha256').update(body).digest('base64url');
  const said = { siteKey: 'pk_demo', origin: originOf(lab), nonce, session: report.session ?? '', digest };
  return fieldFor(lab, { headers, body, proof: new DeviceSigner().sign(said), summary });
}

async function forgeFromHeard(lab: Lab): Promise<void> {
  const { token, body, headers } = await overhear(lab);
  await handIn(lab, headers, await forge(lab, headers, { report: JSON.parse(body), summary: summaryOf(token) }), 2);
}

/** In one language throughout, and otherwise as made up as it may be. */
async function forgeFromNothing(lab: Lab, more: Partial<Report> = {}, solve = false): Promise<void> {
  const headers = browserHeaders(lab);
  const languages = { language: 'en-US', languages: ['en-US', 'en'] };
  const report = { ...personReport, signals: { ...personReport.signals, languages }, ...more };
  const summary = summaryOf(tokenField(''));
  await handIn(lab, headers, await forge(lab, headers, { report, summary, solve }), 1);
}

const plain = (name: string, visit: Visitor['visit'], more: Partial<Visitor> = {}): Visitor => ({
  name,
  kind: 'tool',
  needs: [],
  ...more,
  visit,
});
const LIMIT = { kind: 'limit' } as const;
const AFTER_PERSON = { needs: ['chromium', 'xvfb', 'xdotool'] } as const;

async function justPost(lab: Lab, headers: Headers): Promise<void> {
  await postLogin(lab, headers);
  await lab.judged();
}

export const WITHOUT_BROWSER: readonly Visitor[] = [
  plain('plain HTTP', lab => justPost(lab, { 'User-Agent': 'curl/8.14.1', Accept: '*/*' }), { short: true }),
  plain('plain HTTP, a browser’s headers', lab => justPost(lab, browserHeaders(lab))),
  plain('token of a person, for another account', replayToken, AFTER_PERSON),
  plain('report of a person, posted again', replayReport, AFTER_PERSON),
  plain('report of a person, new nonce and key', forgeFromHeard, AFTER_PERSON),
  plain('report made up, new nonce and key', lab => forgeFromNothing(lab)),
  plain('report made up, the boxes guessed', lab =>
    forgeFromNothing(lab, { layout: [0, 120, 120, 300, 420, 500, 0, 90] }),
  ),
  // What slow networks and strict policies look like, too, until a site's own visits have shown that its people do not (decision 018).
  plain('report made up, no second script', lab => forgeFromNothing(lab, { layout: { missing: 'blocked' } }), LIMIT),
  // Who copies the gate's own solver (docs/THREATS.md).
  plain('report made up, the boxes computed', lab => forgeFromNothing(lab, {}, true), LIMIT),
];
