import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { BUCKET_NAMES } from '../../server/core/linking/bucket-keys.ts';
import { lookedFor } from '../../server/core/linking/likeness.ts';
import { accountDevices } from '../../server/flows/account-devices.ts';
import { atLevel } from '../../server/flows/known-report.ts';
import { addSite } from '../../server/flows/manage-sites.ts';
import { reportOutcome } from '../../server/flows/report-outcome.ts';
import { LIMITS } from '../../server/limits.ts';
import type { Site } from '../../server/ports/sites.ts';
import type { ScreeningAnswer } from '../../shared/wire/screening.ts';
import { closing } from '../support/closing.ts';
import { DeviceSigner } from '../support/device-signer.ts';
import { type FlowStage, openFlowStage, type Visit } from '../support/flow-stage.ts';
import { fullReport } from '../support/full-report.ts';
import { needs } from '../support/parts.ts';
import { PEOPLE, type Person } from '../support/people.ts';
import { sharedPostgres } from '../support/postgres-server.ts';
import { startRedis, startRedisCluster } from '../support/redis-server.ts';

const DAY = 24 * 60 * 60_000;
/** So many known devices that one of a kind is known to be rare. */
const MARKET = 40;

type Customer = { readonly account: string; readonly signer: DeviceSigner; readonly person: Person };

const logIn = async (stage: FlowStage, account: string, visit: Visit): Promise<ScreeningAnswer> => {
  const token = await stage.visit(visit);
  visit.signer?.spend();
  const person = visit.person === undefined ? {} : { person: visit.person };
  const site = visit.site === undefined ? {} : { site: visit.site };
  return stage.ask({ token, account: { id: account } }, { ...person, ...site });
};

/** Two visits: what a device is like is remembered once it was let in. */
async function customer(stage: FlowStage, n: number, person = fullReport(n)): Promise<Customer> {
  const it = { account: `customer-${n}`, signer: new DeviceSigner(), person };
  await logIn(stage, it.account, it);
  await logIn(stage, it.account, it);
  return it;
}

async function market(stage: FlowStage): Promise<readonly Customer[]> {
  const all: Customer[] = [];
  for (let n = 1; n <= MARKET; n++) all.push(await customer(stage, 10 * n));
  stage.pass(DAY);
  return all;
}

const idOf = async (stage: FlowStage, account: string): Promise<string | null> =>
  (await accountDevices(stage.ports, stage.site, account)).items[0]?.id ?? null;

const bucketsOf = async (stage: FlowStage, person: Person, site: Site = stage.site) => {
  const looked = lookedFor(person.signals, person.userAgent) ?? assert.fail();
  const query = { siteId: site.id, now: stage.ports.clock.now(), reportId: null, idempotencyKey: null };
  return (await stage.ports.state.load({ ...query, subjects: looked.subjects }, 1000)).subjects;
};

const featureOf = async (stage: FlowStage, { id }: ScreeningAnswer, name: string) =>
  (await stage.ports.records.screening(stage.site.id, id))?.features[name as 'linkedDevice'];

/** What holds on every store. */
async function findsAgain(stage: FlowStage): Promise<void> {
  const [owner] = await market(stage);
  assert.ok(owner);
  const before = await accountDevices(stage.ports, stage.site, owner.account);
  const id = before.items[0]?.id;
  const cleared = await logIn(stage, owner.account, { person: owner.person });
  assert.deepEqual([cleared.device?.id, cleared.device?.by, cleared.device?.status], [id, 'linked', 'unproven']);
  assert.ok((cleared.device?.confidence ?? 0) > 0.95, `${cleared.device?.confidence}`);
  assert.equal(await featureOf(stage, cleared, 'linkedDevice'), 'own');
  assert.deepEqual(await accountDevices(stage.ports, stage.site, owner.account), before, 'a linked id moves nothing');

  const elsewhere = await logIn(stage, 'customer-20', { person: owner.person });
  assert.deepEqual(elsewhere.device?.linked, { id: null, confidence: 0, abstains: 'none-of-account' });
  assert.deepEqual([elsewhere.device?.id, elsewhere.device?.by], [null, 'none']);
  assert.equal(await featureOf(stage, elsewhere, 'linkedDevice'), 'others');
  assert.equal(await featureOf(stage, elsewhere, 'recallAccounts24hCount'), 1, 'the other account');

  const { id: siteId } = await addSite(stage.ports, 'other', ['https://bank.example']);
  await stage.ports.sites.change(siteId, { mode: 'enforce' });
  const site = (await stage.ports.sites.byName('other')) ?? assert.fail();
  const there = await logIn(stage, owner.account, { person: owner.person, site });
  assert.equal(there.device?.linked?.abstains, 'no-candidate');
  assert.deepEqual(
    (await bucketsOf(stage, owner.person, site)).slice(1).filter(it => it !== null),
    [],
    'what one site knows another does not',
  );
}

