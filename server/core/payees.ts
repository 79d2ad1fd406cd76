import { shortMark } from './subjects/mark.ts';
import type { Change } from './subjects/subject.ts';

/**
 * Whom an account paid, or prepared to: a mark of the payee and one of the screening that named him first, so that a dispute takes back
 * exactly what it taught.
 */
export const isPayee = (members: readonly string[], payee: string): boolean =>
  members.some(it => it.startsWith(`${payee} `));

export const payeeLesson = (members: readonly string[], payee: string, screeningId: string): readonly Change[] =>
  isPayee(members, payee) ? [] : [{ kind: 'add', list: 'payees', member: `${payee} ${shortMark(screeningId)}` }];

export const payeeDispute = (members: readonly string[], screeningId: string): readonly Change[] =>
  members
    .filter(it => it.endsWith(` ${shortMark(screeningId)}`))
    .map(member => ({ kind: 'remove', list: 'payees', member }));
