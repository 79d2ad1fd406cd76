import assert from 'node:assert/strict';
import type { SignalReadings } from '../../shared/wire/report.ts';
import type { ScreeningAnswer, ScreeningQuestion } from '../../shared/wire/screening.ts';
import { DeviceSigner } from '../support/device-signer.ts';
import { codesOf, type FlowStage, openFlowStage } from '../support/flow-stage.ts';
import { PEOPLE, type Person } from '../support/people.ts';

const DAY = 24 * 60 * 60_000;

/** The ways in which a known browser comes without its key: whoever it is, all of them are let in. */
describe('who comes without a key', () => {
  let stage: FlowStage;
  let count = 0;
  before(async () => {
    stage = await openFlowStage();
  });
  after(() => stage.close());

  type Coming = {
    readonly person: Person;
    /** null: none that it can use. */
    readonly key: DeviceSigner | null;
    readonly cookie: string;
    readonly signals?: SignalReadings;
    readonly question?: Partial<ScreeningQuestion>;
  };
  const come = async (account: string, it: Coming): Promise<ScreeningAnswer> => {
    const { person, key, cookie, signals = {}, question = {} } = it;
    const signer = key === null ? {} : { signer: key };
    const token = await stage.visit({ person, device: cookie, signals, userAgent: person.userAgent, ...signer });
    key?.spend();
    return stage.ask({ token, account: { id: account }, ...question }, { person });
  };
  /** Twice as it was, then, so many days later, otherwise. */
  const later = async (person: Person, days: number, change: Partial<Coming>): Promise<ScreeningAnswer> => {
    const n = count++;
    const usual: Coming = { person, key: new DeviceSigner(), cookie: `browser-${n}` };
    for (const _ of [1, 2]) {
      await come(`absent-${n}`, usual);
      stage.pass(DAY);
    }
    stage.pass((days - 1) * DAY);
    return come(`absent-${n}`, { ...usual, ...change });
  };
  const says = (it: ScreeningAnswer): boolean => codesOf(it).includes('device-key-absent');
  const { chromeOnWindows, firefoxOnLinux, safariOnIphone, chromeOnAndroid } = PEOPLE;

  it('notes a cookie without its key, and lets in', async () => {
    for (const key of [null, new DeviceSigner()]) {
      const answer = await later(chromeOnWindows, 2, { key });
      assert.deepEqual([says(answer), answer.verdict], [true, 'OK']);
      assert.ok(answer.score < 20);
    }
  });

  it('notes it of Safari within a week, and not of Safari after eight days', async () => {
    assert.equal(says(await later(safariOnIphone, 3, { key: new DeviceSigner() })), true);
    const answer = await later(safariOnIphone, 8, { key: new DeviceSigner() });
    assert.deepEqual([says(answer), answer.verdict], [false, 'OK']);
  });

  it('says nothing of who has it', async () => {
    const answer = await later(chromeOnWindows, 2, {});
    assert.deepEqual(codesOf(answer), []);
  });

  const storage = {
    cookies: true,
    session: true,
    local: true,
    indexedDb: true,
    openDatabase: false,
    caches: true,
    serviceWorker: true,
    directory: true,
    persisted: false,
    quotaBits: 38,
  };
  const wholly = { key: new DeviceSigner(), cookie: 'never seen' };
  const people: readonly (readonly [string, Person, Partial<Coming>])[] = [
    ['cleared all that the site stored', chromeOnWindows, wholly],
    ['has a new phone', chromeOnAndroid, { ...wholly, cookie: 'new phone' }],
    ['uses a Firefox that clears all when it closes', firefoxOnLinux, { ...wholly, cookie: 'closed' }],
    ['opened a private window', chromeOnWindows, { key: null, cookie: 'private' }],
    [
      'uses a private Firefox that was given the cookie',
      firefoxOnLinux,
      { key: null, signals: { storage: { ...storage, serviceWorker: false } } },
    ],
    [
      'uses a private Chrome that was given the cookie',
      chromeOnWindows,
      { key: null, signals: { storage: { ...storage, quotaBits: 30 } } },
    ],
    ['blocks the store', chromeOnWindows, { key: null, signals: { storage: { ...storage, indexedDb: false } } }],
    ['comes by a webview, as its backend says', chromeOnAndroid, { key: null, question: { channel: 'webview' } }],
    [
      'comes by a messenger’s own browser',
      chromeOnAndroid,
      { key: null, person: { ...chromeOnAndroid, userAgent: `${chromeOnAndroid.userAgent} Line/15.1` } },
    ],
  ];
  for (const [who, person, change] of people) {
    it(`lets in who ${who}, with nothing noted of the key`, async () => {
      const answer = await later(person, 2, change);
      assert.equal(says(answer), false);
      assert.equal(answer.verdict, 'OK', `${codesOf(answer)}`);
    });
  }

  it('expects nothing of an account whose devices had no keys', async () => {
    const n = `keyless-${count++}`;
    const it = { person: chromeOnWindows, key: null, cookie: n };
    for (const _ of [1, 2, 3]) assert.equal(says(await come(n, it)), false);
  });

  it('expects no key of its owner that was taken back because a copy was in use', async () => {
    const n = `forked-${count++}`;
    const owner = new DeviceSigner();
    const usual = { person: chromeOnWindows, key: owner, cookie: n };
    await come(n, usual);
    stage.pass(DAY);
    const copy = owner.copy();
    await come(n, usual);
    stage.pass(DAY);
    await come(n, { ...usual, key: copy, cookie: 'thief' });
    stage.pass(DAY);
    const answer = await come(n, { ...usual, key: new DeviceSigner() });
    assert.equal(says(answer), false);
  });
});
