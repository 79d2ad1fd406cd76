import type { Verdict } from '../../shared/wire/judgement.ts';
import type { Language, Words } from '../../shared/wire/words.ts';

const SENTENCES: Readonly<Record<Exclude<Verdict, 'OK'>, Words>> = {
  REVIEW: {
    ja: '安全のため、追加のご本人確認をお願いいたします。',
    en: 'For your safety, please confirm that it is you.',
  },
  NG: {
    ja: 'この操作は完了できませんでした。お心当たりのない場合や、お困りの場合はお問い合わせください。',
    en: 'This could not be completed. If you need help, please contact us.',
  },
};

/**
 * The one sentence a customer may see; null for OK, which needs none.
 * Scores and reasons stay on the server: shown in a browser they teach an attacker what to change.
 */
export function customerText(verdict: Verdict, language: Language): string | null {
  return verdict === 'OK' ? null : SENTENCES[verdict][language];
}
