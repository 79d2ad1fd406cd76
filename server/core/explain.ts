import type { Verdict } from '../../shared/wire/judgement.ts';
import type { Reason } from '../../shared/wire/screening.ts';
import type { Evidence } from './evidence.ts';
import type { Judged, ListReason } from './judge.ts';
import { LIST_WORDS } from './lists/list-words.ts';
import { CUSTOMER_WORDS, REASON_WORDS, type ReasonWords } from './reason-words.ts';

/** The reasons of an answer, the heaviest first; what is in shadow is recorded and not answered. */
export function explain(judged: Judged, answered: Verdict, words: ReasonWords = REASON_WORDS): Reason[] {
  const reasons = judged.evidence.filter(it => !it.shadow).map(it => reasonOf(it, judged, words));
  reasons.sort((a, b) => Math.abs(b.counted) - Math.abs(a.counted) || (a.code < b.code ? -1 : 1));
  const all = [...judged.listed.map(listReason), ...reasons];
  return answered === 'OK' ? all : [...all, { ...NOTICE, text: CUSTOMER_WORDS[answered] }];
}

/** For the customer: says nothing of what was seen, not even of which kind it was. */
const NOTICE: Omit<Reason, 'text'> = {
  code: 'customer-notice',
  hypothesis: 'takeover',
  family: 'habit',
  provenance: 'observed',
  weight: 0,
  counted: 0,
  audience: 'customer',
  facts: {},
};

const FAMILY_OF_SUBJECT = {
  account: 'habit',
  'mail-domain': 'habit',
  device: 'device',
  ip: 'network',
  cidr: 'network',
  asn: 'network',
  country: 'network',
  campaign: 'velocity',
} as const;

/** It decides beside the score, so it weighs nothing. */
const listReason = ({ code, hit }: ListReason): Reason => ({
  ...NOTICE,
  code,
  family: FAMILY_OF_SUBJECT[hit.subject],
  audience: 'analyst',
  text: LIST_WORDS[code],
  facts: { entry: hit.id, subject: hit.subject },
});

function reasonOf(evidence: Evidence, judged: Judged, words: ReasonWords): Reason {
  const { code, hypothesis, family, provenance, weight, facts } = evidence;
  const counted = judged.scores[hypothesis].counted.get(evidence) ?? 0;
  const text = words[code] ?? { ja: code, en: code };
  return { code, hypothesis, family, provenance, weight, counted, audience: 'analyst', text, facts: { ...facts } };
}
