import assert from 'node:assert/strict';
import { popularityCellsOf, popularityOf, popularityWeightAt } from '../../server/core/lockout/password-popularity.ts';
import { accountDevices } from '../../server/flows/account-devices.ts';
import { accountRefs, passwordRef } from '../../server/flows/references.ts';
import { reportOutcome } from '../../server/flows/report-outcome.ts';
import type { ScreeningAnswer, ScreeningQuestion } from '../../shared/wire/screening.ts';
import { DeviceSigner } from '../support/device-signer.ts';
import { type AskOptions, type FlowStage, openFlowStage } from '../support/flow-stage.ts';

const MINUTE = 60_000;
/** Sketches: of a word that one of a hundred has, and of nobody's. */
const POPULAR = 123;
const TYPO = 4567;

/** Who locks whom out of an account. */
describe('lockouts', () => {
  let stage: FlowStage;
  let count = 0;
  beforeEach(async () => {
    stage = await openFlowStage();
    const { keys, clock } = stage.ports;
    const weigh = (sketch: number, weight: number): void =>
      stage.habits.add(
        stage.site.id,
        'popularity',
        popularityCellsOf('held', passwordRef(keys, stage.site.id, sketch)).map(
          cell => [cell, weight * popularityWeightAt(clock.now())] as const,
        ),
      );
    weigh(POPULAR, 50);
    for (let n = 0; n < 99; n++) weigh(20_000 + n, 50);
  });
  afterEach(() => stage.close());

  const attempt = async (
    account: string,
    signer: DeviceSigner | null,
    question: Partial<ScreeningQuestion>,
    options: AskOptions = {},
  ): Promise<ScreeningAnswer> => {
    const token = await stage.visit(signer === null ? {} : { signer });
    const client = { ip: `198.51.${count >> 8}.${count++ & 255}`, userAgent: '' };
    const elsewhere = signer === null ? { client } : {};
    const answer = await stage.ask({ token, account: { id: account }, ...elsewhere, ...question }, options);
    signer?.spend();
    return answer;
  };
  const fail = (account: string, sketch?: number, signer: DeviceSigner | null = null, options: AskOptions = {}) =>
    attempt(account, signer, { phase: 'failed', ...(sketch === undefined ? {} : { credential: { sketch } }) }, options);
  const owner = async (account: string): Promise<DeviceSigner> => {
    const signer = new DeviceSigner();
    const { id } = await attempt(account, signer, {});
    await reportOutcome(stage.ports, stage.site, id, { result: 'stepup-passed', grade: 'phishing-resistant' });
    return signer;
  };
  /** The number of the failure that is answered by a lock. */
  const lockedAt = async (account: string, sketch?: number): Promise<number> => {
    for (let n = 1; n <= 12; n++) if ((await fail(account, sketch)).lock?.state === 'locked') return n;
    return Number.POSITIVE_INFINITY;
  };

  it('come with the third popular word, and with the tenth of nobody’s', async () => {
    assert.equal(await lockedAt('one', POPULAR), 3);
    assert.equal(await lockedAt('two', TYPO), 10);
    assert.equal(await lockedAt('three'), 10);
  });

  it('keep strangers out, and let the owner go on at a device that is vouched for', async () => {
    const signer = await owner('hanako');
    await lockedAt('hanako', POPULAR);
    const stranger = await attempt('hanako', null, {});
    assert.deepEqual([stranger.lock?.state, stranger.lock?.lane], ['locked', 'others']);
    const own = await attempt('hanako', signer, {});
    assert.deepEqual(own.lock, { state: 'open', lane: 'vouched-device', until: null });
    for (let n = 0; n < 9; n++) assert.equal((await fail('hanako', TYPO, signer)).lock?.state, 'open');
    assert.equal((await fail('hanako', TYPO, signer)).lock?.state, 'locked', 'a stolen phone guesses ten times');
  });

  it('end after half an hour, however much is tried meanwhile', async () => {
    await lockedAt('taro', POPULAR);
    const until = (await attempt('taro', null, {})).lock?.until;
    assert.equal(until, new Date(stage.ports.clock.now() + 30 * MINUTE).toISOString());
    stage.pass(29 * MINUTE);
    assert.equal((await fail('taro', POPULAR)).lock?.until, until);
    stage.pass(MINUTE);
    assert.deepEqual((await attempt('taro', null, {})).lock, { state: 'open', lane: 'others', until: null });
  });

  it('begin a lane anew: what comes after takes as much to lock it again', async () => {
    await lockedAt('goro', POPULAR);
    stage.pass(30 * MINUTE);
    assert.equal((await fail('goro', TYPO)).lock?.state, 'open', 'a typing error');
    assert.equal(await lockedAt('goro', POPULAR), 3);
  });

  it('teach the account nothing of who was right on a locked lane, and would have been let in', async () => {
    const owner = new DeviceSigner();
    await attempt('saburo', owner, {});
    await lockedAt('saburo', POPULAR);
    const thief = new DeviceSigner();
    const answer = await attempt('saburo', thief, {});
    assert.deepEqual([answer.verdict, answer.lock?.state, answer.device?.status], ['OK', 'locked', 'pending']);
    const { items } = await accountDevices(stage.ports, stage.site, 'saburo');
    assert.equal(items.map(it => `${it.status} ${it.logins}`).join(), 'pending 0,active 1');
    const { keys } = stage.ports;
    const ref = accountRefs(keys, stage.site.id, 'saburo')[0] ?? '';
    const subjects = [{ type: 'account', key: ref }] as const;
    const query = { siteId: stage.site.id, now: stage.ports.clock.now(), reportId: null, idempotencyKey: null };
    const { subjects: known } = await stage.ports.state.load({ ...query, subjects }, 1000);
    const { logins, uses, habits } = known[0]?.lists ?? {};
    assert.deepEqual([logins?.length, uses?.length, habits?.length], [1, 1, 1]);
  });

  it('are none while a site is observed, nor where no password is asked for', async () => {
    const site = { ...stage.site, mode: 'observe' } as const;
    for (let n = 0; n < 12; n++) assert.equal((await fail('jiro', POPULAR, null, { site })).lock, null);
    assert.equal((await attempt('jiro', null, { action: 'transfer' })).lock, null);
  });

  it('learn the word that is sprayed over a site, which no account’s row tells', async () => {
    const sprayed = 777;
    const popularity = (): number => {
      const { keys, clock } = stage.ports;
      const sums = stage.habits.sums(stage.site.id, 'popularity');
      return sums === null ? 0 : popularityOf(sums, passwordRef(keys, stage.site.id, sprayed), clock.now());
    };
    for (let n = 0; n < 1100; n++) {
      const token = '';
      await stage.ask({ token, phase: 'failed', account: { id: `a${n}` }, credential: { sketch: sprayed } });
    }
    assert.ok(popularity() > 0.9, String(popularity()));
    assert.equal(await lockedAt('next', sprayed), 3);
    const [record] = await stage.ports.records.search(stage.site.id, { limit: 1 });
    const payload = await stage.ports.records.payload(stage.site.id, record?.id ?? '');
    const told = payload === null ? null : stage.ports.keys.decrypt('payload', payload.sealed);
    assert.ok(told !== null && !told.includes('sketch') && !told.includes('777'), told ?? 'none');
  }).timeout(60_000);
});
