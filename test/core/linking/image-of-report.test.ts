import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { imageOfReport, LINKED_SIGNALS } from '../../../server/core/linking/image-of-report.ts';
import { PEOPLE } from '../../support/people.ts';

const imageOf = (signals: Parameters<typeof imageOfReport>[0]) => imageOfReport(signals, '') ?? assert.fail();

describe('the image of a report', () => {
  it('names browser, engine and system by what they can do, then by what they say', () => {
    const named = Object.values(PEOPLE).map(({ signals }) => {
      const { browserFamily, engineFamily, osFamily, browserMajor } = imageOf(signals);
      return [browserFamily, engineFamily, osFamily, browserMajor].join(' ');
    });
    assert.deepEqual(
      [...new Set(named)],
      [
        'chrome chromium linux 156',
        'chrome chromium windows 156',
        'edge chromium windows 156',
        'firefox gecko linux 153',
        'firefox gecko windows 153',
        'safari webkit macos 26',
        'chrome chromium macos 156',
        'safari webkit ios 26',
        'chrome webkit ios 156',
        'chrome chromium android 156',
        'samsung chromium android 29',
        'brave chromium linux 156',
        'firefox gecko linux 154',
      ],
    );
    const { signals } = PEOPLE.chromeOnWindows;
    const brands = [{ brand: 'Brave', version: '156' }];
    const brave = { ...signals, userAgentData: { brands, mobile: false, platform: 'Windows' } };
    assert.equal(imageOf(brave).browserFamily, 'brave');
  });

  it('leaves unknown what was not shown, and is none where the engine cannot be told', () => {
    const { signals } = PEOPLE.chromeOnWindows;
    const { fonts, canvasText, gpuRenderer, cores } = imageOf({ ...signals, fonts: { missing: 'timed-out' } });
    assert.deepEqual([fonts, canvasText, gpuRenderer, cores], [null, null, null, 8]);
    assert.equal(imageOfReport({ ...signals, engine: { missing: 'failed' } }, ''), null);
  });

  it('sees a phone that is turned as the same, and a system’s versions in their order', () => {
    const { signals } = PEOPLE.chromeOnAndroid;
    const { screen } = signals;
    if (screen === undefined || 'missing' in screen) assert.fail();
    const turned = { ...screen, width: screen.height, height: screen.width };
    assert.equal(imageOf({ ...signals, screen: turned }).screenWidth, screen.width);
    const hints = { architecture: '', bitness: '', model: 'Pixel 9', wow64: null, formFactors: [], versions: [] };
    const versions = ['15.3.1', '15.10.0', '16.0.0', ''].map(
      platformVersion => imageOf({ ...signals, userAgentHints: { ...hints, platformVersion } }).osVersion,
    );
    assert.deepEqual(versions, [15.03, 15.1, 16, null]);
  });

  it('is made of the signals that are told to the people who look at the demo', () => {
    const source = readFileSync('server/core/linking/image-of-report.ts', 'utf8');
    const read = [...source.matchAll(/shown\('(\w+)'\)/g)].map(([, name]) => name);
    assert.deepEqual([...LINKED_SIGNALS].toSorted(), [...new Set(read)].toSorted());
  });
});
