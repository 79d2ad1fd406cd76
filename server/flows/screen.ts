import { createHash } from 'node:crypto';
import type { StreamReadings } from '../../shared/wire/report.ts';
import type { ScreeningAnswer, ScreeningRequest } from '../../shared/wire/screening.ts';
import { type DecideOptions, type Decision, decide } from '../core/decide.ts';
import type { Domain } from '../core/domains/domain.ts';
import type { Facts, ReportFacts } from '../core/facts.ts';
import type { Policy } from '../core/policy.ts';
import { inShare } from '../core/share.ts';
import { readTokenUse, type TokenAsk, type TokenUseKind } from '../core/token-use.ts';
import { ProblemError } from '../errors.ts';
import { LIMITS } from '../limits.ts';
import type { Ports } from '../ports/ports.ts';
import type { ScreeningRecord } from '../ports/records.ts';
import type { Site } from '../ports/sites.ts';
import type { Commit, Loaded } from '../ports/state.ts';
import { type FormField, readFormField } from './form-field.ts';
import { isListedOrigin } from './origins.ts';
import { accountRefs, addressRefs, canonicalIp } from './references.ts';
import { readToken, type TokenReading } from './seals.ts';

export type ScreenOptions = {
  readonly policy: Policy;
  readonly domain: Domain;
  readonly timed: NonNullable<DecideOptions['timed']>;
  readonly dataVersions: Readonly<Record<string, string>>;
  /** `digest` of the body: the same key with another body is refused. */
  readonly idempotency: { readonly key: string; readonly digest: string } | null;
};

/** One question on its way: what was asked and what its token turned out to be. */
type Asked = {
  readonly site: Site;
  readonly request: ScreeningRequest;
  readonly now: number;
  readonly ip: string;
  readonly refs: readonly string[];
  readonly addressRefs: readonly string[];
  readonly addressRef: string;
  readonly field: FormField;
  readonly token: TokenReading | null;
};

/** Judges one action of one account. Resolves when the answer is stored; throws a ProblemError for a misused Idempotency-Key. */
export async function screen(
  ports: Ports,
  site: Site,
  request: ScreeningRequest,
  options: ScreenOptions,
): Promise<ScreeningAnswer> {
  const started = ports.clock.monotonic();
  const read = readAsked(ports, site, request);
  for (let tries = 0; tries < LIMITS.commitTriesMax; tries++) {
    const loaded = await ports.state.load({
      siteId: site.id,
      reportId: read.token?.state === 'genuine' ? read.token.reportId : null,
      accountRefs: read.refs,
      idempotencyKey: options.idempotency?.key ?? null,
    });
    const asked = underKnownKeys(read, loaded);
    const repeated = repeatOf(asked, loaded, options);
    if (repeated !== null) return replay(ports, asked, repeated, options);
    const commit = judgeOnce(ports, asked, loaded, options, started);
    if ((await ports.state.commit(commit)) === 'done') return commit.record.answer;
  }
  throw new ProblemError('busy');
}

function readAsked(ports: Ports, site: Site, request: ScreeningRequest): Asked {
  const now = ports.clock.now();
  const field = readFormField(request.token);
  const ip = canonicalIp(request.client.ip);
  const refs = request.account === undefined ? [] : accountRefs(ports.keys, site.id, request.account.id);
  const addresses = addressRefs(ports.keys, site.id, ip);
  const token = field.kind === 'token' ? readToken(ports.keys, site.id, now, field.token) : null;
  return { site, request, now, ip, refs, addressRefs: addresses, addressRef: addresses[0] ?? '', field, token };
}

/**
 * A change of secret splits nobody: an account goes on under the reference it was first seen with, a token's uses are compared
 * under the key they were stored with.
 */
function underKnownKeys(asked: Asked, { accountRef, uses }: Loaded): Asked {
  const refs = accountRef === null ? asked.refs : [accountRef, ...asked.refs.filter(it => it !== accountRef)];
  const used = asked.addressRefs.find(it => uses.some(({ address }) => address === it));
  return { ...asked, refs, addressRef: used ?? asked.addressRef };
}

