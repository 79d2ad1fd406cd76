import { createHash } from 'node:crypto';
import type { Action } from '../../shared/wire/judgement.ts';
import type { StreamReadings } from '../../shared/wire/report.ts';
import type { ScreeningAnswer } from '../../shared/wire/screening.ts';
import type { Decision } from '../core/decide.ts';
import { STOCK_ACCOUNTS_MIN } from '../core/detectors/token-farm.ts';
import { deviceOfKey } from '../core/device-status.ts';
import { isKnown } from '../core/features/feature.ts';
import { writeHandVisitor } from '../core/hands/hand-visitors.ts';
import { writeSpentVisit } from '../core/key-line.ts';
import { deviceMark } from '../core/linking/sightings.ts';
import { payeeLesson } from '../core/payees.ts';
import { triedBy } from '../core/season/tried.ts';
import type { Change, SubjectChange } from '../core/subjects/subject.ts';
import type { TokenUseKind } from '../core/token-use.ts';
import type { Ports } from '../ports/ports.ts';
import type { ScreeningRecord } from '../ports/records.ts';
import type { StoredReport } from '../ports/state.ts';
import { handVisitorOf, type Known, subjectOf, writeSignatureUse } from './screening-facts.ts';
import { type Asked, recallIdOf, signatureOf } from './screening-question.ts';
import { sessionChanges } from './session.ts';

export type AnswerContext = {
  readonly enforced: boolean;
  readonly policyRevision: string;
  readonly tookMs: number;
  /** Answered without the state. */
  readonly degraded: boolean;
  readonly device: ScreeningAnswer['device'];
  readonly lock: ScreeningAnswer['lock'];
  /** The registered program that was verified. */
  readonly program: string | null;
};

export function answerOf({ id, refs }: Asked, decision: Decision, context: AnswerContext): ScreeningAnswer {
  const { judged, counterfactual } = decision;
  const { bot, takeover } = judged.scores;
  const stepUp = context.enforced ? judged.stepUp : null;
  return {
    id,
    verdict: decision.verdict,
    score: judged.score,
    mode: context.enforced ? 'enforce' : 'observe',
    wouldBe: judged.verdict,
    decidedBy: judged.decidedBy,
    ...(context.degraded ? { degraded: ['state'] } : {}),
    reasons: [...decision.reasons],
    bot: {
      verdict: judged.botVerdict,
      kind: judged.botKind?.kind ?? null,
      kindProvenance: judged.botKind?.provenance ?? null,
      program: context.program,
      score: bot.score,
      prior: bot.prior,
      logit: bot.logit,
    },
    takeover: { score: takeover.score, prior: takeover.prior, logit: takeover.logit },
    counterfactual:
      counterfactual === null ? null : { verdict: counterfactual.verdict, change: [...counterfactual.change] },
    account: refs[0] === undefined ? null : { ref: refs[0] },
    lock: context.lock,
    device: context.device,
    stepUp: stepUp === null ? null : { grade: stepUp, channels: [] },
    policy: { revision: context.policyRevision },
    tookMs: Math.round(context.tookMs * 100) / 100,
  };
}

/** All that is needed to judge again; what is personal stands apart, sealed. */
export function recordOf(
  { keys, random }: Pick<Ports, 'keys' | 'random'>,
  asked: Asked,
  report: StoredReport | null,
  decision: Decision,
  answer: ScreeningAnswer,
  dataVersions: Readonly<Record<string, string>>,
): Omit<ScreeningRecord, 'habit'> {
  const { request, site, now, field, token } = asked;
  const { token: _, domain, action, phase, channel, credential, ...rest } = request;
  // Beside an account a sketch would tell what was tried there: it is counted for the site, and kept nowhere else.
  const personal = { ...rest, ...(credential?.breached === undefined ? {} : { breached: credential.breached }) };
  const shown = withoutRhythm(report ?? (field.kind === 'unattested' ? field.report : null));
  const summary = withoutRhythm({ streams: (field.kind === 'token' ? field.summary : null) ?? {} })?.streams;
  const payload = JSON.stringify({ ...personal, report: shown, summary });
  const salt = random.hex(16);
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
    networkRef: asked.networkRef,
    keyId: report?.key.state === 'verified' ? report.key.id : null,
    reportId: token?.state === 'genuine' ? token.reportId : null,
    idempotencyKey: asked.idempotency?.key ?? null,
    answer,
    features: decision.features,
    evidence: decision.judged.evidence,
    policyRevision: answer.policy.revision,
    dataVersions,
    propensity: 1,
    payloadDigest: createHash('sha256').update(`${salt}\n${payload}`).digest('base64url'),
    payload: { salt, sealed: keys.encrypt('payload', payload, now) },
  };
}

