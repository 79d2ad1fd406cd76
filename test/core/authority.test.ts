import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Detector } from '../../server/core/detectors/detector.ts';
import { DETECTORS } from '../../server/core/detectors/index.ts';
import type { Features } from '../../server/core/features/index.ts';
import { judge } from '../../server/core/judge.ts';
import { worst } from '../../server/core/policy.ts';
import type { Verdict } from '../../shared/wire/judgement.ts';
import { accessCourt } from '../support/access-court.ts';
import { arbitraryFeatures } from '../support/arbitrary-features.ts';
import { featuresOf } from '../support/person-facts.ts';

/** Declared automation, programs that proved themselves, and abuse of tokens: what may refuse somebody alone. */
const DECIDES_ALONE = [
  'headless-user-agent',
  'page-other-origin',
  'program-in-network',
  'program-proven',
  'token-abused',
  'token-forged',
  'token-other-origin',
  'token-other-site',
  'webdriver',
  'webdriver-denied',
];
const SAMPLE = { numRuns: 3000, seed: 20261121 };
const features = fc.sample(arbitraryFeatures, SAMPLE);
/** Where every detector is active. */
const onLinux: readonly Features[] = features.map(it => ({ ...it, engine: 'chromium', system: 'linux' }));

const worstOf = (detectors: readonly Detector[], of: readonly Features[]): Verdict =>
  of.map(it => judge(it, accessCourt({ detectors })).verdict).reduce<Verdict>(worst, 'OK');

/** Over all that features can be, every detector at its worst. */
describe('what a tell may decide', function () {
  // Half a million judgements.
  this.timeout(60_000);

  it('lets no single tell refuse anybody, but declared automation and abused tokens', () => {
    const deciding = DETECTORS.filter(it => worstOf([it], onLinux) === 'NG').map(it => it.code);
    assert.deepEqual(deciding.toSorted(), DECIDES_ALONE);
  });

  it('lets no number of tells of the environment, of the hands or of the network refuse anybody', () => {
    for (const family of ['environment', 'hands', 'network'] as const) {
      const detectors = DETECTORS.filter(it => it.family === family);
      assert.ok(detectors.length > 0);
      assert.notEqual(worstOf(detectors, onLinux), 'NG', family);
    }
  });

  it('refuses nobody whose one tool is seen from several sides, with a password manager that submits by itself', () => {
    for (const seen of [
      { userAgentAgreement: 'header', scopeAgreement: 'worker userAgent' },
      { scopeAgreement: 'worker timeZone', timeZonePast: 'differs' },
      { scopeAgreement: 'worker languages', languagesAgreement: 'request' },
      { userAgentAgreement: 'platform', phoneDoubts: 'touch-points processor' },
    ] as const) {
      const person: Features = { ...featuresOf(), ...seen, interactions: 0, submitMs: 400 };
      assert.equal(judge(person, accessCourt()).verdict, 'REVIEW', JSON.stringify(seen));
    }
  });

  it('is worse together: tells of the environment ask for more where each alone does not', () => {
    const environment = DETECTORS.filter(it => it.family === 'environment');
    const quiet = environment.filter(it => worstOf([it], onLinux) === 'OK');
    assert.ok(quiet.length > 3);
    assert.equal(worstOf(quiet, onLinux), 'REVIEW');
  });

  it('counts nothing away from where a detector was measured', () => {
    const elsewhere: readonly Features[] = features.map(it => ({ ...it, engine: 'webkit', system: 'other' }));
    const measured = DETECTORS.filter(it => it.measuredOn !== 'everywhere');
    assert.ok(measured.length > 5);
    assert.equal(worstOf(measured, elsewhere), 'OK');
    const spoken = new Set(
      elsewhere.flatMap(it => judge(it, accessCourt({ detectors: measured })).evidence.map(({ code }) => code)),
    );
    assert.deepEqual([...spoken].toSorted(), measured.map(it => it.code).toSorted(), 'each is on record in shadow');
  });
});
