import assert from 'node:assert/strict';
import { addToList, removeFromList } from '../../server/core/subjects/list.ts';
import { SUBJECTS } from '../../server/core/subjects/subject.ts';
import { disputeLesson, isTold, type TrustLists, trustIn } from '../../server/core/trust-lessons.ts';
import { type TrustEvent, writeTrustEvent } from '../../server/core/vouching.ts';

const NOW = 1_800_000_000_000;
const PROOF: TrustEvent = { kind: 'vouched', key: 'own', at: NOW, cause: 'proof', on: ['l0'], beside: null, by: null };
const BESIDE: TrustEvent = { ...PROOF, key: 'phone', cause: 'logins-beside-device', on: ['l1', 'l2'], beside: 'own' };

describe('what disputes leave of an account’s trust', () => {
  const start: TrustLists = { trust: [PROOF, BESIDE].map(writeTrustEvent) };
  const disputed = (lists: TrustLists, login: string, at: number, keys: readonly string[] = []): TrustLists => {
    let trust = lists['trust'] ?? [];
    for (const it of disputeLesson(lists, { login, keys, cause: 'disputed' }, true, at)) {
      if (it.kind === 'add') trust = addToList(trust, it.member, SUBJECTS.account.lists.trust);
      if (it.kind === 'remove' && it.list === 'trust') trust = removeFromList(trust, it.member);
    }
    return { trust };
  };
  const standing = (lists: TrustLists): string => [...trustIn(lists).vouched.keys()].join();

  it('is what speaks for the owner, however many a thief makes', () => {
    let lists = start;
    for (let n = 1; n <= 100; n++) lists = disputed(lists, `thief-${n}`, NOW + n, n % 3 === 0 ? [`his-${n}`] : []);
    assert.equal(standing(lists), 'own,phone');
    assert.equal(isTold(lists, 'thief-100'), true);
    assert.ok((lists['trust'] ?? []).length < SUBJECTS.account.lists.trust, 'with room for what is said next');
  });

  it('is not what one of them took back', () => {
    let lists = disputed(start, 'l1', NOW + 1);
    assert.equal(standing(lists), 'own');
    for (let n = 2; n <= 100; n++) lists = disputed(lists, `thief-${n}`, NOW + n);
    assert.equal(standing(lists), 'own');
  });
});
