import assert from 'node:assert/strict';
import type { Features } from '../../server/core/features/index.ts';
import { judge } from '../../server/core/judge.ts';
import { readPolicy } from '../../server/read-policy.ts';
import { ACTIONS, type Action, BOT_KINDS } from '../../shared/wire/judgement.ts';
import { accessCourt } from '../support/access-court.ts';
import { featuresOf } from '../support/person-facts.ts';

const POLICY = readPolicy('access');

/** The policy's lines for programs: decision 017. */
describe('what a program may do', () => {
  const said = (change: Partial<Features>, action: Action = 'login', policy = POLICY): string => {
    const { verdict, decidedBy } = judge({ ...featuresOf(), ...change }, accessCourt({ action, policy }));
    return `${verdict} by ${decidedBy}`;
  };
  const proven = (programProven: Features['programProven'], action?: Action) => said({ programProven }, action);

  it('is as the shipped policy says, for each kind and action', () => {
    const all = (kind: 'crawler' | 'aggregator' | 'ai-agent') => ACTIONS.map(it => `${it} ${proven(kind, it)}`);
    const graded = ['payee-change', 'transfer', 'withdrawal'];
    assert.deepEqual(new Set(all('crawler').map(it => it.replace(/^\S+ /, ''))), new Set(['NG by rule']));
    for (const line of [...all('aggregator'), ...all('ai-agent')]) assert.doesNotMatch(line, /NG/);
    assert.deepEqual(
      all('aggregator').filter(it => it.endsWith('OK by rule')),
      ['login OK by rule', 'ticket-purchase OK by rule'],
    );
    assert.deepEqual(
      all('aggregator').filter(it => it.endsWith('grade')),
      graded.map(it => `${it} REVIEW by grade`),
    );
  });

  it('is not given to who only names himself a program', () => {
    for (const programNamed of ['crawler', 'ai-agent', 'tool'] as const) {
      assert.equal(said({ programNamed }), 'REVIEW by score', programNamed);
    }
  });

  it('is no more than its score allows where something speaks of a takeover', () => {
    const stolen = { deviceStatus: 'fraudulent', deviceKeyForked: true } as const;
    assert.equal(said({ programProven: 'aggregator', ...stolen }), 'REVIEW by score');
    assert.equal(said({ programProven: 'ai-agent', ...stolen }), 'REVIEW by rule');
    assert.equal(said({ programProven: 'aggregator', tokenUse: 'abused' }), 'NG by integrity');
  });

  it('is said by the score where the line says so, and goes when a site switches the proof off', () => {
    const byScore = { ...POLICY, programs: { ...POLICY.programs, aggregator: { default: 'score' as const } } };
    assert.equal(said({ programProven: 'aggregator' }, 'login', byScore), 'NG by score');
    const off = accessCourt({ detectorsOff: new Set(['program-proven']) });
    assert.equal(judge({ ...featuresOf(), programProven: 'crawler' }, off).verdict, 'OK');
  });

  it('only makes a tool’s verdict worse', () => {
    const line = (verdict: 'OK' | 'NG') => ({
      ...POLICY,
      programs: { ...POLICY.programs, tool: { default: verdict } },
    });
    assert.equal(said({ programNamed: 'tool' }, 'login', line('OK')), 'REVIEW by score');
    assert.equal(said({ programNamed: 'tool' }, 'login', line('NG')), 'NG by rule');
    assert.equal(said({}, 'login', line('NG')), 'OK by score', 'a person is no tool');
  });

  it('has a line for every kind there is', () => {
    assert.deepEqual(Object.keys(POLICY.programs).toSorted(), [...BOT_KINDS].toSorted());
  });
});
