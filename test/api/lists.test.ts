import assert from 'node:assert/strict';
import { listEntryViewSchema, listImportedSchema, listPageSchema } from '../../shared/wire/lists.ts';
import { closing } from '../support/closing.ts';
import { eventually } from '../support/eventually.ts';
import { addSite, assertProblem, type GateClient, HOLDS_WITHIN, JSON_TYPE, send } from '../support/gate-client.ts';
import { serverOver } from '../support/over-store.ts';
import type { TestServer } from '../support/server.ts';
import { STORES } from '../support/stores.ts';

const IP = { effect: 'block', subject: 'ip', value: '203.0.113.7', reason: 'stuffing', author: 'suzuki' };
const ENTRIES = '/v1/lists/entries';

for (const store of STORES) {
  describe(`api: lists, over ${store}`, function () {
    this.timeout(60_000);
    const close = closing();
    let server: TestServer;
    let bank: GateClient;
    let shop: GateClient;

    before(async function () {
      server = await serverOver(store, this, close, { args: ['--workers', '2'] });
      bank = await addSite(server, 'bank', { mode: 'enforce', scope: 'screen,outcome,read,manage' });
      shop = await addSite(server, 'shop', { mode: 'observe', scope: 'screen,read' });
    });

    const call = (method: string, path: string, body?: unknown, by = bank) =>
      send(server.url, path, {
        method,
        headers: { ...by.bearer, ...JSON_TYPE, connection: 'close' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    const add = async (change: object = {}) => {
      const reply = await call('POST', ENTRIES, { ...IP, ...change });
      assert.equal(reply.status, 200, reply.text);
      return listEntryViewSchema.parse(JSON.parse(reply.text));
    };
    const listed = async (query = '', by = bank) =>
      listPageSchema.parse(JSON.parse((await call('GET', `${ENTRIES}${query}`, undefined, by)).text));
    const importing = async (csv: string, dryRun = false) => {
      const reply = await call('POST', '/v1/lists/csv', { csv, author: 'sato', dryRun });
      assert.equal(reply.status, 200, reply.text);
      const { refused, ...counts } = listImportedSchema.parse(JSON.parse(reply.text));
      return `${Object.values(counts).join(' ')} ${refused.map(it => `${it.line} ${it.problem}`).join('; ')}`.trim();
    };
    const said = async (by = bank, ip = '203.0.113.7') => {
      const answer = await by.ask({ client: { ip, userAgent: 'Mozilla/5.0' }, token: null });
      return `${answer.verdict} ${answer.wouldBe} ${answer.decidedBy}`;
    };
    /** In each of the processes: asked so often, over connections of their own. */
    const holds = (wanted: string, ip?: string) =>
      eventually(
        wanted,
        async () =>
          (await Promise.all(Array.from({ length: 6 }, () => said(bank, ip)))).every(it => it.endsWith(wanted)),
        HOLDS_WITHIN,
      );

    it('adds, changes and takes off an entry; it holds in every process within a second, on its own site alone', async () => {
      const entry = await add();
      assert.match(entry.id, /^lst_/);
      await holds('NG NG block');
      assert.doesNotMatch(await said(shop), /block/);
      const path = `${ENTRIES}/${entry.id}`;
      const changed = await call('PATCH', path, { revision: entry.revision, actions: ['transfer'], author: 'sato' });
      assert.equal(changed.status, 200, changed.text);
      await holds('score');
      assertProblem(await call('PATCH', path, { revision: entry.revision, author: 'x' }), 'list-entry-changed');
      assertProblem(await call('POST', ENTRIES, { ...IP, actions: ['transfer'] }), 'list-entry-exists');
      assert.equal((await call('DELETE', `${path}?author=sato`)).status, 200);
      assertProblem(await call('DELETE', `${path}?author=sato`), 'list-entry-ended');
      assertProblem(await call('PATCH', path, { author: 'x' }), 'list-entry-ended');
      const read = listEntryViewSchema.parse(JSON.parse((await call('GET', path)).text));
      assert.deepEqual([read.state, read.author, read.actions], ['deleted', 'sato', ['transfer']]);
    });

    it('finds an account by its id or its reference, shows what was written, and stores neither', async () => {
      const account = { subject: 'account', value: 'taro@example.com', reason: 'mule' };
      const entry = await add(account);
      assert.equal(entry.value, 'taro@example.com');
      const found = await listed('?subject=account&value=taro@example.com');
      assert.deepEqual(
        found.items.map(it => it.id),
        [entry.id],
      );
      const ask = () => bank.ask({ account: { id: 'taro@example.com' }, token: null });
      await eventually('it is blocked', async () => (await ask()).decidedBy === 'block', HOLDS_WITHIN);
      const { account: named, reasons } = await ask();
      assert.deepEqual(
        (await listed(`?subject=account&value=${named?.ref}`)).items.map(it => it.id),
        [entry.id],
      );
      const [first] = reasons;
      assert.deepEqual([first?.code, first?.facts], ['list-block', { entry: entry.id, subject: 'account' }]);
      assertProblem(await call('POST', ENTRIES, { ...IP, subject: 'account', value: named?.ref }), 'list-entry-exists');
    });

    it('answers OK and says what it would be where a site only observes', async () => {
      const observed = await addSite(server, 'auction', { mode: 'observe', scope: 'screen,manage' });
      const added = () => call('POST', ENTRIES, { ...IP, value: '192.0.2.9' }, observed);
      // Each process learns of the new key by itself.
      await eventually('it is added', async () => (await added()).status === 200, HOLDS_WITHIN);
      await eventually(
        'it would be refused',
        async () => (await said(observed, '192.0.2.9')) === 'OK NG block',
        HOLDS_WITHIN,
      );
    });

    it('makes one entry of several that are added at the same instant, one by one or as a file', async () => {
      const one = { subject: 'ip', value: '198.51.100.77' };
      const replies = await Promise.all(Array.from({ length: 6 }, () => call('POST', ENTRIES, { ...IP, ...one })));
      assert.equal(
        replies
          .map(it => it.status)
          .toSorted()
          .join(' '),
        '200 409 409 409 409 409',
      );
      const file = 'effect,subject,value,reason\nblock,ip,198.51.100.78,r\nblock,ip,198.51.100.79,r\n';
      const counts = await Promise.all(Array.from({ length: 4 }, () => importing(file)));
      const added = counts.map(it => Number(it.split(' ')[1]));
      assert.equal(
        added.reduce((a, b) => a + b, 0),
        2,
        counts.join('; '),
      );
      for (const value of ['198.51.100.77', '198.51.100.78', '198.51.100.79'])
        assert.equal((await listed(`?subject=ip&value=${value}`)).items.length, 1, value);
    });

    it('knows a network by one spelling', async () => {
      const { id, value } = await add({ subject: 'cidr', value: '198.51.100.77/24' });
      assert.equal(value, '198.51.100.0/24');
      const same = { ...IP, subject: 'cidr', value: '198.51.100.0/24' };
      assertProblem(await call('POST', ENTRIES, same), 'list-entry-exists');
      assert.equal((await listed('?subject=cidr&value=198.51.100.9/24')).items[0]?.id, id);
      await holds('NG block', '198.51.100.200');
      await call('DELETE', `${ENTRIES}/${id}?author=sato`);
      await holds('score', '198.51.100.200');
    });

    it('tells in its metrics how many entries the processes hold, and that they hear of changes', async () => {
      const text = (await send(server.url, '/metrics')).text;
      assert.match(text, /sekisho_known_list_entries\{effect="block"\} [1-9]/);
      const age = Number(/sekisho_known_lists_age_seconds ([\d.]+)/.exec(text)?.[1]);
      assert.ok(age < 30, String(age));
    });

    it('refuses what cannot be listed, and who may not', async () => {
      const wrong: readonly (readonly [object, RegExp])[] = [
        [{ value: '203.0.113.0/24' }, /IPv4 or IPv6/],
        [{ subject: 'cidr', value: '::/0' }, /wider than/],
        [{ subject: 'cidr', value: '::ffff:192.0.2.0/120' }, /write it as/],
        [{ subject: 'cidr', value: '0:0:0:0:0:ffff:c000:200/120' }, /write it as/],
        [{ subject: 'mail-domain', value: 'exa%mple.com' }, /none of its subject/],
        [{ subject: 'mail-domain', value: 'a\0b.com' }, /control/],
        [{ subject: 'asn', value: 'AS4294967296' }, /above/],
        [{ subject: 'country', value: 'Japan' }, /two letters/],
        [{ subject: 'mail-domain', value: 'a@b.example' }, /behind the @/],
        [{ subject: 'device', value: 'rcl_1' }, /dev_/],
        [{ subject: 'user-agent', value: 'x' }, /subject/],
        [{ effect: 'allow', subject: 'account', value: 'x' }, /vouched device/],
        [{ expiresAt: '2020-01-01T00:00:00Z' }, /over already/],
        [{ reason: ' ' }, /reason/],
      ];
      for (const [change, why] of wrong) {
        const { fields = [] } = assertProblem(await call('POST', ENTRIES, { ...IP, ...change }), 'fields-invalid');
        assert.match(JSON.stringify(fields), why, JSON.stringify(change));
      }
      for (const query of ['?subject=device&value=%00', '?subject=mail-domain&value=exa%25mple.com'])
        assertProblem(await call('GET', `${ENTRIES}${query}`), 'fields-invalid');
      assertProblem(await call('POST', ENTRIES, IP, shop), 'scope-missing');
      assertProblem(await call('GET', `${ENTRIES}/lst_0`), 'list-entry-unknown');
      assert.deepEqual((await listed('', shop)).items, []);
    });

    it('goes through a file and back: nothing that ended returns, and nobody who was faster is overwritten', async () => {
      const head = 'effect,subject,value,reason';
      const file = `${head}\nblock,mail-domain,Trash.Example,"=HYPERLINK(""x"")"\nblock,asn,AS64500,＝1+1\nblock,asn,x,y\n`;
      const counts = ['2 0 0 4 value: must be the number of a network, AS64500', '0 0 2 4 value: must be'];
      assert.equal(await importing(file, true), `true ${counts[0]}`);
      assert.equal((await listed('?subject=asn')).items.length, 0, 'a dry run does nothing');
      assert.equal(await importing(file), `false ${counts[0]}`);
      assert.match(await importing(file), new RegExp(`^false ${counts[1]}`));
      const { text } = await call('GET', '/v1/lists/csv');
      assert.match(text, /^\uFEFF"id","revision"/);
      assert.match(text, /"trash\.example","","","'=HYPERLINK\(""x""\)"/);
      assert.match(text, /"'＝1\+1"/);
      const [, ...rows] = text.slice(1).trim().split('\r\n');
      assert.equal(await importing(text), `false 0 0 ${rows.length}`);
      const { items } = await listed('?limit=100');
      const asn = items.find(it => it.subject === 'asn');
      const domain = items.find(it => it.subject === 'mail-domain');
      await call('DELETE', `${ENTRIES}/${asn?.id}?author=sato`);
      await call('PATCH', `${ENTRIES}/${domain?.id}`, { reason: 'faster', author: 'sato' });
      const lineOf = (value: string) => rows.findIndex(it => it.includes(value)) + 2;
      const changed = text.replaceAll('HYPERLINK', 'SUM').replaceAll('＝1', '＝2');
      const refused = [
        [lineOf('AS64500'), 'id: was deleted, and no file brings it back; add a new entry'],
        [lineOf('trash.example'), 'revision: somebody has changed it since; export it again'],
      ] as const;
      const problems = refused
        .toSorted(([a], [b]) => a - b)
        .map(it => it.join(' '))
        .join('; ');
      assert.equal(await importing(changed), `false 0 0 ${rows.length - 2} ${problems}`);
      const now = await call('GET', '/v1/lists/csv');
      assert.equal(await importing(now.text.replace('"faster"', '"from the file"')), `false 0 1 ${rows.length - 2}`);
      assert.equal((await listed('?subject=mail-domain')).items[0]?.reason, 'from the file');
      assertProblem(await call('POST', '/v1/lists/csv', { csv: 'a,b\n1,2', author: 'x' }), 'fields-invalid');
    });
  });
}