const askOf = ({ request, refs, addressRef, now }: Asked): TokenAsk => ({
  account: refs[0] ?? null,
  address: addressRef,
  action: request.action,
  phase: request.phase,
  at: now,
});

/** The screening that this one only repeats, or null. */
function repeatOf(asked: Asked, loaded: Loaded, { idempotency }: ScreenOptions): string | null {
  if (idempotency !== null && loaded.idempotent !== null) {
    if (loaded.idempotent.digest !== idempotency.digest) throw new ProblemError('idempotency-key-reused');
    return loaded.idempotent.screeningId;
  }
  if (loaded.report === null) return null;
  const use = readTokenUse(loaded.uses, askOf(asked));
  return use.kind === 'repeat' ? use.of : null;
}

async function replay(
  ports: Ports,
  { site, refs, now }: Asked,
  id: string,
  options: ScreenOptions,
): Promise<ScreeningAnswer> {
  const stored = await ports.records.screening(site.id, id);
  if (stored === null) throw new Error('a repeated screening has no record');
  const idempotency = keptKey(options, now);
  await ports.state.countRepeat({ siteId: site.id, accountRefs: refs, now, screeningId: id, idempotency });
  return { ...stored.answer, replayed: true };
}

function judgeOnce(ports: Ports, asked: Asked, loaded: Loaded, options: ScreenOptions, started: number): Commit {
  const { site, refs, now } = asked;
  const use = loaded.report === null ? null : readTokenUse(loaded.uses, askOf(asked));
  const kind: TokenUseKind | null = use === null || use.kind === 'repeat' ? null : use.kind;
  const enforced = site.mode === 'enforce' && inShare(refs[0] ?? asked.addressRef, site.enforceShare);
  const decision = decide(factsOf(ports, asked, loaded, kind), {
    domain: options.domain,
    policy: options.policy,
    detectorsOff: new Set(site.detectorsOff),
    mode: enforced ? 'enforce' : 'observe',
    timed: options.timed,
  });
  const id = `scr_${now.toString(16).padStart(12, '0')}${ports.random.hex(10)}`;
  const answer = answerOf(id, asked, decision, enforced, options.policy, ports.clock.monotonic() - started);
  return {
    record: recordOf(ports, asked, loaded, decision, answer, options),
    token:
      // An abused token is spent: what comes on it later is judged, not remembered, and conflicts with nothing.
      loaded.report === null || kind === null || kind === 'abused'
        ? null
        : { reportId: loaded.report.id, seenUses: loaded.uses.length, use: { ...askOf(asked), screeningId: id } },
    account: decision.account === null ? null : { refs, login: decision.account.login },
    idempotency: keptKey(options, now),
  };
}

const keptKey = ({ idempotency }: ScreenOptions, now: number): Commit['idempotency'] =>
  idempotency === null ? null : { ...idempotency, expiresAt: now + LIMITS.idempotencyLifeMs };

function factsOf(ports: Ports, asked: Asked, loaded: Loaded, use: TokenUseKind | null): Facts {
  const { site, request, now, field, token } = asked;
  const origin = originAsked(request.origin);
  const reported = loaded.report?.origin ?? null;
  return {
    now,
    action: request.action,
    phase: request.phase,
    channel: request.channel,
    tokenExpected: site.agent === 'on' && (request.channel === 'web' || request.channel === 'webview'),
    token: tokenFacts(field, token, now, use),
    report: reportFacts(field, loaded),
    summary: field.kind === 'token' ? field.summary : null,
    client: { userAgent: request.client.userAgent, country: ports.geo.country(asked.ip) },
    origin: { asked: origin, reportListed: reported === null ? null : isListedOrigin(site, reported) },
    session: request.session || null,
    account: request.account === undefined ? null : { undisputedLogins: loaded.account?.logins.length ?? 0 },
  };
}

