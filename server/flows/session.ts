import type { Decision } from '../core/decide.ts';
import { type FeatureValue, isKnown, type Known as KnownValue } from '../core/features/feature.ts';
import { networkPoint } from '../core/networks/moved.ts';
import { type SessionStart, writeSessionStart } from '../core/session-start.ts';
import { shortMark } from '../core/subjects/mark.ts';
import type { SubjectChange } from '../core/subjects/subject.ts';
import { familyOf } from './references.ts';
import { type Known, sessionStartOf } from './screening-facts.ts';
import { type Asked, goesOn } from './screening-question.ts';

const orNull = <T extends FeatureValue>(value: KnownValue<T>): T | null => (isKnown(value) ? value : null);

/** A login that was not refused begins the session it names; what is done in it later keeps that for a day more. */
export function sessionChanges(
  asked: Asked,
  known: Known | null,
  { judged, features }: Decision,
): readonly SubjectChange[] {
  const { refs, request, sessionRef, address, ip, now } = asked;
  if (sessionRef === '' || refs.length === 0 || request.phase === 'failed' || judged.verdict === 'NG') return [];
  const subject = { type: 'session', key: sessionRef } as const;
  if (goesOn(asked)) {
    const start = known === null ? null : sessionStartOf(asked, known);
    return start === null
      ? []
      : [{ subject, changes: [{ kind: 'add', list: 'began', member: writeSessionStart(start) }] }];
  }
  if (known === null || request.action !== 'login') return [];
  const { report } = known.loaded;
  const start: SessionStart = {
    account: shortMark(refs[0] ?? ''),
    network: isKnown(features.asn) ? networkPoint(address, familyOf(ip), now) : networkPoint(null, familyOf(ip), now),
    origin: report === null || report.origin === null ? '' : shortMark(report.origin),
    key: report?.key.state === 'verified' ? shortMark(report.key.id) : '',
    engine: orNull(features.engine),
    system: orNull(features.system),
    moveGapMs: orNull(features.moveGapMs),
  };
  return [{ subject, changes: [{ kind: 'add', list: 'began', member: writeSessionStart(start) }] }];
}