/** The rhythm of typing and the shape of movements are judged and not kept. */
function withoutRhythm<T extends { readonly streams: StreamReadings }>(shown: T | null): T | null {
  if (shown === null) return null;
  const { rhythm: _, movements: __, ...streams } = shown.streams;
  return { ...shown, streams };
}

/**
 * What a screening adds to what is remembered of those who took part. An attempt and its success are one: the second is not counted
 * again. A first visit's cookie is not remembered as a device until it returns: a program without cookies would make one each time.
 */
export function changesOf(
  asked: Asked,
  decision: Decision,
  use: TokenUseKind | null,
  known: Known | null,
  /** Of the account's devices. */
  learnedBeside: readonly Change[],
): readonly SubjectChange[] {
  const { refs, addressRef, networkRef, lineRef, id, now } = asked;
  const [ref] = refs;
  const report = known?.loaded.report ?? null;
  const failed = failuresOf(asked);
  const seenBy: Change[] = ref === undefined ? [] : [{ kind: 'distinct', name: 'accounts', value: ref }];
  const sharing = sharedBy(decision, report);
  const from = [...seenBy, ...triedAt(asked, decision, use), ...sharing];
  const changes: SubjectChange[] = [
    { subject: { type: 'address', key: addressRef }, changes: [...failed, ...from] },
    { subject: { type: 'network', key: networkRef }, changes: from },
    ...(lineRef === null ? [] : [{ subject: { type: 'line', key: lineRef } as const, changes: sharing }]),
  ];
  const farmed = use === 'first' ? farmChanges(asked, decision) : [];
  changes.push(...cookieChange(asked, report, [...seenBy, ...farmed]));
  const recallId = recallIdOf(asked);
  if (report !== null && recallId !== null && ref !== undefined) {
    changes.push({
      subject: { type: 'recall', key: recallId },
      changes: [{ kind: 'distinct', name: 'accounts', value: ref }],
    });
  }
  if (ref !== undefined && decision.account !== null) {
    const learned = [
      ...attemptOf(use),
      ...failed,
      ...placesOf(asked, decision, report),
      ...payeeOf(asked, decision, known),
      ...learnedBeside,
    ];
    if (decision.account.login) learned.push({ kind: 'add', list: 'logins', member: id });
    changes.push({ subject: { type: 'account', key: ref }, changes: learned });
  }
  changes.push(...handChanges(asked, report), ...sessionChanges(asked, known, decision));
  if (known !== null) {
    const letIn = decision.account?.login === true ? (ref ?? null) : null;
    changes.push(...keyChange(known, { letIn, now, farmed }));
  }
  return changes.filter(it => it.changes.length > 0);
}

const attemptOf = (use: TokenUseKind | null): readonly Change[] =>
  use === 'advance' ? [] : [{ kind: 'count', name: 'attempts', by: 1 }];

const failuresOf = ({ request }: Asked): readonly Change[] =>
  request.phase === 'failed' ? [{ kind: 'count', name: 'failures', by: 1 }] : [];

/** The account as one that logins are tried at from there, and fail. */
function triedAt({ refs, request }: Asked, { verdict }: Decision, use: TokenUseKind | null): readonly Change[] {
  const [value] = refs;
  const tried = request.action === 'login' ? triedBy(request.phase, use, verdict === 'OK') : null;
  if (value === undefined || tried === null) return [];
  return [
    ...(tried.tries === 1 ? [{ kind: 'distinct', name: 'tried', value } as const] : []),
    ...(tried.failures === 1 ? [{ kind: 'distinct', name: 'failed', value } as const] : []),
  ];
}

/** Where an account is used from; a program's address and browser are none of the owner's. */
function placesOf({ addressRef }: Asked, { judged }: Decision, report: StoredReport | null): readonly Change[] {
  if (judged.botKind !== null) return [];
  const address: Change = { kind: 'distinct', name: 'addresses', value: addressRef };
  return report === null ? [address] : [address, { kind: 'distinct', name: 'devices', value: report.carrier.id }];
}

