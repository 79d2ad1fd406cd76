import type { Words } from '../../../shared/wire/words.ts';

/** What the lists did, to an analyst; which entry stands in the reason's facts. */
export const LIST_WORDS: Readonly<
  Record<'list-allow' | 'list-allow-network' | 'list-block' | 'list-ask' | 'list-watch', Words>
> = {
  'list-allow': {
    ja: '許可リストにあるアカウントと、本人のものと確かめられた端末の組み合わせです。',
    en: 'This account is on the allow list with this vouched device.',
  },
  'list-allow-network': {
    ja: '接続元が許可リストにあるため、ネットワークについての疑いは数えていません。',
    en: 'The network is on the allow list: what speaks against the network is not counted.',
  },
  'list-ask': {
    ja: '同じ形のログインの一斉の試みについて、追加認証を求めることにしています。',
    en: 'Logins of this campaign are asked for a further proof, as somebody has decided.',
  },
  'list-watch': {
    ja: '同じ形のログインの一斉の試みは、見るだけにしています。判断には数えていません。',
    en: 'This campaign is only watched, as somebody has decided: it counts nothing.',
  },
  'list-block': {
    ja: '拒否リストにあります。',
    en: 'This is on the block list.',
  },
};
