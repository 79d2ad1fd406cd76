import assert from 'node:assert/strict';
import { accountChange, isUndisputed } from '../../server/core/history.ts';
import type { Judged } from '../../server/core/judge.ts';
import { BOT_KINDS, type Verdict } from '../../shared/wire/judgement.ts';
import { personFacts } from '../support/person-facts.ts';

const judged = (verdict: Verdict, botKind: Judged['botKind'] = null) => ({ verdict, botKind });

describe('history', () => {
  it('learns from a login that succeeded and was OK, and from nothing else', () => {
    assert.deepEqual(accountChange(personFacts(), judged('OK')), { login: true });
    assert.deepEqual(accountChange(personFacts(), judged('REVIEW')), { login: false });
    assert.deepEqual(accountChange(personFacts({ phase: 'failed' }), judged('OK')), { login: false });
    assert.deepEqual(accountChange(personFacts({ phase: 'attempted' }), judged('OK')), { login: false });
    assert.deepEqual(accountChange(personFacts({ action: 'transfer' }), judged('OK')), { login: false });
    assert.equal(accountChange(personFacts({ accountNamed: false }), judged('OK')), null);
  });

  it('learns from no program, also where it may do what it does', () => {
    for (const kind of BOT_KINDS) {
      const it = judged('OK', { kind, provenance: 'proven' });
      assert.deepEqual(accountChange(personFacts(), it), { login: false }, kind);
    }
  });

  it('teaches nothing while the state is away', () => {
    assert.deepEqual(accountChange(personFacts({ remembered: null }), judged('OK')), { login: false });
  });

  it('takes a REVIEW for undisputed once its step-up passed', () => {
    assert.equal(isUndisputed('succeeded', 'REVIEW', []), false);
    assert.equal(isUndisputed('succeeded', 'REVIEW', ['stepup-passed']), true);
    assert.equal(isUndisputed('succeeded', 'NG', ['stepup-passed']), false);
  });

  it('takes an attempt for undisputed once it is told to have succeeded', () => {
    assert.equal(isUndisputed('attempted', 'OK', []), false);
    assert.equal(isUndisputed('attempted', 'OK', ['succeeded']), true);
    assert.equal(isUndisputed('failed', 'OK', []), false);
  });

  it('holds a fraud or a charge-back until somebody calls it legitimate', () => {
    for (const later of ['unknown', 'succeeded', 'stepup-passed', 'failed'] as const) {
      assert.equal(isUndisputed('succeeded', 'OK', ['fraud', later]), false, later);
      assert.equal(isUndisputed('succeeded', 'OK', ['chargeback', later]), false, later);
    }
    assert.equal(isUndisputed('succeeded', 'OK', ['fraud', 'legit', 'unknown']), true);
  });

  it('unlearns at a fraud, a charge-back, a failure or a failed step-up, and learns again when that is taken back', () => {
    for (const dispute of ['fraud', 'chargeback', 'failed', 'stepup-failed'] as const) {
      assert.equal(isUndisputed('succeeded', 'OK', [dispute]), false);
      assert.equal(isUndisputed('succeeded', 'OK', [dispute, 'legit']), true);
    }
  });
});
