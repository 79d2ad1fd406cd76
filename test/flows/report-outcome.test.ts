import assert from 'node:assert/strict';
import { RecordsAway, StateAway } from '../../server/errors.ts';
import { reportOutcome } from '../../server/flows/report-outcome.ts';
import type { Ports } from '../../server/ports/ports.ts';
import type { OutcomeRequest } from '../../shared/wire/screening.ts';
import { type FlowStage, openFlowStage } from '../support/flow-stage.ts';

describe('flows: outcomes', () => {
  let stage: FlowStage;
  let accounts = 0;
  before(async () => {
    stage = await openFlowStage();
  });
  after(() => stage.close());

  const login = async () => stage.ask({ token: await stage.visit(), account: { id: `outcome-${accounts++}` } });
  const tell = (id: string, outcome: OutcomeRequest, ports: Partial<Ports> = {}) =>
    reportOutcome({ ...stage.ports, ...ports }, stage.site, id, outcome);
  const loginsOf = async (ref: string | undefined): Promise<readonly string[]> => {
    const subjects = [{ type: 'account', key: ref ?? '' }] as const;
    const question = { siteId: stage.site.id, now: stage.ports.clock.now(), reportId: null, idempotencyKey: null };
    const { subjects: found } = await stage.ports.state.load({ ...question, subjects }, 1000);
    return found[0]?.lists['logins'] ?? [];
  };
  const away = () => Promise.reject(new StateAway('unreachable'));

  it('unlearns exactly the login that was disputed, and learns it again', async () => {
    const { id, account } = await login();
    assert.deepEqual(await loginsOf(account?.ref), [id]);
    await tell(id, { result: 'fraud' });
    assert.deepEqual(await loginsOf(account?.ref), []);
    await tell(id, { result: 'legit' });
    assert.deepEqual(await loginsOf(account?.ref), [id]);
  });

  it('says so when the state is away, and the same outcome again makes it whole, kept once', async () => {
    const { id, account } = await login();
    const state = { ...stage.ports.state, change: away };
    for (const _ of [1, 2]) await assert.rejects(tell(id, { result: 'chargeback' }, { state }), StateAway);
    assert.deepEqual(await loginsOf(account?.ref), [id]);
    const { outcomes } = await tell(id, { result: 'chargeback' });
    assert.deepEqual(
      outcomes.map(it => it.result),
      ['chargeback'],
    );
    assert.deepEqual(await loginsOf(account?.ref), []);
  });

  it('teaches nothing that could not be kept', async () => {
    const { id, account } = await login();
    const records = { ...stage.ports.records, addOutcome: () => Promise.reject(new RecordsAway()) };
    await assert.rejects(tell(id, { result: 'fraud' }, { records }), RecordsAway);
    assert.deepEqual(await loginsOf(account?.ref), [id]);
  });
});
