import assert from 'node:assert/strict';
import { evidenceOf } from '../../support/evidence-of.ts';
import { withSignals } from '../../support/person-facts.ts';

const NETWORK = {
  type: null,
  effectiveType: '4g',
  rttMs: 50,
  downlinkMbps: 10,
  saveData: false,
  protocol: 'h2',
} as const;
const measured = (measuredMs: number | null, edgeRttMs: number | null) =>
  evidenceOf('round-trip-mismatch', withSignals({ network: { ...NETWORK, measuredMs } }, { edgeRttMs }));

describe('detector round-trip-mismatch', () => {
  it('speaks of answers that come much later than the connection’s round trip, in shadow', () => {
    const said = measured(260, 12);
    assert.equal(`${said?.weight} ${said?.facts['excessMs']} ${said?.shadow}`, '1.5 248 true');
  });

  it('is silent on who is far from the site, and on a little more', () => {
    assert.equal(measured(290, 250), null);
    assert.equal(measured(110, 12), null);
    assert.equal(measured(5, 12), null);
  });

  it('is silent where the edge or the page did not measure', () => {
    assert.equal(measured(260, null), null);
    assert.equal(measured(null, 12), null);
  });
});
