import type { Words } from '../../../shared/wire/words.ts';
import type { Cut } from './login-shape.ts';

/** What the logins of a campaign have in common, to an analyst. */
export const CAMPAIGN_WORDS: Readonly<Record<Cut, Words>> = {
  password: {
    ja: '同じパスワードを、多くのアカウントで試しています。',
    en: 'One password, tried at many accounts.',
  },
  image: { ja: '同じ見かけの端末からのログインです。', en: 'Logins from devices of one image.' },
  tool: {
    ja: '同じブラウザー名、ヘッダーの並び、TLS の特徴のログインです。',
    en: 'Logins of one user agent, order of headers and TLS fingerprint.',
  },
  'agent-network': {
    ja: '同じブラウザー名で、同じ接続事業者からのログインです。',
    en: 'Logins of one user agent from one provider.',
  },
  'agent-timing': {
    ja: '同じブラウザー名で、ページを開いてから送るまでの時間がそろったログインです。',
    en: 'Logins of one user agent that are sent the same time after the page was opened.',
  },
};
