import assert from 'node:assert/strict';
import { linkOwn, type SiteLink } from '../../../server/core/linking/own-device.ts';

const found = (change: Partial<SiteLink> = {}): SiteLink => ({
  engine: 'chromium',
  abstains: 'unsure',
  alike: [
    { id: 'theirs', logRatio: 14 },
    { id: 'mine', logRatio: 12 },
  ],
  ...change,
});

describe('linking to an account’s own devices', () => {
  it('names one of them with its odds, though a device of others is more alike', () => {
    const { id, confidence, abstains } = linkOwn(found(), ['mine', 'phone']);
    assert.deepEqual([id, abstains], ['mine', null]);
    assert.ok(confidence > 0.99, `${confidence}`);
  });

  it('names nobody where it resembles devices of other accounts alone', () => {
    const { id, confidence, abstains } = linkOwn(found({ abstains: null }), ['phone']);
    assert.deepEqual([id, confidence, abstains], [null, 0, 'none-of-account']);
  });

  it('names neither of two that are as alike, and none whose likeness is common', () => {
    const twins = found({ alike: ['mine', 'twin'].map(id => ({ id, logRatio: 12 })) });
    assert.deepEqual(
      [linkOwn(twins, ['mine', 'twin']).id, linkOwn(twins, ['mine', 'twin']).abstains],
      [null, 'unsure'],
    );
    const common = found({ alike: [{ id: 'mine', logRatio: 2 }] });
    assert.equal(linkOwn(common, ['mine']).id, null);
  });

  it('says why nothing could be compared', () => {
    for (const abstains of ['hidden', 'indistinct-kind', 'no-candidate'] as const) {
      assert.equal(linkOwn(found({ abstains }), ['mine']).abstains, abstains);
    }
  });

  it('names nobody of an engine that was not measured', () => {
    assert.equal(linkOwn(found({ engine: 'servo' }), ['mine']).id, null);
  });
});
