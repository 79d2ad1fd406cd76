import type { Decision } from '../core/decide.ts';
import { type FeatureValue, isKnown, type Known as KnownValue } from '../core/features/feature.ts';
import { networkPoint } from '../core/networks/moved.ts';
import { type SessionStart, writeSessionStart } from '../core/session-start.ts';
import { shortMark } from '../core/subjects/mark.ts';
import type { SubjectChange } from '../core/subjects/subject.ts';
import { familyOf } from './references.ts';
import { type Known, sessionStartOf } from './screening-facts.ts';
import type { Asked } from './screening-question.ts';

const orNull = <T extends FeatureValue>(value: KnownValue<T>): T | null => (isKnown(value) ? value : null);

/**
 * A login that succeeded begins the session it names; what is done in it later keeps that for a day more. One that let nobody in, as it was
 * asked for a proof or its lane was locked, does not write over a session that is there: who stole it could make it his own by a login
 * that comes to nothing.
 */
export function sessionChanges(asked: Asked, known: Known | null, decision: Decision): readonly SubjectChange[] {
  const { request, accountSessionRef } = asked;
  const { verdict } = decision.judged;
  if (accountSessionRef === '' || known === null || request.phase === 'failed' || verdict === 'NG') return [];
  const before = sessionStartOf(known);
  const begins = request.action === 'login' && request.phase === 'succeeded';
  const start =
    begins && (decision.account?.login === true || before === null) ? startHere(asked, known, decision) : before;
  if (start === null) return [];
  const member = writeSessionStart(start);
  return [{ subject: { type: 'session', key: accountSessionRef }, changes: [{ kind: 'add', list: 'began', member }] }];
}

function startHere({ address, ip, now }: Asked, { loaded: { report } }: Known, { features }: Decision): SessionStart {
  // Of a proxy that most people come through nothing is known.
  const from = isKnown(features.asn) ? address : null;
  return {
    network: networkPoint(from, familyOf(ip), now),
    origin: report === null || report.origin === null ? '' : shortMark(report.origin),
    key: report?.key.state === 'verified' ? shortMark(report.key.id) : '',
    engine: orNull(features.engine),
    system: orNull(features.system),
    moveGapMs: orNull(features.moveGapMs),
  };
}
