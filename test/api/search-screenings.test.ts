import assert from 'node:assert/strict';
import type { ScreeningView } from '../../shared/wire/screening.ts';
import { closing } from '../support/closing.ts';
import { addSite, assertProblem, type GateClient, gateClient } from '../support/gate-client.ts';
import { PERSON_USER_AGENT } from '../support/person-report.ts';
import { startServer } from '../support/server.ts';

const ids = (items: readonly ScreeningView[]): string[] => items.map(it => it.id);

describe('api: reading screenings back', () => {
  const close = closing();
  let gate: GateClient;
  let other: GateClient;
  /** The oldest first: three of OK, two of REVIEW. */
  const made: ScreeningView[] = [];
  const client = (ip: string) => ({ ip, userAgent: PERSON_USER_AGENT });

  before(async () => {
    const server = await startServer();
    close(() => server.stop());
    gate = gateClient(server.url);
    other = await addSite(server, 'other', { mode: 'enforce' });
    await other.ask({ account: { id: 'taro' } });
    const asked = [
      { account: { id: 'taro' }, client: client('198.51.100.1'), token: await gate.field() },
      { account: { id: 'taro' }, client: client('2001:db8::1') },
      { account: { id: 'jiro' }, client: client('198.51.100.1'), token: await gate.field() },
      { account: { id: 'jiro' }, client: client('198.51.100.2') },
      { client: client('198.51.100.3'), channel: 'api' as const },
    ];
    for (const { account, ...rest } of asked) {
      const { id } = await gate.ask(account === undefined ? { ...rest, account: undefined } : { ...rest, account });
      made.push(await gate.read(id));
    }
  });

  const found = async (query: Record<string, string>): Promise<string[]> => ids((await gate.search(query)).items);
  const expected = (...at: number[]): string[] => at.flatMap(it => made[it]?.id ?? []);

  it('lists the newest first', async () => {
    assert.deepEqual(await found({}), expected(4, 3, 2, 1, 0));
  });

  it('finds by account, by the id and by its reference', async () => {
    assert.deepEqual(await found({ account: 'taro' }), expected(1, 0));
    assert.deepEqual(await found({ account: made[0]?.account?.ref ?? '' }), expected(1, 0));
    assert.deepEqual(await found({ account: 'nobody' }), []);
  });

  it('finds by address, in any spelling of it', async () => {
    assert.deepEqual(await found({ ip: '198.51.100.1' }), expected(2, 0));
    assert.deepEqual(await found({ ip: '2001:DB8:0:0:0:0:0:1' }), expected(1));
    assert.deepEqual(await found({ ip: '::ffff:198.51.100.2' }), expected(3));
    assert.deepEqual(await found({ ip: '198.51.100.9' }), []);
  });

  it('finds by verdict and by reason', async () => {
    assert.deepEqual(await found({ verdict: 'REVIEW' }), expected(3, 1));
    assert.deepEqual(await found({ verdict: 'OK' }), expected(4, 2, 0));
    assert.deepEqual(await found({ reason: 'no-token' }), expected(3, 1));
    assert.deepEqual(await found({ reason: 'customer-notice' }), []);
  });

  it('finds none by device while no device is known', async () => {
    assert.deepEqual(await found({ device: 'dev_1' }), []);
  });

  it('finds by time, the start included and the end not', async () => {
    const [from = '', to = ''] = [made[1]?.createdAt, made[3]?.createdAt];
    const times = made.map(it => Date.parse(it.createdAt));
    const inside = made.filter((_, i) => (times[i] ?? 0) >= Date.parse(from) && (times[i] ?? 0) < Date.parse(to));
    assert.ok(inside.some(it => it.id === made[1]?.id) && !inside.some(it => it.id === made[3]?.id));
    assert.deepEqual((await found({ from, to })).sort(), ids(inside).sort());
    assert.deepEqual(await found({ from: '2999-01-01T00:00:00Z' }), []);
    assert.deepEqual(await found({ to: '2000-01-01T00:00:00+09:00' }), []);
  });

  it('joins filters', async () => {
    assert.deepEqual(await found({ account: 'jiro', verdict: 'OK', ip: '198.51.100.1' }), expected(2));
    assert.deepEqual(await found({ account: 'jiro', reason: 'no-token', ip: '198.51.100.1' }), []);
  });

  it('goes from page to page with the cursor, each screening once, and ends with null', async () => {
    const seen: string[] = [];
    let cursor: string | null = null;
    let pages = 0;
    do {
      const page = await gate.search({ limit: '2', ...(cursor === null ? {} : { cursor }) });
      assert.ok(page.items.length <= 2);
      seen.push(...ids(page.items));
      cursor = page.next;
      pages++;
    } while (cursor !== null && pages < 10);
    assert.deepEqual([seen, pages], [expected(4, 3, 2, 1, 0), 3]);
  });

  it('says that there is no next page when the last one is just full', async () => {
    assert.equal((await gate.search({ limit: '5' })).next, null);
    assert.notEqual((await gate.search({ limit: '4' })).next, null);
  });

  it('keeps its filters from page to page', async () => {
    const first = await gate.search({ verdict: 'REVIEW', limit: '1' });
    const second = await gate.search({ verdict: 'REVIEW', limit: '1', cursor: first.next ?? '' });
    assert.deepEqual([ids(first.items), ids(second.items), second.next], [expected(3), expected(1), null]);
  });

  it('names each field of a query that is wrong', async () => {
    const wrong: Record<string, string> = {
      limit: '101',
      verdict: 'MAYBE',
      ip: 'not-an-address',
      from: 'yesterday',
      cursor: "x' OR 1=1 --",
      reason: '',
      unknown: '1',
    };
    for (const [path, value] of Object.entries(wrong)) {
      const reply = await gate.get(`/v1/screenings?${new URLSearchParams({ [path]: value })}`);
      const { fields = [] } = assertProblem(reply, 'fields-invalid', 'OR 1=1');
      assert.deepEqual(
        fields.map(it => it.path),
        [path],
      );
    }
    const twice = await gate.get('/v1/screenings?verdict=OK&verdict=NG');
    assert.equal(assertProblem(twice, 'fields-invalid').fields?.[0]?.path, 'verdict');
  });

  it('shows a site its own screenings alone', async () => {
    const [mine] = made;
    assert.ok(mine);
    assertProblem(await other.get(`/v1/screenings/${mine.id}`), 'screening-unknown');
    const { items } = await other.search();
    assert.equal(items.length, 1);
    assert.ok(!ids(made).includes(items[0]?.id ?? ''));
    const sameName = (await other.search({ account: 'taro' })).items;
    assert.equal(sameName.length, 1);
    assert.notEqual(sameName[0]?.account?.ref, mine.account?.ref, 'one account has another reference at another site');
    assert.deepEqual((await other.search({ account: mine.account?.ref ?? '' })).items, []);
    assert.deepEqual((await other.search({ cursor: mine.id })).items.length, 1, 'a cursor opens no other site');
  });

  it('knows no screening of an id that was never given', async () => {
    for (const id of ['scr_000000000000', 'x', '%00', `scr_${'0'.repeat(32)}`]) {
      assertProblem(await gate.get(`/v1/screenings/${id}`), 'screening-unknown');
    }
  });
});