/** Absent, empty and "null" are unknown; a slash at the end is no other origin. */
function originAsked(asked: string | undefined): string | null {
  if (asked === undefined || asked === '' || asked === 'null') return null;
  const url = URL.parse(asked);
  return url === null || url.origin === 'null' ? asked : url.origin;
}

function tokenFacts(
  field: FormField,
  token: TokenReading | null,
  now: number,
  use: TokenUseKind | null,
): Facts['token'] {
  if (field.kind !== 'token' || token === null) return { state: field.kind === 'unattested' ? 'unattested' : 'none' };
  if (token.state !== 'genuine') return { state: token.state };
  return use === null ? { state: 'report-gone' } : { state: 'genuine', ageMs: Math.max(0, now - token.at), use };
}

function reportFacts(field: FormField, { report }: Loaded): ReportFacts | null {
  if (report !== null) {
    const { signals, streams, origin, session, userAgent } = report;
    return { signals, streams, origin, session, userAgent };
  }
  if (field.kind !== 'unattested' || field.report === null) return null;
  return { ...field.report, origin: null, userAgent: null };
}

function answerOf(
  id: string,
  { refs }: Asked,
  decision: Decision,
  enforced: boolean,
  policy: Policy,
  tookMs: number,
): ScreeningAnswer {
  const { judged } = decision;
  const { bot, takeover } = judged.scores;
  const automated = judged.evidence.some(it => it.family === 'automation' && !it.shadow);
  const stepUp = enforced ? judged.stepUp : null;
  return {
    id,
    verdict: decision.verdict,
    score: judged.score,
    mode: enforced ? 'enforce' : 'observe',
    wouldBe: judged.verdict,
    decidedBy: judged.decidedBy,
    reasons: [...decision.reasons],
    bot: {
      verdict: judged.botVerdict,
      kind: judged.botVerdict !== 'human' && automated ? 'tool' : null,
      score: bot.score,
      prior: bot.prior,
      logit: bot.logit,
    },
    takeover: { score: takeover.score, prior: takeover.prior, logit: takeover.logit },
    counterfactual:
      decision.counterfactual === null
        ? null
        : { verdict: decision.counterfactual.verdict, change: [...decision.counterfactual.change] },
    account: refs[0] === undefined ? null : { ref: refs[0] },
    lock: null,
    device: null,
    stepUp: stepUp === null ? null : { grade: stepUp, channels: [] },
    policy: { revision: policy.revision },
    tookMs: Math.round(tookMs * 100) / 100,
  };
}

function recordOf(
  ports: Ports,
  asked: Asked,
  loaded: Loaded,
  decision: Decision,
  answer: ScreeningAnswer,
  options: ScreenOptions,
): ScreeningRecord {
  const { request, site, now, field } = asked;
  const { token: _, domain, action, phase, channel, ...personal } = request;
  const shown = withoutRhythm(loaded.report ?? (field.kind === 'unattested' ? field.report : null));
  const summary = withoutRhythm({ streams: (field.kind === 'token' ? field.summary : null) ?? {} })?.streams;
  const payload = JSON.stringify({ ...personal, report: shown, summary });
  const salt = ports.random.hex(16);
  return {
    id: answer.id,
    siteId: site.id,
    createdAt: now,
    domain,
    action,
    phase,
    channel,
    mode: answer.mode,
    wouldBe: answer.wouldBe,
    accountRef: answer.account?.ref ?? null,
    addressRef: asked.addressRef,
    answer,
    features: decision.features,
    evidence: decision.judged.evidence,
    policyRevision: options.policy.revision,
    dataVersions: options.dataVersions,
    propensity: 1,
    payloadDigest: createHash('sha256').update(`${salt}\n${payload}`).digest('base64url'),
    payload: { salt, sealed: ports.keys.encrypt('payload', payload) },
  };
}

/** The rhythm of typing is judged and not kept. */
function withoutRhythm<T extends { readonly streams: StreamReadings }>(shown: T | null): T | null {
  if (shown === null) return null;
  const { rhythm: _, ...streams } = shown.streams;
  return { ...shown, streams };
}
