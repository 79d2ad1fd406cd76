import type { LockLane } from '../../shared/wire/judgement.ts';
import type { ScreeningAnswer } from '../../shared/wire/screening.ts';
import type { Language } from '../../shared/wire/words.ts';

const MINUTE_MS = 60_000;

/** Strangers lock this lane, too: an owner has his own device, where another lane is open. */
const SENTENCES: Readonly<Record<LockLane, Readonly<Record<Language, (minutes: number) => string>>>> = {
  others: {
    ja: minutes =>
      `ログインの失敗が続いたため、ただいまログインを一時停止しています。普段お使いの端末からログインいただくか、${minutes}分ほど後にもう一度お試しください。`,
    en: minutes =>
      `After too many failed attempts, logging in is paused. Use a device that you usually log in with, or try again in about ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`,
  },
  'vouched-device': {
    ja: minutes =>
      `ログインの失敗が続いたため、ただいまログインを一時停止しています。${minutes}分ほど後にもう一度お試しいただくか、パスワードを再設定してください。`,
    en: minutes =>
      `After too many failed attempts, logging in is paused. Try again in about ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}, or reset your password.`,
  },
};

/**
 * The sentence for a customer whose lane is locked; null: it is open, or nobody can tell. Ask for it before you look at the verdict or at
 * your own check of the password, and let nobody in who gets one: it is the same whether the password was right, and so must all else
 * be that the browser sees.
 */
export function lockText(lock: ScreeningAnswer['lock'], language: Language, now: number = Date.now()): string | null {
  if (lock?.state !== 'locked') return null;
  const leftMs = lock.until === null ? 0 : Date.parse(lock.until) - now;
  return SENTENCES[lock.lane][language](Math.max(1, Math.ceil(leftMs / MINUTE_MS)));
}
