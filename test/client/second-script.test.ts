import assert from 'node:assert/strict';
import type { Second } from '../../client/second.ts';
import { type HandedOver, secondScript } from '../../client/second-script.ts';
import type { MissingReason } from '../../shared/wire/reading.ts';

const SITE = {
  siteKey: 'pk_a',
  endpoint: 'https://shop.example/',
  folder: 'https://shop.example/',
  crossOrigin: false,
  rhythm: true,
  quiet: false,
};
const SECOND: Second = {
  file: 'agent-more-1.js',
  integrity: 'sha384-x',
  names: ['math', 'codecs'],
  fullNames: ['fonts'],
};

/** What the script hands over, of two signals; the others of its type are never asked for here. */
function handedOver(): { given: HandedOver; asked: string[] } {
  const asked: string[] = [];
  const ask =
    <T>(name: string, value: T) =>
    () => {
      asked.push(name);
      return value;
    };
  const early = { math: ask('math', '0123456789abcd') };
  const light = { codecs: ask('codecs', '11') };
  const full = { ...light, fonts: ask('fonts', ['Calibri']) };
  const given: HandedOver = {
    ...{ early, light, full, ownDeadlinesMs: {} },
    layOut: async nonce => [nonce.length],
    solve: async ([nonce]) => [nonce.length],
  };
  return { given, asked };
}

const opened = (loads: () => Promise<HandedOver | MissingReason>) => secondScript(SITE, SECOND, loads);

describe('client: the second script', () => {
  it('is loaded once a page, and its values are read once at a level', async () => {
    const { given, asked } = handedOver();
    let loads = 0;
    const script = opened(async () => {
      loads += 1;
      return given;
    });
    const first = await script.read('full', 7);
    assert.deepEqual(first, { fonts: ['Calibri'], math: '0123456789abcd', codecs: '11' });
    assert.deepEqual(await script.read('full', 7), first);
    assert.deepEqual([loads, asked], [1, ['math', 'codecs', 'fonts']]);
  });

  it('is told the seed of the first nonce', async () => {
    const seeds: number[] = [];
    const script = secondScript(SITE, SECOND, async seed => {
      seeds.push(seed);
      return handedOver().given;
    });
    await script.read('light', 5);
    await script.read('full', 6);
    assert.deepEqual(seeds, [5]);
  });

  it('never begins at light what light leaves out', async () => {
    const { given, asked } = handedOver();
    assert.deepEqual(await opened(async () => given).read('light', 7), { math: '0123456789abcd', codecs: '11' });
    assert.deepEqual(asked, ['math', 'codecs']);
  });

  it('reads anew when the level changes, and shows no more than the level of the moment', async () => {
    const script = opened(async () => handedOver().given);
    assert.ok('fonts' in (await script.read('full', 7)));
    assert.ok(!('fonts' in (await script.read('light', 7))));
  });

  it('says why its signals are missing where it is blocked, and names those of the level alone', async () => {
    const missing = { missing: 'blocked' } as const;
    const blocked = opened(async () => 'blocked');
    assert.deepEqual(await blocked.read('full', 7), { math: missing, codecs: missing, fonts: missing });
    assert.deepEqual(await blocked.read('light', 7), { math: missing, codecs: missing });
    const failing = opened(() => Promise.reject(new TypeError('Trusted Types')));
    assert.deepEqual(await failing.read('light', 7), { math: missing, codecs: missing });
  });

  it('comes at the deadline without it when it is late, and has it for the next token', async () => {
    let arrive = (_: HandedOver) => {};
    const script = opened(
      () =>
        new Promise(resolve => {
          arrive = resolve;
        }),
    );
    assert.deepEqual(await script.read('light', 7), {
      math: { missing: 'timed-out' },
      codecs: { missing: 'timed-out' },
    });
    arrive(handedOver().given);
    assert.deepEqual(await script.read('light', 7), { math: '0123456789abcd', codecs: '11' });
  });

  it('shows nothing where there is no second script, as in the sources', async () => {
    assert.deepEqual(await secondScript(SITE).read('full', 7), {});
  });
});