describe('linking, on each store', function () {
  this.timeout(60_000);
  const close = closing();

  const inCluster = async (urls: readonly string[]): Promise<void> => {
    const postgres = await (await sharedPostgres()).createDatabase();
    const stage = await openFlowStage({ secrets: [randomBytes(32)], cluster: { redis: urls, postgres } });
    close(() => stage.close());
    await findsAgain(stage);
  };

  it('finds a browser that cleared everything among its account’s devices, embedded', async () => {
    const stage = await openFlowStage();
    close(() => stage.close());
    await findsAgain(stage);
  });

  it('finds it on Redis', async function () {
    needs(this, 'redis', 'postgres');
    const redis = await startRedis();
    close(() => redis.stop());
    await inCluster([redis.url]);
  });

  it('finds it on a Redis Cluster', async function () {
    needs(this, 'redis', 'postgres');
    const { nodes, stop } = await startRedisCluster(3);
    close(stop);
    await inCluster(nodes.map(it => it.url));
  });
});

describe('linking', function () {
  this.timeout(30_000);
  let stage: FlowStage;
  let customers: readonly Customer[];
  before(async () => {
    stage = await openFlowStage();
    customers = await market(stage);
  });
  after(() => stage.close());

  const one = (n: number): Customer => customers[n] ?? assert.fail();

  it('never makes one id of two keys, however alike; it says whom the new one resembles', async () => {
    const { account, person } = one(1);
    const old = await idOf(stage, account);
    const fresh = new DeviceSigner();
    const first = await logIn(stage, account, { person, signer: fresh });
    assert.deepEqual([first.device?.by, first.device?.keyProven], ['key', true]);
    assert.notEqual(first.device?.id, old);
    assert.equal(first.device?.linked?.id, old);
    const second = await logIn(stage, account, { person, signer: fresh });
    assert.deepEqual([second.device?.id, second.device?.linked], [first.device?.id, null], 'its own key tells it now');
    const both = await accountDevices(stage.ports, stage.site, account);
    assert.deepEqual(both.items.map(it => it.logins).toSorted(), [2, 2]);
  });

  it('links after an update, another screen and a month', async () => {
    const { account, person } = one(2);
    stage.pass(30 * DAY);
    const { screen } = person.signals;
    if (screen === undefined || 'missing' in screen) assert.fail();
    const changed = { ...person.signals, screen: { ...screen, width: 2560, height: 1440 } };
    const userAgent = person.userAgent.replaceAll('156', '157');
    const later = { ...person, userAgent, signals: { ...changed, userAgent } };
    const answer = await logIn(stage, account, { person: later, userAgent });
    assert.equal(answer.device?.by, 'linked', JSON.stringify(answer.device));
  });

  it('abstains for an iPhone, and counts no accounts by what a million of them show', async () => {
    const person = fullReport(5, PEOPLE.safariOnIphone);
    await customer(stage, 7000, person);
    const answer = await logIn(stage, 'customer-7000', { person });
    assert.deepEqual(answer.device?.linked, { id: null, confidence: 0, abstains: 'indistinct-kind' });
    assert.equal(answer.device?.by, 'none');
    assert.match(answer.device?.recallId ?? '', /^rec_/);
    assert.deepEqual(await featureOf(stage, answer, 'linkedDevice'), { unknown: 'not-applicable' });
    assert.deepEqual(await featureOf(stage, answer, 'recallAccounts24hCount'), { unknown: 'not-applicable' });
  });

  it('gives PCs cloned from one image one recallId, and names none of them', async () => {
    const person = fullReport(4444);
    for (let n = 8000; n < 8004; n++) await customer(stage, n, person);
    const answers: ScreeningAnswer[] = [];
    for (let n = 8000; n < 8004; n++) answers.push(await logIn(stage, `customer-${n}`, { person }));
    assert.equal(new Set(answers.map(it => it.device?.recallId)).size, 1);
    assert.deepEqual(
      (await accountDevices(stage.ports, stage.site, 'customer-8000')).items.map(it => it.recallId),
      [answers[0]?.device?.recallId],
    );
    assert.deepEqual([...new Set(answers.map(it => it.device?.id))], [null]);
    const counts = await Promise.all(answers.map(it => featureOf(stage, it, 'recallAccounts24hCount')));
    assert.deepEqual(counts, [4, 4, 4, 4]);
  });

  it('reads and counts nothing more for a device that its key tells', async () => {
    const { account, person, signer } = one(3);
    const answer = await logIn(stage, account, { person, signer });
    assert.deepEqual([answer.device?.by, answer.device?.linked], ['key', null]);
    assert.deepEqual(await featureOf(stage, answer, 'recallAccounts24hCount'), { unknown: 'not-applicable' });
    const [recall] = await bucketsOf(stage, person);
    assert.equal(recall?.distincts['accounts']?.['30d'], 0);
  });

  it('moves no device by the outcome of a login that is only linked to it', async () => {
    const { account, person } = one(4);
    const answer = await logIn(stage, account, { person });
    assert.equal(answer.device?.by, 'linked');
    await reportOutcome(stage.ports, stage.site, answer.id, { result: 'fraud' });
    assert.deepEqual(
      (await accountDevices(stage.ports, stage.site, account)).items.map(it => it.status),
      ['active'],
    );
    const query = { device: (await idOf(stage, account)) ?? '', limit: 100 };
    const found = await stage.ports.records.search(stage.site.id, query);
    assert.ok(found.length >= 2 && found.every(it => it.id !== answer.id), 'nor is it found by that device');
  });

  it('remembers no image of who was never let in', async () => {
    const [person, signer] = [fullReport(5555), new DeviceSigner()];
    for (let n = 0; n < 3; n++) await stage.visit({ person, signer, device: 'only looks' });
    const [recall, ...buckets] = await bucketsOf(stage, person);
    const own = (['whole', 'withoutDrawing', 'person', 'machine'] as const).map(
      it => buckets[BUCKET_NAMES.indexOf(it)],
    );
    assert.deepEqual([recall, ...own], [null, null, null, null, null]);
  });

  it('remembers so many made-up images of one device a day, and one image once a week', async () => {
    const { account, signer } = one(5);
    const seen = async (n: number) => (await bucketsOf(stage, fullReport(n)))[1] !== null;
    for (let n = 60_000; n < 60_010; n++) await logIn(stage, account, { person: fullReport(n), signer });
    const stored = await Promise.all(Array.from({ length: 10 }, (_, i) => seen(60_000 + i)));
    assert.deepEqual(stored.filter(Boolean).length, LIMITS.imagesPerDeviceDayMax);
    const { person, signer: other, account: again } = one(6);
    await logIn(stage, again, { person, signer: other });
    const before = (await bucketsOf(stage, person))[1]?.lastSeenAt;
    stage.pass((LIMITS.sightingAgainDays - 1) * DAY);
    await logIn(stage, again, { person, signer: other });
    assert.equal((await bucketsOf(stage, person))[1]?.lastSeenAt, before);
    stage.pass(DAY);
    await logIn(stage, again, { person, signer: other });
    assert.equal((await bucketsOf(stage, person))[1]?.lastSeenAt, stage.ports.clock.now());
  });

  it('compares nothing and stores nothing where Sec-GPC is honoured', async () => {
    const it = { account: 'gpc', signer: new DeviceSigner(), person: fullReport(6666), gpc: true };
    for (let n = 0; n < 3; n++) await logIn(stage, it.account, it);
    const answer = await logIn(stage, it.account, { person: it.person, gpc: true });
    assert.equal(answer.device, null);
    const known = (await bucketsOf(stage, it.person))[1];
    assert.equal(known, null);
    assert.equal((await accountDevices(stage.ports, stage.site, it.account)).items[0]?.recallId, null);
  });

  it('compares what a light site shows, and abstains where that is too little', async () => {
    await stage.ports.sites.change(stage.site.id, { fingerprint: 'light' });
    const site = (await stage.ports.sites.byName('bank')) ?? assert.fail();
    const it = { account: 'light', signer: new DeviceSigner(), person: fullReport(7777), site };
    for (let n = 0; n < 2; n++) await logIn(stage, it.account, it);
    const little = await logIn(stage, it.account, { person: PEOPLE.chromeOnWindows, site });
    assert.equal(little.device?.linked?.abstains, 'hidden');
    const answer = await logIn(stage, it.account, { person: it.person, site });
    assert.ok(['none-of-account', 'no-candidate'].every(why => why !== answer.device?.linked?.abstains));
    const light = { ...it.person, signals: atLevel(it.person.signals, 'light') };
    const kept = await Promise.all([light, it.person].map(async person => (await bucketsOf(stage, person))[1]));
    assert.deepEqual(
      kept.map(it => it?.lists['sightings']?.length ?? null),
      [1, null],
      'what the level leaves out is in no bucket',
    );
  });
});