const PAYS: readonly Action[] = ['payee-change', 'transfer', 'withdrawal'];

/** Whom the account paid, or prepared to: he is no stranger to it the next time. */
function payeeOf({ request, payee, id }: Asked, { judged }: Decision, known: Known | null): readonly Change[] {
  if (payee === null || known === null || request.phase !== 'succeeded' || judged.verdict === 'NG') return [];
  if (!PAYS.includes(request.action)) return [];
  return payeeLesson(subjectOf(known, 'account')?.lists['payees'] ?? [], payee, id);
}

/** Of a registered program: that somebody tried, and failed, at this account, and what its signature was spent on. Nothing else. */
export function programChanges(asked: Asked, use: TokenUseKind | null): readonly SubjectChange[] {
  const { refs } = asked;
  const [ref] = refs;
  const signature = signatureOf(asked);
  const counted = [...attemptOf(use), ...failuresOf(asked)];
  const spent: Change = { kind: 'add', list: 'uses', member: writeSignatureUse(asked) };
  return [
    ...(ref === undefined || counted.length === 0
      ? []
      : [{ subject: { type: 'account', key: ref } as const, changes: counted }]),
    ...(signature === null ? [] : [{ subject: signature, changes: [spent] }]),
  ];
}

/** How many people share an address is learned from owners' devices alone: a program makes as many keys as it likes. */
function sharedBy({ features, judged }: Decision, report: StoredReport | null): readonly Change[] {
  if (features.deviceVouched !== true || judged.verdict === 'NG' || report?.key.state !== 'verified') return [];
  return [{ kind: 'sight', name: 'vouched', value: report.key.id }];
}

/** Of a first visit where the password was right: the key that its cookie came with, so that a block on that key holds for the cookie. */
function cookieChange(
  { refs, request }: Asked,
  report: StoredReport | null,
  seenBy: readonly Change[],
): readonly SubjectChange[] {
  if (report === null) return [];
  const { carrier, key } = report;
  const by: Change[] =
    key.state === 'verified'
      ? [
          { kind: 'distinct', name: 'keys', value: key.id },
          { kind: 'add', list: 'provenKeys', member: deviceMark(deviceOfKey(key.id)) },
        ]
      : [];
  const subject = { type: 'device', key: carrier.id } as const;
  if (carrier.returning) return [{ subject, changes: [...seenBy, ...by] }];
  return by.length > 0 && refs.length > 0 && request.phase === 'succeeded' ? [{ subject, changes: by }] : [];
}

/** What tells a browser that makes tokens for others: nothing where, as nearly always, a token is spent where it was made. */
function farmChanges({ networkRef }: Asked, { features }: Decision): readonly Change[] {
  if (features.tokenMintedOn !== 'other-network') return [];
  const since = features.accountsSinceMintCount;
  const stocked: Change[] =
    isKnown(since) && since >= STOCK_ACCOUNTS_MIN ? [{ kind: 'count', name: 'stocked', by: 1 }] : [];
  return [{ kind: 'distinct', name: 'away', value: networkRef }, ...stocked];
}

function handChanges(asked: Asked, report: StoredReport | null): readonly SubjectChange[] {
  const visitor = handVisitorOf(asked, report);
  if (visitor === null) return [];
  const shown: Change = { kind: 'add', list: 'shownBy', member: writeHandVisitor(visitor) };
  return asked.handRefs.map(key => ({ subject: { type: 'hand', key }, changes: [shown] }));
}

/**
 * Made-up keys leave nothing: the first of a key's visits to be kept is a login that was let in.
 * @param letIn the account whose login it is; null: none was let in.
 */
function keyChange(
  known: Known,
  { letIn, now, farmed }: { readonly letIn: string | null; readonly now: number; readonly farmed: readonly Change[] },
): readonly SubjectChange[] {
  const { report } = known.loaded;
  if (report?.key.state !== 'verified') return [];
  const { key, id: visit } = report;
  if (subjectOf(known, 'key') === null && letIn === null) return [];
  const member = writeSpentVisit({ visit, after: key.after, since: key.since, at: now, letIn: letIn !== null });
  const by: Change[] = letIn === null ? [] : [{ kind: 'distinct', name: 'accounts', value: letIn }];
  return [
    { subject: { type: 'key', key: key.id }, changes: [...by, ...farmed, { kind: 'add', list: 'spent', member }] },
  ];
}
