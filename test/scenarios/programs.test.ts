import assert from 'node:assert/strict';
import type { SignalReadings } from '../../shared/wire/report.ts';
import type { Signals } from '../../shared/wire/signals.ts';
import { codesOf, type FlowStage, openFlowStage } from '../support/flow-stage.ts';
import { CHROMIUM_HEADERS, FIREFOX_SIGNALS, SWIFT_SHADER } from '../support/measured-signals.ts';
import { PEOPLE, type Person } from '../support/people.ts';

const { plainChromium, plainFirefox, remoteDesktop, chromeOnAndroid } = PEOPLE;
const LINUX = plainChromium.userAgent;
const WINDOWS = remoteDesktop.userAgent;
const NO_HINTS: Signals['userAgentHints'] = {
  architecture: '',
  bitness: '',
  model: '',
  platformVersion: '',
  wow64: false,
  formFactors: [],
  versions: [],
};
const NO_POINTER: SignalReadings = {
  touch: { maxPoints: 0, coarse: false, fine: false, hover: false },
  mediaFeatures: { 'any-pointer': 'none', 'any-hover': 'none', 'display-mode': 'browser' },
};

/** What programs that hide `navigator.webdriver` still show: each read off the tool, run on this project's demo in November 2026. */
describe('programs that hide', () => {
  let stage: FlowStage;
  let visitor = 0;
  before(async () => {
    stage = await openFlowStage();
  });
  after(() => stage.close());

  const come = async (person: Person, change: SignalReadings, named: Partial<Person> = {}) => {
    const tool: Person = { ...person, ...named, signals: { ...person.signals, ...change } };
    const token = await stage.visit({ person: tool });
    visitor += 1;
    return stage.ask({ token, account: { id: `victim-${visitor}` } }, { person: tool });
  };

  it('asks a headless Chromium under a user agent from the command line', async () => {
    const geometry = { innerWidth: 800, innerHeight: 600, outerWidth: 780, outerHeight: 580, screenX: 10, screenY: 10 };
    const answer = await come(plainChromium, {
      ...NO_POINTER,
      window: { ...geometry, scale: 1 },
      userAgentHints: NO_HINTS,
      graphics: SWIFT_SHADER,
    });
    assert.equal(answer.verdict, 'REVIEW');
    assert.equal(answer.bot.verdict, 'suspect');
    assert.deepEqual(codesOf(answer), [
      'client-hints-emptied',
      'impossible-window-geometry',
      'no-pointing-device',
      'software-renderer',
      'first-access',
    ]);
  });

  it('asks a Chromium that is told to be on Windows, in every field of the protocol', async () => {
    const answer = await come(remoteDesktop, {
      workerScope: { platform: 'Linux x86_64' },
      graphics: { missing: 'blocked' },
    });
    assert.equal(answer.verdict, 'REVIEW');
    assert.deepEqual(codesOf(answer), ['scope-contradiction', 'first-access']);
  });

  it('asks one that is told so in its user agent alone', async () => {
    const headers = CHROMIUM_HEADERS.filter(([name]) => !name.startsWith('sec-ch-ua'));
    const answer = await come(
      plainChromium,
      { userAgent: WINDOWS, userAgentData: { brands: [], mobile: false, platform: '' }, userAgentHints: NO_HINTS },
      { userAgent: WINDOWS, headers },
    );
    assert.equal(answer.verdict, 'REVIEW');
    assert.deepEqual(
      new Set(codesOf(answer)),
      new Set(['client-hints-emptied', 'user-agent-mismatch', 'first-access']),
    );
  });

  it('asks a page that a script gave another platform, which the worker does not know of', async () => {
    const answer = await come(plainChromium, {
      platform: 'Win32',
      workerScope: { platform: 'Linux x86_64', cores: '2' },
    });
    assert.equal(answer.verdict, 'REVIEW');
    assert.ok(codesOf(answer).includes('scope-contradiction'));
  });

  it('asks the stealth plug-in by the console it is driven through and the Proxies it hides behind', async () => {
    const read = { stack: 1, name: 2, getter: 0, prototype: 0 };
    const answer = await come(plainChromium, {
      consoleReader: { nameFirst: true, page: read, worker: read },
      tampering: {
        first: 3,
        cycles: ['Permissions.query', 'HTMLMediaElement.canPlayType', 'Function.toString'],
        trapped: true,
        own: ['iframe.srcdoc', 'document.createElement'],
        drivers: [],
      },
    });
    assert.equal(answer.verdict, 'REVIEW');
    assert.deepEqual(new Set(codesOf(answer)), new Set(['console-read', 'parts-replaced', 'first-access']));
  });

  it('asks a page that a driver left its names in, and stops one that is driven besides', async () => {
    const tampering = { first: 0, cycles: [], trapped: false, own: [], drivers: ['__pwInitScripts'] };
    const named = await come(plainChromium, { tampering });
    assert.deepEqual([named.verdict, named.bot.verdict, named.bot.kind], ['REVIEW', 'suspect', 'tool']);
    const read = { stack: 1, name: 2, getter: 0, prototype: 0 };
    const driven = await come(plainChromium, {
      tampering,
      consoleReader: { nameFirst: true, page: read, worker: null },
    });
    assert.equal(driven.verdict, 'NG');
  });

  it('asks an imitation of a browser that shows all that a browser shows, and lays nothing out', async () => {
    const answer = await come(plainChromium, { layout: { width: 0, height: 0, display: 'block' } });
    assert.equal(answer.verdict, 'REVIEW');
    assert.deepEqual(codesOf(answer), ['page-not-laid-out', 'first-access']);
  });

  it('stops a page that denies what its frame admits', async () => {
    const answer = await come(plainChromium, { frameScope: { webdriver: 'true' } });
    assert.equal(answer.verdict, 'NG');
    assert.deepEqual([answer.bot.verdict, answer.bot.kind, answer.bot.kindProvenance], ['bot', 'tool', 'claimed']);
  });

  it('asks an emulated Pixel 7 that runs on a computer', async () => {
    const answer = await come(chromeOnAndroid, {
      touch: { maxPoints: 1, coarse: true, fine: false, hover: false },
      processor: { nanByte: 255, osCpu: null, cpuClass: null },
      userAgentHints: {
        ...NO_HINTS,
        architecture: 'arm',
        formFactors: ['Desktop'],
        versions: versionsOf(chromeOnAndroid),
      },
      graphics: SWIFT_SHADER,
    });
    assert.equal(answer.verdict, 'REVIEW');
    assert.deepEqual(codesOf(answer), ['emulated-phone', 'first-access']);
  });

  it("asks last year's Chromium under this month's name", async () => {
    const userAgent = LINUX.replace('156', '159');
    const brands = [{ brand: 'Chromium', version: '159' }];
    const hints = { ...NO_HINTS, versions: [{ brand: 'Chromium', version: '159.0.8154.6' }] };
    const change = { userAgentData: { brands, mobile: false, platform: 'Linux' }, userAgentHints: hints };
    const answer = await come(plainChromium, { userAgent, ...change }, { userAgent });
    assert.equal(answer.verdict, 'REVIEW');
    assert.deepEqual(codesOf(answer), ['api-version-mismatch', 'first-access']);
  });

  it('asks a report that was put together from two browsers', async () => {
    const { math = { missing: 'failed' } } = FIREFOX_SIGNALS;
    const calculated = await come(plainChromium, { math });
    assert.deepEqual([calculated.verdict, codesOf(calculated)[0]], ['REVIEW', 'engine-foreign-part']);
    const engine = { evalLength: 33, vendor: '', productSub: '20100101', webkitStorage: false, gestureEvent: false };
    const constants = await come(plainFirefox, { engine: { ...engine, mozAppearance: true } });
    assert.deepEqual([constants.verdict, codesOf(constants)[0]], ['REVIEW', 'engine-constants-mixed']);
  });

  it('asks an imitation of a browser, and stops one that says so', async () => {
    const failed = { missing: 'failed' } as const;
    const imitation: SignalReadings = { engine: failed, touch: failed, userAgentData: { missing: 'unsupported' } };
    const silent = await come(plainChromium, imitation);
    assert.equal(silent.verdict, 'REVIEW');
    assert.ok(codesOf(silent).includes('report-impossible'));
    const userAgent = 'Mozilla/5.0 (linux) AppleWebKit/537.36 (KHTML, like Gecko) jsdom/26.1.0';
    const named = await come(plainChromium, { ...imitation, userAgent }, { userAgent });
    assert.deepEqual([named.verdict, named.bot.kind], ['NG', 'tool']);
  });

  it('asks a report that a script wrote without the agent', async () => {
    const person = { ...plainChromium, signals: { userAgent: LINUX, platform: 'Linux x86_64', webdriver: false } };
    const answer = await come(person, {});
    assert.equal(answer.verdict, 'REVIEW');
    assert.ok(codesOf(answer).includes('report-impossible'));
  });

  it('asks a half-hearted disguise whose parts are each too little', async () => {
    const answer = await come(plainChromium, {
      permissions: { query: 'denied', api: 'default' },
      languages: { language: 'en-US', languages: ['en', 'en-US'] },
    });
    assert.equal(answer.verdict, 'REVIEW');
    assert.deepEqual(codesOf(answer), ['notification-contradiction', 'languages-contradiction', 'first-access']);
  });

  it('asks a zone, a renderer and a header order of elsewhere together', async () => {
    const headers = CHROMIUM_HEADERS.toSorted(
      ([a], [b]) => Number(b === 'Accept-Language') - Number(a === 'Accept-Language'),
    );
    const answer = await come(
      plainChromium,
      {
        timeZone: { zone: 'America/New_York', offsetMin: -300 },
        graphics: { ...SWIFT_SHADER, renderer: 'Intel Iris OpenGL Engine' },
      },
      { headers },
    );
    assert.equal(answer.verdict, 'REVIEW');
    for (const code of ['time-zone-contradiction', 'renderer-other-system', 'header-order'])
      assert.ok(codesOf(answer).includes(code), code);
  });

  it('says what kind of program names itself, asks it, and stops it without a token', async () => {
    for (const [userAgent, kind] of [
      ['Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', 'crawler'],
      [
        'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko); compatible; ChatGPT-User/1.0; +https://openai.com/bot',
        'ai-agent',
      ],
      ['python-requests/2.32.3', 'tool'],
    ] as const) {
      const headers: [string, string][] = [
        ['Host', 'bank.example'],
        ['User-Agent', userAgent],
        ['Accept', '*/*'],
      ];
      const client = { ip: '133.11.0.1', userAgent, headers };
      const answer = await stage.ask({ token: null, client, account: { id: kind } });
      assert.equal(answer.verdict, 'NG', kind);
      assert.deepEqual([answer.bot.kind, answer.bot.kindProvenance], [kind, 'claimed']);
      assert.ok(codesOf(answer).includes('browser-header-lacking'), kind);
      const withToken = await stage.ask({
        token: await stage.visit(),
        client: { ip: client.ip, userAgent },
        account: { id: kind },
      });
      assert.equal(withToken.bot.kind, kind);
      assert.notEqual(withToken.verdict, 'OK');
    }
  });

  it('has no kind for who is a person, or might be', async () => {
    const answer = await come(plainChromium, { workerScope: { languages: 'de' } });
    assert.deepEqual([answer.verdict, answer.bot.verdict, answer.bot.kind], ['REVIEW', 'suspect', null]);
  });
});

function versionsOf({ signals }: Person): { brand: string; version: string }[] {
  const hints = signals.userAgentData;
  if (hints === undefined || 'missing' in hints) throw new Error('a browser with client hints');
  return hints.brands.map(({ brand, version }) => ({ brand, version: `${version}.0.0.0` }));
}
