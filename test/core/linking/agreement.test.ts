import assert from 'node:assert/strict';
import fc from 'fast-check';
import { agreementOf, jaccard, keptAfter, logRatio } from '../../../server/core/linking/agreement.ts';
import {
  ATTRIBUTE_NAMES,
  ATTRIBUTES,
  alikeByZipf,
  changesByHalf,
  changesByTenth,
} from '../../../server/core/linking/attributes.ts';
import { LAPTOP } from './image-sample.ts';

const near = (actual: number, expected: number): void => assert.ok(Math.abs(actual - expected) < 1e-6, `${actual}`);
const texts = fc.uniqueArray(fc.string({ maxLength: 3 }), { maxLength: 12 }).map(it => it.toSorted());

describe('how two values agree', () => {
  it('takes two draws of Zipf’s law over 1, 2 and 3 values for equal in 1, 5/9 and 49/121 of cases', () => {
    near(alikeByZipf(1), 1);
    near(alikeByZipf(2), 5 / 9);
    near(alikeByZipf(3), 49 / 121);
  });

  it('turns the days that half, or nine of ten, keep a value into its changes in 30 days', () => {
    near(changesByHalf(30), 0.5);
    near(changesByHalf(60), 1 - Math.SQRT1_2);
    near(changesByTenth(30), 0.1);
    near(changesByTenth(15), 0.19);
  });

  it('keeps a value at a constant rate, and less where the browser makes it up', () => {
    const row = {
      group: 'loose',
      alike: 0.5,
      alikeFrom: '',
      changes30d: 0.1,
      changesFrom: '',
      noise: { brave: 0.5 },
    } as const;
    near(keptAfter(row, 0, 'chrome'), 1);
    near(keptAfter(row, 60, 'chrome'), 0.81);
    near(keptAfter(row, 30, 'brave'), 0.9 * 0.25);
    near(keptAfter(row, -5, 'chrome'), 1);
  });

  it('counts a rare equal value for more than a common one: kept / share + changed', () => {
    const kept = 0.995 ** 1;
    const of = (share: number) => logRatio('keyboard', 'equal', { share, days: 30, family: 'chrome' });
    near(of(0.01), Math.log(kept / 0.01 + (1 - kept)));
    near(of(0.87), Math.log(kept / 0.87 + (1 - kept)));
    assert.ok(of(0.01) > of(0.87));
  });

  it('counts a different value by how often it changes, but never as an exclusion', () => {
    near(logRatio('mediaDevices', 'differs', { share: null, days: 30, family: 'chrome' }), Math.log(0.15));
    near(logRatio('math', 'differs', { share: null, days: 0, family: 'chrome' }), Math.log(0.002));
    near(logRatio('osVersion', 'lower', { share: null, days: 30, family: 'chrome' }), Math.log(0.002));
  });

  it('counts lists that are near as a change, and lists that are not as another device', () => {
    const at = { share: null, days: 30, family: 'chrome' };
    near(logRatio('fonts', 'near', at), Math.log((0.04 * 0.9) / 0.2));
    near(logRatio('fonts', 'differs', at), Math.log((0.04 * 0.1) / 0.8));
  });

  it('tells nothing by what either side does not show, or what the browser makes up', () => {
    assert.equal(agreementOf('audio', { ...LAPTOP, audio: null }, LAPTOP), 'unknown');
    assert.equal(agreementOf('audio', { ...LAPTOP, audio: null }, { ...LAPTOP, audio: null }), 'absent');
    const brave = { ...LAPTOP, browserFamily: 'brave' };
    assert.equal(agreementOf('canvasText', brave, { ...brave, canvasText: 'other' }), 'absent');
    assert.equal(logRatio('audio', 'unknown', { share: 0.01, days: 1, family: 'chrome' }), 0);
  });

  it('knows an update from a version that fell', () => {
    assert.equal(agreementOf('osVersion', LAPTOP, { ...LAPTOP, osVersion: 16 }), 'differs');
    assert.equal(agreementOf('osVersion', LAPTOP, { ...LAPTOP, osVersion: 14 }), 'lower');
  });

  it('calls lists near from 85 % in common', () => {
    const fonts = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    assert.equal(agreementOf('fonts', LAPTOP, { ...LAPTOP, fonts: [...fonts, 'i'] }), 'near');
    assert.equal(agreementOf('fonts', LAPTOP, { ...LAPTOP, fonts: [...fonts, 'i', 'j'] }), 'differs');
  });

  it('measures what two lists share alike from either side', () => {
    near(jaccard(['a', 'b', 'c'], ['b', 'c', 'd']), 0.5);
    assert.equal(jaccard([], []), 1);
    fc.assert(
      fc.property(texts, texts, (a, b) => {
        const union = new Set([...a, ...b]).size;
        const expected = union === 0 ? 1 : (a.length + b.length - union) / union;
        assert.equal(jaccard(a, b), jaccard(b, a));
        near(jaccard(a, b), expected);
      }),
    );
  });

  it('gives every attribute shares and rates that are probabilities, and a source for each', () => {
    const wrong = ATTRIBUTE_NAMES.filter(name => {
      const { alike, alikeFrom, changes30d, changesFrom } = ATTRIBUTES[name];
      const isShare = (it: number): boolean => it > 0 && it < 1;
      return (
        !isShare(alike) || !isShare(changes30d) || !/^\[[ABF]\]/.test(alikeFrom) || !/^\[[ABF]\]/.test(changesFrom)
      );
    });
    assert.deepEqual(wrong, []);
  });
});
