import assert from 'node:assert/strict';
import { eraseAccount } from '../../server/flows/erase-account.ts';
import { exportAccount } from '../../server/flows/export-account.ts';
import { addListEntry, changeListEntry, endListEntry, newEntry } from '../../server/flows/manage-lists.ts';
import { LIMITS } from '../../server/limits.ts';
import { accountDataSchema } from '../../shared/wire/account-data.ts';
import { type FlowStage, openFlowStage } from '../support/flow-stage.ts';

describe('flows: an account on the lists', () => {
  let stage: FlowStage;
  before(async () => {
    stage = await openFlowStage();
  });
  after(() => stage.close());

  const exported = async (asked: string) =>
    accountDataSchema.parse(await exportAccount(stage.ports, stage.site, asked, { limit: 50 }));

  it('is exported with its entries, also one that was taken off, and nobody else’s', async () => {
    const base = { effect: 'block', subject: 'account', device: null, expiresAt: null } as const;
    const add = (value: string) =>
      addListEntry(stage.ports, stage.site, { ...base, value, actions: [], reason: 'mule', author: 'suzuki' });
    const { id } = await add('taro@example.com');
    await endListEntry(stage.ports, stage.site, id, 'sato');
    await add('jiro@example.com');
    const { listed } = await exported('taro@example.com');
    assert.deepEqual(
      listed.map(it => `${it.value} ${it.state}`),
      ['taro@example.com deleted'],
    );
    await eraseAccount(stage.ports, stage.site, 'taro@example.com');
    const [left] = (await exported('taro@example.com')).listed;
    assert.match(left?.value ?? '', /^acc_/, 'the entry stays, and says no id');
  });

  it('is erased from all of many entries, also where somebody changes one at that moment', async () => {
    const { ports, site } = stage;
    const account = { id: 'hanako' };
    const expiresAt = new Date(ports.clock.now() + 60_000).toISOString();
    const base = { effect: 'allow', subject: 'account', value: account.id, reason: 'r', author: 'a' } as const;
    const entries = Array.from({ length: LIMITS.listEntriesRead + 20 }, (_, n) =>
      newEntry(ports, site, { ...base, actions: [], device: `dev_${n}`, expiresAt }),
    );
    await ports.lists.write(entries.map(entry => ({ kind: 'add', entry })));
    let isFirst = true;
    const write: typeof ports.lists.write = async writes => {
      const [one] = writes;
      if (isFirst && one !== undefined) {
        isFirst = false;
        await changeListEntry(ports, site, one.entry.id, { reason: 'faster', author: 'sato' });
      }
      return ports.lists.write(writes);
    };
    await eraseAccount({ ...ports, lists: { ...ports.lists, write } }, site, account.id);
    const { listed } = await exported(account.id);
    assert.equal(listed.length, entries.length);
    assert.equal(listed.filter(it => !it.value.startsWith('acc_')).length, 0);
    assert.equal(listed.filter(it => it.reason === 'faster').length, 1);
  });
});
