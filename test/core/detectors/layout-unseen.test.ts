import assert from 'node:assert/strict';
import { judge } from '../../../server/core/judge.ts';
import { accessCourt } from '../../support/access-court.ts';
import { heldAgainst } from '../../support/evidence-of.ts';
import { featuresOf } from '../../support/person-facts.ts';

const unseen = { ...featuresOf(), layoutAnswer: 'unseen' } as const;

describe('detector layout-unseen', () => {
  it('is in shadow until a site has shown that its people are seen', () => {
    const said = judge(unseen, accessCourt()).evidence.find(it => it.code === 'layout-unseen');
    assert.equal(said?.shadow, true);
    assert.equal(judge(unseen, accessCourt()).verdict, 'OK');
    const { engine, system } = unseen;
    const promoted = new Set([`layout-unseen ${engine} ${system}`]);
    const court = accessCourt({ calibration: { promoted, demoted: new Set() } });
    assert.equal(judge(unseen, court).botVerdict, 'suspect');
  });

  it('counts against nobody of the people of the tests', () => {
    assert.deepEqual(
      heldAgainst('layout-unseen').filter(it => !it.startsWith('~')),
      [],
    );
  });
});
